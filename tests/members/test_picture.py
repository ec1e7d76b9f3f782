"""A person's own picture."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests import papers
from tests.signing_in import sign_in
from wpsnet.models import StoredFile

PAGE, ACCOUNT = "/en/desk/account/picture/", "/en/desk/account/"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(client, content, name="ana.jpg"):
    return client.post(PAGE, {"picture": SimpleUploadedFile(name, content, "image/jpeg")}, follow=True)


def test_a_picture_is_kept_and_shown_to_her(client, ndapewa):
    sign_in(client, ndapewa)

    page = send(client, papers.photo_with_place()).content.decode()
    picture = client.get(PAGE)

    assert "Your picture has been saved." in page
    assert PAGE in page
    assert Image.open(io.BytesIO(picture.getvalue())).size == (30, 40)
    assert picture["X-Content-Type-Options"] == "nosniff"


def test_a_new_picture_takes_the_place_of_the_old_one(client, ndapewa, django_capture_on_commit_callbacks):
    sign_in(client, ndapewa)
    send(client, papers.photo_with_place())
    (earlier,) = StoredFile.objects.all()

    with django_capture_on_commit_callbacks(execute=True):
        send(client, papers.picture("PNG"), "ana.png")

    (stored,) = StoredFile.objects.all()
    assert (stored.content_type, stored.stored_by) == ("image/png", ndapewa)
    assert not default_storage.exists(earlier.file.name)


def test_a_picture_can_be_taken_away(client, ndapewa):
    sign_in(client, ndapewa)
    send(client, papers.photo_with_place())

    client.post(PAGE + "remove/")

    assert client.get(PAGE).status_code == 404
    assert not StoredFile.objects.exists()
    assert client.post(PAGE + "remove/").status_code == 302


@pytest.mark.parametrize("content", [b"hello", papers.SVG, papers.pdf(), papers.picture()[:50]])
def test_a_photo_that_is_no_picture_is_refused_and_the_old_one_stays(client, ndapewa, content):
    sign_in(client, ndapewa)
    send(client, papers.photo_with_place())

    response = send(client, content)

    assert response.status_code == 400
    assert "is not a picture that can be shown. Choose a photo saved as JPEG, PNG or WebP." in response.content.decode()
    assert client.get(PAGE).status_code == 200


def test_her_other_words_stay_when_a_picture_is_refused(client, ndapewa):
    sign_in(client, ndapewa)

    page = client.post(PAGE, {}).content.decode()

    assert 'value="Ndapewa Shikongo"' in page
    assert "This field is required." in page
    assert ACCOUNT in page
