"""EDTF dates in words."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from wpsnet.dates import bounds, in_words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "2017-09-21", "21 September 2017"),
        ("en", "2017-09", "September 2017"),
        ("en", "2017", "2017"),
        ("en", "2017-04-26/2017-04-27", "26–27 April 2017"),
        ("fr", "2017-04-26/2017-04-27", "26–27 avril 2017"),
        ("es", "2017-04-26/2017-04-27", "26–27 de abril de 2017"),
        ("zh-hans", "2017-04-26/2017-04-27", "2017年4月26日至27日"),
        ("en", "2017-11/2018-02", "November 2017 – February 2018"),
        ("en", "", ""),
    ],
)
def test_dates_read_as_a_reader_would_write_them(language, text, words):
    with override(language):
        assert in_words(text) == words


@pytest.mark.parametrize("text", ["0000", "0000-01", "2017-13", "2017-02-30", "soon"])
def test_what_no_calendar_has_is_refused(text):
    with pytest.raises(ValidationError):
        bounds(text)
