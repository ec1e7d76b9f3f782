"""The text of a summary that was sent: .docx with its numbers and footnotes, PDF in any script, plain text in any encoding."""

import html
import json

import pytest

from meetings.reader.measure import compared
from meetings.reader.read import read
from meetings.summary_text import MOST_PAGES, decoded, extract, unturned
from tests.actionplans import files
from tests.meetings.reading import NUMBERING, SUMMARIES, docx, in_list, names, paragraph
from wpsnet import pdf
from wpsnet.uploads.kinds import KINDS

DOCX, PDF = KINDS["docx"].content_type, KINDS["pdf"].content_type
needs_pango = pytest.mark.skipif(bool(pdf.missing_libraries()), reason="this machine lacks Pango")
STYLE = '@page { size: A4; margin: 25mm; @bottom-right { content: counter(page) "/" counter(pages) } }'
STYLE += " body { font: 10.5pt 'Noto Sans', 'Amiri' } p { white-space: pre-line }"


def on_paper(file):
    """The summary in FILE as a PDF of several pages."""
    language = file.stem.split(".")[-1]
    body = "".join(f"<p>{html.escape(piece)}</p>" for piece in file.read_text().split("\n\n"))
    direction = "rtl" if language == "ar" else "ltr"
    page = f'<html lang="{language}" dir="{direction}"><style>{STYLE}</style><body>{body}</body></html>'
    return pdf.render(page)  # with the portal's own fonts: a machine may have none for Chinese


@needs_pango
@pytest.mark.parametrize("name", ["2017-09-21.zh", "annex.ar", "annex.fr", "numbered.en"])
def test_pdf_is_read_like_the_text_itself(name):
    file = SUMMARIES / f"{name}.txt"
    found = extract(on_paper(file), PDF)

    expected = json.loads(file.with_suffix(".json").read_text())
    for kind, missed, wrong, _found in compared(read(found.blocks, names()), expected):
        assert not missed, (kind, missed)
        assert not [one for one, is_sure in wrong if is_sure], (kind, wrong)


def test_word_file_keeps_numbers_headings_and_footnotes():
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>A/71/927-S/2017/485.</w:t></w:r></w:p></w:footnote>'
    reference = '<w:p><w:r><w:t>It was circulated.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    body = paragraph("Action points", '<w:pStyle w:val="H1"/>') + in_list("Funding", 0) + in_list("Write.", 1)
    body += in_list("Report.", 1) + in_list("Mediation", 0) + in_list("Meet.", 1) + reference
    style = '<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>'

    found = extract(docx(body, numbering=NUMBERING, footnotes=note, styles=style), DOCX)

    assert found.blocks == [
        ("Action points", "heading"),
        ("(a) Funding", ""),
        ("(i) Write.", ""),
        ("(ii) Report.", ""),
        ("(b) Mediation", ""),
        ("(i) Meet.", ""),
        ("It was circulated.", ""),
        ("A/71/927-S/2017/485.", "note"),
    ]


def test_what_tracked_changes_took_away_is_not_read():
    body = "<w:p><w:del><w:r><w:t>Old </w:t></w:r></w:del><w:ins><w:r><w:t>new words</w:t></w:r></w:ins></w:p>"

    assert extract(docx(body), DOCX).blocks == [("new words", "")]


@pytest.mark.parametrize(
    ("content", "content_type", "end"),
    [
        (files.locked(files.pdf_of("Secret."), "secret"), PDF, "encrypted"),
        (files.scanned(), PDF, "no_text"),
        (files.damaged(files.pdf_of("Words.")), PDF, "damaged"),
        (docx(""), DOCX, "no_text"),
        (b"PK\x03\x04 torn", DOCX, "damaged"),
        (docx("<w:p/>", footnotes="<!DOCTYPE x>"), DOCX, "damaged"),
        (b"", "text/plain", "no_text"),
        (b" \r\n\t ", "text/plain", "no_text"),
    ],
    ids=["locked", "scanned", "damaged", "empty", "torn", "entity", "nothing", "spaces"],
)
@needs_pango
def test_file_without_a_text_says_why(content, content_type, end):
    assert extract(content, content_type).end == end


@needs_pango
def test_of_five_hundred_pages_the_beginning_is_read():
    found = extract(files.repeated("Women lead. " * 40, 500), PDF)

    assert found.end == ""
    assert found.remarks == [("cut", f"{MOST_PAGES}/500")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le secrétariat établira une liste des points focaux et la présidence l’approuvera à Genève.", "cp1252"),
        ("Секретариат подготовит обзор передовой практики для координаторов.", "cp1251"),
        ("تعد الأمانة دليلا تدريبيا للمنسقين في موعد أقصاه نهاية العام.", "cp1256"),
        ("秘书处编制和分发定期通讯，各成员报告进展情况。", "gb18030"),
    ],
)
def test_text_that_is_not_unicode_is_guessed_and_told(text, encoding):
    assert decoded(text.encode(encoding)) == (text, [("encoding", encoding)])


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("الوثيقة /2031/655S/86/412-A.", "الوثيقة A/86/412-S/2031/655."),
        (")توقيع( ليلى الخطيب", "(توقيع) ليلى الخطيب"),
        ("في 8 آذار/مارس .2033 وذكر", "في 8 آذار/مارس 2033. وذكر"),
        ("،2033 برئاسة مشتركة", "2033، برئاسة مشتركة"),
        ("الوثيقة A/71/927 (انظر المرفق)", "الوثيقة A/71/927 (انظر المرفق)"),
    ],
)
def test_arabic_of_a_pdf_is_put_right(line, right):
    assert unturned(line) == right
