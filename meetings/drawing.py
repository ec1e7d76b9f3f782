"""What the portal knows of a meeting, as words for its summary: who spoke, and what they said."""

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import Paragraph
from meetings.models import Summary as Upload
from meetings.reader import structure
from meetings.reader.read import words_of as words_of_language
from meetings.reader.structure import paragraphs_of, pieces_of
from meetings.summary_text import extract
from members.models import Member
from wpsnet.alphabets import sort_key
from wpsnet.languages import CODES, babel_locale, column, pick, texts_of

LONGEST = Paragraph._meta.get_field("text").max_length
KINDS = {
    structure.HEADING: Paragraph.Kind.HEADING,
    structure.BODY: Paragraph.Kind.PARAGRAPH,
    structure.ITEM: Paragraph.Kind.ACTION,
}
ORGANISATIONS = ["regional", "international"]


def speakers(meeting):
    """One paragraph that lists who spoke, by language; each list stands in the order of its own language."""
    members = list(Member.objects.filter(statements__meeting=meeting).distinct())
    return {code: told(members, code) for code in CODES} if members else {}


def told(members, language):
    states = [member for member in members if member.kind == "state"]
    bodies = [member for member in members if member.kind in ORGANISATIONS]
    others = [member for member in members if member not in states and member not in bodies]
    with override(language):
        sentences = [
            states and _("The representatives of the following countries made statements: %(names)s."),
            bodies and _("The representatives of the following organizations made statements: %(names)s."),
            others and _("Representatives of civil society also made statements: %(names)s."),
        ]
    groups = zip(sentences, [states, bodies, others], strict=True)
    said = [sentence % {"names": listed(group, language)} for sentence, group in groups if group]
    return ("" if language == "zh-hans" else " ").join(said)


def listed(members, language):
    """The names of MEMBERS, in order, as LANGUAGE writes a list."""
    names = {pick(texts_of(member, "name"), language)[0] for member in members}
    ordered = sorted(names, key=lambda name: sort_key(name, language))
    return format_list(ordered, locale=babel_locale(language))


def statements_left(summary):
    """Statements of the meeting whose words are known and that the summary does not draw on yet."""
    drawn = Paragraph.objects.filter(summary=summary).exclude(statement=None).values("statement")
    rows = summary.meeting.statements.filter(reported=True).exclude(pk__in=drawn)
    return rows.select_related("member").order_by("order")


def words_of(statement):
    """What a paragraph says of STATEMENT, in the languages in which it is known."""
    words = {}
    for code, text in texts_of(statement, "text").items():
        with override(code):
            told = {"member": pick(texts_of(statement.member, "name"), code)[0], "text": text}
            words[column("text", code)] = _("%(member)s: %(text)s") % told
    return words


# --- A summary that was sent ------------------------------------------------------------------------------------------


def uploads(meeting):
    """Summaries of MEETING that were read in, and from which an officer has accepted something."""
    rows = Upload.objects.filter(meeting=meeting, state=Upload.State.READ).exclude(language="")
    return rows.select_related("file").order_by("-sent_at", "-pk")


def texts_in(upload):
    """What the annex of UPLOAD says, as [(kind, words, [footnotes])]; the letter and its masthead are left out."""
    with upload.file.file.open("rb") as file:
        blocks = extract(file.read(), upload.file.content_type).blocks
    words = words_of_language(upload.language)
    texts = []
    for one in paragraphs_of(pieces_of(blocks, words), words):
        if one.kind == structure.NOTE_KIND and texts:
            texts[-1][2].append(one.text[:LONGEST])
        elif one.kind in KINDS:
            texts.append((kind_of(one), one.text[:LONGEST], []))
    return texts


def kind_of(one):
    """A list in two levels is one of action points, its first level their groups."""
    if one.kind == structure.ITEM:
        return Paragraph.Kind.ACTION if one.indent else Paragraph.Kind.GROUP
    return KINDS[one.kind]


def same_kinds(rows, texts):
    return [row.kind for row in rows] == [kind for kind, _words, _notes in texts]
