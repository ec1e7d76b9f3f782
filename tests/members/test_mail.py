"""Why did I get this, or not? And who gets none any more. For the secretariat only."""

import pytest
from django.utils import timezone

from tests.conftest import person
from tests.signing_in import sign_in
from tests.wpsnet.bulk_mailings import freeze
from tests.wpsnet.dsn import report
from wpsnet.models import Delivery, Mailing, Suppression
from wpsnet.outbox import bulk, returns

MAIL, LIST = "/en/desk/mail/", "/en/desk/mail/suppressed/"
ANN = "ann@example.org"


@pytest.fixture
def editor(client, db):
    sign_in(client, person("editor@example.org", "Editor", secretariat="editor"))
    return client


def test_every_copy_with_its_answer(editor):
    mailing = freeze(ANN)
    mailing.deliveries.update(state="sent", sent_at=timezone.now())
    returns.take_mail(report(mailing.deliveries.get().pk, "5.2.2", said="mailbox full"))
    bulk.suppress(ANN, Suppression.Reason.LEFT)
    freeze(key="edition-2")

    page = editor.get(MAIL, {"address": f" {ANN.upper()}"}).content.decode()

    for words in ("edition-2", "Asked to get no more of these mails.", "mailbox full", "subscriber of the newsletter"):
        assert words in page
    assert "send mail to it again" not in page


def test_address_of_nobody_and_no_address(editor):
    assert "it stood in no list" in editor.get(MAIL, {"address": "nobody@example.org"}).content.decode()
    assert editor.get(MAIL, {"address": "x"}).status_code == 400


def test_protected_persons_mail_is_for_administrators(editor, ndapewa):
    ndapewa.at_risk = True
    ndapewa.save()
    freeze(ndapewa.email)
    bulk.suppress(ndapewa.email, Suppression.Reason.RETURNED)

    assert "administrators of the secretariat only" in editor.get(MAIL, {"address": ndapewa.email}).content.decode()
    assert ndapewa.email not in editor.get(LIST).content.decode()
    editor.post(f"{LIST}release/", {"address": ndapewa.email})
    assert Suppression.objects.count() == 1


def test_released_where_mail_came_back_and_not_where_the_reader_left(editor):
    bulk.suppress(ANN, Suppression.Reason.RETURNED)
    bulk.suppress("ben@example.org", Suppression.Reason.LEFT)

    for address in (ANN, "ben@example.org"):
        editor.post(f"{LIST}release/", {"address": address})

    assert Suppression.objects.get().address == "ben@example.org"


@pytest.mark.parametrize("rows", [5, 200])
def test_pages_need_few_queries(editor, django_assert_num_queries, rows):
    for number in range(rows):
        bulk.suppress(f"p{number}@example.org", Suppression.Reason.RETURNED)

    copies = [Mailing(key=f"m{number}", template="edition", bulk=True) for number in range(rows)]
    Mailing.objects.bulk_create(copies)
    Delivery.objects.bulk_create(Delivery(mailing=mailing, address=ANN) for mailing in copies)

    with django_assert_num_queries(8):
        editor.get(LIST)
    with django_assert_num_queries(8):
        editor.get(MAIL, {"address": ANN})
