"""What is said of plans: whose, which generation, at what stage, when. And how many countries have one."""

import re

from meetings.reader.dates import dates_of
from meetings.reader.normal import fold
from meetings.reader.proposals import GUESS, LIKELY, SURE
from meetings.reader.speakers import subjects
from meetings.reader.structure import BODY, ITEM

MOST_PLANS = 16
PERIOD = re.compile(r"\d{4}/\d{4}")  # of the plan itself
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
NEAR, FAR = 46, 110  # signs between the plan and the word for its stage
HAN_NEAR, HAN_FAR = 18, 40
PLAN = re.compile(fold(r"plan|план|计划|方案|خط"))
PRESENTED = re.compile(fold(r"present|представ|introduc"))  # the plan itself, or something about it
SHORT = 26
BACKGROUND = ("in_force", "expired")  # words that also say other things: they must stand near


def plans(text):
    for paragraph, sentence, _folded in text.sentences(BODY, ITEM):
        if paragraph in text.agreed:
            continue
        told = False
        for subject in subjects(sentence, text):
            for proposal in of_subject(subject, sentence, paragraph, text, told):
                told = True
                yield proposal
        yield from counts(sentence, paragraph, text)


def of_subject(subject, sentence, paragraph, text, told):
    """The proposals for one clause: one for each of its states."""
    clause = sentence[subject.start : subject.end]
    folded = fold(clause)
    offset = 0 if text.words.verb_first else subject.body - subject.start
    kinds = {text.names.kinds[slug] for slug in subject.slugs}
    if kinds == {"state"}:
        statement = national(clause, folded, offset, text, told)
        if not statement and text.words.frameworks.search(folded):
            statement = {"plan": "other_framework", "generation": None, "stage": "attested", "date": text.first}, LIKELY
    elif kinds <= {"regional"}:
        statement = regional(clause, folded, text)
    else:
        return
    if statement:
        said, confidence = statement
        if subject.is_near or not subject.says:
            confidence = GUESS if subject.is_near or said["generation"] is None else LIKELY
        for slug in subject.slugs:
            yield text.proposal("plan", {"member": slug} | said, paragraph, confidence, sentence)


def national(clause, folded, offset, text, told):
    """({plan, generation, stage, date}, confidence) of a national plan in CLAUSE, or None."""
    best = None
    for plan in text.words.plan.finditer(folded, offset):
        generation = generation_near(folded, plan, text)
        is_own = generation is not None or bool(text.words.own.search(folded[: plan.start()]))
        if not is_own and text.words.tool.search(folded[offset : plan.end()]):
            continue
        stage = stage_near(folded, plan, offset, text)
        if stage and (best is None or (is_own and not best[2])):
            best = plan, stage, is_own, generation
    if best is None:
        return elliptic(clause, folded, offset, text) if told else None
    plan, stage, is_own, generation = best
    confidence = SURE if generation is not None else LIKELY if is_own or len(folded) < FAR else GUESS
    if stage[1] == "prolonged" and is_ahead(folded, stage[0], text):
        confidence = GUESS  # it is only meant to be
    said = {"plan": "national", "generation": generation}
    return said | when(clause, folded, stage, plan, text), confidence


def elliptic(clause, folded, offset, text):
    """“…while France would begin to review its second in 2018”: the plan was named before."""
    found = re.search(r"(?:its|son|sa|su|le|el|la|свой|своего|ее|его|其)\s?(?P<n>[^\s]+)\b", folded[offset:])
    number = found and text.words.ordinal(found["n"])
    if not number:
        return None
    stages = [(match, kind) for kind, pattern in text.words.stages for match in pattern.finditer(folded, offset)]
    if not stages:
        return None
    stage = min(stages, key=lambda one: one[0].start())
    return {"plan": "national", "generation": number} | when(clause, folded, stage, stage[0], text), LIKELY


def regional(clause, folded, text):
    plan = text.words.regional_plan.search(folded)
    stage = plan and stage_near(folded, plan, 0, text)
    if not stage:
        return None
    return {"plan": "regional", "generation": None} | when(clause, folded, stage, plan, text), LIKELY


def generation_near(folded, plan, text):
    """The number of the plan, from the words just before it, or just behind: third plan, plan III, second-generation plan."""
    if text.is_han:
        found = re.search(
            r"(第 ?(?:[一二三四五六七八九十]{1,3}|\d{1,2})) ?[个代版期份轮]?[^，。；0-9]{0,6}$", folded[: plan.start()]
        )
        return found and text.words.ordinal(found[1])
    before = folded[max(0, plan.start() - 34) : plan.start()]
    tail = re.sub(r"\b(?:19|20)\d\d\b", "", " ".join(re.split(r"[,;،؛]", before)[-1].split()[-4:]))
    number = (
        None
        if re.search(r"\d\s*\w*\s*$", tail) and not re.search(r"\d(?:st|nd|rd|th|e|eme|o|a|º|ª|-?[йя])\b", tail)
        else text.words.ordinal(tail)
    )
    if number:
        return number if number < MOST_PLANS else None
    after = folded[plan.end() : plan.end() + 26]
    if found := re.match(r"\s?\(?(i{1,3}|iv|v|vi)\)?(?![\w-])", after):
        return ROMAN[found[1]]
    following = re.split(r"[,;.，；。]", after)[0]
    if text.language in ("ar", "fr", "es") and (number := ordinal_first(following, text)):
        return number
    return None


def ordinal_first(words, text):
    """خطة عمل وطنية ثانية: the ordinal follows at once."""
    first = " ".join(words.split()[:2])
    number = None if re.search(r"\d", first) else text.words.ordinal(first)
    return number if number and number < MOST_PLANS else None


def stage_near(folded, plan, offset, text):
    """(match, kind) of the word nearest to PLAN that tells its stage; one before the plan is preferred."""
    near, far = (HAN_NEAR, HAN_FAR) if text.is_han else (NEAR, FAR)
    found = []
    for kind, pattern in text.words.stages:
        for match in pattern.finditer(folded, offset):
            inside = plan.start() <= match.start() and match.end() <= plan.end()
            before = match.end() <= plan.start()
            away = plan.start() - match.end() if before else match.start() - plan.end()
            most = near if kind in BACKGROUND else SHORT if PRESENTED.match(match[0]) else far
            if not inside and away <= most and not parted(folded, match, plan):
                found.append((away + (0 if before else near // 2), match.start(), match, kind))
    if not found:
        return None
    _away, _start, match, kind = min(found, key=lambda one: one[:2])
    return match, kind


def parted(folded, match, plan):
    """Whether another sentence's part stands between the two: a semicolon, or a full clause."""
    between = folded[min(match.end(), plan.end()) : max(match.start(), plan.start())]
    return bool(re.search(r"[;；。]", between))


def when(clause, folded, stage, plan, text):
    """{stage, date}: the day that the clause gives, else the day of the meeting, by or on which it was so."""
    match, kind = stage
    ahead = is_ahead(folded, match, text)
    dates = [date for date in dates_of(clause, text.language) if not PERIOD.fullmatch(date.edtf)]
    date = dates[0].edtf if dates else ""
    if not date and text.words.this_year.search(folded) and text.year:
        date = str(text.year) if kind in ("launched", "adopted") else ""
    if kind == "prolonged":
        return {"stage": kind, "date": f"../{text.first}" if text.first else "", "until": date}
    if ahead and kind == "drafting":
        return {"stage": "announced", "date": date or text.first}
    if ahead and date and kind in ("under_review", "launched", "adopted"):
        return (
            {"stage": kind, "date": date}
            if date > text.first[: len(date)] or kind == "under_review"
            else {"stage": "announced", "date": date}
        )
    if ahead:
        return {"stage": "announced", "date": date or text.first}
    if kind in ("drafting", "under_review", "in_force"):
        return {"stage": kind, "date": text.first}
    if not date and text.first:
        date = f"../{text.first}"
    return {"stage": kind, "date": date or text.first}


def is_ahead(folded, stage, text):
    """Whether it lies ahead: the word for it stands just before the stage."""
    before = folded[max(0, stage.start() - (22 if text.is_han else 48)) : stage.start()]
    before = re.split(r"[,;，；、]|\b(?:which|que|qui|котор\w+)\b", before)[-1]
    return bool(text.words.future.search(before))


def counts(sentence, paragraph, text):
    """How many have a plan: {subject, number, of, relation}."""
    folded = fold(sentence)
    for match in text.words.count.finditer(folded):
        if not (text.words.plan.search(folded) and PLAN.search(folded, match.start())):
            continue
        number = int(match["n"] or match["m"])
        start = max(0, match.start() - 14)
        more = bool(text.words.more_than.search(folded[start : match.start() + 12]))
        who = [hit.slug for hit in text.hits(sentence) if hit.kind == "regional"]
        said = {
            "number": number,
            "of": int(match["of"]) if match["of"] else None,
            "relation": "more_than" if more else "exactly",
        }
        yield text.proposal("count", said | {"member": who[0] if who else None}, paragraph, LIKELY, sentence)
