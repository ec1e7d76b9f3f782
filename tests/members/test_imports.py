"""Files with members and appointments: every fault is found, a file is applied whole or not at all, and taken back."""

import csv
import io
import re
import threading
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from openpyxl import Workbook

from members.actions import imports as actions
from members.imports import working
from members.imports.columns import Column
from members.imports.kinds import KINDS
from members.models import Appointment, Import, ImportRow, Member, Membership, User
from tests.conftest import state
from tests.signing_in import sign_in

HEAD = ["email", "name", "member", "role", "since"]


@pytest.fixture
def office(client, editor):
    sign_in(client, editor)
    return client


def as_csv(rows, head=HEAD, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([head, *rows])
    return out.getvalue().encode()


def read(content, by, kind="appointments", name="people.csv"):
    upload = actions.send(kind, SimpleUploadedFile(name, content, "text/csv"), by=by)
    working.work_on(upload.pk)
    upload.refresh_from_db()
    return upload


def states(upload):
    return [row.state for row in upload.rows.order_by("line")]


def codes(upload):
    return [code for row in upload.rows.order_by("line") for _column, code, _named in row.faults]


def words(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_column_is_a_column():
    assert all(isinstance(column, Column) for kind in KINDS.values() for column in kind.columns)


# --- Reading ----------------------------------------------------------------------------------------------------------


def test_rows_are_new_changed_unchanged_or_faulty(editor, ndapewa, namibia):
    head = [*HEAD, "institution"]
    rows = [
        ["ndapewa@example.org", "Ndapewa Shikongo", "NAM", "focal_point", "2020-01-01", "Foreign ministry"],
        ["new@example.org", "Hilma", "NAM", "police", "2020-01-01", ""],
        ["wrong", "Hilma", "XXX", "boss", "2020-01-01", ""],
    ]
    upload = read(as_csv(rows, head), editor)

    assert states(upload) == ["changed", "new", "faulty"]
    assert sorted(codes(upload)) == ["bad_address", "unknown", "unknown_member"]


def test_what_is_downloaded_and_sent_back_changes_nothing(office, editor, ndapewa, tomas, selma):
    for kind in Import.Kind:
        content = b"".join(office.get(f"/en/desk/import/present/{kind}/").streaming_content)
        upload = read(content, editor, kind=kind)

        assert upload.state == "ready", upload.problems
        assert set(states(upload)) == {"unchanged"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(editor, namibia, separator):
    assert states(
        read(as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"]], separator=separator), editor)
    ) == ["new"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("email,name,member,role,since\na@example.org,Zoé,NAM,police,2020-01-01\n".encode("latin-1"), "encoding"),
        (b"a b c\n1 2 3\n", "no_columns"),
        (b"email,name,member,role\na@example.org,A,NAM,police\n", "missing_column"),
        (b"email,name,member,role,since,colour\na@example.org,A,NAM,police,2020-01-01,red\n", "unknown_column"),
        (b"email,name,member,role,since,role\na@example.org,A,NAM,police,2020-01-01,police\n", "double_column"),
        (b"email,name,member,role,since\n", "empty"),
    ],
)
def test_file_that_cannot_be_read_says_why(office, editor, namibia, content, code):
    upload = read(content, editor)

    assert (upload.state, [problem[0] for problem in upload.problems]) == ("unreadable", [code])
    assert "Nothing was changed." in words(office.get(f"/en/desk/import/{upload.pk}/"))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["=1+1@example.org", "A", "NAM", "police", "2020-01-01"], "formula"),
        (["a@example.org", "@SUM(A1)", "NAM", "police", "2020-01-01"], "formula"),
        (["a@example.org", "-2+3", "NAM", "police", "2020-01-01"], "formula"),
        (["a@example.org", "A\u202eb", "NAM", "police", "2020-01-01"], "turns_text"),
        (["a@example.org", "A\u0007b", "NAM", "police", "2020-01-01"], "control"),
        (["a@example.org, b@example.org", "A", "NAM", "police", "2020-01-01"], "several_addresses"),
        (["a@example.org", "", "NAM", "police", "2020-01-01"], "missing"),
        (["a@example.org", "A" * 300, "NAM", "police", "2020-01-01"], "too_long"),
        (["tomas@example.org", "Somebody else", "NAM", "police", "2020-01-01"], "other_name"),
    ],
)
def test_fault_of_a_row(editor, tomas, row, code):
    assert codes(read(as_csv([row]), editor)) == [code]


def test_double_rows_name_each_other(editor, namibia):
    row = ["a@example.org", "A", "NAM", "police", "2020-01-01"]

    assert codes(read(as_csv([row, row]), editor)).count("double") >= 1


def test_nobody_is_appointed_for_a_member_that_left(editor, namibia):
    Membership.objects.create(member=namibia, since="2016", until="2020")

    assert codes(read(as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"]]), editor)) == ["left"]


def test_xlsx_is_read(editor, namibia):
    book, out = Workbook(), io.BytesIO()
    book.active.append(HEAD)
    book.active.append(["a@example.org", "A", "NAM", "police", "2020-01-01"])
    book.save(out)
    upload = actions.send("appointments", SimpleUploadedFile("people.xlsx", out.getvalue()), by=editor)
    working.work_on(upload.pk)

    assert states(upload) == ["new"]


def test_every_one_of_200_planted_faults_is_found_in_5000_rows(editor):
    for number in range(50):
        state(f"{chr(65 + number // 26)}{chr(65 + number % 26)}X", f"Country {number}")
    slugs = list(Member.objects.values_list("slug", flat=True))
    rows = [[f"p{n}@example.org", f"Person {n}", slugs[n % 50], "mission", "2020-01-01"] for n in range(5000)]
    spoiled = ["x", "=HYPERLINK()", "", "ZZZ"]
    for n in range(200):
        rows[n * 25][n % 4] = spoiled[n % 4] if n % 4 != 3 else "boss"
    begun = time.perf_counter()
    upload = read(as_csv(rows), editor)
    print(f"{5000 / (time.perf_counter() - begun):.0f} rows a second")

    faulty = set(upload.rows.filter(state="faulty").values_list("line", flat=True))
    assert faulty == {n * 25 + 2 for n in range(200)}
    assert upload.rows_read == 5000


# --- Applying and undoing ---------------------------------------------------------------------------------------------


def done(upload):
    working.work_on(upload.pk)
    upload.refresh_from_db()
    return upload.state


def test_file_is_applied_whole(editor, namibia):
    upload = read(
        as_csv(
            [
                ["a@example.org", "A", "NAM", "police", "2020-01-01"],
                ["b@example.org", "B", "NAM", "mission", "2020-01-01"],
            ]
        ),
        editor,
    )
    actions.apply(upload, by=editor)

    assert done(upload) == "applied"
    assert Appointment.objects.filter(member=namibia).count() == 2
    assert not User.objects.get(email="a@example.org").has_usable_password()


def test_file_with_a_fault_is_not_applied(editor, namibia):
    upload = read(
        as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"], ["bad", "B", "NAM", "mission", "2020-01-01"]]),
        editor,
    )

    with pytest.raises(actions.HasFaults):
        actions.apply(upload, by=editor)
    assert not Appointment.objects.exists()


def test_what_has_changed_since_the_preview_stops_it(editor, ndapewa, namibia):
    head = [*HEAD, "institution"]
    row = ["ndapewa@example.org", "Ndapewa Shikongo", "NAM", "focal_point", "2020-01-01", "Foreign ministry"]
    upload = read(as_csv([row], head), editor)
    Appointment.objects.update(institution="Something else")
    actions.apply(upload, by=editor)

    assert done(upload) == "ready"
    assert upload.problems[0][0] == "changed_since"
    assert Appointment.objects.get().institution == "Something else"


def test_undoing_takes_it_all_back(editor, ndapewa, namibia):
    head = [*HEAD, "institution"]
    rows = [
        ["ndapewa@example.org", "Ndapewa Shikongo", "NAM", "focal_point", "2020-01-01", "Foreign ministry"],
        ["new@example.org", "Hilma", "NAM", "police", "2020-01-01", ""],
    ]
    upload = read(as_csv(rows, head), editor)
    actions.apply(upload, by=editor)
    done(upload)
    actions.undo(upload, by=editor)

    assert done(upload) == "undone"
    assert [(post.person.email, post.institution) for post in Appointment.objects.all()] == [
        ("ndapewa@example.org", "")
    ]
    assert not User.objects.filter(email="new@example.org").exists()


def test_what_somebody_changed_since_is_not_undone(editor, namibia):
    upload = read(as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"]]), editor)
    actions.apply(upload, by=editor)
    done(upload)
    Appointment.objects.update(institution="Police")
    actions.undo(upload, by=editor)

    assert done(upload) == "applied"
    assert upload.problems
    assert Appointment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_apply_one_does(editor, namibia):
    upload = read(as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"]]), editor)
    answers, start = [], threading.Barrier(2)

    def apply():
        start.wait()
        try:
            actions.apply(Import.objects.get(pk=upload.pk), by=editor)
            answers.append("done")
        except actions.Meanwhile:
            answers.append("meanwhile")
        connection.close()

    threads = [threading.Thread(target=apply) for _two in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["done", "meanwhile"]
    Import.objects.all().delete()


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_file_goes_its_way_through_the_pages(office, editor, namibia):
    file = SimpleUploadedFile("people.csv", as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"]]))
    here = office.post("/en/desk/import/", {"kind": "appointments", "file": file})["Location"]
    assert office.get(here)["Refresh"] == "2"
    upload = Import.objects.get()
    working.work_on(upload.pk)
    page = office.get(here)
    assert "Refresh" not in page
    assert "1 new" in words(page)
    assert "1 record is written." in words(office.get(f"{here}apply/"))
    office.post(f"{here}apply/")
    working.work_on(upload.pk)

    assert "Invite 1 person who has no account yet" in words(office.get(here))
    office.post(f"{here}invite/")
    assert actions.invitations_of(upload).counts()["pending"] == 1


def test_faults_are_told_in_the_language_of_the_reader_and_as_a_file(office, editor, namibia):
    upload = read(as_csv([["bad", "A", "NAM", "police", "2020-01-01"]]), editor)

    assert "“bad” is not an e-mail address." in words(office.get(f"/en/desk/import/{upload.pk}/"))
    faults = b"".join(office.get(f"/en/desk/import/{upload.pk}/?state=faulty&format=csv").streaming_content).decode()
    assert "email: “bad” is not an e-mail address." in faults


def test_second_click_is_told_how_it_stands(office, editor, namibia):
    upload = read(as_csv([["a@example.org", "A", "NAM", "police", "2020-01-01"]]), editor)
    office.post(f"/en/desk/import/{upload.pk}/apply/")
    response = office.post(f"/en/desk/import/{upload.pk}/apply/", follow=True)

    assert "Nothing was done now: meanwhile this import is being applied." in words(response)


def test_picture_is_no_list_of_members(office):
    file = SimpleUploadedFile("photo.csv", b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    response = office.post("/en/desk/import/", {"kind": "members", "file": file})

    assert response.status_code == 400
    assert not Import.objects.exists()


@pytest.mark.parametrize("rows", [5, 200])
def test_queries_do_not_grow_with_rows(office, editor, namibia, rows, django_assert_num_queries):
    upload = read(
        as_csv([[f"p{n}@example.org", f"P {n}", "NAM", "mission", "2020-01-01"] for n in range(rows)]), editor
    )
    office.get("/en/desk/")

    with django_assert_num_queries(7):
        office.get(f"/en/desk/import/{upload.pk}/")
    assert ImportRow.objects.count() == rows
