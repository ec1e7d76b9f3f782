"""In which language a text is written, by its script and by the small words of each."""

import re
from collections import Counter

SCRIPTS = {
    "zh-hans": re.compile(r"[\u3400-\u9fff]"),
    "ar": re.compile(r"[\u0620-\u06ff]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-zÀ-ɏ]"),
}
WEIGHT = {"zh-hans": 3.0, "ar": 1.0, "ru": 1.0, "latin": 1.0}  # a Chinese sign says as much as three letters
SMALL_WORDS = {
    "en": "the of and to in for that on with was were by is as from its at their be this which",
    "fr": "le la les des et du dans que pour sur en une est par avec au aux qui ont ont été leur ce cette",
    "es": "el la los las de y en que para del por con una su se al como sus más este esta fue",
}
WORDS = re.compile(r"[^\W\d_]+")
MIXED = 0.2  # of a second language, and a reader must look


def shares(text):
    """How much of TEXT is written in each language, from 0 to 1."""
    written = {name: len(pattern.findall(text)) * WEIGHT[name] for name, pattern in SCRIPTS.items()}
    whole = sum(written.values()) or 1
    found = {name: part / whole for name, part in written.items() if name != "latin" and part}
    if latin := written["latin"] / whole:
        found |= {name: share * latin for name, share in latin_shares(text).items()}
    return found


def latin_shares(text):
    counts = Counter(word.lower() for word in WORDS.findall(text))
    hits = {code: sum(counts[word] for word in set(words.split())) for code, words in SMALL_WORDS.items()}
    whole = sum(hits.values()) or 1
    # la and que stand in two languages: the one with the most wins all but what is certainly the other's
    best = max(hits, key=hits.get)
    own = {code: sum(counts[word] for word in own_words(code)) for code in hits}
    total = sum(own.values())
    if not total:
        return {best: 1.0} if hits[best] else {}
    return {code: count / total for code, count in own.items() if count and whole}


def own_words(code):
    others = {word for other, words in SMALL_WORDS.items() if other != code for word in words.split()}
    return set(SMALL_WORDS[code].split()) - others


def language_of(text):
    """(the language of TEXT or None, the languages of which there is so much that it counts as mixed)."""
    found = shares(text)
    if not found:
        return None, []
    best = max(found, key=found.get)
    return best, sorted(code for code, share in found.items() if code != best and share >= MIXED)
