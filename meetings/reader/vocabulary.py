"""What a rule needs to know of a language: meetings/reader/words holds one module for each.

The patterns are regular expressions, written without capitals: they are folded (meetings.reader.normal.fold) as the text
is that they meet, so accents, hamzas and capitals do not count. They hold no \\W, \\S, \\D for that reason.
"""

import re

from meetings.reader.normal import fold

PATTERNS = {
    # the letter
    "letter": "the title of a letter of transmittal",
    "annex": "the line that begins the annex",
    "signed": "(Signed)",
    "permanent": "permanent representative",
    "session": "of the General Assembly, with the ordinal in the group `n`",
    "council_year": "of the Security Council, likewise",
    "item": "agenda item, with its number in the group `n`",
    # the meeting
    "meeting": "its ordinal in the group `n`; in `m` where the network is not named",
    "chaired": "who chaired",
    "opening": "opening remarks",
    "moderated": "who moderated",
    "panel": "who was in the panel",
    "closing": "closing remarks",
    "place": "what stands before a place",
    "duration": "the number in the group `n`, hours or minutes in `unit`",
    # who spoke
    "spoke": "says that those in the sentence spoke",
    "spoke_weak": "says so only where three or more are named",
    "attended": "says that they were there",
    "lead": "may stand before a name that is the subject",
    "after": "may stand between the name and its verb",
    "says": "a verb of saying, or of what is reported",
    "and_": "and",
    # plans
    "plan": "national action plan",
    "regional_plan": "regional action plan",
    "own": "its, before the plan",
    "tool": "not a plan, but what helps with one, or the plans of others",
    "future": "will",
    "recent": "recently",
    "frameworks": "other frameworks than a plan",
    "count": "how many countries have a plan: `n` of `of`, or `m`",
    "more_than": "more than",
    "this_year": "this year",
    # action points
    "points": "the heading of the action points, or the sentence before them",
    "by": "before the day by which something is due",
    "vague": "a due date in words",
    "responsible": "Responsible:",
    # people
    "honorific": "Ms., Ambassador",
    "function": "a word that is of a function, not of a name",
}
PAIRS = {"stages": "(kind of event, pattern)", "bodies": "(code, pattern)"}


class Words:
    """The words of one language, compiled."""

    def __init__(self, code, *, ordinals, verb_first=False, **told):
        if set(told) != {*PATTERNS, *PAIRS}:
            raise TypeError(f"{code}: {set(told) ^ {*PATTERNS, *PAIRS}}")
        self.code, self.verb_first = code, verb_first
        for name in PATTERNS:
            setattr(self, name, compiled(told[name]))
        for name in PAIRS:
            setattr(self, name, [(key, compiled(pattern)) for key, pattern in told[name]])
        longest_first = sorted(ordinals.items(), key=lambda one: -len(one[0]))
        self.ordinals = [(compiled(pattern), number) for pattern, number in longest_first]

    def ordinal(self, text):
        """The number that the ordinal TEXT writes, in words or digits; None where it writes none."""
        rest = fold(text)
        if digits := re.search(r"\d+", rest):
            return int(digits[0])
        total = 0
        for pattern, number in self.ordinals:
            if found := pattern.search(rest):
                total += number
                rest = f"{rest[: found.start()]} {rest[found.end() :]}"
        return total or None


def compiled(pattern):
    return re.compile(fold(pattern).replace("(?p<", "(?P<"))
