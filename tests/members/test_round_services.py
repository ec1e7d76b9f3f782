"""A round as it runs: started through the real broker, sent by real workers to a real mail server that refuses one."""

import re

import pytest
from django.conf import settings as portal
from django.utils import timezone

from members import tasks
from members.models import ContactCase, Verification, VerificationRound, VerificationSchedule
from tests.members.still_right import publish
from tests.wpsnet.test_services import sink, workers  # noqa: F401  fixtures
from wpsnet import tasks as ground
from wpsnet.models import Mailing

pytestmark = [
    pytest.mark.services,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not portal.EMBEDDED, reason="needs the embedded services"),
]


@pytest.fixture
def due(namibia, sweden, ndapewa, tomas, selma, chair):
    """Four people of three members are to be asked today. The mail server knows one of them no more."""
    publish(namibia, ndapewa)
    publish(sweden, selma, "The agency leads.")
    return VerificationSchedule.objects.create(pk=1, months=6, next_on=timezone.localdate())


def test_round_is_sent_answered_and_its_bounce_becomes_a_case(due, workers, sink, client, settings):  # noqa: F811
    settings.SECRET_KEY = workers.environment["SECRET_KEY"]  # so that we open what they have signed
    sink.rcpt["tomas@example.org"] = "550 5.1.1 no such user"
    Mailing.objects.update(state="cancelled")  # what the publications told the secretariat

    workers.start()
    workers.wake(tasks.keep_verifying, times=10)
    workers.until(VerificationRound.objects.exists)
    workers.wake(ground.sweep)
    mailing = Mailing.objects.get(key=VerificationRound.objects.get().key)
    workers.until(lambda: mailing.is_finished)
    workers.wake(tasks.open_contact_cases, times=5)
    workers.until(ContactCase.objects.exists)

    mails = {recipient: message.get_body(("plain",)).get_content() for recipient, message in sink.mails}
    assert sorted(mails) == ["chair@example.org", "ndapewa@example.org", "selma@example.org"]
    assert len(sink.mails) == 3
    assert ContactCase.objects.values_list("person__email", "reason").get() == (
        "tomas@example.org",
        "550 5.1.1 no such user",
    )
    link = re.search(r"http://localhost:\d+(/en/still-right/\S+)", mails["selma@example.org"])[1]
    assert "The agency leads." in client.get(link).content.decode()
    client.post(link, {"revision": 1})
    assert sorted(Verification.objects.unanswered().values_list("member__slug", flat=True)) == ["NAM", "NOR"]
