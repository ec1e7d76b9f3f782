"""Two others that send to many, as their own documents say: django-newsletter, and a Celery task for each mail."""

import os
import sys
from pathlib import Path

from celery import Celery

PEERS = Path("var/bench-peers")
PACKAGES = ["django-newsletter==1.2.1", "sorl-thumbnail==13.0.0", "chardet==5.2.0"]

app = Celery("bench", broker=os.environ.get("BENCH_BROKER", ""))
app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=4, broker_connection_retry_on_startup=True)


@app.task
def send_one(number, size):
    """As most portals do it: a task builds its mail and sends it over a connection of its own."""
    from bench.mail_senders import django_messages

    [message] = django_messages(size, 1)
    message.to = [f"reader{number}@example.org"]
    message.send()


def configured(port, **more):
    import django
    from django.conf import settings

    settings.configure(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False, USE_TZ=True, **more)
    django.setup()


if "BENCH_PORT" in os.environ:  # in the worker
    configured(int(os.environ["BENCH_PORT"]))


def django_newsletter(port, size, count):
    """Its own `submit`, in memory instead of on a disk."""
    sys.path.insert(0, str(PEERS))
    apps = [
        "django.contrib.sites",
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "sorl.thumbnail",
        "newsletter",
    ]
    templates = {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}
    configured(
        port,
        INSTALLED_APPS=apps,
        SITE_ID=1,
        ROOT_URLCONF="newsletter.urls",
        NEWSLETTER_THUMBNAIL="sorl-thumbnail",
        TEMPLATES=[templates],
        DEFAULT_AUTO_FIELD="django.db.models.AutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    submission = submission_to(count, size)
    yield
    submission.submit()


def submission_to(count, size):
    from django.core.management import call_command
    from django.utils import timezone
    from newsletter.models import Article, Message, Newsletter, Submission, Subscription

    from bench.mail_senders import built

    call_command("migrate", verbosity=0)
    letter = Newsletter.objects.create(title="News", slug="news", email="news@example.org", sender="News")
    people = [
        Subscription(newsletter=letter, name_field="R", email_field=f"reader{number}@example.org", subscribed=True)
        for number in range(count)
    ]
    Subscription.objects.bulk_create(people)
    message = Message.objects.create(title="News", slug="news", newsletter=letter)
    text = built(size, 0).get_payload()[1].get_payload()
    Article.objects.create(post=message, title="News", text=text, sortorder=1)
    submission = Submission.objects.create(message=message, newsletter=letter, publish_date=timezone.now())
    submission.subscriptions.set(Subscription.objects.all())
    return submission
