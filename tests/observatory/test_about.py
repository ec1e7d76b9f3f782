"""The page about the portal, and the map of its pages for search engines."""

import datetime as dt

from meetings.models import Meeting
from members.models import BureauTerm, Member


def test_about_names_the_chairs_with_their_sources(client, namibia, source):
    BureauTerm.objects.create(member=namibia, year=2019, role="chair").sources.add(source)

    shown = client.get("/en/about/").content.decode()

    assert '<a href="/en/countries/NAM/">Namibia</a>' in shown
    assert "Chair&#x27;s summary" in shown


def test_about_says_whom_to_ask(client, db, settings):
    settings.SECRETARIAT_EMAIL = "secretariat@example.org"

    shown = client.get("/en/about/").content.decode()

    assert 'href="mailto:secretariat@example.org"' in shown
    assert "No licence has been settled yet" in shown


def test_about_asks_three_times_however_many_chairs(client, db, source, django_assert_num_queries):
    for year in range(2017, dt.date.today().year):
        member = Member.objects.create(kind="regional", slug=f"body-{year}", name_en=f"Body {year}")
        BureauTerm.objects.create(member=member, year=year, role="chair").sources.add(source)

    with django_assert_num_queries(3):
        client.get("/en/about/")


def test_sitemap_names_every_page_in_every_language(client, namibia, source, settings):
    Meeting.objects.create(slug="second", name_en="Second", date="2017", kind="thematic", source=source)

    shown = client.get("/sitemap.xml", headers={"host": "127.0.0.1"}).content.decode()

    for language in ("en", "ar", "zh-hans"):
        assert f"<loc>{settings.SITE_URL}/{language}/countries/NAM/</loc>" in shown
        assert f'hreflang="{language}" href="{settings.SITE_URL}/{language}/meetings/second/"' in shown


def test_sitemap_asks_once_for_each_kind_of_record(client, namibia, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert client.get("/sitemap.xml").status_code == 200
