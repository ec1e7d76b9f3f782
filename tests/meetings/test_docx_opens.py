"""The .docx of a chair's summary in LibreOffice: opened without repair, with its numbers, footnotes and direction."""

import io
import shutil
import subprocess
import zipfile
from xml.etree import ElementTree

import pytest

from meetings import docx
from meetings.actions import chair_summary as actions
from meetings.chair_text import document
from meetings.models import ChairSummary, Paragraph

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="no LibreOffice here: apt install libreoffice-writer-nogui")
ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, STYLE, FO = ODF % "text", ODF % "style", "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


@pytest.fixture
def summary(second, editor):
    """A paragraph with a footnote, a group and an action point; one paragraph is in English only."""
    made = actions.begin(second, by=editor)

    def added(kind, after=None, note_of=None, **texts):
        told = {f"text_{code}": text for code, text in texts.items()}
        piece = Paragraph(kind=kind, note_of=note_of, **told)
        return actions.insert(made, piece, after=after, by=editor)

    first = added("paragraph", en="It opened.[^1]", ar="افتتح الاجتماع.[^1]", zh_hans="会议开幕。[^1]")
    added("footnote", note_of=first, en="See A/71/927.", ar="انظر الوثيقة.", zh_hans="见文件。")
    second_paragraph = added("paragraph", first, en="Only English.")
    group = added("group", second_paragraph, en="Agreed:", ar="اتفقوا:", zh_hans="商定：")
    added("action", group, en="To write.", ar="الكتابة.", zh_hans="编写。")
    actions.circulate(made, until=None, by=editor)
    return ChairSummary.objects.get()


@pytest.fixture
def opened(tmp_path, summary):
    """A function that gives what LibreOffice read, as the XML of an OpenDocument, and what it would print, as text."""

    def read(language):
        (tmp_path / "summary.docx").write_bytes(docx.of(document(summary, language)))
        for kind in ("odt", "txt:Text (encoded):UTF8"):
            home = f"-env:UserInstallation=file://{tmp_path}/home"
            command = [OFFICE, home, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
            subprocess.run([*command, str(tmp_path / "summary.docx")], check=True, capture_output=True, timeout=60)
        content = zipfile.ZipFile(io.BytesIO((tmp_path / "summary.odt").read_bytes())).read("content.xml")
        return ElementTree.fromstring(content), (tmp_path / "summary.txt").read_text("utf-8-sig")  # noqa: S314  ours

    return read


# LibreOffice counts in Arabic with a bare alef, where Word writes أ.
@pytest.mark.parametrize(
    ("language", "numbered", "note"),
    [
        ("en", ["1. It opened.1", "2. Only English.", "(a) Agreed:", "(i) To write."], "See A/71/927."),
        ("ar", ["1. افتتح الاجتماع.1", "2. Only English.", "(ا) اتفقوا:", "‘1’ الكتابة."], "انظر الوثيقة."),
        ("zh-hans", ["1. 会议开幕。1", "2. Only English.", "(a) 商定：", "(一) 编写。"], "见文件。"),
    ],
)
def test_numbers_footnotes_and_direction_are_kept(opened, language, numbered, note):
    content, printed = opened(language)

    lines = [" ".join(line.split()) for line in printed.splitlines()]
    (footnote,) = content.iter(f"{TEXT}note-body")
    assert lines[-4:] == numbered
    assert note in "".join(footnote.itertext())
    assert direction_of(content, "Only English.") == "lr-tb"
    assert direction_of(content, {"en": "To write.", "ar": "الكتابة.", "zh-hans": "编写。"}[language]) == (
        "rl-tb" if language == "ar" else "lr-tb"
    )


def direction_of(content, words):
    """How the paragraph of these WORDS runs, as its style says."""
    styles = {style.get(f"{STYLE}name"): style for style in content.iter(f"{STYLE}style")}
    paragraph = next(one for one in content.iter(f"{TEXT}p") if words in "".join(one.itertext()))
    told = [one.get(f"{STYLE}writing-mode") for one in styles[paragraph.get(f"{TEXT}style-name")].iter()]
    return next((mode for mode in told if mode), "lr-tb")
