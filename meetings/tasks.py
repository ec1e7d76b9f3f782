"""Each may be lost, doubled or late: the database decides what is still to be done."""

from celery import shared_task

from meetings import clock, packs, summaries
from meetings.actions import floor, protection


@shared_task
def strike_clock():
    clock.strike()


@shared_task
def read_summary(pk):
    summaries.read(pk)


@shared_task
def sweep_summaries():
    for pk in summaries.waiting():
        read_summary.delay(pk)


@shared_task
def forget_summaries():
    summaries.forget()


@shared_task
def renew_pack(pk):
    packs.renew(pk)


@shared_task
def sweep_packs():
    for pk in packs.to_look_at():
        renew_pack.delay(pk)


@shared_task
def release_statements():
    floor.release()


@shared_task
def forget_protected():
    protection.forget_due()
