"""The pages on which an entry is written, for each of the people who may or may not see them."""

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied

from members.actions import profile as actions
from members.models import Confirmation, Member, ProfileDraft, ProfileRevision
from members.views import profile as views

PAGES = ["", "edit/", "changes/", "preview/", "discard/", "revisions/", "revisions/1/", "confirm/", "ask/"]
SCRIPT = "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](javascript:alert(1)) **bold**"


def page(path="", language="en"):
    return f"/{language}/members/NAM/{path}"


@pytest.fixture
def entry(namibia, ndapewa, tomas):
    """Namibia's entry: one revision, and a draft by Tomas that has not been published."""
    actions.save_draft(namibia, {"setup": {"en": "The ministry leads."}}, version=0, by=ndapewa)
    actions.publish(namibia, version=1, by=ndapewa)
    return actions.save_draft(namibia, {"setup": {"en": "The ministry still leads."}}, version=2, by=tomas)


@pytest.fixture
def sign_in(client, request):
    def as_(name):
        client.force_login(request.getfixturevalue(name), backend="members.adapter.SignInBackend")
        return client

    return as_


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("who", "refused"),
    [("ndapewa", {"ask/": 403}), ("tomas", {"ask/": 403}), ("selma", 404), ("civil", 404), ("chair", 404)],
)
def test_who_sees_which_page(sign_in, entry, who, refused, path):
    expected = refused if isinstance(refused, int) else refused.get(path, 200)

    assert sign_in(who).get(page(path)).status_code == expected


@pytest.mark.parametrize("path", PAGES)
def test_visitors_are_asked_to_sign_in(client, entry, path):
    response = client.get(page(path))

    assert (response.status_code, "/accounts/login/" in response.url) == (302, True)


@pytest.mark.parametrize(
    ("who", "path", "fields", "status"),
    [
        ("tomas", "changes/", {"version": 3}, 403),
        ("tomas", "edit/", {"version": 3, "laws": "Law"}, 302),
        ("tomas", "confirm/", {"revision": 1}, 302),
        ("ndapewa", "changes/", {"version": 3}, 302),
        ("ndapewa", "discard/", {"version": 3}, 302),
        ("ndapewa", "revisions/1/", {"version": 3}, 302),
        ("ndapewa", "ask/", {}, 403),
        ("ndapewa", "revisions/9/", {"version": 3}, 404),
        ("selma", "edit/", {"version": 3, "laws": "Law"}, 404),
        ("selma", "changes/", {"version": 3}, 404),
        ("selma", "revisions/1/", {"version": 3}, 404),
        ("ndapewa", "", {}, 405),
        ("ndapewa", "revisions/", {}, 405),
        ("ndapewa", "changes/", {"version": "x"}, 400),
        ("ndapewa", "changes/", {}, 400),
    ],
)
def test_who_does_what(sign_in, entry, who, path, fields, status):
    assert sign_in(who).post(page(path), fields).status_code == status


@pytest.mark.parametrize("view", [views.entry, views.changes, views.preview, views.revisions])
def test_secretariat_reads_the_draft(rf, entry, editor, view):
    """The view is called without its door: that of the secretariat asks for a second factor and has its own tests."""
    request = rf.get("/")
    request.user = editor

    assert view(request, "NAM").status_code == 200


@pytest.mark.parametrize("view", [views.edit, views.changes, views.discard])
def test_secretariat_never_speaks_for_a_member(rf, entry, editor, view):
    request = rf.post("/", {"version": 3})
    request.user, request.session = editor, {}

    with pytest.raises(PermissionDenied):
        view(request, "NAM")


@pytest.mark.parametrize("path", PAGES)
def test_looking_changes_nothing(sign_in, entry, path):
    sign_in("ndapewa").get(page(path))

    entry.refresh_from_db()
    counts = (
        entry.version,
        ProfileRevision.objects.count(),
        Confirmation.objects.count(),
        ProfileDraft.objects.count(),
    )
    assert counts == (3, 1, 1, 1)


def test_first_visit_begins_no_draft(sign_in, namibia):
    assert sign_in("ndapewa").get(page("edit/")).status_code == 200
    assert not ProfileDraft.objects.exists()


def test_two_minutes_from_empty_page_to_publication(sign_in, namibia, client):
    sign_in("ndapewa")

    first = client.post(
        page("edit/?in=en"), {"version": 0, "setup": "The ministry leads.", "then": "changes"}, follow=True
    )
    done = client.post(page("changes/"), {"version": first.context["draft"].version}, follow=True)

    assert (first.redirect_chain[-1][0], done.redirect_chain[-1][0]) == (page("changes/"), page())
    assert "The ministry leads." in done.content.decode()


def test_changing_the_language_saves_first(sign_in, entry):
    response = sign_in("ndapewa").post(page("edit/?in=en"), {"version": 3, "laws": "Law of 1990", "then": "fr"})

    assert response.url == page("edit/?in=fr")
    assert ProfileDraft.objects.get().texts["laws"] == {"en": "Law of 1990"}


def test_other_languages_stand_beside_an_empty_text(sign_in, entry):
    html = sign_in("ndapewa").get(page("edit/?in=fr")).content.decode()

    assert "Read the text in English" in html


def test_unknown_language_is_not_found(sign_in, entry):
    assert sign_in("ndapewa").get(page("edit/?in=xx")).status_code == 404


def test_late_saver_sees_both_texts_and_keeps_hers(sign_in, entry):
    client = sign_in("ndapewa")

    conflict = client.post(page("edit/?in=en"), {"version": 2, "setup": "Mine", "laws": ""})
    again = client.post(page("edit/?in=en"), {"version": conflict.context["form"]["version"].value(), "setup": "Mine"})

    html = conflict.content.decode()
    assert (conflict.status_code, "The ministry still leads." in html, ">\nMine</textarea>" in html) == (
        409,
        True,
        True,
    )
    assert (again.status_code, ProfileDraft.objects.get().texts) == (302, {"setup": {"en": "Mine"}})


def test_conflict_page_leaves_out_what_only_the_other_changed(sign_in, entry, namibia, tomas):
    actions.save_draft(namibia, {"police": {"en": "Tomas only"}}, version=3, by=tomas)

    conflict = sign_in("ndapewa").post(page("edit/?in=en"), {"version": 3, "setup": "Mine", "police": ""})

    assert [field.name for field, _theirs, _side in conflict.context["rows"]] == ["setup"]


def test_late_saver_who_changed_nothing_is_only_told(sign_in, entry):
    response = sign_in("ndapewa").post(page("edit/?in=en"), {"version": 2, "setup": "The ministry leads."})

    assert (response.status_code, len(said(response))) == (302, 1)
    assert ProfileDraft.objects.get().texts["setup"] == {"en": "The ministry still leads."}


def test_second_click_on_publish_is_answered_politely(sign_in, entry):
    client = sign_in("ndapewa")
    client.post(page("changes/"), {"version": 3})

    second = client.post(page("changes/"), {"version": 3})

    assert said(second)[-1].startswith("There is nothing new to publish")
    assert ProfileRevision.objects.count() == 2


def test_publishing_what_she_has_not_seen_shows_it_first(sign_in, entry):
    response = sign_in("ndapewa").post(page("changes/"), {"version": 2})

    assert (response.status_code, ProfileRevision.objects.count()) == (409, 1)


def test_over_long_text_is_refused_and_stays_in_the_form(sign_in, entry):
    response = sign_in("ndapewa").post(page("edit/?in=en"), {"version": 3, "setup": "x" * 10_001, "laws": "Kept"})

    html = response.content.decode()
    assert (response.status_code, "1 sign too long" in html, "x" * 10_001 in html, "Kept" in html) == (400, *[True] * 3)
    assert ProfileDraft.objects.get().version == 3


@pytest.mark.parametrize("path", ["", "edit/", "changes/", "preview/", "revisions/2/", "confirm/"])
def test_script_in_a_text_is_only_text(sign_in, entry, path):
    client = sign_in("ndapewa")
    client.post(page("edit/?in=en"), {"version": 3, "setup": SCRIPT})
    client.post(page("changes/"), {"version": 4})
    client.post(page("edit/?in=en"), {"version": 5, "laws": SCRIPT})

    html = client.get(page(path)).content.decode()

    assert [bad for bad in ("<script>alert", "<img src", 'href="javascript') if bad in html] == []


def test_script_on_the_conflict_page_is_only_text(sign_in, entry):
    response = sign_in("ndapewa").post(page("edit/?in=en"), {"version": 1, "setup": SCRIPT})

    assert (response.status_code, "<script>alert" in response.content.decode()) == (409, False)


def test_revision_put_back_shows_the_difference(sign_in, entry):
    response = sign_in("ndapewa").post(page("revisions/1/"), {"version": 3}, follow=True)

    assert response.redirect_chain[-1][0] == page("changes/")
    assert ProfileDraft.objects.get().texts == {"setup": {"en": "The ministry leads."}}


def test_typed_text_of_an_ended_session_is_in_the_form_again(sign_in, entry):
    client = sign_in("ndapewa")
    fields = {"version": ["2"], "language": ["fr"], "setup": ["Tapé avant la fin"]}
    session = client.session
    session["typed_text"] = {"path": page("edit/"), "fields": fields, "until": 2**40}
    session.save()

    form = client.get(page("edit/")).context["form"]

    assert (form["setup"].value(), form["version"].value(), form.text_language) == ("Tapé avant la fin", "2", "fr")


def test_alternate_is_told_on_whose_desk_the_draft_waits(sign_in, entry):
    html = sign_in("tomas").get(page("changes/")).content.decode()

    assert ("Ndapewa Shikongo" in html, ">Publish<" in html) == (True, False)


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 7),
        ("edit/", 6),
        ("changes/", 6),
        ("preview/", 6),
        ("revisions/", 6),
        ("revisions/1/", 7),
        ("confirm/", 7),
    ],
)
def test_queries_of_each_page(sign_in, entry, django_assert_num_queries, path, queries):
    client = sign_in("ndapewa")
    client.get(page("preview/"))  # the first page of a session notes when it began

    with django_assert_num_queries(queries):
        client.get(page(path))


def test_revisions_cost_the_same_with_many(sign_in, entry, namibia, ndapewa, django_assert_num_queries):
    ProfileRevision.objects.bulk_create(
        ProfileRevision(member=namibia, number=number, published_by=ndapewa) for number in range(2, 202)
    )
    client = sign_in("ndapewa")
    client.get(page("preview/"))  # the first page of a session notes when it began

    with django_assert_num_queries(6):
        client.get(page("revisions/"))

    assert client.get(page("revisions/?page=9")).status_code == 404


def test_organisations_have_an_entry_too(sign_in, civil):
    assert Member.objects.get(slug="wilpf").kind == "civil_society"
    assert sign_in("civil").get("/en/members/wilpf/edit/").status_code == 404  # a representative writes no entry
