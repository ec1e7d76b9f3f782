"""Who spoke, and which paragraph reports what of whom."""

import re
from dataclasses import dataclass

from meetings.reader.meeting import runs_of
from meetings.reader.normal import HAN, fold, sentences
from meetings.reader.person_names import people_in
from meetings.reader.proposals import GUESS, LIKELY, SURE
from meetings.reader.structure import BODY, HEADING, ITEM

HIT = "\ue000"  # stands for a name that was recognised, while a list is cut at its commas
TOGETHER = "civil-society"  # all of them, speaking with one voice
ENOUGH = 3
LONGEST_NAME = 90
EARLY = 4  # paragraphs
MOST_BEFORE, MOST_IN_CLAUSE = 5, 3  # words before the name, where the verb comes first
BETWEEN = re.compile(
    r"[,，،;；、]|\s(?:and|et|y|e|и|as well as|así como|ainsi que|а также)\s|和|以及|及(?!其)"
    r"|\sو(?=\s?[\u0621-\u064a\ue000])"
)
AND_A_CLAUSE = "while|whereas|and|but|tandis que|alors que|et|mientras que|mientras|y|e|pero|тогда как|а|и|но"


@dataclass
class Spoke:
    """What is known of one speaker: the list that names her, and the passages that report her."""

    slug: str
    listed: object = None  # (paragraph, sentence, confidence)
    passages: list = None


# --- The list of speakers ---------------------------------------------------------------------------------------------


def listed(text):
    """({slug: (paragraph, sentence, confidence)}, [(unknown words, paragraph, sentence)])."""
    found, unknown, open_list = {}, [], None
    for paragraph in text.kinds(HEADING, BODY, ITEM):
        if paragraph.kind != BODY and open_list:
            take_item(paragraph, text, found, unknown)
            continue
        open_list = None
        for start, end in sentences(paragraph.text):
            sentence = paragraph.text[start:end].strip()
            if lists_speakers(sentence, text):
                take_sentence(sentence, paragraph, text, found, unknown)
                open_list = sentence if re.search(r"[:：]$", sentence) else None
    return found, unknown


def lists_speakers(sentence, text):
    folded = fold(sentence)
    if (text.words.opening.search(folded) or text.words.closing.search(folded)) and people_in(sentence, text):
        return False
    if text.words.spoke.search(folded):
        return True
    named = {hit.slug for hit in text.hits(sentence)}
    return (
        len(named) >= ENOUGH and bool(text.words.spoke_weak.search(folded)) and not text.words.attended.search(folded)
    )


def take_item(paragraph, text, found, unknown):
    hits = text.hits(paragraph.text)
    if not hits and len(paragraph.text) < LONGEST_NAME:
        unknown.append((paragraph.text.strip(" .;；。"), paragraph, paragraph.text))
    for hit in hits[:1]:
        found.setdefault(hit.slug, (paragraph, paragraph.text, SURE))


def take_sentence(sentence, paragraph, text, found, unknown):
    """The names in the list of SENTENCE; what stands among them and is none is unknown."""
    hits = text.hits(sentence)
    region = list_region(sentence, hits, text)
    inside = [hit for hit in hits if region[0] <= hit.start and hit.end <= region[1]]
    if any(hit.kind == "civil_society" and hit.slug != TOGETHER for hit in inside):
        inside_named = [hit for hit in inside if hit.slug != TOGETHER]
    else:
        inside_named = inside
    many = len(inside) >= ENOUGH
    for hit in inside_named:
        found.setdefault(hit.slug, (paragraph, sentence, SURE if many or is_list_of_few(sentence, text) else LIKELY))
    if not many:
        return
    for words in unmatched(sentence, inside, region, text):
        near = text.names.near(words, text.language)
        if near and near not in found:
            found[near] = (paragraph, sentence, GUESS)
        unknown.append((words, paragraph, sentence))


def is_list_of_few(sentence, text):
    return bool(text.words.spoke.search(fold(sentence)))


def list_region(sentence, hits, text):
    """(start, end) of the list: after the colon where one is; else from the first name, or the words before it, to the last."""
    folded = fold(sentence)
    if colon := re.search(r"[:：](?=.)", sentence):
        return colon.end(), len(sentence)
    if not hits:
        return 0, 0
    cue = text.words.spoke.search(folded)
    if cue and cue.start() > hits[-1].end:
        return 0, cue.start()
    if cue and cue.end() <= hits[0].start:
        return cue.end(), len(sentence)
    return hits[0].start, len(sentence)


def unmatched(sentence, hits, region, text):
    """Items of the list without a known name, that look like names."""
    masked = list(sentence)
    for hit in hits:
        masked[hit.start : hit.end] = HIT * (hit.end - hit.start)
    masked = "".join(masked)[region[0] : region[1]]
    for item in BETWEEN.split(masked):
        if HIT in item:
            continue
        words = stripped(item, text)
        if words and looks_like_name(words, text):
            yield words


def stripped(item, text):
    """ITEM without articles and “the representative of”."""
    item = item.strip(" .。:：()")
    folded = fold(item)
    lead = re.match(rf"(?:{text.words.lead.pattern})", folded)
    item = item[lead.end() :] if lead else item
    item = re.sub(
        r"^(?:the|l[ae]s?|l'|du|des|de la|de l'|de|d'|del?|el|los|of|from|来自|от|из|ممثل\w* عن|كل من)\s?",
        "",
        item,
        flags=re.I,
    )
    return item.strip(" .。")


def looks_like_name(words, text):
    if text.is_han:
        return (
            2 <= len(words) <= 14
            and bool(re.fullmatch(rf"[{HAN}·()]+", words))
            and not re.search(r"代表|发言|国家|随后|主题|之后|会议|发了|还有|其他", words)
        )
    if text.language == "ar":
        return (
            1 <= len(words.split()) <= 6
            and not text.words.says.search(fold(words))
            and not re.search(r"ممثل|بيان|كلمة|الدول|البلدان|التالية", words)
        )
    return 1 <= len(words.split()) <= 9 and words[0].isupper() and not re.search(r"\d", words)


# --- What is reported -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Subject:
    """A state or body, or several, that a clause is about; the clause goes from `start` to `end` of the sentence."""

    slugs: tuple[str, ...]
    start: int
    body: int  # behind the names
    end: int
    says: bool  # a known verb follows
    is_near: bool = False


def subjects(sentence, text):
    """The Subjects of SENTENCE, in their order."""
    folded, hits = fold(sentence), text.hits(sentence)
    if any(hit.kind == "civil_society" and hit.slug != TOGETHER for hit in hits):
        hits = [hit for hit in hits if hit.slug != TOGETHER]
    runs = runs_of(hits, sentence, text)
    found = []
    for run in runs:
        begins = clause_start(folded, run[0].start, text)
        says = verb_follows(folded, run[-1].end, text) or verb_before(folded, run[0].start, text)
        if (begins == "sentence" and (says or not (text.words.verb_first or text.is_han))) or (begins and says):
            found.append((run, says))
    if not any(says for _run, says in found) and text.is_han and (near := near_subject(sentence, folded, text)):
        return [near]
    if not found:
        return []
    ends = [run[0].start for run, _says in found[1:]] + [len(sentence)]
    return [
        Subject(
            tuple(dict.fromkeys(hit.slug for hit in run)),
            clause_from(sentence, run[0].start, text),
            run[-1].end,
            end,
            bool(says),
        )
        for (run, says), end in zip(found, ends, strict=True)
    ]


def clause_from(sentence, start, text):
    """Where the clause begins: with the name, or with the verb before it."""
    return max(sentence.rfind(sign, 0, start) for sign in "،؛.") + 1 if text.words.verb_first else start


def clause_start(folded, start, text):
    """ "sentence" or "clause" where what stands before START may stand before a subject; else nothing."""
    before, lead = folded[:start], rf"(?:{text.words.lead.pattern})"
    if text.words.verb_first:
        last = re.split(r"[،,؛;]|(?:^|\s)و(?=[^\s]{3,})", before)[-1]
        return (
            "sentence"
            if len(before.split()) <= MOST_BEFORE
            else "clause"
            if len(last.split()) <= MOST_IN_CLAUSE
            else ""
        )
    if re.fullmatch(lead, before):
        return "sentence"
    last = re.split(rf"[,;:，；：]\s?|\s(?=(?:{AND_A_CLAUSE})\s)", before)[-1]
    return "clause" if re.fullmatch(lead, last) else ""


def verb_follows(folded, end, text):
    """Whether a verb of saying follows the name: at once, or after what may stand between them."""
    return bool(re.match(rf"(?:{text.words.after.pattern})\s?(?:{text.words.says.pattern})", folded[end:]))


def verb_before(folded, start, text):
    """Arabic puts the verb first: at most four words stand between the clause's beginning and the name."""
    if not text.words.verb_first:
        return False
    before = re.split(r"[.؛;:]", folded[:start])[-1].split()[-6:]
    return any(text.words.says.fullmatch(word) for word in before)


def near_subject(sentence, folded, text):
    """A name that was written wrong, and a verb of saying: 联合国王国认为."""
    found = re.match(rf"([{HAN}]{{3,8}}?)(?=(?:{text.words.says.pattern}))", folded)
    slug = found and text.names.near(found[1], text.language)
    return Subject((slug,), 0, found.end(), len(sentence), True, True) if slug else None


def reports(text):
    """[(slug, paragraph, sentence, confidence)] of everything that is reported of somebody."""
    for paragraph, sentence, folded in text.sentences(BODY, ITEM):
        if paragraph in text.agreed or (is_early(paragraph) and text.words.chaired.search(folded)):
            continue
        if lists_speakers(sentence, text) and is_only_a_list(sentence, text):
            continue
        for subject in subjects(sentence, text):
            if paragraph.kind == ITEM and not subject.says:
                continue
            confidence = GUESS if subject.is_near else SURE if subject.says else LIKELY
            for slug in subject.slugs:
                yield slug, paragraph, sentence, confidence


def is_early(paragraph):
    """Whether it is among the paragraphs that tell of the meeting itself: who chaired it did not speak for that."""
    return paragraph.number.isdigit() and int(paragraph.number) <= EARLY


def is_only_a_list(sentence, text):
    """Whether SENTENCE says no more than that they spoke."""
    hits, cue = text.hits(sentence), text.words.spoke.search(fold(sentence))
    last = max([hit.end for hit in hits] + [cue.end() if cue else 0])
    return len(hits) >= ENOUGH or len(sentence) - last < (8 if text.is_han else 30)


def speakers(text, reading):
    """A proposal for each that spoke, with all passages that report it; unknown names go to READING."""
    named, unknown = listed(text)
    reading.unknown += [(words, paragraph.place, sentence) for words, paragraph, sentence in unknown]
    told = {}
    for slug, paragraph, sentence, confidence in reports(text):
        told.setdefault(slug, []).append((paragraph, sentence, confidence))
    for slug in dict.fromkeys([*named, *told]):
        passages = told.get(slug, [])
        paragraph, sentence, confidence = named.get(slug) or passages[0]
        said = {
            "member": slug,
            "listed": slug in named,
            "paragraphs": list(dict.fromkeys(one.number for one, _sentence, _sure in passages)),
            "passages": [{"place": one.place, "quote": words, "sure": sure} for one, words, sure in passages],
        }
        if slug not in named:
            confidence = (
                SURE
                if sum(sure == SURE for _p, _s, sure in passages) and text.names.kinds[slug] != "civil_society"
                else LIKELY
            )
        yield text.proposal("speaker", said, paragraph, confidence, sentence)
