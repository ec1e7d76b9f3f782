"""From accepted proposals to records: what is there already is recognised and stays as it is, the rest is written.

Each writer takes a proposal and returns ACCEPTED, KNOWN or REFUSED. All run inside the transaction of the action.
"""

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from actionplans.models import Plan, PlanEvent, PublishedCount
from meetings.actions.points import save_point
from meetings.models import ActionPoint, Duty, Meeting, Paper, Proposal, Session, Speaker, Statement
from members.models import Member
from wpsnet.dates import bounds
from wpsnet.languages import column
from wpsnet.models import Source

State = Proposal.State
# Bodies that the network has; what the Network or civil society is to do stands in words.
DUTIES = {
    "secretariat": Duty.Body.SECRETARIAT,
    "chair": Duty.Body.CHAIR,
    "bureau": Duty.Body.BUREAU,
    "members": Duty.Body.ALL_MEMBERS,
    "focal points": Duty.Body.ALL_MEMBERS,
}
COUNTED = {None: "countries", "african-union": "africa"}
FIRST_KINDS = ["meeting", "letter", "chair"]  # the others stand on them


def meeting_of(proposals):
    """The meeting on record that the proposals are about, by its day, or by its number where no day is said."""
    said = next((one.said for one in proposals if one.kind == "meeting"), {})
    if not (said.get("date") or said.get("number")):
        return None
    same = {"first": bounds(said["date"])[0]} if said.get("date") else {"ordinal": said["number"]}
    return Meeting.objects.filter(**same).order_by("ordinal").first()


class Writer:
    """Writes the accepted proposals of one SUMMARY, those of MEETING or of a new one of KIND."""

    def __init__(self, summary, meeting, kind, by):
        self.summary, self.meeting, self.kind, self.by = summary, meeting, kind, by
        self.language = summary.language
        self.members = {member.slug: member for member in Member.objects.all()}
        self.plans = set()  # whose pages have changed
        self.source = None

    def text(self, field, words):
        """WORDS for the column of the summary's language."""
        return {column(field, self.language): words}

    def write(self, proposals):
        """Write PROPOSALS; returns {proposal: state}."""
        said = {one.kind: one.said for one in proposals if one.kind in FIRST_KINDS}
        is_new = self.meeting is None
        self.source = self.source_of(said)
        if is_new:
            self.meeting = self.new_meeting(said["meeting"])
        states = {}
        for one in sorted(proposals, key=lambda one: (one.kind not in FIRST_KINDS, one.order)):
            if one.kind == "meeting":
                states[one] = State.ACCEPTED if is_new else State.KNOWN
            else:
                states[one] = getattr(self, one.kind)(one, one.said)
        return states

    # --- The meeting and its document ---------------------------------------------------------------------------------

    def source_of(self, said):
        """The source on record that is this document, or a new one."""
        date, symbols = said.get("letter", {}).get("date", ""), said.get("letter", {}).get("symbols", "")
        if self.meeting:
            papers = [paper for paper in self.meeting.papers.select_related("source") if paper.kind == "summary"]
            for source in [self.meeting.source, *(paper.source for paper in papers)]:
                if date and source.date == date:
                    return source
            for paper in papers:
                if symbols and paper.symbols == symbols:
                    return paper.source
        title = symbols or said.get("meeting", {}).get("name") or self.summary.file.name
        source = Source.objects.told(title[:400], kind="un_document" if symbols or date else "web")
        if not source.date and date:
            source.date, source.language = date, self.language
            source.save()
        return source

    def new_meeting(self, said):
        place, year = said.get("place", ""), said["date"][:4]
        slug = base = slugify(f"{place}-{year}") if slugify(place) else f"meeting-{said['date'][:10]}"
        count = 1
        while Meeting.objects.filter(slug=slug).exists():
            count += 1
            slug = f"{base}-{count}"
        texts = self.text("name", said.get("name") or place or slug) | self.text("place", place)
        number = said.get("number")
        is_free = number and not Meeting.objects.filter(ordinal=number).exists()
        facts = {"ordinal": number if is_free else None, "date": said["date"], "duration_minutes": said.get("minutes")}
        return Meeting.objects.create(slug=slug, kind=self.kind, source=self.source, **facts, **texts)

    def letter(self, proposal, said):
        papers = Paper.objects.filter(meeting=self.meeting)
        if said.get("symbols") and Paper.objects.filter(symbols=said["symbols"]).exists():
            return State.KNOWN
        if papers.filter(kind="summary", source=self.source).exists() or (
            said.get("date") and papers.filter(letter_date=said["date"]).exists()
        ):
            return State.KNOWN
        signed = [one.said["name"] for one in self.summary.proposals.filter(kind="signatory")]
        Paper.objects.create(
            meeting=self.meeting,
            symbols=said.get("symbols", "")[:80],
            kind="summary",
            letter_date=said.get("date", ""),
            ga_session=said.get("session"),
            agenda_item=said.get("item", "")[:200],
            sc_year=said.get("council_year"),
            signatories="; ".join(signed)[:400],
            source=self.source,
            **self.text("title", (self.meeting.name or self.source.title)[:300]),
        )
        return State.ACCEPTED

    def chair(self, proposal, said):
        member = self.members.get(said["member"])
        if member is None:
            return State.REFUSED
        if self.meeting.chairs.filter(pk=member.pk).exists():
            return State.KNOWN
        self.meeting.chairs.add(member)
        return State.ACCEPTED

    # --- Who was there ------------------------------------------------------------------------------------------------

    def person(self, proposal, said):
        if Speaker.objects.filter(session__meeting=self.meeting, name__iexact=said["name"]).exists():
            return State.KNOWN
        session = self.session_of(said["role"])
        Speaker.objects.create(
            session=session,
            order=next_order(session.speakers),
            name=said["name"][:150],
            role=said["role"],
            member=self.members.get(said["member"]),
            locator=proposal.place,
            source=self.source,
            **self.text("function", said["function"][:300]),
        )
        return State.ACCEPTED

    def session_of(self, role):
        """The session in which somebody has that role, or a new one that bears its name."""
        with override(self.language):
            title = {"opening": _("Opening"), "closing": _("Closing")}.get(role, _("Panel"))
        sessions = self.meeting.sessions.order_by("number")
        same = sessions.filter(speakers__role=role).first() or sessions.filter(**self.text("title", title)).first()
        facts = {"number": next_order(self.meeting.sessions, "number"), "source": self.source}
        return same or Session.objects.create(meeting=self.meeting, **facts, **self.text("title", title))

    def speaker(self, proposal, said):
        member = self.members.get(said["member"])
        if member is None:
            return State.REFUSED
        if self.meeting.statements.filter(member=member).exists():
            return State.KNOWN
        places = said["paragraphs"] or [proposal.place.removeprefix("para. ")]
        Statement.objects.create(
            meeting=self.meeting,
            order=next_order(self.meeting.statements),
            member=member,
            reported=bool(said["passages"]),
            locator=cited(places),
            source=self.source,
            **self.text("text", " ".join(dict.fromkeys(one["quote"] for one in said["passages"]))),
        )
        return State.ACCEPTED

    # --- Plans --------------------------------------------------------------------------------------------------------

    def plan(self, proposal, said):
        member = self.members.get(said["member"])
        if member is None or not said["date"]:
            return State.REFUSED
        same = {"plan__member": member, "plan__kind": said["plan"], "kind": said["stage"]}
        if said["generation"]:
            same["plan__generation"] = said["generation"]
        if any(overlap(event.date, said["date"]) for event in PlanEvent.objects.filter(**same)):
            return State.KNOWN
        plan = plan_for(member, said)
        stated = self.meeting.date if "/" not in self.meeting.date else self.meeting.date.split("/")[-1]
        facts = {"kind": said["stage"], "date": said["date"], "until": said.get("until", "")}
        facts |= {"source": self.source, "locator": proposal.place}
        _event, is_new = plan.events.get_or_create(**facts, defaults={"stated_on": stated})
        self.plans.add(plan)
        return State.ACCEPTED if is_new else State.KNOWN

    def count(self, proposal, said):
        subject = COUNTED.get(said["member"])
        if subject is None:
            return State.REFUSED
        facts = {"subject": subject, "number": said["number"], "relation": said["relation"]}
        if any(overlap(count.date, self.meeting.date) for count in PublishedCount.objects.filter(**facts)):
            return State.KNOWN
        PublishedCount.objects.create(date=self.meeting.date, source=self.source, locator=proposal.place, **facts)
        return State.ACCEPTED

    # --- Action points ------------------------------------------------------------------------------------------------

    def point(self, proposal, said):
        if self.meeting.action_points.filter(ref=said["ref"]).exists():
            return State.KNOWN
        point = ActionPoint(
            meeting=self.meeting,
            ref=said["ref"],
            due=said.get("due", ""),
            locator=proposal.place,
            source=self.source,
            **self.text("text", said["text"]),
            **self.text("responsible_words", ", ".join(self.named(said.get("responsible", [])))[:300]),
        )
        codes = said.get("responsible", [])
        bodies = {DUTIES[code] for code in codes if code in DUTIES}
        save_point(point, bodies, [self.members[code] for code in codes if code in self.members], by=self.by)
        return State.ACCEPTED

    def named(self, codes):
        """The names of bodies and members, in the language of the summary."""
        with override(self.language):
            return [str(self.members[code].name if code in self.members else body_name(code)) for code in codes]


def body_name(code):
    return {
        "secretariat": _("the secretariat"),
        "chair": _("the chair"),
        "bureau": _("the bureau"),
        "focal points": _("focal points"),
        "members": _("all members"),
        "network": _("the Network"),
        "civil society": _("civil society"),
        "united nations": _("the United Nations"),
    }.get(code, code)


def next_order(rows, field="order"):
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


def cited(places):
    return (f"para. {places[0]}" if len(places) == 1 else f"paras. {', '.join(places)}")[:60]


def overlap(one, other):
    """Whether two EDTF dates can be the same day; without a date nothing is the same."""
    if not (one and other):
        return False
    (first, last), (other_first, other_last) = bounds(one), bounds(other)
    begins_in_time = first is None or other_last is None or first <= other_last
    return begins_in_time and (other_first is None or last is None or other_first <= last)


def plan_for(member, said):
    """The plan of MEMBER that is spoken of, or a new one."""
    plans = Plan.objects.filter(member=member, kind=said["plan"])
    if said["plan"] == "national":
        number = said["generation"] or (plans.aggregate(last=Max("generation"))["last"] or 1)
        return plans.get_or_create(generation=number, defaults=new_plan(member, said, str(number)))[0]
    slug = {"regional": "regional-plan", "other_framework": "other-frameworks"}[said["plan"]]
    return plans.order_by("pk").first() or plans.create(**new_plan(member, said, slug))


def new_plan(member, said, slug):
    taken = Plan.objects.filter(member=member, slug=slug).exists()
    return {"member": member, "kind": said["plan"], "slug": f"{slug}-2" if taken else slug}
