"""The first loading, into an empty database."""

from io import StringIO

from django.core.management import call_command

from members.models import Member
from wpsnet import public_cache, reference
from wpsnet.models import ReferenceRow, SearchEntry


def test_loading_makes_it_findable_and_pages_stale(db, django_capture_on_commit_callbacks):
    before = int(public_cache.client.get(public_cache.GENERATION) or 0)

    with django_capture_on_commit_callbacks(execute=True):
        reference.load()

    assert int(public_cache.client.get(public_cache.GENERATION)) == before + 1
    assert SearchEntry.objects.filter(kind="country", key="NAM").count() == 6


def test_dry_run_says_what_is_new_and_writes_nothing(db):
    out = StringIO()

    call_command("load_reference", "--dry-run", stdout=out)

    assert "new countries.csv: NAM\n" in out.getvalue()
    assert not Member.objects.exists()
    assert not ReferenceRow.objects.exists()
    assert not SearchEntry.objects.exists()


def test_a_record_that_was_there_before_is_taken_over(db):
    Member.objects.create(kind="state", slug="NAM", iso2="NA", name_en="Old name")

    report = reference.load()

    assert "countries.csv: NAM" in report.changed
    assert Member.objects.get(slug="NAM").name_en == "Namibia"
