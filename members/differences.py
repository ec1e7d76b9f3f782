"""What has changed between two texts, word by word."""

import re
from difflib import SequenceMatcher

from members.models import Section
from wpsnet.languages import CODES

# A word with the space behind it. Chinese and Japanese write no spaces, so there each sign is a word.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]\s*|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+\s*|\s+")


def pieces(old, new):
    """The way from OLD to NEW: a list of ("same" | "removed" | "added", words). Space at the end of a change is no part
    of it, so that a line break is neither struck out nor underlined."""
    before, after = WORD.findall(old), WORD.findall(new)
    way = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if kind == "equal":
            way.append(("same", come))
            continue
        if gone:
            way += [("removed", gone.rstrip()), ("same", " " if gone[-1].isspace() else "")]
        if come:
            way += [("added", come.rstrip()), ("same", come[len(come.rstrip()) :])]
    return [(kind, words) for kind, words in way if words]


def between(old, new):
    """Where the texts NEW of an entry differ from OLD: a list of (section, [(language, pieces)])."""
    changed = [(section, _in_languages(old.get(section, {}), new.get(section, {}))) for section in Section]
    return [(section, languages) for section, languages in changed if languages]


def _in_languages(old, new):
    pairs = [(code, old.get(code, ""), new.get(code, "")) for code in CODES]
    return [(code, pieces(before, after)) for code, before, after in pairs if before != after]


def sides(opened, theirs, mine):
    """Who has changed which section, where two people wrote from the words OPENED: {section: "both"|"mine"|"theirs"}.

    Each argument maps sections to words; OPENED may be None, and then every difference counts as made by both.
    """
    changed = {}
    for section, words in mine.items():
        if words == theirs.get(section, ""):
            continue
        if opened is None:
            changed[section] = "both"
        elif words == opened.get(section, ""):
            changed[section] = "theirs"
        else:
            changed[section] = "mine" if theirs.get(section, "") == opened.get(section, "") else "both"
    return changed
