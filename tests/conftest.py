"""The people of every test: Ndapewa speaks for Namibia, Tomas is her alternate, Selma of Sweden is a stranger to them."""

import datetime as dt
from functools import cache

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.cache import cache as store
from django.db import connection, transaction
from django.utils import translation
from model_bakery import baker

from members.models import Appointment, BureauTerm, Member, User, usual_rights
from tests import databases
from tests.signing_in import PASSWORD
from tests.smtp import Answering, MailServer
from wpsnet import public_cache, reference, texts
from wpsnet.models import Source

YESTERDAY = dt.date.today() - dt.timedelta(days=1)

LONGEST = ["test_year.py", "test_meeting.py", "test_pages.py", "test_signed_in_pages.py"]


def pytest_configure():
    """Where nobody has started the portal yet, no catalogue is compiled, and every language would read as English."""
    texts.compile(settings.BASE_DIR)
    settings.PASSWORD_HASHERS = ["tests.light.LightArgon2"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest files begin, so that no process sits idle while the other finishes one of them."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Each test process copies a migrated database, and so needs to migrate nothing itself."""
    connection.settings_dict["TEST"]["TEMPLATE"] = databases.empty_template()


@pytest.fixture(autouse=True)
def _fresh_stores(request):
    """No page, no rate limit and no language of one test is there in the next."""
    store.clear()
    translation.activate(settings.LANGUAGE_CODE)
    for middleware_copy in public_cache.living_copies:
        middleware_copy.clear()


@pytest.fixture(scope="module")
def network(django_db_setup, django_db_blocker):
    """The network's real data, loaded once for all tests of a module that ask for it (together with `db`)."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield reference.load()
        transaction.set_rollback(True)


@pytest.fixture
def source(db):
    return Source.objects.get_or_create(key="S", defaults={"title": "Chair's summary", "kind": "un_document"})[0]


def state(code, name, **fields):
    return Member.objects.create(kind="state", slug=code, iso2=code[:2], m49="", name_en=name, name_fr=name, **fields)


@pytest.fixture
def namibia(db):
    return state("NAM", "Namibia")


@pytest.fixture
def sweden(db):
    return state("SWE", "Sweden")


@cache
def password_hash():
    """Of everybody's password: to compute it takes longer than a test should."""
    return make_password(PASSWORD)


def person(email, name, **fields):
    user = User.objects.create(email=email, name=name, password=password_hash(), **fields)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def appoint(user, member, role, **fields):
    return Appointment.objects.create(
        person=user, member=member, role=role, **({"since": YESTERDAY} | usual_rights(role) | fields)
    )


@pytest.fixture
def ndapewa(namibia):
    """Focal point of Namibia: edits and publishes its entry."""
    user = person("ndapewa@example.org", "Ndapewa Shikongo")
    appoint(user, namibia, Appointment.Role.FOCAL_POINT)
    return user


@pytest.fixture
def tomas(namibia):
    """Alternate of Namibia: edits its entry, does not publish."""
    user = person("tomas@example.org", "Tomas Haufiku")
    appoint(user, namibia, Appointment.Role.ALTERNATE)
    return user


@pytest.fixture
def selma(sweden):
    """Focal point of Sweden: a stranger to Namibia's drafts."""
    user = person("selma@example.org", "Selma Lind")
    appoint(user, sweden, Appointment.Role.FOCAL_POINT)
    return user


@pytest.fixture
def civil(db):
    """Speaks for a civil-society organisation."""
    organisation = baker.make(Member, kind="civil_society", slug="wilpf", name_en="WILPF", _fill_optional=False)
    user = person("civil@example.org", "Amina Diallo")
    appoint(user, organisation, Appointment.Role.REPRESENTATIVE)
    return user


@pytest.fixture
def chair(db, source):
    """Focal point of the country that chairs this year."""
    country = state("NOR", "Norway")
    BureauTerm.objects.create(member=country, year=dt.date.today().year, role="chair").sources.add(source)
    user = person("chair@example.org", "Ingrid Berg")
    appoint(user, country, Appointment.Role.FOCAL_POINT)
    return user


@pytest.fixture
def editor(db):
    return person("editor@example.org", "Leila Haddad", secretariat="editor")


@pytest.fixture
def admin(db):
    return person("admin@example.org", "Mei Tan", secretariat="admin")


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
