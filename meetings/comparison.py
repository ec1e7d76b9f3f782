"""Two versions of a text side by side, paragraph by paragraph, with what differs in each."""

from difflib import SequenceMatcher
from itertools import zip_longest

from members.differences import pieces
from wpsnet.languages import pick, texts_of


def rows(old, new, language):
    """The way from the paragraphs OLD to NEW: [(paragraph or None, paragraph or None, pieces or None)] in LANGUAGE, or
    in the language that stands in for it. Pieces are there where both have the paragraph and it differs."""
    before, after = [words(one, language) for one in old], [words(one, language) for one in new]
    found = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for a, b in zip_longest(range(i, j), range(k, m)):
            left, right = None if a is None else old[a], None if b is None else new[b]
            differs = kind == "replace" and left and right
            found.append((left, right, pieces(before[a], after[b]) if differs else None))
    return found


def words(paragraph, language):
    return pick(texts_of(paragraph, "words"), language)[0]
