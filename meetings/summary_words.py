"""A proposal as a sentence for the officer, and the remarks of a reading."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from actionplans.models import PlanEvent
from meetings.acceptance import body_name
from meetings.models import Proposal, Speaker
from wpsnet.dates import in_words
from wpsnet.languages import NAMES

REMARKS = {
    "cut": _l("It is very long: only its beginning was read. Send the part that is the summary."),
    "mixed": _l("It is written in more than one language: %(words)s. Look at every proposal."),
    "encoding": _l("It is not in Unicode; its letters were guessed (%(words)s). If they look wrong, save it as .docx."),
    "number_skips": _l("A number is missing before “%(words)s”. The points were numbered as they are printed."),
    "number_repeats": _l("A number stands twice, or goes back: “%(words)s”. Look at the numbers of the points."),
}
STATES = {
    "no_summary": _l(
        "It does not look like the summary of a meeting: neither speakers nor action points were found."
        " What was found all the same stands below. Nothing has been recorded."
    ),
    "no_text": _l(
        "The file holds no text: it is empty, or a scan. Scanned pages are pictures;"
        " have their letters recognised, and send the file again."
    ),
    "encrypted": _l("The file is locked with a password. Save it without one, and send it again."),
    "damaged": _l("The file is damaged. Save it again from the program that made it, and send the new file."),
    "failed": _l("The file could not be read, three times. Save it as plain text or .docx, and send that one."),
}


def remark(code, words):
    if code == "mixed":
        words = ", ".join(str(NAMES.get(language, language)) for language in words.split())
    return REMARKS[code] % {"words": words} if "%" in str(REMARKS[code]) else REMARKS[code]


def in_sentence(proposal, names):
    """What would be recorded; NAMES are those of members, by slug."""
    return SENTENCES[proposal.kind](proposal.said, names)


def meeting(said, names):
    told = [said.get("name", "")]
    told += [_("number %(number)s") % {"number": said["number"]}] if "number" in said else []
    told += [in_words(said["date"])] if "date" in said else []
    told += [said.get("place", "")]
    if minutes := said.get("minutes"):
        told.append(ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes})
    return " · ".join(filter(None, told))


def letter(said, names):
    told = [said.get("symbols", "")]
    told += [_("letter of %(date)s") % {"date": in_words(said["date"])}] if said.get("date") else []
    told += [_("General Assembly, session %(number)s") % {"number": said["session"]}] if said.get("session") else []
    told += [_("agenda item %(item)s") % {"item": said["item"]}] if said.get("item") else []
    told += (
        [_("Security Council, year %(number)s") % {"number": said["council_year"]}] if said.get("council_year") else []
    )
    return " · ".join(filter(None, told)) or _("The document, without symbol and date")


def chair(said, names):
    return _("%(member)s chaired") % {"member": names.get(said["member"], said["member"])}


def person(said, names):
    told = {"name": said["name"], "role": Speaker.Role(said["role"]).label, "function": said["function"]}
    member = names.get(said["member"])
    words = _("%(name)s, %(role)s: %(function)s") % told if said["function"] else _("%(name)s, %(role)s") % told
    return f"{words} ({member})" if member else words


def signatory(said, names):
    told = {"name": said["name"], "function": said["function"]}
    return _("%(name)s: %(function)s") % told if said["function"] else said["name"]


def speaker(said, names):
    told = {"member": names.get(said["member"], said["member"])}
    if not said["passages"]:
        return _("%(member)s spoke, content not reported") % told
    told["paragraphs"] = ", ".join(said["paragraphs"])
    return (
        ngettext(
            "%(member)s: reported in paragraph %(paragraphs)s",
            "%(member)s: reported in paragraphs %(paragraphs)s",
            len(said["paragraphs"]),
        )
        % told
    )


def plan(said, names):
    told = {
        "member": names.get(said["member"], said["member"]),
        "stage": PlanEvent.Kind(said["stage"]).label,
        "date": in_words(said["date"]),
        "number": said["generation"],
    }
    if said["plan"] == "regional":
        return _("%(member)s, regional action plan: %(stage)s, %(date)s") % told
    if said["plan"] == "other_framework":
        return _("%(member)s applies other frameworks, %(date)s") % told
    if said["generation"]:
        return _("%(member)s, national action plan number %(number)s: %(stage)s, %(date)s") % told
    return _("%(member)s, national action plan, number not said: %(stage)s, %(date)s") % told


def count(said, names):
    told = {"number": said["number"], "of": said["of"], "member": names.get(said["member"])}
    if said["of"]:
        return _("%(number)s of %(of)s have a plan (%(member)s)") % told
    words = _("more than %(number)s have a plan") if said["relation"] == "more_than" else _("%(number)s have a plan")
    return words % told


def point(said, names):
    told = [f"{said['ref']} {said['text']}"]
    if said.get("responsible"):
        bodies = ", ".join(str(names.get(code) or body_name(code)) for code in said["responsible"])
        told.append(_("Responsible: %(bodies)s.") % {"bodies": bodies})
    if said.get("due"):
        told.append(_("Due: %(date)s.") % {"date": in_words(said["due"])})
    if said.get("due_words"):
        told.append(_("Due, in words: %(words)s.") % {"words": said["due_words"]})
    return " ".join(told)


SENTENCES = {
    "meeting": meeting,
    "letter": letter,
    "chair": chair,
    "person": person,
    "signatory": signatory,
    "speaker": speaker,
    "plan": plan,
    "count": count,
    "point": point,
    "symbol": lambda said, names: said["symbol"],
    "date": lambda said, names: in_words(said["date"]),
}


def groups(proposals, names):
    """[(label of the kind, is_noted, [proposals with their `words`])], in the order of the kinds."""
    found = []
    for kind in Proposal.Kind:
        rows = [one for one in proposals if one.kind == kind]
        for one in rows:
            one.words = in_sentence(one, names)
        if rows:
            found.append((kind, kind in Proposal.NOTED, rows))
    return found
