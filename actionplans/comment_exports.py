"""Comments on plans as columns of a download. Nobody is named: an organisation speaks, a member answers."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from actionplans.wording import plan_title
from wpsnet.exports import Column

COMMENTS = [
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda one: one.plan.member.slug),
    Column("country", _("country or organization"), lambda one: one.plan.member.name),
    Column("plan", _("plan"), lambda one: plan_title(one.plan)),
    Column("organisation", _("organization"), lambda one: one.organisation.name),
    Column("comment", _("comment"), lambda one: one.words),
    Column("language", _("language"), lambda one: one.language),
    Column("published", _("published on"), lambda one: one.published_at and one.published_at.date()),
    Column("answer", _("answer of the member"), lambda one: one.answer),
    Column("answered", _("answered on"), lambda one: one.answered_at and one.answered_at.date()),
    Column(
        "address",
        _("address"),
        lambda one: f"{settings.SITE_URL}{one.plan.get_absolute_url()}implementation/#comment-{one.pk}",
    ),
]
