"""People in a role: who opened, who moderated, who was in the panel, who closed; each with her function."""

import re

from meetings.reader.functions import one_person, with_functions
from meetings.reader.normal import fold, sentences
from meetings.reader.proposals import GUESS, LIKELY, SURE
from meetings.reader.structure import BODY, HEADING, ITEM

TOUCHING = 14  # signs between the panel and the word for who moderated it
NEAR_THE_BODY = 40
FAR, TOO_FAR = 160, 400  # from the words for a role, or from the last that has it, to a name
COLON = re.compile(r"[:：]$")


def people(text):
    """Proposals for everybody with a role."""
    found, role_of_list = {}, None
    for paragraph in text.kinds(HEADING, BODY, ITEM):
        if paragraph in text.agreed:
            continue
        if paragraph.kind == ITEM and role_of_list:
            gather(found, role_of_list, one_person(paragraph.text, text), paragraph, text, SURE, paragraph.text)
        elif paragraph.kind != HEADING or re.search(r"[:：] ?\S", paragraph.text):
            role_of_list = in_paragraph(found, paragraph, text)
        elif role_of_list:
            gather(found, role_of_list, one_person(paragraph.text, text), paragraph, text, GUESS, paragraph.text)
    for (role, _name), (said, paragraph, confidence, quote) in found.items():
        yield text.proposal("person", said | {"role": role}, paragraph, confidence, quote)


def in_paragraph(found, paragraph, text):
    """Gather those whom PARAGRAPH names in a role; returns the role of a list that it begins.

    “She was followed by …” goes on with the role of the sentence before.
    """
    role = None
    for start, end in sentences(paragraph.text):
        sentence = paragraph.text[start:end].strip()
        before, role = role, in_sentence(found, sentence, paragraph, text)
        if role is None and before in ("opening", "closing"):
            for person, function in with_functions(sentence, text):
                if person.is_certain and function:
                    gather(found, before, (person, function), paragraph, text, GUESS, sentence)
            role = before
    return role if COLON.search(paragraph.text.strip()) else None


def in_sentence(found, sentence, paragraph, text):
    """Gather those whom SENTENCE names in a role; returns the role that it tells of last."""
    begins_list = bool(COLON.search(sentence))
    cues = cues_of(sentence, text)
    if not begins_list:
        cues = [cue for cue in cues if not is_object(cue, cues)]
    if not cues:
        return None
    roles, given, last = {role for _start, _end, role in cues}, set(), 0
    for person, function in with_functions(sentence, text):
        away, role = nearest(person, cues)
        if begins_list and "moderator" in roles:  # who is named before the list of panellists
            role = "moderator"
        is_second = role == "moderator" and role in given  # a panel has one; the others sit in it
        role = "panellist" if is_second else role
        if away < TOO_FAR or person.start - last < FAR:
            is_near = min(away, person.start - last if last else away) < FAR and not is_second
            given.add(role)
            gather(found, role, (person, function), paragraph, text, SURE if is_near else LIKELY, sentence)
            last = person.end
    return "panellist" if begins_list and "panellist" in roles else max(cues)[2]


def cues_of(sentence, text):
    """[(start, end, role)] of the words that tell of a role."""
    folded, words = fold(sentence), text.words
    patterns = [
        ("closing", words.closing),
        ("opening", words.opening),
        ("moderator", words.moderated),
        ("panellist", words.panel),
    ]
    return [(match.start(), match.end(), role) for role, pattern in patterns for match in pattern.finditer(folded)]


def is_object(cue, cues):
    """The panel that somebody moderates is no list of panellists."""
    start, end, role = cue
    moderated = [(first, last) for first, last, other in cues if other == "moderator"]
    return role == "panellist" and any(
        0 <= start - last < TOUCHING or 0 <= first - end < TOUCHING for first, last in moderated
    )


def nearest(person, cues):
    """(how far, the role) of the cue nearest to PERSON."""
    return min((max(person.start - end, start - person.end, 0), role) for start, end, role in cues)


def gather(found, role, one, paragraph, text, confidence, quote):
    """Keep ONE, (Person, function), in ROLE; sure only with a function and a certain name."""
    if not one:
        return
    person, function = one
    name = fold(person.name)
    if any(name in other or other in name for known, other in found if known == role):
        return
    if confidence == SURE and not (person.is_certain and function):
        confidence = LIKELY if person.is_certain or function else GUESS
    members = [hit.slug for hit in text.hits(function)] or [hit.slug for hit in text.hits(quote[: person.start])[-1:]]
    said = {"name": person.name, "function": function, "member": members[0] if members else None}
    found[role, name] = said, paragraph, confidence, quote


def spoke_for(text, subjects):
    """People whom a sentence names beside the body that they speak for; SUBJECTS gives those of a sentence."""
    seen = set()
    for paragraph, sentence, _folded in text.sentences(BODY):
        if cues_of(sentence, text):
            continue
        for subject in subjects(sentence, text)[:1]:
            for person, _function in with_functions(sentence, text):
                is_near = 0 <= person.start - subject.body < NEAR_THE_BODY
                if subject.says and person.is_certain and is_near and person.name not in seen:
                    seen.add(person.name)
                    function = sentence[subject.start : person.start].strip(" ,，")
                    said = {"name": person.name, "function": function, "member": subject.slugs[0], "role": "speaker"}
                    yield text.proposal("person", said, paragraph, LIKELY, sentence)
