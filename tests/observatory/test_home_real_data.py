"""The front page with the network's real data: it is light, and its numbers are right."""

import gzip
import re

import pytest

from actionplans.worldmap import world, worldmap
from members.models import Member

COUNTED = re.compile(r'<a href="(/en/[^"]+)">\s*<strong>(\d+)</strong>')


def test_every_state_has_its_place_on_the_map(network, db):
    drawn = set(world()["shapes"]) | set(world()["points"])

    assert set(Member.objects.states().values_list("slug", flat=True)) <= drawn


def test_legend_counts_every_country_once(network, db):
    drawn = worldmap(None)

    assert sum(count for _status, count in drawn["legend"]) + drawn["unknown"] == Member.objects.states().count()


def test_numbers_open_into_their_rows(client, network, db):
    numbers = {
        path.replace("&amp;", "&"): int(count) for path, count in COUNTED.findall(client.get("/en/").content.decode())
    }

    rows = {path: len(client.get(f"{path}{'&' if '?' in path else '?'}format=json").json()["rows"]) for path in numbers}

    assert len(numbers) == 5
    assert numbers == rows


def test_legend_opens_into_its_countries(client, network, db):
    page = client.get("/en/").content.decode()
    for path, count in re.findall(r'<li><a href="(/en/plans/\?show=leading[^"]+)">.*?</span> (\d+) countr', page):
        rows = client.get(path.replace("&amp;", "&") + "&format=json").json()["rows"]
        assert (len(rows), len({row["code"] for row in rows})) == (int(count), int(count))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_front_page_is_light(client, network, db, language):
    response = client.get(f"/{language}/")

    assert response.status_code == 200
    assert len(gzip.compress(response.content, 6)) <= 60_000
