"""The four circles that the network begins with."""

import pytest

from members.models import Circle
from wpsnet import reference
from wpsnet.languages import CODES, texts_of


@pytest.mark.usefixtures("db", "network")
def test_four_circles_are_there_in_six_languages():
    assert set(Circle.objects.values_list("slug", flat=True)) == {
        *("women-peacekeepers", "police-gender-focal-points", "senior-military-leaders", "women-mediators")
    }
    for circle in Circle.objects.all():
        assert set(texts_of(circle, "name")) == set(texts_of(circle, "purpose")) == set(CODES)


@pytest.mark.usefixtures("db", "network")
def test_loading_again_leaves_what_the_secretariat_changed():
    Circle.objects.filter(slug="women-mediators").update(name_en="Mediators")

    assert not reference.load().writes
    assert Circle.objects.get(slug="women-mediators").name_en == "Mediators"
