"""A chair's summary as a .docx that goes on being edited: real numbers, real footnotes, the direction of its language."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings import docx_parts as parts
from meetings.chair_text import AROUND, counted
from wpsnet.languages import NAMES, pick, texts_of

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same text is the same file
SHORT = {"zh-hans": "zh-CN", "ar": "ar-SA", "ru": "ru-RU", "fr": "fr-FR", "es": "es-ES", "en": "en-GB"}
FORMATS = {"ar": ("arabicAbjad", "decimal"), "zh-hans": ("lowerLetter", "chineseCounting")}
POINTS, PARAGRAPHS = 1, 2  # the two lists


def of(told):
    """The bytes of the .docx of TOLD, which meetings.chair_text.document gives."""
    with override(told["language"]):
        return packed(Writer(told))


def packed(writer):
    body = writer.body()
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.RELATIONS,
        "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONS,
        "docProps/core.xml": parts.CORE.format(title=clean(writer.title), language=writer.tag),
        "word/styles.xml": parts.STYLES.format(language=writer.tag, bidi=writer.bidi, rtl=writer.rtl),
        "word/settings.xml": parts.SETTINGS,
        "word/numbering.xml": numbering(writer.language),
        "word/footnotes.xml": parts.FOOTNOTES.format(notes="".join(writer.notes)),
        "word/footer1.xml": parts.FOOTER,
        "word/document.xml": parts.DOCUMENT.format(body=body, bidi=writer.bidi),
    }
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content.encode(), zipfile.ZIP_DEFLATED)
    return memory.getvalue()


def clean(text):
    return escape(NOT_IN_XML.sub("", str(text)), {'"': "&quot;"})


def numbering(language):
    """The list of paragraphs and that of action points, counted as LANGUAGE counts."""
    letters, numbers = FORMATS.get(language, ("lowerLetter", "lowerRoman"))
    outer, inner = AROUND.get(language, ("({})", "({})"))
    return parts.NUMBERING.format(
        letters=letters,
        numbers=numbers,
        outer=outer.format("%1"),
        inner=inner.format("%2"),
        points=POINTS,
        paragraphs=PARAGRAPHS,
    )


class Writer:
    """Writes the body, and gathers the footnotes that it meets on the way."""

    def __init__(self, told):
        self.told, self.language, self.summary = told, told["language"], told["summary"]
        self.tag, self.notes = SHORT[self.language], []
        is_rtl = self.language == "ar"
        self.bidi, self.rtl = ("<w:bidi/>", "<w:rtl/>") if is_rtl else ("", "")
        self.title = self.words("title")[0]
        # What came in while a text was circulated has a number like 12a, which no list counts: there, they are typed.
        self.is_counted = [row.number for row in told["rows"]] == counted(told["rows"])

    def words(self, field):
        """The text of FIELD, and the language in which it is there."""
        return pick(texts_of(self.summary, field), self.language)

    def bidi_in(self, language):
        """The direction of a paragraph in LANGUAGE, None for the document's own."""
        if language in (None, self.language) or "ar" not in (language, self.language):
            return self.bidi
        return "<w:bidi/>" if language == "ar" else '<w:bidi w:val="0"/>'

    def body(self):
        return "".join([*self.masthead(), *self.letter(), *self.annex()])

    # --- Runs and paragraphs ------------------------------------------------------------------------------------------

    def run(self, text, language=None, style=""):
        """TEXT in LANGUAGE, the document's own where none is said; line breaks stay."""
        code = language or self.language
        tag = SHORT[code]
        rtl = "<w:rtl/>" if code == "ar" else ""
        lines = clean(text).split("\n")
        inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
        return f'<w:r><w:rPr>{style}{rtl}<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/></w:rPr>{inner}</w:r>'

    def paragraph(self, inner, style="Normal", extra="", language=None):
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}{self.bidi_in(language)}</w:pPr>{inner}</w:p>'

    def text(self, text, language, style="Normal"):
        return self.paragraph(self.run(text, language), style, language=language)

    # --- Around the paragraphs ----------------------------------------------------------------------------------------

    def masthead(self):
        summary = self.summary
        left = self.cell(
            [self.paragraph(self.run(_("United Nations")), "Organ")]
            + [self.paragraph(self.run(organ), "Organ") for organ in self.told["organs"]]
        )
        facts = [self.run(summary.symbols or _("Symbol not given yet"))]
        facts.append(self.run(_("Distr.: General")))
        if summary.letter_date:
            facts.append(self.run(date_format(summary.letter_date)))
        facts.append(self.run(_("Original: %(language)s") % {"language": NAMES[summary.original]}))
        yield parts.TABLE.format(
            bidi="<w:bidiVisual/>" if self.bidi else "", cells=left + self.cell(map(self.paragraph, facts))
        )
        if self.told["is_draft"]:
            yield self.paragraph(self.run(_("Draft. Not to be quoted.")), "Remark")
        yield from (self.paragraph(self.run(line), "Agenda") for line in self.told["agenda_lines"])

    def cell(self, paragraphs):
        return parts.CELL.format(inner="".join(paragraphs))

    def letter(self):
        title, language = self.words("letter_title")
        if title:
            yield self.text(title, language, "Heading1")
        letter, language = self.words("letter")
        yield from (self.text(part, language) for part in re.split(r"\n\s*\n", letter) if part.strip())
        for one in self.told["signatories"]:
            function = pick(texts_of(one, "function"), self.language)[0]
            yield self.paragraph(
                self.run(_("(Signed) %(name)s") % {"name": one.name}) + f"<w:r><w:br/></w:r>{self.run(function)}",
                "Signature",
            )

    def annex(self):
        if self.told["has_letter"]:
            yield self.paragraph(self.run(_("Annex")), "Heading1", "<w:pageBreakBefore/>")
        yield self.text(*self.words("title"), "Title")
        for piece in self.told["pieces"]:
            yield self.piece(piece)

    # --- Pieces -------------------------------------------------------------------------------------------------------

    def piece(self, piece):
        inner = "".join(
            self.run(word, piece.language) if isinstance(word, str) else self.note(word) for word in piece.words
        )
        if piece.row.kind == "heading":
            return self.paragraph(inner, "Heading2", language=piece.language)
        level = 0 if piece.is_paragraph else piece.level
        style = "Numbered" if piece.is_paragraph else ["Group", "Action"][level]
        if not self.is_counted:
            return self.paragraph(f"{self.run(piece.label)}<w:r><w:tab/></w:r>{inner}", style, language=piece.language)
        which = PARAGRAPHS if piece.is_paragraph else POINTS
        counted_in = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr>'
        return self.paragraph(inner, style, counted_in, piece.language)

    def note(self, piece):
        inner, bidi = self.run(" " + piece.text, piece.language), self.bidi_in(piece.language)
        self.notes.append(parts.NOTE.format(pk=len(self.notes) + 1, bidi=bidi, inner=inner))
        return parts.NOTE_MARK.format(pk=len(self.notes))
