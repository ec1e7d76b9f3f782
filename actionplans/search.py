"""What of this app can be found: plans, with the notes on them, and the titles of their documents."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from actionplans.models import Plan, PlanDocument
from actionplans.wording import plan_title
from wpsnet.languages import CODES, pick, texts_of
from wpsnet.search import Findable, findable, path_of


@findable("plan", gettext_lazy("Action plans"))
def plans(keys=None):
    rows = Plan.objects.select_related("member").prefetch_related("events", "findings", "bodies")
    for plan in rows if keys is None else [row for row in rows if key_of(row) in keys]:
        noted = [texts_of(record, "note") for record in records_of(plan)]
        bodies = list(dict.fromkeys(body.name for body in plan.bodies.all()))
        yield Findable(
            key=key_of(plan),
            path=path_of(plan),
            titles={code: title_of(plan, code) for code in CODES},
            bodies={code: "\n".join(filter(None, [*bodies, *(note.get(code) for note in noted)])) for code in CODES},
            names=tuple(texts_of(plan, "title").values()),
            about=(*texts_of(plan.member, "name").values(), plan.member.slug),
        )


def records_of(plan):
    return (plan, *plan.events.all(), *plan.findings.all(), *plan.bodies.all())


def key_of(plan):
    return f"{plan.member.slug}-{plan.slug}"


def title_of(plan, language):
    """“Namibia: First national action plan”, or the plan's own title."""
    member = pick(texts_of(plan.member, "name"), language)[0]
    with override(language):
        return _("%(member)s: %(title)s") % {"member": member, "title": plan_title(plan)}


@findable("plan_document", gettext_lazy("Documents of plans"))
def documents(keys=None):
    """By their titles. Their text has a search of its own (/plans/documents/), since it fills a thousand times the room."""
    rows = PlanDocument.objects.published().select_related("plan__member")
    for document in rows if keys is None else rows.filter(pk__in=keys):
        language = document.language if document.language in CODES else "en"
        yield Findable(
            key=str(document.pk),
            path=path_of(document),
            titles={language: document.title},
            names=(document.title,),
            about=(*texts_of(document.plan.member, "name").values(), document.plan.member.slug),
            date=document.last,
        )
