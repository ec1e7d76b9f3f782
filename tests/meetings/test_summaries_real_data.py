"""What is accepted of a summary, beside the network's real data: recognised where it is on record, written where it is new."""

import pytest
from django.core.management import call_command
from django.test import Client

from actionplans.models import PlanEvent
from meetings.models import Meeting, RuleVersion
from tests.conftest import person
from tests.meetings.reading import SUMMARIES
from tests.meetings.test_summaries import accept_all, counts, sent
from wpsnet import search

pytestmark = pytest.mark.usefixtures("network", "db")


@pytest.fixture
def editor(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return person("editor@example.org", "Editor", secretariat="editor")


def test_real_summary_is_on_record_already_and_nothing_is_doubled(editor):
    summary, before = sent(editor), counts()

    told = accept_all(summary, editor, Meeting.objects.get(slug="new-york-2017"))

    # What the data file left out: a plan that Italy was carrying out, and the plan of a state with none on record.
    added = [now - then for now, then in zip(counts(), before, strict=True)]
    assert added[:5] == [0, 0, 0, 0, 0]
    assert added[5] == told["accepted"] <= 2
    assert accept_all(summary, editor, Meeting.objects.get(slug="new-york-2017"))["accepted"] == 0


def test_summary_of_a_new_meeting_becomes_its_records(editor):
    summary = sent(editor, (SUMMARIES / "numbered.en.txt").read_bytes())

    accept_all(summary, editor)

    meeting = Meeting.objects.get(slug="helsinki-2031")
    assert (meeting.ordinal, meeting.date, meeting.chairs.count()) == (7, "2031-10-15/2031-10-16", 2)
    assert meeting.statements.get(member__slug="KEN").locator == "para. 6"
    assert meeting.papers.get().symbols == "A/86/412-S/2031/655"
    assert set(meeting.action_points.get(ref="(b)(ii)").responsible.values_list("slug", flat=True)) == {"AUS", "KOR"}
    assert [duty.body for duty in meeting.action_points.get(ref="(a)(ii)").duties.all()] == ["all_members"]
    assert PlanEvent.objects.get(plan__member__slug="KEN", date="2031-03-08").locator == "para. 6"
    assert search.search("S/2031/655", "en").filter(kind="paper").exists()
    assert accept_all(summary, editor)["accepted"] == 0


def test_measure_prints_found_missed_and_wrong(capsys):
    call_command("measure_reader")

    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line[:1].strip()}
    assert rows["speakers"][1:] == ["0", "0", "0"]
    assert int(rows["points"][0]) >= 47


def test_first_guidelines_are_on_record_by_their_facts_only():
    version = RuleVersion.objects.get(symbols="A/72/782-S/2018/178")
    page = Client().get("/en/rules/operating-guidelines/").content.decode()

    assert (version.number, version.adopted, version.paragraphs.count()) == (1, "2017-12", 0)
    assert "The words of this version are not kept here." in page
