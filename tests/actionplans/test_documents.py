"""The registry on paper: each kind of document, its page, and what is asked for in vain."""

import datetime as dt
import io

import pytest
from django.http import Http404
from django.utils import timezone
from django.utils.html import escape
from pypdf import PdfReader

from actionplans.state import state_of_registry
from wpsnet import pdf
from wpsnet.models import Document
from wpsnet.rendering import html_of, make

needs_pango = pytest.mark.skipif(bool(pdf.missing_libraries()), reason="this machine lacks Pango")
TODAY = timezone.localdate().isoformat()


def words_of(document):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(document.file.read())).pages)


@needs_pango
@pytest.mark.parametrize("language", ["en", "ar"])
def test_plan_is_made_as_a_tagged_document_by_a_worker(client, plan, language, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = f"/{language}{plan.get_absolute_url()[3:]}?format=pdf"

    assert client.get(address).status_code == 202
    make(Document.objects.get().pk)
    answer = client.get(address)

    file = PdfReader(io.BytesIO(b"".join(answer.streaming_content)))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert file.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert file.trailer["/Root"]["/Lang"].startswith(language)


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("plan", f"NAM.9.{TODAY}"),
        ("plan", "NAM.1.2026-02-30"),
        ("plans-of", f"nowhere.{TODAY}"),
        ("plans-compared", f"1.999999.{TODAY}"),
    ],
)
def test_document_about_nothing_is_not_made(plan, kind, key):
    with pytest.raises(Http404):
        html_of(kind, key, "en")


def test_plans_of_a_member_stand_on_one_page_with_their_events(client, plan, source):
    page = client.get("/en/plans/NAM/").content.decode()
    paper = html_of("plans-of", f"NAM.{TODAY}", "en")

    for text in (page, paper):
        assert "First national action plan" in text
        assert escape(source.title) in text


def test_address_of_a_member_in_small_letters_leads_to_the_right_one(client, plan):
    assert client.get("/en/plans/nam/")["Location"] == "/en/plans/NAM/"
    assert client.get("/en/plans/nowhere/").status_code == 404


def test_member_without_plans_says_so(client, sweden):
    assert "no source has been found yet" in client.get("/en/plans/SWE/").content.decode()


def test_comparison_on_paper_needs_two_plans(client, plan):
    assert client.get("/en/plans/compare/?plan=NAM/1&format=pdf").status_code == 404


# --- The state of a year ------------------------------------------------------------------------------------------------


def test_state_of_a_year_counts_what_stood_at_its_end(plan):
    then = state_of_registry(2019, dt.date(2028, 5, 1))
    ended = state_of_registry(2027, dt.date(2028, 5, 1))

    assert (then["countries"], then["came"], then["went"]) == (1, [plan], [])
    assert (ended["countries"], ended["came"], ended["went"]) == (0, [], [plan])


@pytest.mark.parametrize("year", [2004, 2999])
def test_year_without_a_registry_is_not_found(client, plan, year):
    assert client.get(f"/en/plans/state/{year}/").status_code == 404


@pytest.mark.parametrize("rows", [5, 200])
def test_state_costs_the_same_for_many_plans(client, many, rows, django_assert_num_queries):
    many(rows)
    with django_assert_num_queries(6):
        client.get(f"/en/plans/state/{timezone.localdate().year}/")
    with django_assert_num_queries(3):
        client.get("/en/plans/AAA/")
