"""Each may be lost, doubled or late: the database decides what is still to be done."""

from celery import shared_task

from actionplans import clock, reading


@shared_task
def strike_clock():
    clock.strike()


@shared_task
def read_document(pk):
    reading.read(pk)


@shared_task
def sweep_documents():
    for pk in reading.waiting():
        read_document.delay(pk)
