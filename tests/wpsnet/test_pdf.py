"""The PDF door: six languages whose words can be taken out again, no way out of the document, an end to endless ones."""

import io
import socketserver
import subprocess
import sys
import threading
import unicodedata

import pypdf
import pytest
from django.conf import settings
from django.template import engines
from django.utils.translation import override

from wpsnet import checks, pdf

pytestmark = pytest.mark.skipif(bool(pdf.missing_libraries()), reason="this machine lacks Pango")
PLANTED = "planted-6f2c"
TEXTS = {
    "en": ("Namibia", "The action plan was launched in March 2019."),
    "fr": ("Namibie", "Le plan d’action a été lancé en mars 2019."),
    "es": ("Namibia", "El plan de acción se presentó en marzo de 2019."),
    "ar": ("ناميبيا", "تقوم خطة العمل الوطنية على المرأة والسلام والأمن ومشاركة الشرطة في الاجتماعات والاعتماد"),
    "ru": ("Намибия", "План действий был начат в марте 2019 года."),
    "zh-hans": ("纳米比亚", "国家行动计划于2019年3月启动，预算公开。"),
}
PAGE = """{% extends "pdf/base.html" %}{% block title %}{{ name }}{% endblock %}{% block content %}<h1>{{ name }}</h1>
<table class="facts"><tr><th scope="row">{{ name }}</th><td>{{ words }}</td></tr></table>
<ul><li>{{ words }}</li></ul><p><a href="https://www.un.org/">S/RES/1325 (2000)</a></p>{% endblock %}"""


def page(body):
    return f"<!doctype html><html lang=en><head><title>t</title></head><body>{body}<p>all the rest</p></body></html>"


def document_in(language):
    name, words = TEXTS[language]
    with override(language):
        return pypdf.PdfReader(
            io.BytesIO(pdf.render(engines["django"].from_string(PAGE).render({"name": name, "words": words})))
        )


def text_of(document):
    """Its text, with letters in their own shape instead of a presentation form."""
    return unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in document.pages))


@pytest.fixture
def listener():
    """A web server that counts who comes by."""
    hits = []

    class Count(socketserver.BaseRequestHandler):
        def handle(self):
            hits.append(self.request.recv(2000))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Count) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}", hits
        server.shutdown()


@pytest.mark.parametrize("language", TEXTS)
def test_words_can_be_taken_out_again(language):
    document = document_in(language)

    found = text_of(document)
    words = unicodedata.normalize("NFKC", " ".join(TEXTS[language])).split()
    assert [word for word in words if word not in found] == []


@pytest.mark.parametrize("language", TEXTS)
def test_document_is_tagged_and_says_its_language(language):
    root = document_in(language).trailer["/Root"]

    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data() or b"<pdfuaid:part>1" in root["/Metadata"].get_data()
    assert {"/H1", "/P", "/L", "/Table", "/TH", "/Link"} <= tags(root["/StructTreeRoot"])


def tags(element):
    """The names of all structure elements below ELEMENT."""
    element = element.get_object()
    if isinstance(element, list):
        return set().union(*map(tags, element))
    if not isinstance(element, dict):
        return set()
    return {element.get("/S")} | (tags(element["/K"]) if "/K" in element else set())


def ways_out(host, file):
    """Every way that HTML and CSS know to fetch something, to the web server and to a file of this machine."""
    for url in (f"http://{host}/x", f"file://{file}", f"//{host}/x", file):
        yield f'<img src="{url}">'
        yield f'<link rel=stylesheet href="{url}">'
        yield f'<link rel=attachment href="{url}">'
        yield f'<a rel=attachment href="{url}">a</a>'
        yield f'<object data="{url}" type="image/png"></object>'
        yield f'<embed src="{url}">'
        yield f'<iframe src="{url}"></iframe>'
        yield f'<base href="{url}"><img src="x.png"><link rel=stylesheet href="y.css">'
        yield f'<svg><image href="{url}" width="9" height="9"/><use href="{url}#a"/></svg>'
        yield f"<style>@import url({url});</style>"
        yield f"<style>@font-face {{font-family: x; src: url({url})}} p {{font-family: x}}</style>"
        yield f'<div style="background: url({url}); border-image: url({url}); list-style: url({url})">a</div>'
        yield f'<p style="content: url({url})">a</p><style>p::before {{content: url({url})}}</style>'
        yield f'<svg><style>@import "{url}";</style><rect fill="url({url}#a)" width="9" height="9"/></svg>'
    yield f'<img src="ftp://{host}/x"><img src="gopher://{host}/x"><img src="jar:http://{host}/x!/a">'
    yield f'<img srcset="http://{host}/x 2x"><video poster="http://{host}/x">v</video><input type=image src="http://{host}/x">'
    yield f'<iframe src="data:text/html,<img src=http://{host}/x>"></iframe>'
    yield f"<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='http://{host}/x'/></svg>\">"
    yield f"<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file://{file}'/></svg>\">"
    yield f'<link rel=stylesheet href="data:text/css,@import url(http://{host}/x);@import url(file://{file});">'
    yield f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{file}">]><p>&x;</p>'
    yield f"<img src=\"data:image/svg+xml,<!DOCTYPE svg [<!ENTITY x SYSTEM 'file://{file}'>]><svg><text>%26x;</text></svg>\">"
    yield f'<meta http-equiv=refresh content="0; url=http://{host}/x"><script src="http://{host}/x"></script>'


def test_document_reaches_neither_the_network_nor_a_file(listener, tmp_path):
    host, hits = listener
    secret = tmp_path / "secret.txt"
    secret.write_text(PLANTED)
    snippets = list(ways_out(host, str(secret)))

    documents = [pypdf.PdfReader(io.BytesIO(pdf.render(page(part)))) for part in in_parts(snippets)]

    assert len(snippets) >= 60
    assert hits == []
    for document in documents:
        assert "all the rest" in text_of(document)
        assert PLANTED not in text_of(document) + streams_of(document)


def streams_of(document):
    """Everything in the file, unpacked: attachments and images too."""
    objects = [
        document.get_object(number) for number in range(1, len(document.xref_objStm) + len(document.xref[0]) + 1)
    ]
    return "".join(
        str(each) + (each.get_data().decode("latin-1") if hasattr(each, "get_data") else "") for each in objects
    )


def in_parts(snippets, size=9):
    """A document for every few snippets: one each would take a minute."""
    return ["\n".join(snippets[start : start + size]) for start in range(0, len(snippets), size)]


@pytest.mark.parametrize(
    "endless",
    [
        "<p>word</p>" * 300_000,
        "<div>" * 900 + "x" + "</div>" * 900 + "<table><tr>" + "<td>x" * 60_000,
    ],
    ids=["long", "wide"],
)
def test_endless_document_is_ended_and_the_next_one_works(endless, monkeypatch):
    monkeypatch.setattr(pdf, "CPU_SECONDS", 3)

    with pytest.raises(pdf.PDFError, match="takes more than") as caught:
        pdf.render(page(endless))

    assert caught.value.final
    assert pdf.render(page("<p>next</p>")).startswith(b"%PDF")


def test_document_that_eats_the_memory_is_ended(monkeypatch):
    monkeypatch.setattr(pdf, "MEMORY", 300 * 1024 * 1024)

    with pytest.raises(pdf.PDFError, match="takes more than 300 MB"):
        pdf.render(page("<p>word</p>" * 300_000))


def test_missing_library_is_named_with_its_package(monkeypatch):
    monkeypatch.setattr(pdf, "is_there", lambda name: name != "pango-1.0")

    with pytest.raises(pdf.PDFError, match=r"libpango-1\.0-0"):
        pdf.render(page(""))
    [warning] = checks.pdf_libraries(None)
    assert (warning.id, "libpango-1.0-0" in warning.hint) == ("wpsnet.W001", True)


def test_renderer_gets_no_secret(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setenv("SECRET_KEY", "secret")

    assert not [value for value in pdf.environment().values() if "secret" in value]


def test_web_process_does_not_import_weasyprint():
    program = "import django, sys; django.setup(); import wpsnet.urls; print('weasyprint' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "False"


def test_one_renderer_is_ready_and_ends_when_it_gets_no_page():
    pdf.dismiss()  # those with the limits of other tests
    pdf.render("<html lang='en'><title>A</title><p>A")
    (waiting,) = pdf.ready.values()
    assert waiting.poll() is None
    pdf.dismiss()
    assert (waiting.returncode, pdf.ready) == (0, {})


def test_a_renderer_that_died_while_it_waited_is_not_asked():
    pdf.dismiss()
    pdf.render("<html lang='en'><title>A</title><p>A")
    (waiting,) = pdf.ready.values()
    waiting.kill()
    waiting.wait()
    assert pdf.render("<html lang='en'><title>B</title><p>B").startswith(b"%PDF")
