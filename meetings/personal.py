"""What this app holds about a person: what she wrote, added, sent, asked for or proposed, and when; not the words of the
office."""

from meetings import personal_who_comes  # noqa: F401  registers what is held of those who come
from meetings.models import (
    AgendaPaper,
    ChairSummary,
    Corrigendum,
    Delivered,
    Inscription,
    Paragraph,
    Report,
    RuleComment,
    Suggestion,
    Summary,
    Undertaking,
)
from wpsnet.personal import held


@held.guest("meetings")
def meetings(person):
    reports = Report.objects.filter(written_by=person).order_by("pk")
    papers = AgendaPaper.objects.filter(added_by=person).order_by("pk")
    summaries = Summary.objects.filter(sent_by=person).order_by("pk")
    told = ["duty__point__meeting__slug", "duty__point__ref", "duty__body", "duty__member__slug", "member__slug"]
    return {
        "reports_on_action_points": list(reports.values(*told, "progress", "written_at")),
        "papers_of_agendas": list(papers.values("item__meeting__slug", "title", "language", "added_at")),
        "summaries_sent": list(summaries.values("file__name", "sent_at")),
        **on_the_floor(person),
        **in_rules_and_programme(person),
        **written_of_summaries(person),
    }


def on_the_floor(person):
    asked = Inscription.objects.filter(asked_by=person).order_by("pk")
    texts = Delivered.objects.filter(added_by=person).order_by("pk")
    return {
        "requests_for_the_floor": list(asked.values("item__meeting__slug", "member__slug", "speaker", "asked_at")),
        "texts_of_statements": list(texts.values("inscription__item__meeting__slug", "language", "added_at")),
    }


def in_rules_and_programme(person):
    about = ["paragraph__version__text__slug", "paragraph__order", "member__slug", "written_at"]
    answered = RuleComment.objects.filter(answered_by=person).order_by("pk")
    planned = Undertaking.objects.filter(proposed_by=person).order_by("pk")
    return {
        "comments_on_rules": list(RuleComment.objects.filter(written_by=person).order_by("pk").values(*about)),
        "answers_on_rules": list(answered.values(*about, "answered_at")),
        "proposed_for_the_programme": list(planned.values("member__slug", "title", "year", "proposed_at")),
    }


def written_of_summaries(person):
    """Of chairs' summaries: which paragraphs she was the last to write, what she suggested, settled and issued."""
    meeting = "summary__meeting__slug"
    suggested = Suggestion.objects.filter(written_by=person).order_by("pk")
    settled = Suggestion.objects.filter(settled_by=person).order_by("pk")
    return {
        "summaries_begun": list(ChairSummary.objects.filter(begun_by=person).values("meeting__slug", "state")),
        "paragraphs_saved": list(Paragraph.objects.filter(saved_by=person).values(meeting, "number", "saved_at")),
        "corrections_suggested": list(suggested.values("paragraph__" + meeting, "member__slug", "written_at")),
        "corrections_settled": list(settled.values("paragraph__" + meeting, "accepted", "settled_at")),
        "corrigenda_issued": list(Corrigendum.objects.filter(issued_by=person).values(meeting, "number", "issued_at")),
    }
