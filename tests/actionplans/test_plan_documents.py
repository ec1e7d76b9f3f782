"""Documents of a plan: proposed, published, replaced, withdrawn, and what readers see of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from actionplans import reading
from actionplans.models import PlanDocument
from tests import papers
from tests.actionplans.files import pdf_of
from tests.signing_in import signed_in

EDIT = "/en/plans/NAM/1/edit/documents/"
SAID = {
    "kind": "plan",
    "language": "en",
    "title": "National action plan",
    "date": "2019-03",
    "source_title": "Ministry of Gender",
    "source_url": "https://example.org/plan",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def focal(ndapewa):
    return signed_in(ndapewa)


@pytest.fixture
def alternate(tomas):
    return signed_in(tomas)


@pytest.fixture
def office(editor):
    return signed_in(editor)


def sent(content=None, name="plan.pdf", **more):
    content = pdf_of("Women lead", "Nothing here") if content is None else content
    return SAID | {"file": SimpleUploadedFile(name, content, "application/pdf")} | more


@pytest.fixture
def document(focal, plan):
    """Published by the focal point, and read."""
    focal.post(f"{EDIT}add/", sent())
    document = PlanDocument.objects.get()
    reading.read(document.pk)
    document.refresh_from_db()
    return document


def test_focal_point_publishes_at_once(focal, plan, client):
    answer = focal.post(f"{EDIT}add/", sent())

    document = PlanDocument.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, EDIT)
    assert (document.published_by.email, document.text_state) == ("ndapewa@example.org", "waiting")
    page = client.get("/en/plans/NAM/1/").content.decode()
    assert document.get_absolute_url() in page
    assert "Ministry of Gender" in page


def test_proposal_waits_until_it_is_published(alternate, focal, plan, client):
    alternate.post(f"{EDIT}add/", sent())
    document = PlanDocument.objects.get()
    assert client.get(document.get_absolute_url()).status_code == 404
    assert "waits for you to publish" in focal.get("/en/desk/").content.decode()

    focal.post(f"{EDIT}{document.pk}/publish/")

    assert client.get(document.get_absolute_url()).status_code == 200


def test_alternate_does_not_publish(alternate, plan):
    alternate.post(f"{EDIT}add/", sent())

    assert alternate.post(f"{EDIT}{PlanDocument.objects.get().pk}/publish/").status_code == 403
    assert not PlanDocument.objects.published().exists()


def test_second_click_changes_nothing(focal, document):
    answer = focal.post(f"{EDIT}{document.pk}/publish/", follow=True)

    assert "Nothing has changed." in answer.content.decode()


def test_same_document_twice_is_kept_once(focal, document):
    focal.post(f"{EDIT}add/", sent())

    assert PlanDocument.objects.count() == 1


def test_secretariat_publishes_for_others(office, plan):
    office.post(f"{EDIT}add/", sent(kind="evaluation", source_kind="research", source_title="An institute"))

    assert PlanDocument.objects.published().get().source.kind == "research"


def test_member_does_not_remove_what_others_wrote(office, focal, plan):
    office.post(f"{EDIT}add/", sent(kind="evaluation", source_kind="research", source_title="An institute"))
    document = PlanDocument.objects.get()

    for verb in ("withdraw", "replace"):
        assert focal.get(f"{EDIT}{document.pk}/{verb}/").status_code == 403
    assert focal.post(f"{EDIT}{document.pk}/withdraw/", {"sure": "on"}).status_code == 403
    assert PlanDocument.objects.published().exists()


def test_replaced_document_makes_way_and_its_file_stays(focal, document, client):
    focal.post(f"{EDIT}{document.pk}/replace/", SAID | {"title": "Second edition"})

    new = PlanDocument.objects.published().get()
    assert (new.title, new.file_id, new.text_state) == ("Second edition", document.file_id, "waiting")
    assert client.get(document.get_absolute_url()).status_code == 404


def test_withdrawn_document_is_gone_and_stays_in_the_history(focal, document, client):
    assert focal.post(f"{EDIT}{document.pk}/withdraw/", {}).status_code == 400

    focal.post(f"{EDIT}{document.pk}/withdraw/", {"sure": "on"})

    for page in ("", "pages/1/", "file/", "download/"):
        assert client.get(f"{document.get_absolute_url()}{page}").status_code == 404
    assert document.history.count() == 3  # written, published, withdrawn; to be read is no change


def test_address_alone_is_enough_and_nothing_is_not(focal, plan, client):
    assert focal.post(f"{EDIT}add/", SAID | {"url": "https://example.org/plan.pdf"}).status_code == 302
    assert PlanDocument.objects.get().text_state == "not_here"

    answer = focal.post(f"{EDIT}add/", SAID | {"title": "Another"})
    assert answer.status_code == 400
    assert "Send the file, or give the address" in answer.content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"date": "someday"}, "is not a date"),
        ({"date": "2017/2019"}, "Write one date"),
        ({"language": "tlh"}, "Select a valid choice"),
        ({"title": " "}, "This field is required."),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL."),
    ],
)
def test_bad_input_is_said_and_nothing_is_kept(focal, plan, wrong, said):
    answer = focal.post(f"{EDIT}add/", sent(**wrong))

    assert (answer.status_code, PlanDocument.objects.exists()) == (400, False)
    assert said in answer.content.decode()


BOMB = papers.docx({"word/media/a.bin": bytes(20_000_000)})


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", papers.pdf(b"<</S/JavaScript/JS(app.alert(1))>>"), "holds a program"),
        ("a.pdf", papers.pdf() + papers.archive({"a": b"%%EOF"}), "holds a second file or a program"),
        ("a.pdf", papers.pdf(papers.HTML), "holds a second file or a program"),
        ("a.docx", BOMB, "would become far too large"),
        ("a.pdf", papers.pdf()[:-8], "is not a complete PDF"),
        ("a.xlsx", papers.xlsx(), "is none of the kinds of file"),
    ],
)
def test_hostile_file_is_refused_with_a_sentence(focal, plan, name, content, said):
    answer = focal.post(f"{EDIT}add/", sent(content, name))

    assert (answer.status_code, PlanDocument.objects.exists()) == (400, False)
    assert said in answer.content.decode()


def test_stranger_does_not_learn_of_a_proposal(alternate, selma, plan):
    alternate.post(f"{EDIT}add/", sent())
    document = PlanDocument.objects.get()

    assert signed_in(selma).get(f"{EDIT}{document.pk}/file/").status_code == 404
    assert alternate.get(f"{EDIT}{document.pk}/file/").status_code == 200


# --- What readers see ---------------------------------------------------------------------------------------------------


def test_page_of_text_has_its_own_address(document, client):
    address = document.get_absolute_url()

    page = client.get(f"{address}pages/1/?q=women").content.decode()

    assert "<mark>Women</mark> lead" in page
    assert f"{address}pages/2/?q=women" in page
    assert "Page 1 of 2" in page
    assert client.get(f"{address}pages/3/").status_code == 404


def test_text_runs_in_its_own_direction(document, client):
    PlanDocument.objects.update(language="ar")

    page = client.get(f"{document.get_absolute_url()}pages/1/").content.decode()

    assert '<div class="page-text" lang="ar" dir="rtl">' in page


def test_text_of_a_page_is_no_markup(document, client):
    document.pages.filter(number=1).update(text="<script>alert(1)</script> women")

    for query in ("", "?q=women"):
        page = client.get(f"{document.get_absolute_url()}pages/1/{query}").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_search_in_a_document(document, client):
    page = client.get(document.get_absolute_url(), {"q": "leading women"}).content.decode()
    assert "1 page holds these words." in page

    assert "No page holds" in client.get(document.get_absolute_url(), {"q": "budget"}).content.decode()
    assert client.get(document.get_absolute_url(), {"q": "x" * 201}).status_code == 400


def test_browser_shows_a_pdf_and_nothing_else(document, client, focal):
    answer = client.get(f"{document.get_absolute_url()}file/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]

    focal.post(f"{EDIT}add/", sent(papers.docx(), "plan.docx", title="Letter"))
    letter = PlanDocument.objects.get(title="Letter")
    assert client.get(f"{letter.get_absolute_url()}file/")["Content-Disposition"].startswith("attachment")
    assert client.get(f"{document.get_absolute_url()}download/")["Content-Disposition"].startswith("attachment")


def test_plan_as_data_names_its_documents(document, client):
    (told,) = client.get("/en/plans/NAM/1/?format=json").json()["documents"]

    assert (told["title"], told["source"]["title"]) == ("National action plan", "Ministry of Gender")


def test_general_search_leads_to_it(document, client):
    page = client.get("/en/search/", {"q": "national action plan namibia"}).content.decode()

    assert document.get_absolute_url() in page
    assert "Search inside the documents of plans" in page


@pytest.mark.parametrize("rows", [5, 200])
def test_pages_cost_the_same_for_many_documents(focal, ndapewa, plan, government, rows, django_assert_num_queries):
    for number in range(rows):
        plan.documents.create(
            kind="plan", language="en", title=f"Plan {number}", url="https://example.org/", source=government,
            text_state="not_here", written_by=ndapewa, published_by=ndapewa, published_at="2026-01-01T00:00Z",
        )  # fmt: skip
    focal.get(EDIT)

    with django_assert_num_queries(5):
        focal.get(EDIT)
    with django_assert_num_queries(8):
        Client().get("/en/plans/NAM/1/")
    with django_assert_num_queries(5):  # savepoint, limits, count, rows, release
        Client().get("/en/plans/documents/")
