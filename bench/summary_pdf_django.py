"""The half of bench.summary_pdf that needs Django: writing the summary, making its PDF, and asking the page for it."""

import io
import time

import django

django.setup()

import pypdfium2  # noqa: E402
import weasyprint  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402
from pypdf import PdfReader  # noqa: E402

from bench import summary_pdf as bench  # noqa: E402
from meetings.actions import chair_summary as actions  # noqa: E402
from meetings.models import ChairSummary, Meeting, Paragraph  # noqa: E402
from members.models import User  # noqa: E402
from wpsnet import rendering  # noqa: E402
from wpsnet.models import Document, Source  # noqa: E402

SLUG, PAST_THE_STORE = "bench", "x" * 301


@transaction.atomic
def written():
    """A final summary, once."""
    found = ChairSummary.objects.filter(meeting__slug=SLUG).first()
    if found:
        return found
    source = Source.objects.create(key="BENCH", title="Made up", kind="web")
    meeting = Meeting.objects.create(
        slug=SLUG, name_en="Made-up meeting", date="2031-05-13", kind="thematic", source=source
    )
    user = User.objects.create(email="bench@example.org", name="Bench")
    summary = actions.begin(meeting, by=user)
    rows = [row for number in range(bench.COUNT) for row in pieces(summary, user, number)]
    Paragraph.objects.bulk_create(rows)
    paragraphs = [row for row in rows if row.kind == "paragraph"][::4]
    Paragraph.objects.bulk_create(
        Paragraph(summary=summary, kind="footnote", note_of=row, saved_by=user, **texts(bench.NOTES))
        for row in paragraphs
    )
    actions.circulate(summary, until=None, by=user)
    actions.finish(summary, by=user)
    return summary


def pieces(summary, user, number):
    common = {"summary": summary, "saved_by": user}
    words = {code: sentence * bench.SENTENCES_EACH[code] for code, sentence in bench.SENTENCES.items()}
    if number % 8 == 0:
        yield Paragraph(kind="heading", position=2 * number, **common, **texts(bench.HEADINGS))
    yield Paragraph(kind="paragraph", position=2 * number + 1, **common, **texts(words))


def texts(words):
    return {f"text_{code}": text for code, text in words.items()}


def measured(folder):
    """(language, pages, {way: seconds of each round}) for each language."""
    settings.MEDIA_ROOT, settings.CELERY_TASK_ALWAYS_EAGER = folder, False
    Document.objects.all().delete()
    written()
    for language in bench.LANGUAGES:
        yield language, *of_language(language)


def of_language(language):
    html = rendering.html_of("chair-summary", SLUG, language)
    client, made = Client(headers={"host": "localhost"}), []
    address = f"/{language}/meetings/{SLUG}/summary/"

    def bare():
        made[:] = [weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")]

    def worker():
        Document.objects.filter(language=language).delete()
        digest = rendering.digest_of(html)
        row = Document.objects.create(kind="chair-summary", key=SLUG, language=language, content_hash=digest)
        rendering.make(row.pk)

    def store():
        response = client.get(address, {"format": "pdf", "past": PAST_THE_STORE})
        if response.status_code != 200 or not b"".join(response.streaming_content).startswith(b"%PDF"):
            raise SystemExit(f"{language}: {response.status_code}")

    ways = {"bare": bare, "worker": worker, "store": store}
    for work in ways.values():
        work()  # to warm
    times = {name: [] for name in ways}
    for _round in range(bench.ROUNDS):
        for name, work in ways.items():
            times[name].append(bench.seconds(work))
            time.sleep(bench.REST)  # the next renderer loads its library: that must not fall on the others
    looked_at(language, Document.objects.get(language=language).file.read())
    return len(PdfReader(io.BytesIO(made[0])).pages), times


def looked_at(language, content):
    """The text must come out again, as it was written."""
    if out := settings.VAR_DIR / "bench-summary":
        out.mkdir(exist_ok=True)
        (out / f"{language}.pdf").write_bytes(content)
    pages = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    words = {"en": "civil society", "ar": "المجتمع", "zh-hans": "民间社会"}
    if words[language] not in text.replace("\r\n", " ").replace("\n", " "):
        print(f"{language}: the words “{words[language]}” do not come out of the PDF")
