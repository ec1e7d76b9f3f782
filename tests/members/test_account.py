from django.test import Client

from members.models import Appointment
from tests.signing_in import sign_in

PAGE = "/en/desk/account/"


def choices(appointment, **changes):
    shown = {"show_name": "members", "show_email": "secretariat", "show_phone": "secretariat", "show_photo": "public"}
    contact = shown | {"phone": ""} | changes
    account = {"name": "Ndapewa Shikongo", "language": "en", "time_zone": "UTC"}
    return account | {f"post{appointment.pk}-{name}": value for name, value in contact.items()}


def test_person_decides_who_sees_what(client, ndapewa):
    sign_in(client, ndapewa)
    post = ndapewa.appointments.get()

    client.post(PAGE, choices(post, show_name="public", phone="+264 61 000"))

    post.refresh_from_db()
    assert (post.show_name, post.show_email, post.phone) == ("public", "secretariat", "+264 61 000")


def test_saving_leads_to_the_chosen_language(client, ndapewa):
    sign_in(client, ndapewa)

    response = client.post(PAGE, choices(ndapewa.appointments.get()) | {"language": "ar"})

    assert response["Location"] == "/ar/desk/account/"


def test_person_says_what_her_post_is(client, ndapewa):
    sign_in(client, ndapewa)
    post = ndapewa.appointments.get()
    said = {"post": "Director", "institution": "Ministry", "sector": "defence", "languages": ["ar", "fr"]}

    client.post(PAGE, choices(post, **said))

    post.refresh_from_db()
    assert {name: getattr(post, name) for name in said} == said
    assert post.show_photo == "public"


def test_posts_of_others_and_other_fields_cannot_be_changed(client, ndapewa, selma):
    sign_in(client, ndapewa)
    own, other = ndapewa.appointments.get(), selma.appointments.get()
    forged = {"secretariat": "admin", "email": "x@example.org", "is_active": "", "is_superuser": "on", "at_risk": "on"}
    forged |= {
        f"post{own.pk}-member": other.member_id,
        f"post{own.pk}-role": "police",
        f"post{own.pk}-person": selma.pk,
    }

    client.post(PAGE, choices(own) | choices(other, show_email="public") | forged)

    ndapewa.refresh_from_db()
    assert (ndapewa.secretariat, ndapewa.email, ndapewa.is_superuser, ndapewa.at_risk) == (
        "",
        "ndapewa@example.org",
        False,
        False,
    )
    assert list(Appointment.objects.order_by("pk").values_list("show_email", "role", "member__slug")) == [
        ("secretariat", "focal_point", "NAM"),
        ("secretariat", "focal_point", "SWE"),
    ]


def test_signing_out_everywhere_ends_all_her_sessions_only(ndapewa, tomas):
    here, there, his = Client(), Client(), Client()
    for one, user in ((here, ndapewa), (there, ndapewa), (his, tomas)):
        sign_in(one, user)

    here.post("/en/desk/account/sign-out-everywhere/")

    assert [one.get("/en/desk/").status_code for one in (here, there, his)] == [302, 302, 200]


def test_queries_of_desk_and_account(client, ndapewa, django_assert_num_queries):
    sign_in(client, ndapewa)
    client.get("/en/desk/")

    with django_assert_num_queries(11):
        client.get("/en/desk/")
    with django_assert_num_queries(3):
        client.get(PAGE)
