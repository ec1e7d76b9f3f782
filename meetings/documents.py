"""Meetings on paper. A document names its day in its key, so that what was printed can be found again."""

import datetime as dt
from functools import lru_cache

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from meetings import packs
from meetings.chair_text import document
from meetings.models import Admission, ChairSummary, Meeting, Registration, SupportRequest
from meetings.protection import identity_of
from meetings.reporting import follow_up
from wpsnet.documents import documents


@documents.guest("follow-up")
def follow_up_of(key, language):
    """What became of the action points of a meeting: new-york-2017.2026-11-23."""
    slug, day = key.split(".")
    try:
        on = dt.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    facts = follow_up(get_object_or_404(Meeting, slug=slug), on)
    return render_to_string("meetings/follow_up.pdf.html", facts | {"today": on})


@documents.guest("pack")
def pack_of(key, language):
    """The pack of a meeting as it stands now."""
    meeting = get_object_or_404(Meeting.objects.select_related("schedule"), slug=key)
    return render_to_string("meetings/pack.pdf.html", packs.shown(meeting))


@documents.guest("badges")
def badges(key, language):
    """Who is admitted to the meeting KEY, a badge each; of a protected person the code."""
    return render_to_string("meetings/badges.pdf.html", admitted(key))


@documents.guest("attendance")
def attendance(key, language):
    """The same people as a list, with how each took part."""
    return render_to_string("meetings/attendance.pdf.html", admitted(key))


def admitted(slug):
    rules = get_object_or_404(Admission.objects.select_related("meeting"), meeting__slug=slug)
    people = list(Registration.objects.of(rules.meeting).for_lists_that_travel())
    return {"meeting": rules.meeting, "people": people}


@documents.guest("visa-letter")
def visa_letter(key, language):
    """For the person whose support has the key KEY. Views ask who may have it; it is gone once who she is is erased."""
    rows = SupportRequest.objects.filter(state__in=SupportRequest.BINDING)
    one = get_object_or_404(rows.select_related("protected", "admission__meeting__country"), pk=int(key))
    about = identity_of(one.protected) if one.protected else {name: getattr(one, name) for name in one.ABOUT_HER}
    if not about:
        raise Http404
    facts = {"one": one, "about": about, "meeting": one.admission.meeting, "today": one.decided_at.date()}
    return render_to_string("meetings/visa_letter.pdf.html", facts)


@documents.guest("chair-summary")
def chair_summary(key, language):
    """A chair's summary in the layout of a document of the United Nations, marked as a draft until it is final."""
    found = get_object_or_404(ChairSummary, meeting__slug=key)
    return final_html(found.seal, found, language) if found.is_final else summary_html(found, language)


def summary_html(found, language):
    return render_to_string("meetings/summary.pdf.html", document(found, language))


@lru_cache(maxsize=24)
def final_html(seal, found, language):
    """The database keeps a final summary as it is: as long as this process lives, it reads the same."""
    return summary_html(found, language)
