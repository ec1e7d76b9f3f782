import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpsnet.words import clean, fold, indexable, marked, snippet


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Égalité", "egalite"),
        ("ESPAÑA", "Espana"),
        ("Øresund", "oresund"),
        ("أفريقيا", "افريقيا"),
        ("الأُمَم المتّحدة", "الامم المتحده"),
        ("على", "علي"),
        ("Алёна", "алена"),
        ("Ｎａｍｉｂｉａ", "namibia"),
        ("S/2017/485", "s 2017 485"),
        ("l’Espagne", "l'Espagne"),
    ],
)
def test_folding_makes_the_same_of(one, other):
    assert fold(one) == fold(other)


def test_folding_keeps_short_i_of_russian():
    assert fold("Российский") == "российский"


def test_chinese_is_cut_into_pairs():
    assert indexable("纳米比亚2017年").split() == ["纳米", "米比", "比亚", "2017", "年"]


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_no_control_sign_is_left(text):
    assert "\0" not in clean(text)
    assert "\0" not in indexable(text)


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Policing matters.", "police", "<mark>Policing</mark> matters."),
        ("Une égalité réelle", "egalite", "Une <mark>égalité</mark> réelle"),
        ("женщины и мир", "женщин", "<mark>женщины</mark> и мир"),
        ("دور المرأة في السلام", "مرأة", "دور <mark>المرأة</mark> في السلام"),
        ("للأمن والسلام", "السلام", "للأمن <mark>والسلام</mark>"),
        ("在纳米比亚举行", "纳米比亚", "在<mark>纳米比亚</mark>举行"),
        ("a < b & peace", "peace", "a &lt; b &amp; <mark>peace</mark>"),
        ("<script>alert(1)</script>", "alert", "&lt;script&gt;<mark>alert</mark>(1)&lt;/script&gt;"),
        ("", "peace", ""),
        ("peace", "", "peace"),
    ],
)
def test_snippets_mark_the_words_and_nothing_else(text, asked, marked):
    assert snippet(text, asked) == marked


def test_a_snippet_of_a_long_text_stands_around_the_word():
    found = snippet("word " * 200 + "Namibia " + "word " * 200, "namibia")

    assert "<mark>Namibia</mark>" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found) < 300


def test_a_snippet_shows_the_place_with_the_most_of_the_words():
    found = snippet("women " + "word " * 200 + "women and the police " + "word " * 200, "women police")

    assert "<mark>women</mark> and the <mark>police</mark>" in found


def test_a_whole_text_keeps_its_lines_and_its_words():
    assert marked("Peace\n& women\nlead", "woman peace") == "<mark>Peace</mark>\n&amp; <mark>women</mark>\nlead"
    assert marked("<b>Peace", "") == "&lt;b&gt;Peace"


@given(st.text(max_size=600), st.text(max_size=30))
def test_snippets_are_always_safe(text, asked):
    bare = snippet(text, asked).replace("<mark>", "").replace("</mark>", "")

    assert "<" not in bare
