"""The search itself, over the network's real data."""

import time

import pytest
from django.db import connection

from members.models import Member, OrganisationMembership, ProfileDraft, ProfileRevision
from wpsnet import search
from wpsnet.languages import CODES
from wpsnet.models import SearchEntry

pytestmark = pytest.mark.usefixtures("network", "db")

NAMIBIA = {
    "en": "Namibia",
    "fr": "Namibie",
    "es": "Namibia",
    "ar": "ناميبيا",
    "ru": "Намибия",
    "zh-hans": "纳米比亚",
}


def first(text, language="en", kind=None):
    found = search.search(text, language, kind).first()
    return found and (found.kind, found.key)


def keys(text, kind, language="en"):
    return {entry.key for entry in search.search(text, language, kind)}


@pytest.mark.parametrize("reader", CODES)
@pytest.mark.parametrize("name", sorted(set(NAMIBIA.values())))
def test_a_country_is_found_by_its_name_in_any_language(name, reader):
    found = search.search(name, reader).first()

    assert (found.kind, found.key, found.language, found.title) == ("country", "NAM", reader, NAMIBIA[reader])


@pytest.mark.parametrize("code", ["NAM", "nam", "NA", "516"])
def test_a_country_is_found_by_its_codes(code):
    assert first(code) == ("country", "NAM")


@pytest.mark.parametrize(
    "text",
    ["commitment", "engagement", "compromiso", "سلام", "обязательство", "承诺"],
)
def test_words_are_found_in_other_forms(text):
    """“(a) Meet the commitments on women and peace and security”, in all six languages."""
    assert "new-york-2017-(a)" in keys(text, "action_point")


@pytest.mark.parametrize(
    "text", ["Côte d'Ivoire", "cote d'ivoire", "COTE D’IVOIRE", "Кот-д'Ивуар", "科特迪瓦", "كوت ديفوار"]
)
def test_accents_and_apostrophes_do_not_matter(text):
    assert first(text) == ("country", "CIV")


@pytest.mark.parametrize("text", ["الأردن", "الاردن"])
def test_arabic_letters_that_are_written_for_one_another_do_not_matter(text):
    assert first(text) == ("country", "JOR")


@pytest.mark.parametrize("text", ["A/72/782-S/2018/178", "S/2018/178", "a/72/782"])
def test_a_document_is_found_by_either_symbol(text):
    assert search.search(text, "en").first().title == "Operating guidelines of the Network"


def test_the_parts_of_the_network_are_all_there():
    kinds = search.counts("women")

    assert set(kinds) >= {"statement", "action_point", "meeting", "organisation"}
    assert first("(b)(ii)", kind="action_point") == ("action_point", "new-york-2017-(b)(ii)")
    assert keys("Namibia", "plan") == {"NAM-1", "NAM-other-frameworks"}
    assert "new-york-2017-NAM" in keys("纳米比亚", "statement")


def test_each_record_is_there_once_and_counted_once():
    found = list(search.search("Namibia", "fr"))

    assert len({(entry.kind, entry.key) for entry in found}) == len(found)
    assert sum(search.counts("Namibia").values()) == len(found)


def test_the_readers_language_comes_before_others():
    assert search.search("communiqué", "fr", "paper").first().language == "fr"
    assert search.search("communiqué", "ru", "paper").first().language in ("en", "fr")


@pytest.mark.parametrize(
    ("text", "title"),
    [("Nambia", "Namibia"), ("Swden", "Sweden"), ("Phillipines", "Philippines"), ("Germny", "Germany")],
)
def test_near_spellings(text, title):
    with search.limited():
        assert title in [entry.title for entry in search.near(text, "en")]


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\x01\x02", "'", '"', "\\", "%", "a & | ! b:*", "((((", "-", "<b>", "和" * 90]
)
def test_no_input_breaks_it(text):
    with search.limited():
        assert search.search(text, "en").count() >= 0
        assert search.counts(text) is not None
        assert len(search.near(text, "en")) <= search.NEAR


def test_a_megabyte_of_words_is_cut():
    begun = time.monotonic()

    search.search("peace " * 170_000, "en").count()

    assert time.monotonic() - begun < 2


def test_the_database_does_not_think_for_ever(monkeypatch):
    monkeypatch.setitem(search.LIMITS, "statement_timeout", "50")

    with pytest.raises(search.TooSlowError), search.limited(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")


def test_published_words_are_found_and_drafts_are_not(ndapewa_of_the_network):
    namibia, person = ndapewa_of_the_network
    ProfileDraft.objects.create(member=namibia, texts={"setup": {"en": "secretword"}}, saved_by=person)
    texts = {"setup": {"en": "The zebra committee", "fr": "Le comité zèbre"}}
    ProfileRevision.objects.create(member=namibia, number=1, texts=texts, published_by=person)

    search.rebuild("country", ["NAM"])

    assert keys("zebra", "country") == keys("zebre", "country") == {"NAM"}
    assert search.counts("secretword") == {}


def test_a_word_of_an_older_revision_is_gone(ndapewa_of_the_network):
    namibia, person = ndapewa_of_the_network
    for number, word in [(1, "zebra"), (2, "giraffe")]:
        ProfileRevision.objects.create(
            member=namibia, number=number, texts={"setup": {"en": word}}, published_by=person
        )

    search.rebuild("country", ["NAM"])

    assert (search.counts("zebra"), keys("giraffe", "country")) == ({}, {"NAM"})


@pytest.fixture
def ndapewa_of_the_network():
    from_namibia = Member.objects.get(slug="NAM")
    return from_namibia, from_namibia._meta.apps.get_model("members", "User").objects.create_user("n@example.org", "x")


def test_rebuilding_changes_nothing():
    before = set(SearchEntry.objects.values_list("kind", "key", "language", "title", "body", "vector"))

    search.rebuild()

    assert set(SearchEntry.objects.values_list("kind", "key", "language", "title", "body", "vector")) == before


def test_what_is_deleted_is_no_longer_found():
    andorra = Member.objects.get(slug="AND")
    OrganisationMembership.objects.filter(member=andorra).delete()
    andorra.delete()

    search.rebuild("country", ["AND"])

    assert not SearchEntry.objects.filter(kind="country", key="AND").exists()
    assert SearchEntry.objects.filter(kind="country").count() == 194 * 6
