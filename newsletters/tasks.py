from celery import shared_task

from newsletters.actions import calls, digests, editions, following, subscriber_lists
from newsletters.actions import subscriptions as actions


@shared_task
def forget_unanswered():
    actions.forget_unanswered()
    subscriber_lists.forget_old()


@shared_task
def issue_due():
    editions.issue_due()


@shared_task
def remind_of_calls():
    calls.remind()


@shared_task
def tell_at_once():
    following.tell("at_once")


@shared_task
def tell_in_turn():
    following.tell("weekly")
    following.tell("monthly")


@shared_task
def make_digest():
    digests.make_due()
