"""Waking a worker, once the transaction is through. A broker that does not answer is no error: the row is there, and the
sweep finds it within a minute."""

import structlog
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)


def wake(task, *args):
    """Queue TASK when the current transaction has been committed."""
    transaction.on_commit(lambda: _send(task, args), robust=True)


def _send(task, args):
    try:
        task.apply_async(args, retry=False)
    except OperationalError:
        log.warning("broker_unreachable", task=task.name)
