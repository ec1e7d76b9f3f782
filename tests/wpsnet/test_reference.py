import csv
import shutil
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.models import Finding, Plan, PlanEvent
from meetings.models import ActionPoint, Attendance, Meeting, Paper, Session, Speaker, Statement
from members.models import BureauTerm, Member
from wpsnet import reference
from wpsnet.languages import CODES, column
from wpsnet.models import Source, Theme

FILLED = [
    *(Source, Theme, Member, BureauTerm, Plan, PlanEvent, Finding, Meeting, Paper, Attendance),
    *(Session, Speaker, Statement, ActionPoint),
]


@pytest.fixture
def folder(tmp_path):
    """A copy of the real files, to plant faults in."""
    for table in reference.tables:
        shutil.copy(reference.FOLDER / table.file, tmp_path)
    return tmp_path


def rewrite(path, change):
    """Let CHANGE work on the rows of a file, as dicts in a list."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cell(folder, file, index, column, value):
    rewrite(folder / file, lambda rows: rows[index].__setitem__(column, value))
    return f"{file}:{index + 2} {column}: "


def written():
    """How many rows every model has, and how many versions its history holds."""
    return {model.__name__: (model.objects.count(), model.history.field.model.objects.count()) for model in FILLED}


def faults_of(folder):
    with pytest.raises(reference.FaultyFilesError) as refused:
        reference.load(folder)
    return [str(fault) for fault in refused.value.faults]


def test_the_whole_network_is_there(network, db):
    assert Member.objects.filter(standing="member").count() == 193
    assert set(Member.objects.filter(standing="observer").values_list("slug", flat=True)) == {"VAT", "PSE"}
    assert Meeting.objects.filter(ordinal__in=[1, 2, 4, 5]).count() == 4
    assert Statement.objects.filter(meeting__slug="new-york-2017").count() == 28
    assert ActionPoint.objects.filter(meeting__slug="new-york-2017", heading=True).count() == 4
    assert ActionPoint.objects.filter(meeting__slug="new-york-2017").actions().count() == 15


def test_every_country_has_a_name_in_every_language(network, db):
    for code in CODES:
        assert not Member.objects.states().filter(**{f"{column('name', code)}__isnull": True}).exists()


def test_english_stands_in_the_original_column_too(network, db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM members_member WHERE name IS DISTINCT FROM name_en")
        assert cursor.fetchone() == (0,)


def test_the_bounds_of_dates_are_filled(network, db):
    launch = PlanEvent.objects.get(plan__member__slug="BRA", plan__slug="1", kind="launched", source__key="S")

    assert (str(launch.first), str(launch.last)) == ("2017-03-08", "2017-03-08")


def test_loading_twice_writes_nothing(network, db, django_capture_on_commit_callbacks):
    with CaptureQueriesContext(connection) as queries, django_capture_on_commit_callbacks() as callbacks:
        again = reference.load()

    assert (again.new, again.changed, again.removed, again.gone, callbacks) == ([], [], [], [], [])
    assert [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "DELETE"))] == []
    assert len(queries) < 50


def test_every_planted_fault_is_reported_and_nothing_is_written(network, db, folder):
    planted = [
        set_cell(folder, "sources.csv", 0, "url", "not an address"),
        set_cell(folder, "sources.csv", 1, "title", "x" * 401),
        set_cell(folder, "countries.csv", 3, "un_group", "martian"),
        set_cell(folder, "countries.csv", 4, "name_en", ""),
        set_cell(folder, "bureau.csv", 0, "sources", "PW0 nowhere"),
        set_cell(folder, "bureau.csv", 1, "year", "soon"),
        set_cell(folder, "plan_events.csv", 0, "date", "spring 2015"),
        set_cell(folder, "plan_events.csv", 1, "plan", "ATLANTIS-1"),
        set_cell(folder, "plan_events.csv", 2, "source", ""),
        set_cell(folder, "plans.csv", 6, "plan", "AUS-9"),
        set_cell(folder, "statements.csv", 0, "reported", "perhaps"),
    ]

    before = written()

    faults = faults_of(folder)

    for beginning in planted:
        assert any(fault.startswith(beginning) for fault in faults), (beginning, faults)
    assert written() == before


def test_a_row_that_stands_twice_is_a_fault(network, db, folder):
    rewrite(folder / "countries.csv", lambda rows: rows.append(dict(rows[0])))

    assert faults_of(folder) == ["countries.csv:197 slug: the same as countries.csv:2"]


def test_what_only_the_database_knows_is_a_fault_with_its_line(network, db, folder):
    rewrite(folder / "countries.csv", lambda rows: rows[1].update(iso2="AF"))

    assert faults_of(folder) == ["countries.csv:3 iso2: the rule “iso2 once” forbids it"]


def test_unknown_and_missing_columns_are_faults(network, db, folder):
    header, rest = (folder / "themes.csv").read_text().split("\n", 1)
    (folder / "themes.csv").write_text(header.replace("slug", "slog") + "\n" + rest)

    faults = faults_of(folder)

    assert "themes.csv:1 slog: unknown column" in faults
    assert "themes.csv:1 slug: column is missing" in faults


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b'slug,parent,name_en\n"open', b"slug,parent,name_en\na,b\n"]
)
def test_a_broken_file_is_a_fault(network, db, folder, content):
    (folder / "themes.csv").write_bytes(content)

    assert any(fault.startswith("themes.csv:") for fault in faults_of(folder))
    assert Theme.objects.filter(slug="protection").exists()  # a broken file does not mean that its rows have vanished


def test_a_missing_file_is_a_fault(network, db, folder):
    (folder / "themes.csv").unlink()

    assert any("cannot be read" in fault for fault in faults_of(folder))


def test_the_command_prints_each_fault_and_fails(network, db, folder):
    set_cell(folder, "countries.csv", 3, "un_group", "martian")
    err = StringIO()

    with pytest.raises(CommandError, match="1 faults"):
        call_command("load_reference", "--folder", str(folder), stderr=err, stdout=StringIO())

    assert err.getvalue().startswith("countries.csv:5 un_group: ")
    assert "african" in err.getvalue()  # the choices there are


def test_a_changed_row_changes_its_record_only(network, db, folder):
    set_cell(folder, "countries.csv", 0, "name_fr", "L'Afghanistan")
    before = written()

    report = reference.load(folder)

    assert report.changed == ["countries.csv: AFG"]
    assert Member.objects.get(slug="AFG").name_fr == "L'Afghanistan"
    members, versions = before["Member"]
    assert written() == before | {"Member": (members, versions + 1)}


def test_a_change_made_in_the_portal_stands_until_its_file_says_something_new(network, db, folder):
    Member.objects.filter(slug="NAM").update(un_group="")

    report = reference.load(folder)

    assert report.changed == []
    assert Member.objects.get(slug="NAM").un_group == ""


def test_a_vanished_fact_is_deleted_but_not_one_made_in_the_portal(network, db, folder):
    source = Source.objects.get(key="S")
    made = Finding.objects.create(
        plan=Plan.objects.first(), question="budget", answer="no", source=source, locator="p. 1"
    )
    before = Finding.objects.count()
    rewrite(folder / "findings.csv", lambda rows: rows.pop(0))

    report = reference.load(folder)

    assert len(report.removed) == 1
    assert Finding.objects.count() == before - 1
    assert Finding.objects.filter(pk=made.pk).exists()
    assert reference.load(folder).removed == []


def test_a_vanished_member_stays_and_is_reported(network, db, folder):
    rewrite(folder / "countries.csv", lambda rows: rows.remove(next(row for row in rows if row["iso3"] == "TUV")))

    assert reference.load(folder).gone == ["countries.csv: TUV"]
    assert Member.objects.filter(slug="TUV").exists()


def test_rows_may_change_places(network, db, folder):
    def swap(rows):
        rows[0]["order"], rows[1]["order"] = rows[1]["order"], rows[0]["order"]

    rewrite(folder / "statements.csv", swap)

    report = reference.load(folder)

    assert len(report.changed) == 2
    assert Statement.objects.get(order=1).member.slug == "DEU"


def test_an_action_point_may_come_between(network, db, folder):
    rewrite(folder / "action_points.csv", lambda rows: rows.insert(1, rows[1] | {"ref": "(a)(iv)"}))

    reference.load(folder)

    assert ActionPoint.objects.get(ref="(a)(iv)").order == 2
    assert ActionPoint.objects.get(ref="(a)(i)").order == 3
