"""What each column of the registry's files means: read from the columns themselves, so that it is never out of date."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.action_exports import action_columns, board_columns
from actionplans.comment_exports import COMMENTS
from actionplans.commitment_exports import COMMITMENTS
from actionplans.exports import COUNTS, EVENTS, GROWTH, plan_columns
from actionplans.models import Plan, answered, bodies_told, last_year_due
from actionplans.shelf import kept_texts
from wpsnet.exports import Column


@dataclass(frozen=True)
class File:
    """One of the registry's lists: the name that its files carry, what a row is, and its columns."""

    name: str
    row: Any
    columns: list[Column]


@dataclass(frozen=True)
class Described:
    """One column of FILE."""

    file: File
    column: Column

    def get_absolute_url(self):
        return f"{reverse('actionplans:dictionary')}#{self.file.name}-{self.column.name}"


DICTIONARY = [
    Column("file", _("file"), lambda row: row.file.name),
    Column("column", _("column"), lambda row: row.column.name),
    Column("meaning", _("meaning"), lambda row: str(row.column.label)),
    Column(
        "codes",
        _("codes, each with its meaning"),
        lambda row: " | ".join(f"{code} = {meaning}" for code, meaning in row.column.codes),
    ),
]


def files():
    year = last_year_due()
    return [
        File("plans", _("One row for each plan."), plan_columns(timezone.localdate())),
        File("commitments", _("One row for each commitment."), COMMITMENTS),
        File(
            "actions", _("One row for each action of a plan, with what is reported of one year."), action_columns(year)
        ),
        File("implementation", _("One row for each lead body, kind of lead body or member."), board_columns(None)),
        File("comments", _("One row for each comment of civil society on a plan."), COMMENTS),
        File("plan-events", _("One row for each event in the life of a plan."), EVENTS),
        File("plans-by-year", _("One row for each year."), GROWTH),
        File("published-counts", _("One row for each number that others have published."), COUNTS),
        File("data-dictionary", _("One row for each column of these files."), DICTIONARY),
    ]


def rows():
    return [Described(file, column) for file in files() for column in file.columns]


def described(view):
    """Mark VIEW, which answers files too, as one whose columns the dictionary explains."""

    @wraps(view)
    def with_link(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["Link"] = f'<{settings.SITE_URL}{reverse("actionplans:dictionary")}>; rel="describedby"'
        return response

    return with_link


def plans_for(request):
    """All plans; for a file, with all that sources say of them."""
    plans = Plan.objects.all()
    return plans if request.GET.get("format", "html") == "html" else with_all(plans)


def with_all(plans):
    """PLANS with what the columns of a file ask for."""
    return plans.prefetch_related(answered(), bodies_told(), kept_texts())
