"""The function that a sentence gives to a person: behind her name, or before it."""

import re

from meetings.reader.normal import fold
from meetings.reader.person_names import people_in

EDGES = " ,،，:：-–—"
HAN_AFTER = re.compile(r"^ ?(少将|中将|上将|大校|上校|中校|少校|上尉|大使)")
# What begins the rest of the sentence after a function, beside verbs of saying.
AUXILIARY = {
    "en": r"(?:has|had|was|were|is|then|also|who|called|thanked|welcomed|opened|closed|spoke|delivered)\b",
    "fr": r"(?:a|ont|s'est|qui|avait|etait|puis)\b",
    "es": r"(?:ha|han|quien|que|pronunci\w+|dio|dieron|inaugur\w+|clausur\w+|agradec\w+)\b",
    "ru": r"(?:котор\w+|выступил\w*|открыл\w*|закрыл\w*|поблагодарил\w*)",
}
BEFORE_A_FUNCTION = "by|of|par|por|de|from|was|were"


def one_person(item, text):
    """(Person, function) of a list item, which is about one person; None where it names nobody."""
    person = next(iter(people_in(item, text)), None)
    if person is None:
        return None
    before, after = item[: person.start].strip(EDGES), item[person.end :].strip(EDGES + ";；。.()")
    if text.is_han and (rank := HAN_AFTER.match(item[person.end :])):
        after = rank[1]
    return person, ("，" if text.is_han else ", ").join(filter(None, [before, after]))


def with_functions(sentence, text):
    """(Person, function) for everybody in SENTENCE."""
    found = people_in(sentence, text)
    for at, person in enumerate(found):
        following = found[at + 1].start if at + 1 < len(found) else len(sentence)
        before = sentence[found[at - 1].end if at else 0 : person.start]
        after = sentence[person.end : following]
        if text.is_han:
            yield person, han_function(before, text)
        elif re.match(r"\s?[,،(]", after):
            behind = after_function(after, text, following < len(sentence))
            yield person, behind or apposed(before) or before_function(before.rstrip(" ,،"), text)
        else:
            yield person, before_function(before, text)


def after_function(after, text, is_followed):
    """“X, Minister of Defence of Norland, said …”: up to the verb, or to the next person."""
    after = re.split(r"[;؛:]|\)(?=\s|$)", after.lstrip(" ,،("))[0]
    if text.language == "ar":
        after = after if is_followed else after.partition("،")[0]
    elif not is_followed:
        after = before_verb(after, text)
    for pattern in (text.words.moderated, text.words.opening, text.words.closing):
        if found := re.search(rf"[,،]\s(?=(?:[^,،]{{0,12}}\s)?(?:{pattern.pattern}))", fold(after)):
            after = after[: found.start()]
    return re.sub(rf"(?:^|[,،]?\s)(?:{text.words.and_.pattern}|و\w*)\s*$", "", after.strip(" ,،.") + " ").strip(" ,،.")


def before_verb(after, text):
    """AFTER up to a comma, or a “who”, that a verb follows; a verb is written small."""
    verb = rf"(?:{AUXILIARY[text.language]}|{text.words.says.pattern})"
    for match in re.finditer(rf"(?:^|,\s|\s(?=(?:who|qui|quien|котор\w+)\s)){verb}", fold(after)):
        if after[match.start() :].lstrip(" ,")[:1].islower():
            return after[: match.start()]
    return after


def apposed(before):
    """“…, the Minister of Defence, Ms. X, said”: what stands before the name, behind the comma before."""
    pieces = [piece.strip() for piece in re.split(r"[,،]", before.rstrip(" ,،"))]
    return pieces[-1] if len(pieces) > 1 and before.rstrip().endswith((",", "،")) else ""


def before_function(before, text):
    """“the Minister of Defence X”: what stands before the name, from the last break on."""
    last = re.split(r"[;؛:,،]", before)[-1]
    words = text.words
    verb = re.compile(AUXILIARY.get(text.language, r"(?!)"))
    for pattern in (words.opening, words.closing, words.panel, words.moderated, words.spoke, verb):
        if found := list(pattern.finditer(fold(last))):
            last = last[found[-1].end() :]
    last = re.sub(rf"^(?:{text.words.and_.pattern}|{BEFORE_A_FUNCTION})\s", "", last.strip())
    return last.strip(" ,.:;") if len(last.split()) > 1 else ""


def han_function(before, text):
    """A Chinese function stands before the name, and begins with the state or body."""
    start = max((match.end() for match in re.finditer(r"[：；。]|由(?=[^，]*$)", before)), default=0)
    piece = before[start:]
    breaks = "、，和及与由 "
    states = [
        hit for hit in text.hits(piece) if hit.kind == "state" and (not hit.start or piece[hit.start - 1] in breaks)
    ]
    return (piece[states[-1].start :] if states else piece.rpartition("，")[2]).strip(" ，、：；和由")
