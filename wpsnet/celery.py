"""The Celery application. Tasks only wake workers: what is to be done stands in PostgreSQL rows."""

import os

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wpsnet.settings")

app = Celery("wpsnet")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()


@setup_logging.connect
def keep_django_logging(**kwargs):
    """Celery would replace the logging that the settings configure; a receiver keeps it from doing so."""
