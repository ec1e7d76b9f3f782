"""Names of people in a sentence: by their title, by their capitals, or because they stand in another script."""

import re
from dataclasses import dataclass

from meetings.reader.normal import HAN, fold

UPPER, LOWER = "A-ZÀ-ÖØ-ÞŁŠŽĆČĐİŚŻ", "a-zà-öø-ÿłšžćčđıśżőűāēīōūėąęğńňřťů"
PARTICLES = "de|del|della|di|da|dos|van|von|der|den|bin|bint|ibn|al|el|la|le|du|y|e|ter|ould|mint"
LATIN_TOKEN = rf"(?:[{UPPER}][{UPPER}{LOWER}]*(?:['.-][{UPPER}{LOWER}]+)*\.?)"
LATIN_NAME = re.compile(
    rf"(?<![\w.]){LATIN_TOKEN}(?:[ ](?:(?:{PARTICLES})[ ]){{0,2}}{LATIN_TOKEN}|[ ]?-[ ]?{LATIN_TOKEN}){{0,5}}(?!\w)"
)
CYRILLIC_NAME = re.compile(
    r"(?<!\w)[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?: (?:де|ди|да|ван|фон|аль|эль|бин|дель)(?: |-))?"
    r"(?: [А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*| [А-ЯЁ]\.){1,4}"
)
HAN_WITH_TITLE = re.compile(
    rf"(?:部长|司长|主任|大使|代表|专员|秘书|主席|干事|专家|特使|顾问|会长|院长|局长|处长|署长|总裁|记者|教授|研究员|调解人)([{HAN}]{{2,4}})(?:女士|先生)"
)
HAN_NAME = re.compile(
    rf"[{HAN}]{{1,8}}(?:·[{HAN}]{{1,8}}){{1,4}}|(?<=[，、：；])[{HAN}]{{2,4}}(?=女士|先生|博士|教授|大使)"
)
ARABIC_NAME = re.compile(r"[\u0621-\u064a]+(?:-[\u0621-\u064a]+)?(?: [\u0621-\u064a]+(?:-[\u0621-\u064a]+)*){1,4}")
ARABIC_STOP = re.compile(
    fold(
        r"^(?:من|في|على|عن|إلى|التي|الذي|بصفتها|بصفته|ب\w*صفة|مدير\w*|المدير\w*|وزير\w*|الوزير\w*|رئيس\w*|الرئيس\w*|الممثل\w*|ممثل\w*|كبير\w*|نائب\w*|مبعوث\w*|المبعوث\w*|منسق\w*|المنسق\w*|الأمين\w*|أمين\w*|خبير\w*|الخبير\w*|مستشار\w*|سفير\w*|كلم\w*|ملاحظات|أعمال|الجلسة|الاجتماع|حلقة|النقاش|جلسة|حيث|وقد|ثم|كما)$"
    )
)


@dataclass(frozen=True)
class Person:
    start: int  # of the title before the name, where one is there
    end: int
    name: str
    is_certain: bool  # told by a title, a script of its own, or a sign between the names


def people_in(sentence, text):
    """Every Person in SENTENCE."""
    if text.language == "ar":
        return arabic_people(sentence, text) + in_latin_letters(sentence, text)
    if text.is_han:
        found = [Person(m.start(), m.end(), m[0], True) for m in HAN_NAME.finditer(sentence)]
        found += [Person(m.start(1), m.end(1), m[1], True) for m in HAN_WITH_TITLE.finditer(sentence)]
        return sorted(found + in_latin_letters(sentence, text), key=lambda person: person.start)
    pattern = CYRILLIC_NAME if text.language == "ru" else LATIN_NAME
    found = [person for match in pattern.finditer(sentence) for person in trimmed(match, sentence, text)]
    if text.language == "ru":
        found += in_latin_letters(sentence, text)
    if any(person.is_certain for person in found):  # where one has a title, all have
        found = [person for person in found if person.is_certain]
    return sorted(found, key=lambda person: person.start)


def person_in(line, text):
    return next(iter(people_in(line, text)), None)


def in_latin_letters(sentence, text):
    """Names that stand in their own script in a Chinese, Arabic or Russian text; there nothing else does but acronyms."""
    return [
        Person(match.start(), match.end(), match[0], True)
        for match in LATIN_NAME.finditer(sentence)
        if len(match[0]) > 5 and " " in match[0] and not match[0].isupper()
    ]


def arabic_people(sentence, text):
    """After a title only: letters without capitals do not tell a name."""
    found, folded = [], fold(sentence)
    for title in text.words.honorific.finditer(folded):
        rest = ARABIC_NAME.match(sentence, title.end())
        if not rest or rest[0].startswith("ال"):  # أستاذة القانون: a function, not a title
            continue
        tokens = []
        for token in rest[0].split(" "):
            if ARABIC_STOP.match(fold(token)) or (
                tokens and token.startswith("و") and len(tokens) > 1 and len(token) > 4
            ):
                break
            tokens.append(token)
        name = " ".join(tokens)
        if len(tokens) > 1:
            found.append(Person(title.start(), title.end() + len(name), name, True))
    return found


def trimmed(match, sentence, text):
    """The Person in a run of words with capitals: without the words of functions, of states and organisations."""
    start, end = without_members(*match.span(), sentence, text)
    kept, title = name_words(sentence, start, end, text)
    is_name = len(kept) > 1 and (title or not is_acronym(kept[0][0]))
    if not (is_name or (title and kept)):
        return
    first, last = start + kept[0].start(), start + kept[-1].end()
    name = sentence[first:last].rstrip(".,")
    begin = title_start(sentence, first, text)
    yield Person(begin, first + len(name), name, title or begin < first)


def without_members(start, end, sentence, text):
    """The part of the run from START to END that names no state or organisation."""
    for hit in text.hits(sentence[start:end]):
        if hit.start:
            return start, start + hit.start
        start += hit.end
    return start, end


def name_words(sentence, start, end, text):
    """(the words of the name, whether a title stands before them) in the run from START to END."""
    kept, title = [], title_before(sentence, start, text)
    for word in re.finditer(r"[^\s]+", sentence[start:end]):
        is_title = bool(text.words.honorific.match(fold(word[0]) + " x"))
        if not is_title and not text.words.function.match(fold(word[0]).strip(".,'-")):
            kept.append(word)
        elif len(kept) > 1 and title:
            break
        else:
            kept, title = [], title or is_title
    while kept and re.fullmatch(PARTICLES, kept[-1][0]):
        kept.pop()
    return kept, title


def is_acronym(word):
    return word.isupper() and len(word) > 3


def title_before(sentence, start, text):
    return any(found.end() == start for found in text.words.honorific.finditer(fold(sentence)[: start + 1]))


def title_start(sentence, start, text):
    """Where the titles before START begin: H.E. Ambassador."""
    folded = fold(sentence)
    found = [match for match in text.words.honorific.finditer(folded) if match.end() == start]
    return title_start(sentence, found[0].start(), text) if found and found[0].start() < start else start


def without_title(line, text):
    folded = fold(line)
    match = text.words.honorific.match(folded)
    return without_title(line[match.end() :], text) if match else line
