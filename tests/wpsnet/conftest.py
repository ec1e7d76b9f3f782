import pytest

from tests.smtp import Answering, MailServer


@pytest.fixture
def mail_server(settings):
    """A real mail server, to which Django's mail goes."""
    handler = Answering()
    server = MailServer(handler)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    yield handler
    server.stop()
