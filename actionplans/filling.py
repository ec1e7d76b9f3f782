"""A registry of any size, invented, to see whether its pages stay quick: every row follows from its number."""

import random
from itertools import islice

import pgtrigger
from django.db import connection, transaction
from django.db.models import Max

from actionplans.content import ASKED_APART
from actionplans.models import (
    RESOLUTIONS,
    Action,
    Finding,
    Objective,
    Outcome,
    Plan,
    PlanBody,
    PlanEvent,
    ProgressReport,
)
from members.models import Member, User
from wpsnet.models import Source, Theme

SLUG, EMAIL = "filled-", "reports@filled.example"
NATIONAL = 5  # of a member; its other plans are local
BATCH, FIRST_REPORT = 2000, 2020
BODIES = {
    "foreign_affairs": "Ministry of Foreign Affairs",
    "defence": "Ministry of Defence",
    "gender": "Ministry of Women",
    "interior": "Police",
    "parliament": "Committee of Parliament",
    "civil_society": "Forum of Women's Organizations",
}
LANGUAGES = ["en", "en", "fr", "es", "ar", "ru", "pt"]


@transaction.atomic
def fill(plans, members, actions=0, reports=0):
    """Bring the invented registry to so many PLANS of MEMBERS, with so many ACTIONS and REPORTS; what is there stays.
    Returns what was added. No history is kept of what nobody has done, which also makes it quick."""
    with pgtrigger.ignore():
        made, cited = make_plans(plans, owners(members)), sources()
        asked = things_asked()
        return {
            "plans": len(made),
            "events": save(PlanEvent, (event for plan in made for event in events_of(plan, cited))),
            "findings": save(Finding, (finding for plan in made for finding in findings_of(plan, cited, asked))),
            "bodies": save(PlanBody, (body for plan in made for body in bodies_of(plan, cited))),
            "actions": make_actions(actions),
            "reports": make_reports(reports),
        }


def filled():
    return Plan.objects.filter(slug__startswith=SLUG)


def filled_actions():
    return Action.objects.filter(objective__plan__slug__startswith=SLUG)


def chance(what, number):
    """The same dice for the same row, in every run."""
    return random.Random(f"{what}{number}")  # noqa: S311  nothing secret


def save(model, rows):
    """Write ROWS a batch at a time; returns how many they were."""
    rows, count = iter(rows), 0
    while batch := list(islice(rows, BATCH)):
        count += len(model.objects.bulk_create(batch))
    return count


# --- Whose plans they are, and who says so ----------------------------------------------------------------------------


def owners(wanted):
    """So many members: the states that are there, then organisations, then invented ones."""
    there = list(Member.objects.exclude(slug__startswith=SLUG).order_by("-kind", "pk")[:wanted])
    slugs = [f"{SLUG}{number:03}" for number in range(wanted - len(there))]
    new = [Member(kind="regional", slug=slug, name_en=f"Council {slug}") for slug in slugs]
    Member.objects.bulk_create(new, ignore_conflicts=True)
    return [*there, *Member.objects.filter(slug__in=slugs).order_by("slug")]


def sources():
    keys = [f"{SLUG}{number}" for number in range(20)]
    made = [Source(key=key, title=f"Invented report {key}", kind="research") for key in keys]
    Source.objects.bulk_create(made, ignore_conflicts=True)
    return list(Source.objects.filter(key__in=keys).order_by("key"))


def things_asked():
    """(question, what it asks about) for all that a plan may hold."""
    themes = Theme.objects.exclude(slug__in=ASKED_APART).order_by("slug")
    countries = Member.objects.states().order_by("slug")[:40]
    asked = [(question, {}) for question in Finding.Question.values]
    asked += [("theme", {"theme": theme}) for theme in themes]
    asked += [("resolution", {"code": number}) for number in RESOLUTIONS]
    return asked + [("focus_country", {"country": country}) for country in countries]


# --- Plans and what is said of them -----------------------------------------------------------------------------------


def make_plans(wanted, own):
    """National plans follow those that a member has already; the others are local."""
    newest = dict(Plan.objects.order_by().values_list("member").annotate(newest=Max("generation")))
    rows = []
    for number in range(filled().count(), wanted):
        member, turn = own[number % len(own)], number // len(own)
        plan = Plan(member=member, slug=f"{SLUG}{turn}", kind="local", title_en=f"Plan of province {turn}")
        if turn < NATIONAL:
            newest[member.pk] = (newest.get(member.pk) or 0) + 1
            plan.kind, plan.title_en, plan.generation = "national", "", newest[member.pk]
        rows.append(plan)
    return Plan.objects.bulk_create(rows, batch_size=BATCH)


def events_of(plan, cited):
    dice = chance("events", plan.pk)
    year = dice.randrange(2006, 2026) if plan.kind == "local" else 2004 + 4 * plan.generation
    told = [("drafting", f"{year - 1}-0{dice.randrange(1, 9)}", ""), ("adopted", str(year), "")]
    told.append(("in_force", str(year), str(year + 4)))
    told += [("prolonged", str(year + 4), str(year + 6))] if dice.random() < 0.3 else []
    for kind, date, until in told:
        yield PlanEvent(plan=plan, kind=kind, date=date, until=until, source=dice.choice(cited), locator="p. 1")


def findings_of(plan, cited, asked):
    """A quarter of all that can be asked, and a language."""
    dice = chance("findings", plan.pk)
    chosen = dice.sample(asked, len(asked) // 4)
    for question, about in [*chosen, ("language", {"code": dice.choice(LANGUAGES)})]:
        answer = dice.choice(["yes", "yes", "yes", "partly", "no"])
        yield Finding(plan=plan, question=question, answer=answer, source=dice.choice(cited), **about)


def bodies_of(plan, cited):
    dice = chance("bodies", plan.pk)
    roles = ["leads", "leads", "takes_part", "takes_part", "monitors"][dice.randrange(2) :]
    for role, kind in zip(roles, dice.sample(list(BODIES), len(roles)), strict=True):
        yield PlanBody(plan=plan, role=role, name=BODIES[kind], kind=kind, source=dice.choice(cited))


# --- How they are carried out -----------------------------------------------------------------------------------------


def make_actions(wanted):
    """One objective for each plan, and its actions under it."""
    plans = filled().filter(objectives=None) if wanted else filled().none()
    words = {"words": "Women take part in all decisions", "language": "en"}
    save(Objective, (Objective(plan=plan, number="1", order="0001", **words) for plan in plans.order_by("pk")))
    objectives = list(Objective.objects.filter(plan__slug__startswith=SLUG).order_by("pk").values_list("pk", flat=True))
    numbers = range(filled_actions().count(), wanted if objectives else 0)
    return save(Action, (action(number, objectives) for number in numbers))


def action(number, objectives):
    turn, kind = number // len(objectives), chance("action", number).choice(list(BODIES))
    return Action(
        objective_id=objectives[number % len(objectives)],
        number=f"1.{turn + 1}",
        order=f"0001.{turn + 1:04}",
        words=f"Train {number} officers",
        lead=BODIES[kind],
        lead_type=kind,
        indicator="officers trained",
        target="100",
    )


def make_reports(wanted):
    """One for each action of the newest year, then of the years before it."""
    actions = list(filled_actions().order_by("pk").values_list("pk", flat=True))
    there = ProgressReport.objects.filter(action__in=filled_actions()).count()
    writer, _is_new = User.objects.get_or_create(email=EMAIL, defaults={"name": "Invented", "password": "!"})
    rows = (report(number, actions, writer) for number in range(there, wanted if actions else 0))
    return save(ProgressReport, rows)


def report(number, actions, writer):
    outcome = chance("report", number).choice(Outcome.values)
    year = FIRST_REPORT + 5 - number // len(actions)
    return ProgressReport(
        action_id=actions[number % len(actions)], year=year, outcome=outcome, words="As planned.", reported_by=writer
    )


@transaction.atomic
def clear():
    """Take the invented plans away again, with all that hangs on them."""
    with pgtrigger.ignore():
        filled().delete()
        Member.objects.filter(slug__startswith=SLUG, plans=None, kind="regional").delete()
        Source.objects.filter(key__startswith=SLUG).delete()
        User.objects.filter(email=EMAIL).delete()
    connection.check_constraints()
