"""A meeting in 2031 that registers delegations, as small as a test needs it."""

import datetime as dt

from django.test import Client
from django.utils import timezone

from meetings.models import Admission, Registration, SupportRequest
from tests.meetings.conftest import a_meeting
from tests.signing_in import sign_in

DAY = dt.timedelta(days=1)


def an_admission(source, **rules):
    now = timezone.now()
    facts = {"opens_at": now - DAY, "closes_at": now + DAY, "letter_needed": False, "budget": 1000} | rules
    meeting = a_meeting(source, "sixth", name_en="Sixth meeting", date="2031-05-13/2031-05-14", place_en="Oslo")
    return Admission.objects.create(meeting=meeting, **facts)


def somebody(name="Anna Example", **fields):
    return Registration(**({"name": name, "function": "Adviser"} | fields))


def a_request(admission, member, **fields):
    facts = {"who": "grassroots", "name": "Grace Example", "needs": ["travel"], "eligibility": "She leads a group."}
    return SupportRequest(**({"admission": admission, "member": member, "nominator": member} | facts | fields))


def signed_in(user):
    client = Client()
    sign_in(client, user)
    return client
