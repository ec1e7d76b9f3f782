"""The answers of members to the questions that all are asked, put in order for a page."""

from dataclasses import dataclass, field

from members.models import Fact, Question


@dataclass(frozen=True)
class Answered:
    """One question with what readers see: the answers of the newest date, those of earlier ones, and what is proposed."""

    question: Question
    current: list[Fact] = field(default_factory=list)
    older: list[Fact] = field(default_factory=list)
    proposed: list[Fact] = field(default_factory=list)

    @property
    def differ(self):
        """Whether sources of the same date say different things."""
        return len({(fact.answer, fact.share) for fact in self.current}) > 1

    @property
    def anchor(self):
        return f"answer-{self.question}"


def by_question(facts):
    """All questions in their order with their answers among FACTS, which are neither withdrawn nor of several members."""
    return [_answered(question, [fact for fact in facts if fact.question == question]) for question in Question]


def answered_by(member):
    """The questions that readers see answered for MEMBER."""
    published = list(member.facts.published().select_related("source"))
    return [answered for answered in by_question(published) if answered.current]


def _answered(question, facts):
    published = [fact for fact in facts if fact.published_at]
    newest = max((fact.as_of_last for fact in published), default=None)
    return Answered(
        question,
        current=[fact for fact in published if fact.as_of_last == newest],
        older=[fact for fact in published if fact.as_of_last != newest],
        proposed=[fact for fact in facts if not fact.published_at],
    )
