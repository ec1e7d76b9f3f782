"""What Celery's beat asks for, and when (UTC). Each task may be lost, doubled or late: the rows say what is to be done."""

from celery.schedules import crontab


def every(seconds, task):
    """The task that was not taken before the next one comes is dropped: the next does the same."""
    return {"task": task, "schedule": float(seconds), "options": {"expires": seconds - seconds // 6}}


def at(hour, minute, task, *, expires=3600):
    return {"task": task, "schedule": crontab(hour=hour, minute=minute), "options": {"expires": expires}}


BEAT = {
    "sweep": every(30, "wpsnet.tasks.sweep"),
    "returned mail": every(60, "wpsnet.tasks.read_returned_mail"),
    "tidy": at(3, 10, "wpsnet.tasks.tidy"),
    # members
    "contacts": every(20, "members.tasks.open_contact_cases"),
    "imports": every(30, "members.tasks.sweep_imports"),
    "chair": at(0, 5, "members.tasks.change_chair"),
    "forget_requests": at(3, 25, "members.tasks.forget_unconfirmed_requests"),
    "circle mails": at(3, 30, "members.tasks.forget_circle_mails"),
    "still right": at(5, 30, "members.tasks.keep_verifying"),
    # Every hour of the day, so that an hour in which nothing ran is made good for; the first to come sends the day's mail.
    "circle digests": at("5-23", 25, "members.tasks.send_circle_digests", expires=3000),
    # action plans
    "plan documents": every(30, "actionplans.tasks.sweep_documents"),
    "plan clock": at(5, 40, "actionplans.tasks.strike_clock"),
    # meetings
    "summaries": every(30, "meetings.tasks.sweep_summaries"),
    "statements": every(60, "meetings.tasks.release_statements"),
    "packs": every(600, "meetings.tasks.sweep_packs"),
    "forget protected": at(0, 15, "meetings.tasks.forget_protected"),
    "forget summaries": at(3, 35, "meetings.tasks.forget_summaries"),
    "reports due": at(5, 50, "meetings.tasks.strike_clock"),
    # newsletter
    "editions": every(60, "newsletters.tasks.issue_due"),
    "forget": at(3, 20, "newsletters.tasks.forget_unanswered"),
    "calls": at(6, 15, "newsletters.tasks.remind_of_calls"),
    "followers": every(300, "newsletters.tasks.tell_at_once"),
    # Every hour of the day: the first to come in a week, month or period does it, the others find it done.
    "followers in turn": at("5-23", 35, "newsletters.tasks.tell_in_turn", expires=3000),
    "digest": at("5-23", 45, "newsletters.tasks.make_digest", expires=3000),
    # observatory
    "snapshot": at(1, 15, "observatory.tasks.make_snapshot", expires=7200),
    "forget reporters": at(3, 40, "observatory.tasks.forget_reporters"),
    "links": at(2, 20, "observatory.tasks.check_links"),
}
