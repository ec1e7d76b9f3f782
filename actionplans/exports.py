"""Plans as files: the list as rows, and one plan as a record for machines."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from actionplans import story
from actionplans.bodies import in_role, lead_kinds
from actionplans.content import THEME_OF
from actionplans.models import Finding, Plan, PlanBody, PlanEvent, PublishedCount, Status
from actionplans.wording import plan_title, status_label
from members.models import Member
from wpsnet.exports import Column
from wpsnet.languages import texts_of


def dates_of(plan, kind):
    """All dates that sources give for this kind of event, in EDTF: several where they differ."""
    return " | ".join(dict.fromkeys(event.date for event in story.held(plan) if event.kind == kind and event.date))


def period_part(plan, part):
    period = story.period(plan)
    return getattr(period, part) if period else ""


def last(plan, part):
    event = story.last_event(plan)
    return getattr(event, part) if event else ""


def sources(plan):
    """All that is cited for what the row says of PLAN, by key."""
    told = [*plan.told, *plan.findings.all(), *plan.bodies.all(), *plan.kept_texts]
    cited = {one.source.key: one.source for one in told if one.source}
    return [cited[key] for key in sorted(cited)]


def findings_of(question):
    """All answers that sources give to QUESTION about a plan, each with the key of its source."""

    def answers(plan):
        return " | ".join(f"{one.answer} ({one.source.key})" for one in plan.findings.all() if one.question == question)

    return answers


def answers_on(subject):
    """What sources say of each theme, resolution, language or country: its code, the answer and the key of the source."""

    def answers(plan):
        said = [one for one in plan.findings.all() if one.question == subject]
        return " | ".join(f"{one.key} {one.answer} ({one.source.key})" for one in sorted(said, key=lambda one: one.key))

    return answers


def themes(plan):
    """The same of all themes, with those that have a question of their own."""
    said = [(THEME_OF.get(one.question) or one.key, one) for one in plan.findings.all() if is_on_theme(one)]
    said.sort(key=lambda pair: pair[0])
    return " | ".join(f"{slug} {one.answer} ({one.source.key})" for slug, one in said)


def is_on_theme(finding):
    return finding.question == Finding.Subject.THEME or finding.question in THEME_OF


def languages(plan):
    """Those that sources name, and those in which the text of the plan is kept here."""
    kept = [f"{document.language} yes ({document.source.key})" for document in plan.kept_texts]
    return " | ".join(filter(None, [answers_on(Finding.Subject.LANGUAGE)(plan), *kept]))


def bodies_in(role):
    def names(plan):
        return " | ".join(dict.fromkeys(body.name for body in in_role(plan, role) if body.name))

    return names


FINDINGS = [
    Column(question, label, findings_of(question), Finding.Answer.choices)
    for question, label in Finding.Question.choices
]


WHICH = [
    Column("plan", _("plan"), lambda plan: f"{plan.member.name}: {plan_title(plan)}"),
    Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda plan: plan.member.slug),
    Column("country", _("country or organization"), lambda plan: plan.member.name),
    Column("un_group", _("United Nations regional group"), lambda plan: plan.member.un_group, Member.Group.choices),
    Column("region", _("M49 code of the region"), lambda plan: plan.member.region and plan.member.region.code),
    Column(
        "subregion",
        _("M49 code of the sub-region"),
        lambda plan: plan.member.subregion and plan.member.subregion.code,
    ),
    Column("kind", _("kind"), lambda plan: plan.kind, Plan.Kind.choices),
    Column("generation", _("generation"), lambda plan: plan.generation),
    Column("title", _("title"), lambda plan: plan.title),
]
WHAT_IS_KNOWN = [
    Column("adopted", _("adopted"), lambda plan: dates_of(plan, "adopted")),
    Column("launched", _("launched"), lambda plan: dates_of(plan, "launched")),
    Column("period_start", _("period begins"), lambda plan: period_part(plan, "begins")),
    Column("period_end", _("period ends"), lambda plan: period_part(plan, "ends")),
    Column("period_disputed", _("sources differ on the period"), lambda plan: bool(period_part(plan, "disputed"))),
    Column("last_event", _("last event"), lambda plan: last(plan, "kind"), PlanEvent.Kind.choices),
    Column("last_event_date", _("date of the last event"), lambda plan: last(plan, "date")),
    Column("lead", _("lead bodies"), bodies_in(PlanBody.Role.LEADS)),
    Column("lead_type", _("types of lead bodies"), lambda plan: " | ".join(lead_kinds(plan)), Plan.LeadType.choices),
    Column("partners", _("bodies that take part"), bodies_in(PlanBody.Role.TAKES_PART)),
    Column("monitoring_bodies", _("bodies that monitor"), bodies_in(PlanBody.Role.MONITORS)),
    *FINDINGS,
    Column(
        "themes", _("pillars and themes, each with the answer of a source and its key"), themes, Finding.Answer.choices
    ),
    Column(
        "resolutions",
        _("resolutions of the Security Council, each with the answer of a source and its key"),
        answers_on(Finding.Subject.RESOLUTION),
    ),
    Column("languages", _("languages of the plan, each with the answer of a source and its key"), languages),
    Column(
        "focus_countries",
        _("countries that the plan looks at, each with the answer of a source and its key"),
        answers_on(Finding.Subject.COUNTRY),
    ),
    Column("sources", _("keys of the sources"), lambda plan: " ".join(source.key for source in sources(plan))),
    Column(
        "source_titles",
        _("titles of the sources, in the order of their keys"),
        lambda plan: " | ".join(source.title for source in sources(plan)),
    ),
    Column(
        "source_addresses",
        _("addresses of the sources that have one"),
        lambda plan: " ".join(source.url for source in sources(plan) if source.url),
    ),
    Column("address", _("address"), lambda plan: settings.SITE_URL + plan.get_absolute_url()),
]


def plan_columns(on):
    """The columns of the list as it stands on the day ON. Dates are EDTF, as in the sources: 2017 is not 1 January."""
    status = [
        Column("as_of", _("day for which the status is given"), lambda plan: on.isoformat()),
        Column("status", _("status, as a code"), lambda plan: plan.status, Status.choices),
        Column("status_label", _("status, in words"), status_label),
    ]
    return [*WHICH, *status, *WHAT_IS_KNOWN]


EVENTS = [
    Column(
        "event",
        _("what happened, and to which plan"),
        lambda event: f"{event.plan.member.name}, {plan_title(event.plan)}: {event.get_kind_display()}",
    ),
    Column("kind", _("event"), lambda event: event.kind, PlanEvent.Kind.choices),
    Column("date", _("date"), lambda event: event.date),
    Column("until", _("period ends"), lambda event: event.until),
    Column("stated_on", _("stated on"), lambda event: event.stated_on),
    Column("note", _("note"), lambda event: event.note),
    Column("source", _("key of the source"), lambda event: event.source.key),
    Column("source_title", _("title of the source"), lambda event: event.source.title),
    Column("source_address", _("address of the source"), lambda event: event.source.url),
    Column("locator", _("place in the source"), lambda event: event.locator),
    Column("address", _("address"), lambda event: settings.SITE_URL + event.get_absolute_url()),
]
COUNTS = [
    Column("subject", _("what is counted"), lambda row: row.published.get_subject_display()),
    Column("date", _("date"), lambda row: row.published.date),
    Column("relation", _("relation"), lambda row: row.published.relation, PublishedCount.Relation.choices),
    Column("published", _("number that was published"), lambda row: row.published.number),
    Column("source", _("key of the source"), lambda row: row.published.source.key),
    Column("ours", _("our number for the last day of that date"), lambda row: len(row.certain)),
    Column("certain", _("what we count"), lambda row: " ".join(f"{one.member.slug}/{one.slug}" for one in row.certain)),
    Column(
        "possible",
        _("what may have stood"),
        lambda row: " ".join(f"{one.member.slug}/{one.slug}" for one in row.possible),
    ),
]
GROWTH = [
    Column("year", _("year"), lambda year: year.year),
    Column("as_of", _("day for which the numbers are given"), lambda year: year.day.isoformat()),
    Column("new_plans", _("plans made in that year"), lambda year: year.new),
    Column("plans", _("plans made by then"), lambda year: year.plans),
    Column("members", _("countries and organizations with a plan by then"), lambda year: year.countries),
]


def source_json(source):
    return source and {"key": source.key, "title": source.title, "publisher": source.publisher, "url": source.url}


def plan_json(facts):
    """The same facts as the page (see actionplans.dossier), as JSON. Texts carry all their languages."""
    plan, period = facts["plan"], facts["period"]
    return {
        "address": settings.SITE_URL + plan.get_absolute_url(),
        "as_of": facts["on"].isoformat(),
        "code": plan.member.slug,
        "country": texts_of(plan.member, "name"),
        "kind": plan.kind,
        "generation": plan.generation,
        "title": texts_of(plan, "title"),
        "status": plan.status,
        "period": {"begins": period.begins, "ends": period.ends, "disputed": period.disputed} if period else None,
        "bodies": [body_json(body) for _label, bodies in facts["bodies"] for body in bodies],
        "note": texts_of(plan, "note"),
        "events": [event_json(event) for event in [*facts["events"], *facts["later_events"]]],
        "findings": [
            finding_json(finding) for _label, findings, _differ in facts["judgements"] for finding in findings
        ],
        "content": [finding_json(finding) for finding in content_of(facts)],
        "other_plans": [
            {"address": settings.SITE_URL + other.get_absolute_url(), "status": other.status}
            for other in facts["series"]
            if other != plan
        ],
        "documents": [document_json(document) for document in facts["documents"]],
    }


def document_json(document):
    return {
        "kind": document.kind,
        "language": document.language,
        "title": document.title,
        "date": document.date,
        "address": settings.SITE_URL + document.get_absolute_url(),
        "url": document.url,
        "source": source_json(document.source),
    }


def event_json(event):
    return {
        "kind": event.kind,
        "date": event.date,
        "until": event.until,
        "stated_on": event.stated_on,
        "holds_from": event.holds_from and event.holds_from.isoformat(),
        "locator": event.locator,
        "note": texts_of(event, "note"),
        "source": source_json(event.source),
    }


def finding_json(finding):
    return {
        "question": finding.question,
        "about": finding.key,
        "answer": finding.answer,
        "locator": finding.locator,
        "note": texts_of(finding, "note"),
        "source": source_json(finding.source),
    }


def content_of(facts):
    """The findings on themes, resolutions, languages and countries, in the order of the page."""
    for _heading, entries in [*facts["pillars"], *facts["contents"]]:
        for _about, findings, _differ in entries:
            yield from findings


def body_json(body):
    return {
        "role": body.role,
        "name": body.name,
        "type": body.kind,
        "locator": body.locator,
        "note": texts_of(body, "note"),
        "source": source_json(body.source),
    }
