"""The search in all documents: by page, in the language of each, with the words marked."""

import pytest
from django.test import Client

from actionplans import reading
from actionplans.models import DocumentPage, Plan
from wpsnet import pdf_text

SEARCH = "/en/plans/documents/"


@pytest.fixture
def keep(plan, ndapewa, government):
    """A function: a published document of Namibia's plan with these pages."""

    def make(*pages, plan=plan, language="en", **fields):
        told = {"kind": "plan", "title": f"Plan in {language}", "url": "https://example.org", "text_state": "not_here"}
        by = {"written_by": ndapewa, "published_by": ndapewa, "published_at": "2026-01-01T00:00Z"}
        document = plan.documents.create(language=language, source=government, **(told | by | fields))
        DocumentPage.objects.bulk_create(
            [reading.page_of(document, number, pdf_text.tidy(text)) for number, text in enumerate(pages, 1)]
        )
        return document

    return make


def asked(q, **more):
    return Client().get(SEARCH, {"q": q} | more)


def found(q, **more):
    return [(page.document.title, page.number) for page in asked(q, **more).context["page"]]


def test_hit_names_document_page_and_passage(keep):
    document = keep("The preface.", "Police officers are trained\nin mediation.")

    page = asked("officer").content.decode()

    assert f"{document.get_absolute_url()}pages/2/?q=officer" in page
    assert "Police <mark>officers</mark> are trained in mediation." in page
    assert "1 page holds these words." in page


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "La sécurité des femmes", "securite femme"),
        ("ru", "Женщины и безопасность", "женщина"),
        ("ar", "الخطة الوطنية للسلام والأمن", "السلام"),
        ("zh-hans", "妇女、和平与安全", "安全"),
        ("sv", "Kvinnornas säkerhet", "sakerheten"),
        ("ja", "Peace 平和", "平和"),
    ],
)
def test_words_are_found_as_their_language_inflects_them(keep, language, text, words):
    keep(text, language=language)
    keep("Something else", language="en")

    assert found(words) == [(f"Plan in {language}", 1)]


def test_all_words_quotes_and_minus(keep):
    keep("women lead", "lead women", "women rest")

    assert len(found("women lead")) == 2
    assert found('"women lead"') == [("Plan in en", 1)]
    assert found("women -lead") == [("Plan in en", 3)]


def test_page_that_answers_best_stands_first(keep):
    keep("Peace once and much else about other things entirely.", "Peace, peace, peace.")

    assert [number for _title, number in found("peace")] == [2, 1]


def test_filters_narrow(keep, plan, sweden):
    other = Plan.objects.create(member=sweden, slug="1", generation=1, kind="national")
    keep("peace", title="A", date="2019", kind="evaluation")
    keep("paix", title="B", language="fr", date="2021-05")
    keep("peace", title="C", plan=other)

    assert found("peace", name="Sweden") == [("C", 1)]
    assert found("peace", kind="evaluation") == [("A", 1)]
    assert found("peace OR paix", language="fr") == [("B", 1)]
    assert found("peace OR paix", year="2021") == [("B", 1)]
    assert found("paix", language="en") == []


@pytest.mark.parametrize("wrong", [{"language": "tlh"}, {"kind": "novel"}, {"year": "soon"}, {"q": "x" * 201}])
def test_bad_filter_answers_400_with_the_form(keep, wrong):
    answer = asked(**({"q": "peace"} | wrong))

    assert answer.status_code == 400
    assert "Nothing is lost" in answer.content.decode()


@pytest.mark.parametrize("q", ["'", "a & | !", "((", "%", "\\", ":*", "-", "<script>"])
def test_odd_questions_are_answered(keep, q):
    keep("peace")

    answer = asked(q)

    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_what_is_withdrawn_or_proposed_is_not_found(keep, ndapewa):
    keep("peace", withdrawn_at="2026-01-02T00:00Z")
    keep("peace", published_at=None)

    assert found("peace") == []


def test_hits_can_be_downloaded(keep):
    document = keep("Police & peace")

    (row,) = asked("peace", format="json").json()["rows"]

    assert (row["page"], row["passage"], row["code"]) == (1, "Police & peace", "NAM")
    assert row["address"].endswith(f"{document.get_absolute_url()}pages/1/")
    assert "Police & peace" in b"".join(asked("peace", format="csv").streaming_content).decode()


def test_documents_can_be_downloaded(keep):
    keep("peace")

    (row,) = Client().get(SEARCH, {"format": "json"}).json()["rows"]

    assert (row["title"], row["source"], row["text"]) == ("Plan in en", "GOV", "not_here")


@pytest.mark.parametrize("rows", [5, 200])
def test_search_costs_the_same_for_many_hits(keep, rows, django_assert_num_queries):
    keep(*["peace and women"] * rows)
    asked("peace")

    with django_assert_num_queries(7):  # savepoint, limits, languages, pages, count, rows, release
        Client().get(SEARCH, {"q": "women"})


def test_more_hits_than_are_weighed_is_said(keep, monkeypatch):
    keep(*["peace"] * 1_001)

    assert "More than 1000 pages hold these words." in asked("peace").content.decode().replace(",", "")
