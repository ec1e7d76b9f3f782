"""Contacts: each field for those to whom the person shows it, on the page, in the files and on the card."""

import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from structlog.testing import capture_logs

from members.contacts import MOST_CARDS, contact_of
from members.models import Appointment, Member, Region, Visibility
from tests import papers
from tests.conftest import YESTERDAY, appoint, person, state
from tests.signing_in import sign_in
from wpsnet import files

PAGE = "/en/contacts/"
FORMATS = ["", "?format=csv", "?format=xlsx", "?format=json"]
CANARIES = ["canary@example.org", "+1 555 0147", "Canary Name", "Canary Post", "Canary Ministry"]


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def people(ndapewa, civil, editor, admin):
    """Everybody who could read, by role."""
    former = person("former@example.org", "Former")
    appoint(former, ndapewa.appointments.get().member, "police", until=YESTERDAY)
    roles = {"public": None, "anonymous": AnonymousUser(), "former": former, "focal point": ndapewa, "civil": civil}
    return roles | {"editor": editor, "admin": admin}


def canary(member, at_risk=False, **shown):
    user = person("canary@example.org", "Canary Name", at_risk=at_risk)
    said = {"post": "Canary Post", "institution": "Canary Ministry", "phone": "+1 555 0147", "languages": ["fr"]}
    return appoint(user, member, Appointment.Role.MISSION, **said, **shown)


def everything(choice):
    return {f"show_{field}": choice for field in ("name", "email", "phone", "photo")}


def text_of(response):
    """All that RESPONSE tells, whatever its format."""
    content = response.getvalue()
    if "spreadsheet" in response["Content-Type"]:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    return content.decode().replace("\r\n ", "")


def told(response):
    text = text_of(response)
    return [canary for canary in CANARIES if canary in text]


# --- Who sees which field -----------------------------------------------------------------------------------------

OPEN_TO = {
    "public": {"public", "anonymous", "former", "focal point", "civil", "editor", "admin"},
    "members": {"focal point", "civil", "editor", "admin"},
    "secretariat": {"editor", "admin"},
}


@pytest.mark.parametrize("field", ["name", "email", "phone"])
@pytest.mark.parametrize("choice", Visibility.values)
def test_each_field_is_open_to_those_whom_she_chose(people, namibia, field, choice):
    others = everything("secretariat") | {f"show_{field}": choice}
    post = canary(namibia, **others)

    readers = {name for name, user in people.items() if getattr(contact_of(post, user), field)}

    assert readers == OPEN_TO[choice]


def test_of_a_person_at_risk_only_the_secretariat_and_she_herself_see_anything(people, namibia):
    post = canary(namibia, at_risk=True, **everything("public"))

    seen = {name: contact_of(post, user) for name, user in people.items()}

    assert {name for name, contact in seen.items() if not contact.is_empty} == {"editor", "admin"}
    assert (seen["editor"].name, seen["editor"].email, seen["admin"].email) == (
        "Canary Name",
        None,
        "canary@example.org",
    )
    assert seen["focal point"].shown_name == "A protected person"
    assert contact_of(post, post.person).email == "canary@example.org"


def test_post_and_institution_go_with_the_name(people, namibia):
    post = canary(namibia, show_name="members", show_email="public")

    contact = contact_of(post, None)

    assert (contact.email, contact.name, contact.post, contact.institution) == ("canary@example.org", None, None, None)
    assert contact_of(post, people["civil"]).post == "Canary Post"


# --- The list -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", FORMATS)
def test_what_is_hidden_on_the_page_is_hidden_in_the_files(client, selma, namibia, query):
    canary(namibia, **everything("secretariat"))
    sign_in(client, selma)

    assert told(client.get(PAGE + query)) == []


@pytest.mark.parametrize("query", FORMATS)
def test_what_is_shown_on_the_page_is_in_the_files(client, selma, namibia, query):
    canary(namibia, **everything("members"))
    sign_in(client, selma)

    assert told(client.get(PAGE + query)) == CANARIES


@pytest.mark.parametrize("query", [*FORMATS, "?language=fr", "?role=mission", "?member=Namibia"])
def test_a_person_at_risk_is_not_listed(client, selma, namibia, query):
    canary(namibia, at_risk=True, **everything("public"))
    sign_in(client, selma)

    response = client.get(PAGE + query)

    assert told(response) == []
    assert "permanent mission, Namibia" not in text_of(response)


@pytest.mark.parametrize(("who", "seen"), [("editor", ["Canary Name"]), ("admin", CANARIES[:3])])
def test_the_secretariat_is_warned_of_a_person_at_risk(client, request, namibia, who, seen):
    post = canary(namibia, at_risk=True)
    Appointment.objects.filter(pk=post.pk).update(post="", institution="")
    sign_in(client, request.getfixturevalue(who))

    response = client.get(PAGE)

    assert set(told(response)) == set(seen)
    assert "at risk: do not pass on" in text_of(response)
    assert json.loads(client.get(PAGE + "?format=json").content)["rows"][0]["at_risk"] is True


def test_posts_that_have_ended_are_not_listed(client, selma, namibia):
    canary(namibia, until=YESTERDAY, **everything("public"))
    sign_in(client, selma)

    assert told(client.get(PAGE)) == []


def test_who_holds_no_post_is_told_why_she_sees_none(client, people):
    sign_in(client, people["former"])

    response = client.get(PAGE)

    assert response.status_code == 403
    assert "Contacts are shown to people who hold a post today" in text_of(response)
    assert client.get("/en/contacts/1.vcf").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("member=namib", ["NAM"]),
        ("member=SWE", ["SWE"]),
        ("region=002", ["NAM"]),
        ("region=015", ["NAM"]),
        ("role=focal_point", ["SWE"]),
        ("sector=defence", ["NAM"]),
        ("language=fr", ["NAM"]),
        ("kind=state", ["NAM", "SWE"]),
        ("kind=civil_society", []),
        ("member=namib&language=ru", []),
    ],
)
def test_contacts_are_found(client, selma, namibia, query, found):
    africa, north = Region.objects.create(code="002", name="Africa"), Region.objects.create(code="015", name="North")
    Member.objects.filter(pk=namibia.pk).update(region=africa, subregion=north)
    canary(namibia, sector="defence")
    sign_in(client, selma)

    page = client.get(f"{PAGE}?{query}").context["page"]

    assert [post.member.slug for post in page] == found


@pytest.mark.parametrize(
    ("query", "status"),
    [("role=queen", 400), ("language=xx", 400), ("region=zz", 400), ("page=9", 404), ("format=atom", 404)],
)
def test_a_bad_question_has_its_answer(client, selma, query, status):
    sign_in(client, selma)

    assert client.get(f"{PAGE}?{query}").status_code == status


@pytest.mark.parametrize("query", FORMATS)
@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow_with_rows(client, selma, db, rows, query, django_assert_num_queries):
    for number in range(rows):
        user = person(f"p{number}@example.org", f"Person {number}")
        appoint(user, state(f"{chr(65 + number // 26)}{chr(65 + number % 26)}X", str(number)), "police", phone="1")
    sign_in(client, selma)
    client.get("/en/desk/")

    with django_assert_num_queries(5 if query else 6):
        text_of(client.get(PAGE + query))


@pytest.mark.parametrize("query", FORMATS[1:])
def test_a_file_of_contacts_leaves_a_line_in_the_log(client, editor, namibia, query):
    canary(namibia)
    sign_in(client, editor)

    with capture_logs() as lines:
        client.get(f"{PAGE}{query}&member=Namibia")

    (line,) = [line for line in lines if line["event"] == "contacts_exported"]
    assert (line["by"], line["secretariat"], line["rows"], line["filters"]) == (editor.pk, "editor", 1, ["member"])
    assert not any(canary in str(lines) for canary in CANARIES)


# --- The card -----------------------------------------------------------------------------------------------------


def card(client, post):
    return client.get(f"{PAGE}{post.pk}.vcf")


def test_a_card_is_a_vcard(client, selma, namibia):
    post = canary(namibia, **everything("members"))
    sign_in(client, selma)

    response = card(client, post)
    lines = text_of(response).split("\r\n")

    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="contact-{post.pk}.vcf"'
    assert (lines[:2], lines[-2:]) == (["BEGIN:VCARD", "VERSION:4.0"], ["END:VCARD", ""])
    assert {
        "FN:Canary Name",
        "ORG:Namibia;Canary Ministry",
        "TITLE:Canary Post",
        "EMAIL;TYPE=work:canary@example.org",
        "TEL;TYPE=work:+1 555 0147",
        "LANG;PREF=1:fr",
    } <= set(lines)


def test_a_card_holds_only_what_the_reader_may_see(client, selma, namibia):
    post = canary(namibia, show_name="secretariat", show_email="members")
    sign_in(client, selma)

    assert told(card(client, post)) == ["canary@example.org"]
    assert "FN:Namibia: contact at the permanent mission" in text_of(card(client, post))


def test_no_card_where_nothing_is_shown_or_the_person_is_at_risk_or_gone(client, selma, namibia, sweden):
    hidden = canary(namibia, **everything("secretariat"))
    at_risk = appoint(person("r@example.org", "R", at_risk=True), namibia, "police", **everything("public"))
    gone = appoint(person("g@example.org", "G"), namibia, "police", until=YESTERDAY)
    sign_in(client, selma)

    assert [card(client, post).status_code for post in (hidden, at_risk, gone)] == [404, 404, 404]


def test_signs_in_a_card_cannot_begin_a_line_of_their_own(client, selma, namibia):
    post = canary(namibia, **everything("members"))
    hostile = "A;B,C\\D\r\nEMAIL:evil@example.org\u2028TEL:1\u202e"
    Appointment.objects.filter(pk=post.pk).update(post=hostile)
    sign_in(client, selma)

    lines = text_of(card(client, post)).splitlines()

    assert "TITLE:A\\;B\\,C\\\\D\\nEMAIL:evil@example.org\\nTEL:1" in lines
    assert [line for line in lines if line.startswith("EMAIL:")] == []


def test_long_lines_are_folded_and_no_sign_is_cut(client, selma, namibia):
    post = canary(namibia, **everything("members"))
    Appointment.objects.filter(pk=post.pk).update(post="وزارة الخارجية " * 10)
    sign_in(client, selma)

    content = card(client, post).getvalue()

    assert max(len(line) for line in content.split(b"\r\n")) == 75
    assert "وزارة الخارجية " * 10 in content.decode().replace("\r\n ", "")


def test_whoever_takes_many_cards_is_stopped(client, selma, ndapewa, namibia):
    post = canary(namibia, **everything("members"))
    sign_in(client, selma)

    with capture_logs() as lines:
        answers = [card(client, post) for _number in range(MOST_CARDS + 1)]

    assert [answer.status_code for answer in answers] == [200] * MOST_CARDS + [429]
    assert "You took more than 30 address cards within ten minutes" in text_of(answers[-1])
    assert [line["by"] for line in lines if line["event"] == "contact_cards_throttled"] == [selma.pk]
    assert client.get(PAGE).status_code == 200
    other = Client()
    sign_in(other, ndapewa)
    assert card(other, post).status_code == 200


# --- The picture, and the public page -----------------------------------------------------------------------------


@pytest.fixture
def pictured(namibia):
    post = canary(namibia)
    upload = files.PictureField().clean(papers_upload())
    post.person.photo = files.store(upload, by=post.person)
    post.person.save()
    return post


def papers_upload():
    return files.SimpleUploadedFile("ana.jpg", papers.photo_with_place())


@pytest.mark.parametrize(
    ("choice", "answers"), [("secretariat", [404, 404, 200]), ("members", [404, 200, 200]), ("public", [200, 200, 200])]
)
def test_a_picture_is_given_to_whom_she_shows_it(selma, editor, pictured, choice, answers):
    Appointment.objects.filter(pk=pictured.pk).update(show_photo=choice)
    clients = [Client(), Client(), Client()]
    sign_in(clients[1], selma)
    sign_in(clients[2], editor)

    responses = [client.get(f"{PAGE}{pictured.pk}/photo/") for client in clients]

    assert [response.status_code for response in responses] == answers
    assert responses[2]["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert responses[2]["Cache-Control"] == "private, no-store"


def test_the_public_page_shows_what_is_public_of_her(client, pictured):
    Appointment.objects.filter(pk=pictured.pk).update(**everything("public"))

    page = client.get("/en/countries/NAM/")

    assert told(page) == CANARIES
    assert f"/en/contacts/{pictured.pk}/photo/" in page.content.decode()
    assert told(client.get("/en/countries/NAM/?format=json")) == CANARIES


@pytest.mark.parametrize("at_risk", [False, True])
@pytest.mark.parametrize("query", ["", "?format=json"])
def test_the_public_page_shows_nothing_else(client, pictured, at_risk, query):
    choice = "public" if at_risk else "members"
    Appointment.objects.filter(pk=pictured.pk).update(**everything(choice))
    type(pictured.person).objects.filter(pk=pictured.person_id).update(at_risk=at_risk)

    page = client.get("/en/countries/NAM/" + query)

    assert told(page) == []
    assert f"contacts/{pictured.pk}" not in page.content.decode()
