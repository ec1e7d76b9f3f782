"""The rules of the reader, without a database: the real summary in full, made-up ones, and what must not break it."""

import json

import pytest

from meetings.reader import dates
from meetings.reader.labels import Levels, label_of
from meetings.reader.languages import language_of
from meetings.reader.measure import compared
from meetings.reader.normal import fold, normal
from meetings.reader.read import is_summary
from tests.meetings.reading import SUMMARIES, names, read_text

FILES = sorted(SUMMARIES.glob("*.txt"))


def result(file):
    return list(compared(read_text(file.read_text()), json.loads(file.with_suffix(".json").read_text())))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_summary_is_read_in_full_and_nothing_wrong_is_marked_sure(file):
    for kind, missed, wrong, _found in result(file):
        assert not missed, (kind, missed)
        assert not [one for one, is_sure in wrong if is_sure], (kind, wrong)


def test_real_summary_has_thirty_paragraphs_and_fifteen_points():
    reading = read_text((SUMMARIES / "2017-09-21.zh.txt").read_text())

    points = [one for one in reading.of("point") if not one.said["heading"]]
    assert [one.number for one in reading.paragraphs if one.kind == "body"] == [str(number) for number in range(1, 31)]
    assert len(points) == 15
    assert {one.confidence for one in points} == {"sure"}
    assert next(one for one in reading.of("plan") if one.said["member"] == "BRA").place == "para. 20"


def test_every_proposal_has_its_passage():
    for file in FILES:
        assert all(one.quote.strip() for one in read_text(file.read_text()).proposals)


# --- What no rule may break over --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\n", "12345\n\n67 %", "\u200f\u200e", "(a)\n\n(b)", "¹\n\n²", "-" * 500])
def test_text_without_words_is_no_summary(text):
    assert not is_summary(read_text(text))


@pytest.mark.parametrize(
    "text",
    [
        "Dear Ann,\n\nThe train leaves at nine. Norway is lovely in May.\n\nYours, Ben",
        "Ingredients\n\n1. Two eggs\n\n2. Flour from Italy\n\nMix, and wait until 2017.",
        "Список покупок: молоко, хлеб, сыр из Швейцарии.",
    ],
)
def test_other_texts_are_no_summaries(text):
    assert not is_summary(read_text(text))


def agreed(*lines):
    return read_text("\n\n".join(["Summary of the meeting of the Network", "Action points", *lines]))


def test_numbers_that_skip_are_kept_and_told():
    reading = agreed("(a) The secretariat writes.", "(b) Members report.", "(d) The chair calls.")

    assert [one.said["ref"] for one in reading.of("point")] == ["(a)", "(b)", "(d)"]
    assert [one.confidence for one in reading.of("point")] == ["sure", "sure", "guess"]
    assert [code for code, _words in reading.faults] == ["number_skips"]


def test_numbers_that_repeat_lose_no_point_and_are_told():
    reading = agreed("(a) The secretariat writes.", "(a) Members report.", "(b) The chair calls.")

    points = reading.of("point")
    assert [one.said["text"] for one in points] == ["The secretariat writes.", "Members report.", "The chair calls."]
    assert points[1].confidence == "guess"
    assert "number_repeats" in [code for code, _words in reading.faults]


def test_mixed_scripts_are_told():
    chinese = "会议商定秘书处编制和分发定期通讯，各成员报告进展情况。" * 4
    reading = read_text(
        "The meeting of the Network agreed that the secretariat and the members report.\n\n" * 2 + chinese
    )

    assert reading.language == "zh-hans"
    assert reading.mixed == ["en"]


def test_name_that_is_not_known_is_listed_with_its_place():
    reading = read_text("Statements were made by the representatives of Norway, Italy, Ruritania and Kenya.")

    assert [(words, place) for words, place, _quote in reading.unknown] == [("Ruritania", "para. 1")]


def test_name_written_wrong_is_a_guess():
    reading = read_text("联合国王国认为，捐助国和受援国应交流信息。挪威表示同意。智利建议设立观察站。")

    assert {one.said["member"]: one.confidence for one in reading.of("speaker")}["GBR"] != "sure"


def test_country_that_is_only_mentioned_did_not_speak():
    reading = read_text("Norway described a network in Vancouver, Canada. Several speakers feared for Afghanistan.")

    assert [one.said["member"] for one in reading.of("speaker")] == ["NOR"]


def test_tool_for_the_plans_of_others_is_no_plan():
    reading = read_text("The United States is preparing a toolkit to support the drafting of national action plans.")

    assert reading.of("plan") == []


# --- Parts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "slugs"),
    [
        ("en", "the United Kingdom of Great Britain and Northern Ireland, Côte d’Ivoire and Niger", "GBR CIV NER"),
        ("en", "women in Northern Ireland, Georgetown, New Mexico", ""),
        ("fr", "l’Italie, des États-Unis d’Amérique et de la République-Unie de Tanzanie", "ITA USA TZA"),
        ("es", "Irán (República Islámica del), los Países Bajos y Sudáfrica", "IRN NLD ZAF"),
        ("ar", "للبرازيل وألمانيا والمملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية", "BRA DEU GBR"),
        (
            "ru",
            "Соединённого Королевства Великобритании и Северной Ирландии, Филиппин, Нигера и Чили",
            "GBR PHL NER CHL",
        ),
        ("zh-hans", "大不列颠及北爱尔兰联合王国、几内亚比绍和美利坚合众国", "GBR GNB USA"),
    ],
)
def test_names_are_known_in_six_languages_in_all_their_forms(language, text, slugs):
    assert [hit.slug for hit in names().find(normal(text), language)] == slugs.split()


@pytest.mark.parametrize("code", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_every_state_is_found_by_its_own_names(code):
    for entry in names().entries:
        for language, name in entry.names:
            if language == code and entry.kind == "state" and "(" not in name:
                found = names().find(normal(name), code)
                assert [hit.slug for hit in found] == [entry.slug], name


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "en",
            "26-27 April 2017; 30 April to 2 May 2018; resolution 1325 (2000)",
            "2017-04-26/2017-04-27 2018-04-30/2018-05-02",
        ),
        ("fr", "du 1er au 3 mars 2018", "2018-03-01/2018-03-03"),
        ("es", "los días 22 y 23 de noviembre de 2032", "2032-11-22/2032-11-23"),
        ("ar", "٢١ أيلول/سبتمبر ٢٠١٧", "2017-09-21"),
        ("ru", "в сентябре 2017 года, 26 и 27 апреля 2017 года", "2017-09 2017-04-26/2017-04-27"),
        ("zh-hans", "2017 年 4 月 26 日至 27 日，2018年2月，第 1325(2000)号决议", "2017-04-26/2017-04-27 2018-02"),
    ],
)
def test_dates_are_found_in_six_languages(language, text, found):
    assert [date.edtf for date in dates.dates_of(normal(text), language)] == found.split()


@pytest.mark.parametrize(
    ("labels", "depths"),
    [
        ("(a) (i) (ii) (b) (i)", "0 1 1 0 1"),
        ("(g) (h) (i) (j)", "0 0 0 0"),
        ("(a) (i) (ii) (iii) (iv) (v) (vi)", "0 1 1 1 1 1 1"),
        ("(一) (二) (a) (b) (三)", "0 0 1 1 0"),
        ("1. 1.1 1.2 2. 2.1", "0 1 1 0 1"),
        ("أ) ب) ج)", "0 0 0"),
    ],
)
def test_levels_of_lists_are_told_apart(labels, depths):
    levels = Levels()

    assert [levels.take(label_of(f"{label} Text")[0])[0] for label in labels.split()] == [
        int(one) for one in depths.split()
    ]


@pytest.mark.parametrize("text", ["(the) end", "(2017) was", "20 % of", "e.g. this", "A/71/927 says"])
def test_what_is_no_number_is_left_in_the_text(text):
    assert label_of(text)[1] == text


@pytest.mark.parametrize("text", ["Côte d'Ivoire", "ΑΒΓ İstanbul ß", "الأُردن", "Ёлка"])
def test_folding_keeps_every_place(text):
    assert len(fold(text)) == len(text)


def test_language_is_told_by_script_and_small_words():
    told = {file.stem.split(".")[-1]: language_of(normal(file.read_text()))[0] for file in FILES}

    assert told == {"zh": "zh-hans", "ar": "ar", "fr": "fr", "es": "es", "en": "en", "ru": "ru"}
