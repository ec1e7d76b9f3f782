from celery import shared_task

from newsletters import actions


@shared_task
def forget_unanswered():
    actions.forget_unanswered()
