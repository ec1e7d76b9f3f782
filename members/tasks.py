"""Each may be lost, doubled or late: the database decides what is still to be done."""

from celery import shared_task

from members.actions import bureau, contact_cases, notices, requests, verification
from members.imports import working


@shared_task
def keep_verifying():
    verification.keep_verifying()


@shared_task
def open_contact_cases():
    contact_cases.open_cases()


@shared_task
def change_chair():
    bureau.change_chair()


@shared_task
def forget_unconfirmed_requests():
    requests.forget_unconfirmed()


@shared_task
def send_circle_digests():
    notices.send_digests()


@shared_task
def forget_circle_mails():
    notices.forget_mails()


@shared_task
def work_on_import(pk):
    working.work_on(pk)


@shared_task
def sweep_imports():
    for pk in working.lost():
        work_on_import.delay(pk)
