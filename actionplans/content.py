"""What is in a plan: its themes, the resolutions that it cites, its languages, the countries that it looks at."""

from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from actionplans.models import Finding, PlanDocument
from actionplans.story import differing
from wpsnet.models import Theme

Subject, Question = Finding.Subject, Finding.Question
# Themes that have a question of their own: it is answered there, and nowhere else.
ASKED_APART = {"disarmament": Question.DISARMAMENT, "gender-advisers": Question.ADVISERS}
PILLAR_OF = {"disarmament": "prevention", "gender-advisers": "participation"}
THEME_OF = {question.value: slug for slug, question in ASKED_APART.items()}
IN_IT = [Finding.Answer.YES, Finding.Answer.PARTLY]
PILLARS = ["participation", "protection", "prevention", "relief-and-recovery"]  # in the order of the agenda
HEADINGS = {
    Subject.RESOLUTION: _("Resolutions that it cites"),
    Subject.LANGUAGE: _("Languages in which it is written"),
    Subject.COUNTRY: _("Countries that it looks at"),
}


def pillar_of(theme):
    return theme.parent or theme


def in_order(themes):
    """THEMES by pillar: each pillar, then its themes in the reader's alphabet; last, those that belong to none."""
    return sorted(
        themes, key=lambda theme: (*place_of(pillar_of(theme)), theme.parent is not None, theme.name.casefold())
    )


def place_of(pillar):
    return (PILLARS.index(pillar.slug), "") if pillar.slug in PILLARS else (len(PILLARS), pillar.name.casefold())


def said_of(findings):
    """FINDINGS that are about one thing each, as (key of the thing, findings), in the order of FINDINGS."""
    by_key = {}
    for finding in findings:
        by_key.setdefault(finding.key, []).append(finding)
    return by_key


def entries(findings):
    """FINDINGS of one subject as (the thing in words, findings, whether their answers differ), in alphabetical order."""
    rows = [(own[0].subject, own, differing(one.answer for one in own)) for own in said_of(findings).values()]
    return sorted(rows, key=lambda row: row[0].casefold())


def content(findings):
    """What FINDINGS say is in a plan, or is not: themes by pillar, then resolutions, languages, countries; as a context."""
    rows = [finding for finding in findings if finding.question in Subject.values]
    on_themes = said_of(one for one in rows if one.question == Subject.THEME)
    themes = in_order(own[0].theme for own in on_themes.values())
    by_theme = [
        (theme, on_themes[theme.slug], differing(one.answer for one in on_themes[theme.slug])) for theme in themes
    ]
    pillars = groupby(by_theme, key=lambda row: pillar_of(row[0]))
    others = [(label, entries(one for one in rows if one.question == subject)) for subject, label in HEADINGS.items()]
    return {
        "pillars": [(pillar, list(own)) for pillar, own in pillars],
        "contents": [(label, own) for label, own in others if own],
    }


# --- Side by side -----------------------------------------------------------------------------------------------------


def on_theme(plan, slug):
    """What sources say of the theme SLUG in PLAN, whose findings are at hand."""
    return [
        one
        for one in plan.findings.all()
        if THEME_OF.get(one.question) == slug or (one.question == Subject.THEME and one.theme.slug == slug)
    ]


def theme_by_theme(plans):
    """(theme, what is said of it in each of PLANS) for each theme of which a source says something in one of them."""
    rows = [(theme, [on_theme(plan, theme.slug) for plan in plans]) for theme in in_order(all_themes())]
    return [(theme, said) for theme, said in rows if any(said)]


def all_themes():
    return Theme.objects.select_related("parent")


# --- Asked of the registry --------------------------------------------------------------------------------------------


def finds(**said):
    """Of a plan: a source finds in it what is SAID, wholly or partly."""
    return Finding.objects.filter(plan=OuterRef("pk"), answer__in=IN_IT, **said)


def with_theme(plans, slug):
    """PLANS that take up the theme SLUG; where it is a pillar, that or one of its themes."""
    asked = [question for own, question in ASKED_APART.items() if own == slug or PILLAR_OF[own] == slug]
    found = Q(Exists(finds(theme__in=Theme.objects.filter(Q(slug=slug) | Q(parent__slug=slug)))))
    return plans.filter(found | Q(Exists(finds(question__in=asked))) if asked else found)


def with_language(plans, code):
    """PLANS that are written in the language CODE: a source says so, or the text of the plan is kept here in it."""
    kept = PlanDocument.objects.published().filter(plan=OuterRef("pk"), kind=PlanDocument.Kind.PLAN, language=code)
    return plans.filter(Exists(finds(question=Subject.LANGUAGE, code=code)) | Exists(kept))
