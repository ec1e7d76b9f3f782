"""Themes, resolutions, languages and focus countries of a plan: recorded with their source, asked for, compared."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils.html import strip_tags

from actionplans.content import content, theme_by_theme
from actionplans.filters import PlanFilter
from actionplans.models import Finding, Plan
from tests.signing_in import sign_in
from wpsnet.models import Theme

EDIT = "/en/plans/NAM/1/edit/"
TICKED = {
    "themes": ["climate", "prevention"],
    "resolutions": ["1325"],
    "languages": ["pt"],
    "countries": ["SWE"],
    "answer": "yes",
    "source_title": "The plan",
    "locator": "p. 3",
}


@pytest.fixture(autouse=True)
def themes(db):
    made = {slug: Theme.objects.create(slug=slug, name_en=slug) for slug in ("prevention", "participation")}
    for slug in ("climate", "cyber", "disarmament"):
        made[slug] = Theme.objects.create(slug=slug, name_en=slug.capitalize(), parent=made["prevention"])
    return made


@pytest.fixture
def focal(ndapewa, sweden):
    client = Client()
    sign_in(client, ndapewa)
    return client


def say(plan, source, question, answer="yes", **about):
    return Finding.objects.create(plan=plan, source=source, question=question, answer=answer, **about)


def found(**asked):
    filled = PlanFilter(asked, Plan.objects.all())
    assert filled.is_valid(), filled.errors
    return [plan.slug for plan in filled.qs]


def test_all_that_is_ticked_is_recorded_once(focal, plan, client):
    for _time in range(2):
        answer = focal.post(f"{EDIT}content/add/", TICKED)

    assert "Nothing was saved twice." in answer.content.decode()
    said = plan.findings.filter(source__title="The plan")
    assert sorted(one.key for one in said) == ["1325", "SWE", "climate", "prevention", "pt"]
    page = strip_tags(client.get("/en/plans/NAM/1/").content.decode())
    assert all(words in page for words in ("Climate", "1325 (2000)", "Portuguese", "Sweden"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"themes": ["no-such"]},
        {"themes": ["disarmament"]},  # a question of its own
        {"resolutions": ["1"]},
        {"languages": ["xx"]},
        {"countries": ["XXX"]},
        {"themes": [], "resolutions": [], "languages": [], "countries": []},
        {"source_title": ""},
    ],
)
def test_what_does_not_exist_is_not_recorded(focal, plan, wrong):
    answer = focal.post(f"{EDIT}content/add/", TICKED | wrong)

    assert answer.status_code == 400
    assert not plan.findings.filter(question__in=Finding.Subject.values).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": "theme"},
        {"question": "budget", "code": "1325"},
        {"question": "resolution", "code": ""},
        {"question": "resolution", "code": "abc"},
    ],
)
def test_database_keeps_questions_and_what_they_ask_apart(plan, source, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        say(plan, source, locator="x", **wrong)


def test_answer_of_one_theme_is_changed_its_theme_stays(focal, plan, government, themes):
    finding = say(plan, government, "theme", theme=themes["climate"])

    changed = {"question": "budget", "answer": "no", "source_title": "Government"}
    assert focal.post(f"{EDIT}finding/{finding.pk}/", changed).status_code == 302
    finding.refresh_from_db()
    assert (finding.question, finding.theme.slug, finding.answer) == ("theme", "climate", "no")


def test_registry_is_asked_by_what_is_in_plans(plan, source, themes, sweden):
    say(plan, source, "theme", theme=themes["climate"])
    say(plan, source, "resolution", code="1325")
    say(plan, source, "language", code="pt")
    say(plan, source, "focus_country", country=sweden)

    everything = {"theme": "climate", "resolution": "1325", "language": "pt", "focus_country": "SWE"}
    assert found(**everything, budget="yes", lead_type="gender") == ["1"]
    assert found(theme="prevention") == ["1"]  # a pillar stands for its themes, too
    for other in ({"theme": "cyber"}, {"theme": "participation"}, {"resolution": "1820"}, {"language": "fr"}):
        assert found(**everything | other) == []


def test_what_is_not_in_a_plan_is_not_found(plan, source, themes):
    say(plan, source, "theme", "no", theme=themes["climate"])

    assert found(theme="climate") == []


def test_theme_with_a_question_of_its_own_is_found_by_it(plan, source, themes):
    say(plan, source, "disarmament", "partly")

    assert (found(theme="disarmament"), found(theme="prevention"), found(theme="climate")) == (["1"], ["1"], [])


def test_language_of_the_text_that_is_kept_here_counts(plan, source, ndapewa):
    facts = {"kind": "plan", "title": "Plan", "url": "https://example.org", "text_state": "not_here"}
    by = {"written_by": ndapewa, "published_by": ndapewa, "published_at": "2026-01-01T00:00Z", "source": source}
    plan.documents.create(language="fr", **facts, **by)

    assert found(language="fr") == ["1"]


@pytest.mark.parametrize("view", ["", "matrix/", "timeline/", "map/", "growth/", "compare/choose/", "guide/peers/"])
def test_every_view_asks_the_same(client, plan, themes, view):
    for asked, status in [("theme=climate&resolution=1325&language=fr&body=x", 200), ("theme=nothing", 400)]:
        assert client.get(f"/en/plans/{view}?{asked}").status_code == status


def test_themes_stand_beside_each_other(client, plan, source, government, themes):
    other = Plan.objects.create(member=plan.member, slug="2", generation=2, kind="national")
    other.events.create(kind="adopted", date="2024", source=source)
    say(plan, source, "theme", theme=themes["climate"])
    say(plan, government, "theme", "no", theme=themes["climate"])
    say(other, source, "disarmament", "no")

    page = " ".join(strip_tags(client.get("/en/plans/compare/?plan=NAM/1&plan=NAM/2").content.decode()).split())
    table = theme_by_theme(Plan.objects.order_by("slug"))

    assert [(theme.slug, [[one.answer for one in own] for own in said]) for theme, said in table] == [
        ("climate", [["yes", "no"], []]),
        ("disarmament", [[], ["no"]]),
    ]
    assert "Climate prevention yes Source: Chair's summary no Source: Government not known" in page.replace(
        "&#x27;", "'"
    )


def test_page_sorts_by_pillar_and_says_where_sources_differ(plan, source, government, themes):
    say(plan, source, "theme", theme=themes["cyber"])
    say(plan, source, "theme", theme=themes["participation"])
    say(plan, government, "theme", "no", theme=themes["cyber"])

    shown = content(plan.findings.select_related("theme__parent"))["pillars"]

    assert [(pillar.slug, [(theme.slug, differ) for theme, _said, differ in own]) for pillar, own in shown] == [
        ("participation", [("participation", False)]),
        ("prevention", [("cyber", True)]),
    ]


def test_files_hold_what_sources_say(client, plan, source, themes, sweden):
    say(plan, source, "theme", "partly", theme=themes["climate"])
    say(plan, source, "disarmament")
    say(plan, source, "resolution", code="1325")
    say(plan, source, "focus_country", country=sweden)

    (row,) = client.get("/en/plans/?format=json").json()["rows"]
    record = client.get("/en/plans/NAM/1/?format=json").json()

    assert row["themes"] == "climate partly (S) | disarmament yes (S)"
    assert (row["resolutions"], row["focus_countries"], row["languages"]) == ("1325 yes (S)", "SWE yes (S)", "")
    assert {(one["question"], one["about"]) for one in record["content"]} == {
        ("theme", "climate"),
        ("resolution", "1325"),
        ("focus_country", "SWE"),
    }


@pytest.mark.parametrize("rows", [5, 200])
def test_comparison_and_page_cost_the_same_for_many_rows(client, plan, source, themes, rows, django_assert_num_queries):
    for number in range(rows):
        say(plan, source, "theme", theme=themes["climate"], locator=f"p. {number}")
        plan.bodies.create(role="takes_part", name=f"Body {number}", source=source)

    with django_assert_num_queries(8):
        client.get("/en/plans/NAM/1/")
    with django_assert_num_queries(7):
        client.get("/en/plans/compare/?plan=NAM/1")
