"""Which meeting it was: its number, day, place, title, length, and who chaired it."""

import re

from meetings.reader.dates import dates_of
from meetings.reader.normal import HAN, fold
from meetings.reader.proposals import GUESS, LIKELY, SURE
from meetings.reader.structure import ANNEX, BODY, HEADING, LETTER, MASTHEAD

NUMBERS = {
    word: number
    for number, words in enumerate(
        [
            "two deux dos два 二 两",
            "three trois tres три ثلاث 三",
            "four quatre cuatro четыре أربع 四",
            "five cinq cinco пять خمس 五",
            "six seis шесть ست 六",
        ],
        2,
    )
    for word in words.split()
}
LONGEST_PLACE = 40


def meeting(text):
    """One proposal for the meeting; one for each that chaired it."""
    told = days(text)
    best = first_day(text, told)
    said = {}
    if best:
        said["date"], said["place"] = best[0], best[1]
        text.first, text.year = best[0][:10], int(best[0][:4])
    if number := ordinal(text):
        said["number"] = number
    if length := duration(text):
        said["minutes"] = length
    if name := title(text):
        said["name"] = name
    if said:
        paragraph, quote = (best[2], best[3]) if best else (text.paragraphs[0], "")
        yield text.proposal("meeting", said, paragraph, SURE if best and best[4] else LIKELY, quote)
    yield from chairs(text)


def days(text):
    """[(EDTF, place, paragraph, quote, is_headed)] of every day in the head of the summary and its first paragraphs."""
    found = []
    for paragraph in [
        *text.kinds(HEADING)[:6],
        *text.kinds(MASTHEAD, ANNEX),
        *text.kinds(LETTER)[:6],
        *text.kinds(BODY)[:4],
    ]:
        if paragraph.kind in (MASTHEAD, ANNEX) and text.words.letter.search(fold(paragraph.text)):
            continue
        for date in dates_of(paragraph.text, text.language):
            if len(date.edtf) >= len("2017-09-21"):
                quote = paragraph.text[max(0, date.start - 120) : date.end + 80]
                found.append((date.edtf, place_near(paragraph.text, date, text), paragraph, quote, False, date))
    return found


def first_day(text, told):
    """The day that stands alone in the head, or the one that the text names most often; letters are dated otherwise."""
    headed = [one for one in told if one[2].kind == HEADING and len(one[2].text) < 160]
    said_again = [one for one in told if one[2].kind != HEADING]
    if headed:
        again = any(one[0] == headed[0][0] for one in said_again)
        place = headed[0][1] or next((one[1] for one in said_again if one[0] == headed[0][0] and one[1]), "")
        return *headed[0][:1], place, *headed[0][2:4], again or bool(place)
    for one in said_again:
        sentence = sentence_around(one[2].text, one[5])
        if text.words.meeting.search(fold(sentence)):
            return *one[:4], bool(one[1])
    return (*said_again[0][:4], False) if said_again else None


def sentence_around(text, date):
    start = max(text.rfind(sign, 0, date.start) for sign in "。.؟!")
    ends = [place for place in (text.find(sign, date.end) for sign in "。.؟!") if place > 0]
    return text[start + 1 : min(ends, default=len(text))]


def place_near(text, date, text_):
    """The place beside DATE: “21 September 2017, New York”, “in New York on 21 September 2017”."""
    after, before = text[date.end :].rstrip(" )"), text[: date.start].lstrip("( ")
    if text_.is_han:
        if found := re.match(rf"[，,] ?([{HAN}·]{{2,12}})$", after.strip()) or re.match(
            rf" ?在([{HAN}·]{{2,8}}?)(?:共同|举行|召开|举办|主持)", after
        ):
            return found[1]
        found = re.search(rf"(?:^|[{HAN}])在([{HAN}·]{{2,8}})$", before) or re.search(
            rf"^([{HAN}·]{{2,12}})[，,] ?$", before
        )
        return found[1] if found else ""
    if found := re.match(r"(?:\s?г(?:\.|ода))?\s?[,،]\s?([^,،.;\d()]{2,40})(?:[,،]\s?[^,،.;\d()]{2,40})?\.?$", after):
        return found[1].strip()
    if found := re.search(
        r"^([^,،.;\d()]{2,40})(?:[,،]\s?[^,،.;\d()]{2,30})?[,،]\s?(?:(?:le|el|du|del|on|в|في|يوم\w*)\s)?$", before
    ):
        return found[1].strip()
    return place_in(before[-70:], text_) or place_in(after[:60], text_, at_start=True)


def place_in(part, text, at_start=False):
    found = list(text.words.place.finditer(fold(part)))
    if not found or (at_start and found[0].start() > 12):
        return ""
    rest = part[(found[0] if at_start else found[-1]).end() :]
    name = r"((?:[A-ZÀ-ÞА-ЯЁ][\w'.-]+)(?:[ -](?:d[eu]|la|of|[A-ZÀ-ÞА-ЯЁ][\w'.-]+)){0,3})"
    pattern = (
        name
        if text.language != "ar"
        else r"([\u0621-\u064a]{3,}(?: [\u0621-\u064a]{3,})??)(?=\s(?:في|يوم|بتاريخ)|\s?[،,]|\s*$)"
    )
    match = re.match(pattern, rest.strip())
    return match[1].strip(" ,.") if match and len(match[1]) <= LONGEST_PLACE else ""


def ordinal(text):
    """The number of the meeting: from the title first; the one that the text says of its own meeting."""
    for paragraph in [
        *text.kinds(HEADING)[:4],
        *text.kinds(MASTHEAD, ANNEX, LETTER),
        *text.kinds(BODY)[:5],
    ]:
        for match in text.words.meeting.finditer(fold(paragraph.text)):
            number = text.words.ordinal(match["n"] or match["m"] or "")
            if number and (paragraph.kind != BODY or not text.first or is_of_the_day(paragraph, match, text)):
                return number
    return None


def is_of_the_day(paragraph, match, text):
    """The paragraph that counts the meeting also gives its day: another may speak of the one before."""
    around = paragraph.text[max(0, match.start() - 160) : match.end() + 160]
    return any(date.edtf[:10] == text.first for date in dates_of(around, text.language))


def duration(text):
    for _paragraph, _sentence, folded in text.sentences(BODY):
        found = text.words.duration.search(folded)
        if found:
            number = int(found["n"]) if found["n"].isdigit() else NUMBERS.get(found["n"], 0)
            hours = not re.match(r"min|мин|دق|分", found["unit"])
            return number * 60 if hours else number
    return None


def title(text):
    """The heading that names the meeting."""
    for paragraph in [*text.kinds(HEADING)[:4], *text.kinds(MASTHEAD)]:
        if text.words.meeting.search(fold(paragraph.text)) and not text.words.letter.search(fold(paragraph.text)):
            return paragraph.text[:300]
    return ""


def chairs(text):
    """Those that chaired, from the sentence that says so; a state that only held a panel is none."""
    found = {}
    for paragraph, sentence, folded in text.sentences(LETTER, BODY):
        if paragraph.kind == BODY and paragraph.number.isdigit() and int(paragraph.number) > 5:
            break
        hits = [hit for hit in text.hits(sentence) if hit.kind == "state"]
        for match in text.words.chaired.finditer(folded):
            together = chairing(hits, match, sentence, text)
            for hit in together:
                found.setdefault(hit.slug, (paragraph, sentence, len(together) > 1 or paragraph.kind == BODY))
        if paragraph.kind == BODY and hits and text.words.chaired.search(folded):
            break
    for slug, (paragraph, sentence, certain) in found.items():
        yield text.proposal("chair", {"member": slug}, paragraph, SURE if certain else GUESS, sentence)


def chairing(hits, match, sentence, text):
    """Of the states in the sentence those in the run nearest to the words that say who chaired."""
    runs = runs_of(hits, sentence, text)
    if not runs:
        return []

    def distance(run):
        return max(run[0].start - match.end(), match.start() - run[-1].end, 0)

    return min(runs, key=distance)


def runs_of(hits, sentence, text):
    """HITS in groups that only commas, articles and words for “and” hold together."""
    runs = []
    joined = re.compile(
        rf"^\s*(?:[,،、，]|\s|\b(?:the|la|le|les|el|los|las|l'|de|du|des|d'|of)\b|{text.words.and_.pattern}|协同|与|并与|l'|d')*\s*$"
    )
    for hit in hits:
        between = fold(sentence[runs[-1][-1].end : hit.start]) if runs else ""
        if between and joined.match(between):
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return runs
