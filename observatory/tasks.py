from celery import shared_task

from observatory import links, snapshot
from observatory.actions import corrections


@shared_task
def check_links():
    if links.check_due() == links.AT_ONCE:
        check_links.delay()


@shared_task(time_limit=1800, soft_time_limit=1700)  # twelve files of ten thousand plans take four minutes
def make_snapshot():
    snapshot.make()


@shared_task
def forget_reporters():
    corrections.forget_addresses()
