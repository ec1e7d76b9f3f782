import datetime as dt

import pytest
from django.utils.formats import date_format
from django.utils.translation import override


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "9 May 2026"), ("fr", "9 mai 2026"), ("ar", "9 مايو 2026"), ("zh-hans", "2026年5月9日")],
)
def test_dates_are_written_as_their_readers_write_them(language, day):
    with override(language):
        assert date_format(dt.date(2026, 5, 9), "DATE_FORMAT") == day
        assert "May" not in date_format(dt.datetime(2026, 5, 9, 14, 5), "DATETIME_FORMAT").replace(day, "")
