"""The whole of what is public as one file: complete, true to the pages, made once a day."""

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile

import pytest
from django.urls import reverse

from actionplans.models import Plan
from observatory import snapshot
from observatory.models import Snapshot
from tests.access import KEYWORDS, lines
from wpsnet.models import StoredFile

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 23)
# What is asked for there is a choice of what is in it.
NOT_IN_IT = {"actionplans:compare", "observatory:compare", "observatory:search"}


@pytest.fixture
def archive(namibia, source, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    plan = Plan.objects.create(member=namibia, slug="1", kind="national", generation=1)
    plan.events.create(kind="launched", date="2019", source=source)
    snapshot.make(DAY)
    found = client.get("/en/data/2026-11-23/")
    return zipfile.ZipFile(io.BytesIO(b"".join(found.streaming_content)))


def test_every_list_is_there_in_six_languages_and_says_what_the_page_says(archive, client):
    page = b"".join(client.get("/fr/plans/?format=csv").streaming_content)

    assert archive.read("fr/plans.csv") == page
    assert [row["code"] for row in json.loads(archive.read("ar/plans.json"))["rows"]] == ["NAM"]
    assert {name.split("/")[0] for name in archive.namelist() if "/" in name} == {
        "en",
        "fr",
        "es",
        "ar",
        "ru",
        "zh-hans",
    }

    assert_checksums_and_meanings(archive)
    made = Snapshot.objects.get()
    assert (made.rows["plans"], made.file.sha256 in client.get("/en/data/").content.decode()) == (1, True)


def assert_checksums_and_meanings(archive):
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert all(hashlib.sha256(archive.read(name)).hexdigest() == told for name, told in sums.items())
    assert set(archive.namelist()) - set(sums) == {"SHA256SUMS"}
    told = {(row["list"], row["column"]) for row in csv.DictReader(io.StringIO(archive.read("columns.csv").decode()))}
    header = archive.read("en/plans.csv").decode("utf-8-sig").splitlines()[0].split(",")
    assert {("plans", column) for column in header} <= told


def test_made_once_a_day_and_old_ones_go_but_for_the_first_of_the_month(archive):
    first, old = dt.date(2026, 1, 1), dt.date(2026, 1, 2)
    file = Snapshot.objects.get().file
    for day in (first, old):
        copy = StoredFile.objects.create(name="x", content_type="application/zip", size=1, sha256="", file=file.file)
        Snapshot.objects.create(day=day, file=copy)

    snapshot.make(DAY)
    assert Snapshot.objects.count() == 3
    snapshot.forget(DAY)

    assert sorted(Snapshot.objects.values_list("day", flat=True)) == [first, DAY]


@pytest.mark.parametrize("day", ["2026-13-45", "yesterday", "2026-11-22", "..%2fsettings"])
def test_day_without_one_is_not_found(client, day):
    assert client.get(f"/en/data/{day}/").status_code == 404


def test_every_public_list_is_in_it(client):
    """A list that everybody may have as a file, and that nobody put into the snapshot, fails here."""
    open_to_all = {line["route"] for line in lines() if (line["method"], line["A"]) == ("GET", "200")}
    offered = {
        route
        for route in open_to_all - set(KEYWORDS)
        if client.get(reverse(route), {"format": "csv"}).headers["content-type"].startswith("text/csv")
    }

    assert offered - NOT_IN_IT == set(snapshot.LISTS)


@pytest.mark.parametrize("rows", [1, 40])
def test_queries_of_the_page_do_not_grow(client, rows, django_assert_num_queries):
    for number in range(rows):
        file = StoredFile.objects.create(name="x", content_type="application/zip", size=1, sha256="", file="x")
        Snapshot.objects.create(day=DAY - dt.timedelta(days=number), file=file)
    with django_assert_num_queries(3):
        client.get("/en/data/")
