"""Who changed what of a member, and when; and an earlier version that is put back."""

import datetime as dt

import pghistory
import pytest
from django.contrib.messages import get_messages
from django.db import connection

from members.actions import facts, profile
from members.actions import restore as actions
from members.models import Appointment, BureauTerm, Member, Membership, Region
from members.story import Kind, Story, event_called, latest_event, versions_of
from tests.conftest import appoint, person, state
from tests.signing_in import sign_in

PAGE = "/en/members/NAM/history/"


@pytest.fixture
def enter(client, request, monkeypatch):
    """Sign in past the second factor, which has its own tests."""
    monkeypatch.setattr("members.middleware.has_passed", lambda request, user: True)

    def as_(name):
        client.force_login(request.getfixturevalue(name), backend="members.adapter.SignInBackend")
        return client

    return as_


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def told(member, reader, kind=None, *, sees_team=False):
    """[(kind, who, {label: (old, new)})], newest first."""
    story = Story(member, reader, kind, sees_team=sees_team)
    return [
        (event.kind, event.who, {change.label: (change.old, change.new) for change in event.changes})
        for event in story[0:50]
    ]


def by(user):
    return pghistory.context(user=user.pk)


# --- What is told -----------------------------------------------------------------------------------------------------


def test_change_is_told_with_person_label_and_both_values(namibia, ndapewa, editor):
    africa = Region.objects.create(code="002", name_en="Africa")
    with by(editor):
        namibia.un_group, namibia.region, namibia.name_fr = "african", africa, "Namibie"
        namibia.save()

    [(kind, who, changes), *_rest] = told(namibia, ndapewa, "member")

    assert (kind, who) == ("member", "Leila Haddad")
    assert changes == {
        "name (français)": ("Namibia", "Namibie"),
        "United Nations regional group": ("", "African States"),
        "region": ("", "Africa"),
    }


def test_dates_choices_and_ticks_are_told_in_words(namibia, ndapewa, tomas, editor):
    post = tomas.appointments.get()
    with by(ndapewa):
        post.until, post.publishes, post.sector, post.languages = dt.date(2027, 3, 1), True, "police", ["en", "fr"]
        post.save()

    changes = told(namibia, ndapewa, "appointment", sees_team=True)[0][2]

    assert changes == {
        "until": ("", "1 March 2027"),
        "publishes the entry": ("no", "yes"),
        "sector": ("", "police"),
        "languages in which she can be written to": ("", "English, français"),
    }


def test_every_kind_is_told_and_can_be_chosen(enter, namibia, ndapewa):
    membership = Membership.objects.create(member=namibia, since="2016-09")
    BureauTerm.objects.create(member=namibia, year=2019, role="chair")
    facts.propose(
        namibia, "police", by=ndapewa, answer="yes", as_of="2020", source_title="Gazette", texts={"en": "Yes."}
    )
    profile.save_draft(namibia, {"setup": {"en": "The ministry."}}, version=0, by=ndapewa)
    profile.publish(namibia, version=1, by=ndapewa)
    membership.delete()

    kinds = [kind for kind, _who, _changes in told(namibia, ndapewa)]
    page = enter("ndapewa").get(f"{PAGE}?kind=membership").content.decode()

    assert set(kinds) == set(Kind)
    assert kinds.count("membership") == 2
    assert ["September 2016" in page, "removed" in page, "Gazette" in page] == [True, True, False]


def test_what_nobody_did_is_the_portals(namibia, ndapewa):
    assert told(namibia, ndapewa, "member")[0][1] == "the portal itself"


def test_request_of_a_person_is_hers(enter, namibia, ndapewa):
    enter("ndapewa").post("/en/members/NAM/facts/add/laws/", {"words_en": "Act", "as_of": "2020", "source_title": "S"})

    assert {who for _kind, who, _changes in told(namibia, ndapewa, "fact")} == {"Ndapewa Shikongo"}


# --- What is not shown ------------------------------------------------------------------------------------------------


@pytest.fixture
def hidden(namibia):
    user = person("risk@example.org", "In Danger", at_risk=True)
    with by(user):
        appoint(user, namibia, "alternate", phone="+264 61 1", post="Colonel of the guard")
    return user


@pytest.mark.parametrize("who", ["ndapewa", "tomas"])
def test_person_at_risk_is_told_to_no_colleague(enter, hidden, who, ndapewa, tomas):
    page = enter(who).get(PAGE).content.decode()

    assert [words in page for words in ("In Danger", "risk@", "+264", "Colonel")] == [False] * 4
    assert "a person who is not named here" in page


def test_person_at_risk_reads_her_own_history(enter, hidden):
    page = enter("hidden").get(PAGE).content.decode()

    assert ["In Danger" in page, "+264 61 1" in page] == [True, True]


def test_secretariat_reads_all_of_it(enter, hidden, editor):
    page = enter("editor").get(PAGE).content.decode()

    assert ["In Danger" in page, "+264 61 1" in page] == [True, True]


def test_telephone_is_told_to_nobody_else_and_addresses_to_nobody(enter, namibia, ndapewa, tomas):
    tomas.appointments.update(phone="+264 61 2", show_name="secretariat")

    page = enter("ndapewa").get(PAGE).content.decode()

    assert ["+264 61 2" in page, "not shown here" in page, "@example.org" in page] == [False, True, False]
    assert "Tomas Haufiku" in page  # the focal point knows her team


def test_name_for_the_secretariat_only_is_not_told_to_a_colleague(enter, namibia, ndapewa, tomas):
    ndapewa.appointments.update(show_name="secretariat")

    assert "Ndapewa" not in enter("tomas").get(PAGE).content.decode()


@pytest.mark.parametrize("who", ["selma", "civil", "chair"])
def test_strangers_do_not_learn_that_there_is_a_history(enter, namibia, who, request):
    request.getfixturevalue(who)

    assert enter(who).get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("query", "status"), [("kind=weather", 400), ("page=99", 404), ("page=x", 404), ("kind=fact", 200)]
)
def test_faulty_question_is_told(enter, ndapewa, query, status):
    assert enter("ndapewa").get(f"{PAGE}?{query}").status_code == status


# --- Putting back -----------------------------------------------------------------------------------------------------


def address(kind, record, at=0):
    """Of the page that puts the version number AT of a record back."""
    numbers = versions_of(kind.model).filter(pgh_obj=record.pk).order_by("pgh_id").values_list("pgh_id", flat=True)
    return f"{PAGE}{kind}/{numbers[at]}/", {"seen": numbers[len(numbers) - 1]}


def test_secretariat_puts_the_members_row_back(enter, editor, namibia):
    namibia.name_en = namibia.name = "Nambia"
    namibia.save()
    url, button = address(Kind.MEMBER, namibia)

    page = enter("editor").get(url).content.decode()
    enter("editor").post(url, button)

    assert ['<del class="words">Nambia</del>' in page, '<ins class="words">Namibia</ins>' in page] == [True, True]
    assert Member.objects.get(slug="NAM").name_en == "Namibia"
    [(_kind, who, changes), *_rest] = told(namibia, editor, "member")
    assert (who, changes) == ("Leila Haddad", {"name (English)": ("Nambia", "Namibia")})


def test_focal_point_puts_a_post_back_but_not_what_its_holder_shows(enter, ndapewa, tomas):
    post = tomas.appointments.get()
    post.post, post.phone, post.show_name = "Deputy", "+264 61 3", "public"
    post.save()
    url, button = address(Kind.APPOINTMENT, post)

    enter("ndapewa").post(url, button)

    post.refresh_from_db()
    assert (post.post, post.phone, post.show_name) == ("", "+264 61 3", "public")


def test_removed_membership_comes_back(enter, editor, namibia):
    membership = Membership.objects.create(member=namibia, since="2016", standing="observer")
    gone = Membership.objects.get(pk=membership.pk)
    membership.delete()
    url, button = address(Kind.MEMBERSHIP, gone)

    assert "It would be there again" in enter("editor").get(url).content.decode()
    enter("editor").post(url, button)
    enter("editor").post(url, button)

    assert [(one.since, one.standing) for one in namibia.memberships.all()] == [("2016", "observer")]


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [("tomas", "appointment", 403), ("ndapewa", "member", 403), ("selma", "member", 404), ("ndapewa", "fact", 404)],
)
def test_who_may_not_put_back(enter, namibia, ndapewa, tomas, selma, who, kind, status):
    record = namibia if kind == "member" else tomas.appointments.get()
    number = latest_event(Kind.MEMBER if kind == "member" else Kind.APPOINTMENT, record.pk)

    assert enter(who).post(f"{PAGE}{kind}/{number}/", {"seen": number}).status_code == status


def test_event_of_another_member_is_not_found(enter, ndapewa, selma):
    number = latest_event(Kind.APPOINTMENT, selma.appointments.get().pk)

    assert enter("ndapewa").get(f"{PAGE}appointment/{number}/").status_code == 404


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 20])
def test_button_without_its_number_is_refused(enter, ndapewa, tomas, seen):
    url, _button = address(Kind.APPOINTMENT, tomas.appointments.get())

    assert enter("ndapewa").post(url, {"seen": seen}).status_code == 400


def test_change_of_somebody_else_meanwhile_is_shown_first(enter, ndapewa, tomas):
    post = tomas.appointments.get()
    url, button = address(Kind.APPOINTMENT, post)
    post.post = "Deputy"
    post.save()

    response = enter("ndapewa").post(url, button)

    post.refresh_from_db()
    assert (response.status_code, post.post) == (409, "Deputy")
    assert "Somebody has changed this record meanwhile." in response.content.decode()


def test_version_that_no_longer_fits_is_refused_in_words(enter, editor, namibia):
    state("XXX", "Elsewhere")
    Member.objects.filter(slug="NAM").update(m49="516")
    Member.objects.filter(slug="NAM").update(m49="")
    Member.objects.filter(slug="XXX").update(m49="516")
    url, button = address(Kind.MEMBER, namibia, at=1)

    response = enter("editor").post(url, button)

    assert response.status_code == 400
    page = response.content.decode()
    assert "This version cannot be put back as things are today." in page
    assert "Another record stands in its way." in page


def test_period_that_would_overlap_is_refused_in_words(enter, editor, namibia):
    old = Membership.objects.create(member=namibia, since="2016", until="2020")
    Membership.objects.filter(pk=old.pk).update(until="2018", until_first="2018-01-01", until_last="2018-12-31")
    Membership.objects.create(member=namibia, since="2019")
    url, button = address(Kind.MEMBERSHIP, old)

    response = enter("editor").post(url, button)

    assert response.status_code == 400
    assert "This period overlaps another one of the same member." in response.content.decode()


def test_newest_version_is_nothing_to_put_back(enter, ndapewa, tomas):
    url, _button = address(Kind.APPOINTMENT, tomas.appointments.get())

    assert "There is nothing to put back." in enter("ndapewa").get(url).content.decode()


def test_action_says_when_somebody_was_faster(namibia, ndapewa, tomas):
    post = tomas.appointments.get()
    event = event_called(Kind.APPOINTMENT, namibia, latest_event(Kind.APPOINTMENT, post.pk))
    post.delete()

    with pytest.raises(actions.ChangedMeanwhile):
        actions.restore(event, namibia, seen=event.event)


# --- How much it costs ------------------------------------------------------------------------------------------------


def change(model, pk, column, times):
    """As if a record had been changed so many times: TIMES more versions of it, without the time that changing takes."""
    versions = versions_of(model).model
    table, columns = versions._meta.db_table, [field.column for field in versions._meta.concrete_fields][1:]
    said = ", ".join(f"'x' || i AS {name}" if name == column else f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {said} FROM generate_series(1, {times}) AS i, "
            f"(SELECT * FROM {table} WHERE pgh_obj_id = {pk} LIMIT 1) AS first"
        )


@pytest.mark.parametrize("times", [5, 200, 10_000])
def test_history_costs_the_same_for_many_events(enter, namibia, ndapewa, times, django_assert_max_num_queries):
    """With 10,000 changes each of the member and of a post, 20,000 events."""
    change(Member, namibia.pk, "acronym", times)
    change(Appointment, ndapewa.appointments.get().pk, "post", times)
    client = enter("ndapewa")
    client.get(PAGE)

    with django_assert_max_num_queries(8):
        page = client.get(PAGE).content.decode()
    with django_assert_max_num_queries(8):
        client.get(f"{PAGE}?page={1 + (2 * times - 1) // 50}")
    assert f"x{times}" in page
    assert Appointment.objects.count() == 1


def test_history_of_everything_costs_the_secretariat_ten_queries(
    client, namibia, editor, source, django_assert_num_queries
):
    with by(editor):
        namibia.region = Region.objects.create(code="002", name_en="Africa")
        namibia.source = source
        namibia.save()
        Membership.objects.create(member=namibia, since="2016", source=source)
    sign_in(client, editor)
    client.get(PAGE)

    with django_assert_num_queries(10):
        client.get(PAGE)
