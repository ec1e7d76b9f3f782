"""A circle that Ndapewa convenes, with Tomas in it; Selma is outside."""

import pytest

from members.models import Circle
from tests.members.circles.people import join


@pytest.fixture
def circle(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Circle.objects.create(slug="mediators", name_en="Women mediators", name_fr="Médiatrices")


@pytest.fixture
def convener(circle, ndapewa):
    return join(circle, ndapewa, convenes=True)


@pytest.fixture
def peer(circle, tomas):
    return join(circle, tomas)
