"""The chair's summary: written by two at once, circulated, corrected, made final, and put on paper."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from pypdf import PdfReader

from meetings import docx
from meetings.actions import chair_summary as actions
from meetings.actions import drawing, suggestions
from meetings.chair_text import counted, cut, document, label, number_of, seal_of
from meetings.drawing import listed
from meetings.models import ActionPoint, ChairSummary, Corrigendum, Paragraph, Statement, Suggestion
from tests.signing_in import signed_in
from wpsnet import pdf
from wpsnet.alphabets import sort_key
from wpsnet.models import Delivery
from wpsnet.rendering import html_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXTS = {"en": "The chair opened.[^1]", "ar": "افتتح الرئيس الاجتماع.[^1]", "zh_hans": "主席宣布会议开幕。[^1]"}


def told(words):
    return {f"text_{code}": text for code, text in words.items()}


def added(summary, kind, by, after=None, **texts):
    return actions.insert(summary, Paragraph(kind=kind, **told(texts)), after=after, by=by)


@pytest.fixture
def summary(second, chair, editor):
    """Chaired by Norway: a heading, a paragraph with a footnote, a group of action points with one of them."""
    second.chairs.add(chair.appointments.get().member)
    made = actions.begin(second, by=editor)
    heading = added(made, "heading", editor, en="Opening", ar="الافتتاح", zh_hans="开幕")
    first = added(made, "paragraph", editor, heading, **TEXTS)
    note = Paragraph(kind="footnote", note_of=first, **told({"en": "See A/71/927.", "ar": "انظر", "zh_hans": "见"}))
    actions.insert(made, note, after=None, by=editor)
    group = added(made, "group", editor, first, en="Meet the commitments", ar="الوفاء", zh_hans="履行")
    added(made, "action", editor, group, en="Write guidelines", ar="كتابة", zh_hans="编写")
    return made


@pytest.fixture
def circulated(summary, chair):
    return actions.circulate(summary, until=None, by=chair)


@pytest.fixture
def final(circulated, chair):
    actions.finish(circulated, by=chair)
    return ChairSummary.objects.select_related("meeting").get(pk=circulated.pk)


def paragraph_of(summary):
    return summary.paragraphs.get(kind="paragraph")


def address(summary, rest=""):
    return f"/en/desk/meetings/{summary.meeting.slug}/summary/{rest}"


# --- Numbers and alphabets --------------------------------------------------------------------------------------------


def test_numbers_come_by_the_order():
    kinds = ["heading", "paragraph", "group", "action", "action", "group", "action", "paragraph"]
    assert counted([Paragraph(kind=kind) for kind in kinds]) == [
        "",
        "1",
        "(a)",
        "(a)(i)",
        "(a)(ii)",
        "(b)",
        "(b)(i)",
        "2",
    ]


@pytest.mark.parametrize(
    ("number", "language", "printed"),
    [
        ("12", "fr", "12."),
        ("(b)", "fr", "b)"),
        ("(b)", "en", "(b)"),
        ("(b)(iv)", "en", "(iv)"),
        ("(b)(iv)", "zh-hans", "(四)"),
        ("(b)", "ar", "(ب)"),
        ("(b)(iv)", "ar", "‘4’"),
    ],
)
def test_each_language_prints_numbers_in_its_way(number, language, printed):
    assert label(number, language) == printed


def test_a_footnote_without_a_mark_stands_at_the_end_and_a_mark_without_one_stays():
    assert cut("Words[^1] and[^7].", 2) == ["Words", 0, " and[^7].", 1]


def test_an_address_leads_back_to_its_number():
    assert [number_of(Paragraph(number=one).slug) for one in ("12", "12a", "(a)(i)", "(b)")] == [
        "12",
        "12a",
        "(a)(i)",
        "(b)",
    ]


@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Åland", "Brazil", "Côte d'Ivoire", "Egypt"]),
        ("fr", ["Chili", "Égypte", "Finlande"]),
        ("es", ["Nicaragua", "Níger", "Ñandú", "Omán"]),
        ("ar", ["ألمانيا", "البرازيل", "تونس", "الصين"]),
        ("ru", ["Австрия", "Индия", "Йемен", "Кения"]),
        ("zh-hans", ["阿根廷", "巴西", "德国", "芬兰", "中国"]),
    ],
)
def test_names_stand_in_the_order_of_each_language(language, names):
    assert sorted(sorted(names), key=lambda name: sort_key(name, language)) == names


# --- Two officers -----------------------------------------------------------------------------------------------------


def test_two_who_change_the_same_words_both_keep_theirs(summary, editor, chair):
    piece, page = paragraph_of(summary), f"{paragraph_of(summary).pk}/"
    mine = {"version": piece.version, "text_en": "Mine.", "text_ar": TEXTS["ar"], "text_zh_hans": "我的。"}
    actions.save_texts(piece, {"en": "Theirs."}, version=piece.version, by=chair)
    response = signed_in(editor).post(address(summary, page), mine)
    assert response.status_code == 409
    said = response.content.decode()
    assert "Theirs." in said
    assert "Mine." in said
    assert "我的。" in said
    assert chair.name in said
    assert paragraph_of(summary).text_en == "Theirs."
    again = signed_in(editor).post(address(summary, page), mine | {"version": piece.version + 1})
    assert again.status_code == 302
    assert paragraph_of(summary).text_en == "Mine."
    assert list(paragraph_of(summary).history.values_list("text_en", flat=True))[-3:] == [
        TEXTS["en"],
        "Theirs.",
        "Mine.",
    ]


def test_two_who_write_in_two_languages_are_put_together(summary, editor, chair):
    piece = paragraph_of(summary)
    actions.save_texts(piece, {"ar": "جديد", "en": TEXTS["en"]}, version=piece.version, by=chair)
    actions.save_texts(piece, {"en": "New.", "ar": TEXTS["ar"]}, version=piece.version, by=editor)
    row = paragraph_of(summary)
    assert (row.text_en, row.text_ar) == ("New.", "جديد")


# --- Drawing in -------------------------------------------------------------------------------------------------------


def test_speakers_and_statements_are_drawn_in(second, source, namibia, sweden, editor):
    for order, member in enumerate([sweden, namibia]):
        facts = {"reported": member == namibia, "text_en": "We began." if member == namibia else ""}
        Statement.objects.create(meeting=second, order=order, member=member, source=source, **facts)
    made = actions.begin(second, by=editor)
    assert drawing.draw_speakers(made, by=editor) == 1
    assert drawing.draw_statements(made, by=editor) == 1
    assert drawing.draw_statements(made, by=editor) == 0
    words = [row.text_en for row in made.paragraphs.order_by("position")]
    assert words[0].endswith("Namibia and Sweden.")
    assert words[1] == "Namibia: We began."


def test_a_list_is_written_as_the_language_writes_lists(namibia, sweden):
    namibia.name_zh_hans, sweden.name_zh_hans = "纳米比亚", "瑞典"
    assert listed([sweden, namibia], "zh-hans") == "纳米比亚和瑞典"


def test_a_second_language_is_taken_over_beside_the_first(second, editor):
    made = actions.begin(second, by=editor)
    texts = [("heading", "Opening", []), ("paragraph", "The chair opened.", ["A note."])]
    assert drawing.take_over(made, "en", texts, by=editor) == 2
    other = [("heading", "开幕", []), ("paragraph", "主席宣布开幕。", ["注。"])]
    assert drawing.take_over(made, "zh-hans", other, by=editor) == 2
    assert [row.text_zh_hans for row in made.paragraphs.order_by("pk")] == ["开幕", "主席宣布开幕。", "注。"]
    with pytest.raises(actions.NotYet):
        drawing.take_over(made, "ar", other[:1], by=editor)


# --- Circulated -------------------------------------------------------------------------------------------------------


def test_circulating_writes_to_those_who_speak_and_keeps_the_numbers(summary, chair, ndapewa, editor):
    actions.circulate(summary, until=None, by=chair)
    now = actions.circulate(summary, until=None, by=chair)
    assert set(Delivery.objects.values_list("address", flat=True)) == {chair.email, ndapewa.email}
    new = added(now, "paragraph", editor, paragraph_of(summary), en="In between.")
    assert new.number == "1a"


def test_a_delegation_suggests_and_the_chair_accepts(circulated, ndapewa, chair, editor):
    row, base = paragraph_of(circulated), f"/en/meetings/{circulated.meeting.slug}/summary/circulated/"
    member = ndapewa.appointments.get().member_id
    posted = {"member": member, "text": "The chairs opened.[^1]", "reason": "There were two."}
    assert signed_in(ndapewa).post(f"{base}{row.pk}/?into=en", posted).status_code == 302
    one = Suggestion.objects.get()
    assert "[added:]" in signed_in(ndapewa).get(base).content.decode()
    answer = {"version": row.version, "decision": "accept", "text": one.text, "answer": ""}
    page = address(circulated, f"suggestions/{one.pk}/")
    assert signed_in(editor).post(page, answer).status_code == 403
    assert signed_in(chair).post(page, answer).status_code == 302
    assert paragraph_of(circulated).text_en == "The chairs opened.[^1]"
    assert Suggestion.objects.get().accepted is True


def test_declining_says_why(circulated, ndapewa, chair, namibia):
    row = paragraph_of(circulated)
    one = suggestions.suggest(Suggestion(paragraph=row, member=namibia, language="en", text="No."), by=ndapewa)
    page, said = (
        address(circulated, f"suggestions/{one.pk}/"),
        {"version": row.version, "decision": "decline", "text": "x"},
    )
    assert signed_in(chair).post(page, said).status_code == 400
    assert signed_in(chair).post(page, said | {"answer": "It was one."}).status_code == 302
    with pytest.raises(suggestions.AlreadySettled):
        suggestions.accept(one, "No.", "", version=row.version, by=chair)
    assert paragraph_of(circulated).text_en == TEXTS["en"]


# --- Final ------------------------------------------------------------------------------------------------------------


def test_a_final_summary_is_sealed_public_and_in_the_ledger(final):
    points = ActionPoint.objects.filter(meeting=final.meeting).order_by("order")
    assert [(one.ref, one.heading, one.number_zh_hans) for one in points] == [
        ("(a)", True, "(a)"),
        ("(a)(i)", False, "(a)(一)"),
    ]
    assert final.seal == seal_of(final)
    page = Client().get(final.get_absolute_url()).content.decode()
    assert final.seal in page
    assert "The chair opened." in page
    cited = Client().get(f"{final.get_absolute_url()}paragraphs/1/")
    assert "主席宣布会议开幕。" in cited.content.decode()
    assert Client().get(f"{final.get_absolute_url()}paragraphs/a-i/").status_code == 200
    assert Client().get(f"{final.get_absolute_url()}paragraphs/2/").status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_chairsummary SET title_en = 'x'",
        "UPDATE meetings_paragraph SET text_en = 'x'",
        "DELETE FROM meetings_paragraph WHERE kind = 'action'",
        "DELETE FROM meetings_chairsummary",
    ],
)
def test_the_database_refuses_to_change_a_final_summary(final, statement):
    with pytest.raises((IntegrityError, Exception), match=r"final|protect|Cannot"), transaction.atomic():
        connection.cursor().execute(statement)
    assert seal_of(final) == final.seal


def test_nobody_writes_in_a_final_summary_and_her_words_stay(final, editor):
    row = paragraph_of(final)
    response = signed_in(editor).post(address(final, f"{row.pk}/"), {"version": row.version, "text_en": "Other."})
    assert response.status_code == 400
    assert "Other." in response.content.decode()
    assert "corrigendum" in response.content.decode()


def test_a_summary_with_an_open_suggestion_is_not_made_final(circulated, ndapewa, namibia, chair):
    row = paragraph_of(circulated)
    suggestions.suggest(Suggestion(paragraph=row, member=namibia, language="en", text="No."), by=ndapewa)
    response = signed_in(chair).post(address(circulated, "finish/"), follow=True)
    assert "Nothing has changed" in response.content.decode()
    assert not ChairSummary.objects.get().is_final


def test_a_corrigendum_stands_beside_the_final_text(final, editor):
    row = paragraph_of(final)
    assert (
        signed_in(editor)
        .post(address(final, "corrigendum/"), {"text_en": "For one read two.", "paragraph": row.pk})
        .status_code
        == 302
    )
    assert "For one read two." in Client().get(final.get_absolute_url()).content.decode()
    assert ChairSummary.objects.get().seal == seal_of(final)
    with pytest.raises(Exception, match="Cannot"), transaction.atomic():
        Corrigendum.objects.update(text_en="x")


# --- On paper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_the_docx_has_real_numbers_footnotes_and_direction(final, language):
    archive = zipfile.ZipFile(io.BytesIO(docx.of(document(final, language))))
    parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314  ours
    body = parts["word/document.xml"]
    assert [one.get(f"{W}val") for one in body.iter(f"{W}numId")] == ["2", "1", "1"]
    assert len(list(body.iter(f"{W}footnoteReference"))) == 1
    assert len(list(parts["word/footnotes.xml"])) == 3
    assert bool(list(body.iter(f"{W}bidi"))) == (language == "ar")
    words = "".join(one.text for one in body.iter(f"{W}t"))
    assert TEXTS[language.replace("-", "_")].removesuffix("[^1]") in words


def test_what_came_in_later_keeps_its_number_in_the_docx(circulated, editor):
    added(circulated, "paragraph", editor, paragraph_of(circulated), en="In between.")
    archive = zipfile.ZipFile(io.BytesIO(docx.of(document(circulated, "en"))))
    body = archive.read("word/document.xml").decode()
    assert ">1a.<" in body
    assert "numPr" not in body


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_paper_has_masthead_footnotes_and_numbers(final, language):
    html = html_of("chair-summary", final.meeting.slug, language)
    paper = PdfReader(io.BytesIO(pdf.render(html))).pages[0].extract_text()
    assert {"en": "See A/71/927.", "ar": "انظر"}[language] in paper
    assert 'class="note"' in html
    assert 'class="head"' in html
    assert label("(a)(i)", language) in html


# --- How much is asked ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [5, 200])
def test_the_pages_ask_as_much_for_five_as_for_two_hundred_paragraphs(
    summary, editor, chair, count, django_assert_num_queries
):
    rows = [Paragraph(kind="paragraph", text_en=f"Words {number}") for number in range(count)]
    drawing.append(summary, rows, by=editor)
    client = signed_in(editor)
    client.get(address(summary))
    with django_assert_num_queries(10):
        assert client.get(address(summary)).status_code == 200
    actions.circulate(summary, until=None, by=chair)
    with django_assert_num_queries(8):
        assert client.get(f"/en/meetings/{summary.meeting.slug}/summary/circulated/").status_code == 200
    actions.finish(summary, by=chair)
    with django_assert_num_queries(5):
        assert Client().get(f"/en/meetings/{summary.meeting.slug}/summary/?beside=ar").status_code == 200
