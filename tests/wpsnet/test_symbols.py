"""Symbols of United Nations documents: taken apart, checked, found in six languages, linked."""

import pytest
from django.template import Context, Template

from wpsnet import symbols


@pytest.mark.parametrize(
    ("text", "halves"),
    [
        ("A/71/927-S/2017/485", ("A/71/927", "S/2017/485")),
        ("A/72/782–S/2018/178", ("A/72/782", "S/2018/178")),
        (" A/72/926/Add.1 — S/2018/669/Add.1 ", ("A/72/926/Add.1", "S/2018/669/Add.1")),
        ("A/71/927‑S/2017/485", ("A/71/927", "S/2017/485")),
        ("\u200eA/71/927\u200e-\u200eS/2017/485\u200e", ("A/71/927", "S/2017/485")),
        ("Ａ／71/927".replace("Ａ", "A"), ("A/71/927",)),
        ("S/RES/1325 (2000)", ("S/RES/1325(2000)",)),
        ("S/PV.7938", ("S/PV.7938",)),
        ("ST/AI/189/Add.9/Rev.2", ("ST/AI/189/Add.9/Rev.2",)),
        ("A/ES-10/L.22", ("A/ES-10/L.22",)),
        ("E/CN.6/2017/L.5", ("E/CN.6/2017/L.5",)),
    ],
)
def test_symbols_are_taken_apart(text, halves):
    assert symbols.parse(text) == halves


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "form"),
        ("A/B", "form"),
        ("S/he", "form"),
        ("A/4", "form"),
        ("see A/71/927", "form"),
        ("X/71/927", "form"),
        ("A/71/1-A/71/2", "organ_twice"),
        ("A/71/927-S/2019/485", "years"),
    ],
)
def test_what_is_no_symbol_says_why(text, code):
    with pytest.raises(symbols.NotASymbol) as refused:
        symbols.parse(text)

    assert refused.value.code == code


@pytest.mark.parametrize(
    "text",
    [
        "The summary (A/71/927-S/2017/485) was circulated.",
        "Le résumé (A/71/927-S/2017/485) a été distribué.",
        "El resumen, A/71/927-S/2017/485.",
        "عُمّم الموجز في الوثيقة A/71/927-S/2017/485، انظر أيضا",
        "عُمّم الموجز في الوثيقة \u200fA/71/927\u200e-S/2017/485\u200f.",
        "Резюме распространено в документе A/71/927-S/2017/485.",
        "见A/71/927-S/2017/485号文件。",
    ],
)
def test_symbols_are_found_in_running_text_of_six_languages(text):
    assert [found.symbol for found in symbols.find(text)] == ["A/71/927-S/2017/485"]


@pytest.mark.parametrize(
    "text",
    [
        "He/She and/or A/B",
        "https://example.org/A/71/927",
        "me@A/71/927",
        "24/7 S/M",
        "XA/71/927",
        "A/71/927x",
        "S/ 2017",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text):
    assert list(symbols.find(text)) == []


def test_places_count_the_signs_of_the_text_itself():
    text = "第 1325(2000)号决议；S/RES/1325 (2000)；A/71/927。"

    assert [text[found.start : found.end] for found in symbols.find(text)] == ["S/RES/1325 (2000)", "A/71/927"]


def test_filter_links_each_half_and_escapes_the_rest():
    shown = Template("{{ text|symbols }}").render(Context({"text": "<b> A/71/927–S/2017/485 & more"}))

    assert shown == (
        '&lt;b&gt; <a href="https://undocs.org/A/71/927" rel="noopener"><bdi>A/71/927</bdi></a>-'
        '<a href="https://undocs.org/S/2017/485" rel="noopener"><bdi>S/2017/485</bdi></a> &amp; more'
    )


def test_filter_of_nothing_is_nothing():
    assert Template("{{ text|symbols }}").render(Context({"text": None})) == ""
