"""Plans as files: the list as rows, and one plan as a record for machines."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from actionplans import story
from actionplans.wording import plan_title, status_label
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


def source_keys(plan):
    return " ".join(sorted({event.source.key for event in plan.told}))


def plan_columns(on):
    """The columns of the list as it stands on the day ON. Dates are EDTF, as in the sources: 2017 is not 1 January."""
    return [
        Column("plan", _("plan"), lambda plan: f"{plan.member.name}: {plan_title(plan)}"),
        Column("code", _("ISO alpha-3 code, or the address of an organization"), lambda plan: plan.member.slug),
        Column("country", _("country or organization"), lambda plan: plan.member.name),
        Column("un_group", _("United Nations regional group"), lambda plan: plan.member.un_group),
        Column("region", _("M49 code of the region"), lambda plan: plan.member.region and plan.member.region.code),
        Column(
            "subregion",
            _("M49 code of the sub-region"),
            lambda plan: plan.member.subregion and plan.member.subregion.code,
        ),
        Column("kind", _("kind"), lambda plan: plan.kind),
        Column("generation", _("generation"), lambda plan: plan.generation),
        Column("title", _("title"), lambda plan: plan.title),
        Column("as_of", _("day for which the status is given"), lambda plan: on.isoformat()),
        Column("status", _("status, as a code"), lambda plan: plan.status),
        Column("status_label", _("status, in words"), status_label),
        Column("adopted", _("adopted"), lambda plan: dates_of(plan, "adopted")),
        Column("launched", _("launched"), lambda plan: dates_of(plan, "launched")),
        Column("period_start", _("period begins"), lambda plan: period_part(plan, "begins")),
        Column("period_end", _("period ends"), lambda plan: period_part(plan, "ends")),
        Column("period_disputed", _("sources differ on the period"), lambda plan: bool(period_part(plan, "disputed"))),
        Column("last_event", _("last event"), lambda plan: last(plan, "kind")),
        Column("last_event_date", _("date of the last event"), lambda plan: last(plan, "date")),
        Column("lead", _("lead body"), lambda plan: plan.lead),
        Column("lead_type", _("type of lead body"), lambda plan: plan.lead_type),
        Column("partners", _("partners"), lambda plan: plan.partners),
        Column("sources", _("keys of the sources"), source_keys),
        Column("address", _("address"), lambda plan: settings.SITE_URL + plan.get_absolute_url()),
    ]


def source_json(source):
    return {"key": source.key, "title": source.title, "publisher": source.publisher, "url": source.url}


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
        "lead": plan.lead,
        "lead_type": plan.lead_type,
        "partners": plan.partners,
        "note": texts_of(plan, "note"),
        "events": [event_json(event) for event in [*facts["events"], *facts["later_events"]]],
        "findings": [
            finding_json(finding) for _label, findings, _differ in facts["judgements"] for finding in findings
        ],
        "other_plans": [
            {"address": settings.SITE_URL + other.get_absolute_url(), "status": other.status}
            for other in facts["series"]
            if other != plan
        ],
    }


def event_json(event):
    return {
        "kind": event.kind,
        "date": event.date,
        "until": event.until,
        "stated_on": event.stated_on,
        "holds_from": event.happened_by and event.happened_by.isoformat(),
        "locator": event.locator,
        "note": texts_of(event, "note"),
        "source": source_json(event.source),
    }


def finding_json(finding):
    return {
        "question": finding.question,
        "answer": finding.answer,
        "locator": finding.locator,
        "note": texts_of(finding, "note"),
        "source": source_json(finding.source),
    }
