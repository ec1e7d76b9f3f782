"""Who gets what answer: reads tests/access.csv and makes the people and objects that its lines speak of.

A new page needs two lines in the file, GET and POST (a missing one fails the build), and, where its address holds more
than a member's code, an entry in KEYWORDS below. Columns A to M are the roles: A nobody, C civil society, F focal point of
Namibia, L her alternate, B bureau, E editor, M administrator of the secretariat. `own` is Namibia and what belongs to it,
`other` is Sweden. A cell is the status of the answer, or `in` where it leads to the sign-in page.
"""

import csv
import datetime as dt
from pathlib import Path

from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from model_bakery import baker

from actionplans.models import Action, Commitment, Initiative, Objective, Plan, PlanComment, last_year_due
from meetings.actions import chair_summary as summaries
from meetings.models import (
    ActionPoint,
    Admission,
    AgendaItem,
    AgendaPaper,
    ChairSummary,
    Delegation,
    Event,
    InputCall,
    Inscription,
    Meeting,
    Paragraph,
    ProtectedPerson,
    Report,
    Room,
    RuleText,
    RuleVersion,
    Schedule,
    Suggestion,
    Summary,
    SupportRequest,
    Undertaking,
)
from members.models import (
    Appointment,
    BureauNote,
    BureauTerm,
    Circle,
    ContactCase,
    EntryNote,
    Fact,
    Import,
    Invitation,
    LiaisonEntry,
    Member,
    Membership,
    MembershipRequest,
    ProfileRevision,
    User,
    VerificationRound,
)
from newsletters.models import Edition, Item
from observatory.models import Correction, Resource
from tests.conftest import appoint, person, state
from tests.signing_in import sign_in
from wpsnet.models import Source, StoredFile
from wpsnet.seal import seal

ROLES = ["A", "C", "F", "L", "B", "E", "M"]
METHODS = ["GET", "POST"]
IMPORT_VERBS = ["apply", "undo", "discard", "read_again", "invite"]


class World:
    """One person for each role, signed in, and two members: what belongs to them is made once for all lines."""

    def __init__(self):
        self.own, self.other = state("NAM", "Namibia"), state("SWE", "Sweden")
        norway = state("NOR", "Norway")
        BureauTerm.objects.create(member=norway, year=dt.date.today().year, role="chair")
        wilpf = Member.objects.create(kind="civil_society", slug="wilpf", name_en="WILPF")
        self.people = {
            "C": post("civil@example.org", wilpf, Appointment.Role.REPRESENTATIVE),
            "F": post("focal@example.org", self.own, Appointment.Role.FOCAL_POINT),
            "L": post("alternate@example.org", self.own, Appointment.Role.ALTERNATE),
            "B": post("bureau@example.org", norway, Appointment.Role.FOCAL_POINT),
            "E": person("editor@example.org", "Editor", secretariat="editor"),
            "M": person("admin@example.org", "Administrator", secretariat="admin"),
        }
        Plan.objects.create(member=self.own, slug="1", generation=1, kind="national").events.create(
            kind="launched", date="2019", source=Source.objects.create(key="S", title="Summary", kind="un_document")
        )
        baker.make(Meeting, slug="berlin-2018", name="Berlin", date="2018-04-09", ordinal=None)
        for member in (self.own, self.other):
            ProfileRevision.objects.create(member=member, number=1, published_by=self.people["F"])
        self.circle, self.notice = circle_of_others()
        self.cookies = {"A": Client().cookies}
        for role, user in self.people.items():
            client = Client()
            sign_in(client, user)
            self.cookies[role] = client.cookies

    def member(self, whose):
        return {"own": self.own, "other": self.other}[whose]


def post(email, member, role):
    user = person(email, email)
    appoint(user, member, role)
    return user


def circle_of_others():
    """A circle and a notice in it; none of the roles is in it."""
    circle = Circle.objects.create(slug="mediators", name_en="Mediators")
    convener = circle.memberships.create(
        person=person("convener@example.org", "Convener"), joined_at=timezone.now(), convenes=True
    )
    notice = circle.notices.create(author=convener, title="Title", words="Words")
    notice.files.create(name="notes.pdf", content_type="application/pdf", size=1, file="files/nowhere.pdf")
    return circle, notice


def correction_of(world, whose):
    facts = {"page": "/en/countries/", "member": world.member(whose), "language": "en", "wrong": "A date."}
    return {"pk": Correction.objects.get_or_create(digest=whose, defaults=facts)[0].pk}


def record_of(world, whose):
    plan, _is_new = Plan.objects.get_or_create(member=world.member(whose), slug="1", kind="national", generation=1)
    return {"member": plan.member.slug, "slug": plan.slug}


def said_of(world, whose):
    """What a United Nations document says of the plan."""
    place = record_of(world, whose)
    plan = Plan.objects.get(member=world.member(whose), slug="1")
    said = {"kind": "attested", "date": "2019", "source": Source.objects.get(key="S")}
    return place | {"kind": "event", "pk": plan.events.get_or_create(**said)[0].pk}


def proposal_of(world, whose):
    """An event that the alternate has proposed."""
    place = record_of(world, whose)
    plan = Plan.objects.get(member=world.member(whose), slug="1")
    return place | {"pk": plan.proposals.create(kind="event", typed={}, written_by=world.people["L"]).pk}


def resource_of(kind, **more):
    def find(world, whose):
        facts = {"title_en": "A record", "source": Source.objects.get(key="S"), "published_at": timezone.now()}
        rows = Resource.objects.filter(withdrawn_at=None)
        return {"pk": rows.get_or_create(member=world.member(whose), kind=kind, defaults=facts)[0].pk} | more

    return find


def document_of(world, whose, **more):
    """A document of the plan, in words of its government."""
    place = record_of(world, whose)
    cited = Source.objects.get_or_create(key="GOV", defaults={"title": "Government", "kind": "government"})[0]
    facts = {"kind": "plan", "language": "en", "title": "Plan", "url": "https://example.org", "text_state": "not_here"}
    plan = Plan.objects.get(member=world.member(whose), slug="1")
    document = plan.documents.create(**facts, source=cited, written_by=world.people["L"], **more)
    document.pages.create(number=1, language="en", text="Words", vector="")
    return place | {"pk": document.pk}


def proposed_document(world, whose):
    return document_of(world, whose)


def public_document(world, whose):
    return document_of(world, "own", published_by=world.people["F"], published_at=timezone.now())


def in_circle(world, whose):
    return {"slug": world.circle.slug}


def of_circle(row):
    """What stands in an address below that of the circle: its slug, and the key of ROW, a function of the notice."""
    return lambda world, whose: {"slug": world.circle.slug, "pk": row(world.notice).pk}


def kept_circle(world, whose):
    return {"pk": world.circle.pk}


def invitation(world, whose):
    until = timezone.now() + dt.timedelta(hours=1)
    return {"pk": baker.make(Invitation, email="guest@example.org", role="", expires_at=until).pk}


def entry(world, whose):
    return {"slug": world.member(whose).slug}


def contact(world, whose):
    """The post of Namibia's focal point; `hidden` is that of somebody who shows nothing."""
    if whose == "own":
        return {"pk": world.people["F"].appointments.get().pk}
    shows = {"show_name": "secretariat", "show_email": "secretariat"}
    return {"pk": appoint(person("hidden@example.org", "Hidden"), world.other, Appointment.Role.MISSION, **shows).pk}


def team_invitation(world, whose):
    made = baker.make(
        Invitation, email="guest@example.org", member=world.member(whose), role="police", accepted_by=None
    )
    return entry(world, whose) | {"pk": made.pk}


def import_of(world, whose):
    stored = StoredFile.objects.create(name="people.csv", content_type="text/csv", size=1, sha256="0" * 64)
    return {"pk": Import.objects.create(kind="members", state="ready", file=stored, uploaded_by=world.people["E"]).pk}


def summary_of(world, whose):
    stored = StoredFile.objects.create(
        name="summary.txt", content_type="text/plain", size=1, sha256="1" * 64, file="files/nowhere.txt"
    )
    return {"pk": Summary.objects.create(state="read", file=stored, sent_by=world.people["E"]).pk}


def held_post(world, whose):
    """A post that nobody of the roles holds: none of them is there for herself."""
    stranger = User.objects.named("stranger@example.org", "Stranger")
    held = Appointment.objects.filter(person=stranger, member=world.member(whose)).first()
    return entry(world, whose) | {"pk": (held or appoint(stranger, world.member(whose), "mission")).pk}


def round_of(world, whose):
    return {"pk": VerificationRound.objects.get_or_create(opened_on=dt.date(2020, 1, 1))[0].pk}


def case_of(world, whose):
    person = world.people[{"own": "L", "other": "C"}[whose]]
    return {"pk": ContactCase.objects.get_or_create(person=person, closed_at=None, defaults={"reason": "550"})[0].pk}


def note_on(world, whose):
    held = Appointment.objects.filter(member=world.own).first()
    about = {"member": world.member(whose), "words": "Wrong", "appointment": held}
    return entry(world, whose) | {"pk": EntryNote.objects.get_or_create(link=whose, defaults=about)[0].pk}


def fact(world, whose):
    """An answer that the alternate has proposed."""
    said = {"answer": "yes", "as_of": "2024", "source_title": "A law", "written_by": world.people["L"]}
    return entry(world, whose) | {"pk": Fact.objects.create(member=world.member(whose), question="police", **said).pk}


def appointment_event(world, whose):
    post = world.member(whose).appointments.first()
    return entry(world, whose) | {"kind": "appointment", "event": post.history.values_list("pgh_id", flat=True).first()}


def note(world, whose):
    year = dt.date.today().year
    return {"pk": BureauNote.objects.create(year=year, title="Agenda", written_by=world.people["B"]).pk}


def term(world, whose):
    return {"pk": BureauTerm.objects.get(member__slug="NOR").pk}


def of_member(world, whose):
    return {"member": world.member(whose).slug}


def of_plan(world, whose):
    facts = {"member": world.member(whose), "slug": "1", "generation": 1, "kind": "national"}
    Plan.objects.get_or_create(member=facts["member"], slug="1", defaults=facts)
    return of_member(world, whose) | {"slug": "1"}


def promise(world, whose, **fields):
    facts = {"member": world.member(whose), "level": "national", "words_en": "A plan.", "made": "2019"}
    return Commitment.objects.create(**facts, source=Source.objects.get(key="S"), **fields)


def commitment(world, whose):
    return {"pk": promise(world, "own", published_at=timezone.now()).pk}


def commitment_of(world, whose):
    """One that the alternate has proposed."""
    return of_member(world, whose) | {"pk": promise(world, whose, written_by=world.people["L"]).pk}


def initiative(world, whose):
    facts = {"name_en": "Mediators", "written_by": world.people["L"], "source": Source.objects.get(key="S")}
    address = of_plan(world, whose)
    plan = Plan.objects.get(member=world.member(whose), slug="1")
    return address | {"pk": Initiative.objects.create(plan=plan, **facts).pk}


def objective_of(world, whose):
    plan = Plan.objects.get(member__slug=of_plan(world, whose)["member"], slug="1")
    return Objective.objects.create(plan=plan, number="1", order="1", words="Take part", language="en")


def part_of(kind):
    """An objective or an action of a plan."""

    def made(world, whose):
        part = objective_of(world, whose)
        if kind == "action":
            part = Action.objects.create(objective=part, number="1", order="1", words="Name women")
        return of_plan(world, whose) | {"kind": kind, "pk": part.pk}

    return made


def comment_on(world, whose):
    address = of_plan(world, whose)
    facts = {"organisation": Member.objects.get(slug="wilpf"), "words": "Done", "written_by": world.people["C"]}
    plan = Plan.objects.get(member__slug=address["member"], slug="1")
    return address, PlanComment.objects.create(plan=plan, language="en", **facts)


def published_comment(world, whose):
    address, comment = comment_on(world, whose)
    PlanComment.objects.filter(pk=comment.pk).update(published_at=timezone.now(), decided_by=world.people["E"])
    return address | {"pk": comment.pk}


def waiting_comment(world, whose):
    return {"pk": comment_on(world, "own")[1].pk}


def edition(world, whose):
    return {"number": Edition.objects.get_or_create(number=1, defaults={"title_en": "Spring"})[0].number}


def item_of_edition(world, whose):
    number = edition(world, whose)
    about = {"section": "plan", "section_order": 0, "title_en": "A", "text_en": "B"}
    return number | {"pk": Item.objects.create(edition=Edition.objects.get(), **about).pk}


ENTRY_PAGES = ["entry", "edit", "changes", "preview", "discard", "revisions", "confirm", "ask", "facts", "history"]


LINKS = ["still_right", "not_right", "hand_over"]


def request_to_join(world, whose):
    facts = {"kind": "civil_society", "organisation": "River", "role": "representative", "email": "r@example.org"}
    return {"pk": baker.make(MembershipRequest, **facts, confirmed_at=timezone.now()).pk}


def membership(world, whose):
    return {"slug": "wilpf", "pk": baker.make(Membership, member=Member.objects.get(slug="wilpf"), since="2017").pk}


def liaison_entry(world, whose):
    facts = {"member": Member.objects.get(slug="wilpf"), "written_by": world.people["E"], "next_step": "Write"}
    return {"pk": LiaisonEntry.objects.create(kind="call", on=dt.date.today(), words="We spoke.", **facts).pk}


def event(world, whose):
    return {"pk": Event.objects.create(title="Forum", starts="2031-05-04").pk}


def action_point(world, whose):
    """One for which the member is responsible."""
    meeting, source = Meeting.objects.get(slug="berlin-2018"), Source.objects.get(key="S")
    point, is_new = ActionPoint.objects.get_or_create(
        meeting=meeting, ref="(a)(i)", defaults={"order": 1, "text_en": "Act.", "source": source}
    )
    if is_new:
        point.duties.create(member=world.member(whose))
    return {"pk": point.pk}


def report_of(world, whose):
    """One that is proposed."""
    duty = ActionPoint.objects.get(pk=action_point(world, whose)["pk"]).duties.get()
    said = {"progress": "done", "words": "Done.", "language": "en", "written_by": world.people["L"]}
    return {"pk": Report.objects.create(duty=duty, **said).pk, "verb": "publish"}


def berlin(world, whose):
    Schedule.objects.get_or_create(meeting=Meeting.objects.get(slug="berlin-2018"))
    return {"slug": "berlin-2018"}


def admission(world, whose):
    now = timezone.now()
    rules = {"opens_at": now, "closes_at": now + dt.timedelta(days=1)}
    return Admission.objects.get_or_create(meeting=Meeting.objects.get(slug="berlin-2018"), defaults=rules)[0]


def registration(world, whose):
    delegation = Delegation.objects.get_or_create(admission=admission(world, whose), member=world.member(whose))[0]
    return delegation.registrations.create(name="Anna Example", registered_by=world.people["E"])


def of_delegation(world, whose):
    admission(world, whose)
    return of_member(world, whose) | {"meeting": "berlin-2018"}


def in_delegation(world, whose):
    return of_delegation(world, whose) | {"pk": registration(world, whose).pk}


def admitted(world, whose):
    return berlin(world, whose) | {"pk": registration(world, "own").pk}


def admits(world, whose):
    admission(world, whose)
    return berlin(world, whose)


def support_for(world, whose):
    """Asked for by the member, and granted."""
    member = world.member(whose)
    facts = {"who": "ngo", "name": "Grace", "needs": ["visa"], "eligibility": "Yes.", "written_by": world.people["E"]}
    decided = {"nominated_at": timezone.now(), "decided_at": timezone.now(), "decided_by": world.people["E"]}
    facts |= decided | {"state": "granted", "reason": "Yes.", "granted_amount": 0}
    rules = admission(world, whose)
    return SupportRequest.objects.create(admission=rules, member=member, nominator=member, **facts)


def supported(world, whose):
    return {"pk": support_for(world, "own").pk}


def support_of_member(world, whose):
    return of_member(world, whose) | {"pk": support_for(world, whose).pk}


def protected_person(world, whose):
    """Entered by the focal point of Namibia, or by nobody of the roles."""
    by = world.people["F"] if whose == "own" else User.objects.named("stranger@example.org", "Stranger")
    return {"pk": ProtectedPerson.objects.create(sealed=seal("{}"), erase_on=dt.date(2031, 1, 1), entered_by=by).pk}


def input_call(world, whose):
    today = timezone.localdate()
    facts = {"opens": today, "closes": today, "questions_en": "What?"}
    InputCall.objects.get_or_create(meeting=Meeting.objects.get(slug="berlin-2018"), defaults=facts)
    return berlin(world, whose)


def input_sent(world, whose):
    place = input_call(world, whose)
    call = InputCall.objects.get(meeting__slug="berlin-2018")
    return place | {"pk": call.inputs.create(text="Words", digest="1").pk}


def agenda_item(world, whose):
    meeting = Meeting.objects.get(slug="berlin-2018")
    return berlin(world, whose) | {"pk": AgendaItem.objects.create(meeting=meeting, title_en="Opening").pk}


def agenda_paper(world, whose):
    """It has an address and no file."""
    facts = {"title": "Paper", "language": "en", "url": "https://example.org", "added_by": world.people["E"]}
    item = AgendaItem.objects.get(pk=agenda_item(world, whose)["pk"])
    return berlin(world, whose) | {"pk": AgendaPaper.objects.create(item=item, **facts).pk}


def room_of(world, whose):
    """The secret address of its screen."""
    meeting = Meeting.objects.get(slug=berlin(world, whose)["slug"])
    return {"key": Room.objects.get_or_create(meeting=meeting)[0].key}


def inscription_of(world, whose):
    item = AgendaItem.objects.get(pk=agenda_item(world, whose)["pk"])
    room_of(world, whose)
    facts = {"member": world.member(whose), "asked_by": world.people["L"]}
    return {"pk": Inscription.objects.create(item=item, **facts).pk}


def rule_version(world, whose):
    """One that members are consulted on; it has one paragraph."""
    text = RuleText.objects.create(slug="guidelines", kind="guidelines", title_en="Guidelines")
    today = dt.date.today()
    version = RuleVersion.objects.create(text=text, number=1, consultation_opens=today, consultation_closes=today)
    version.paragraphs.create(order=1, words_en="Words")
    return {"slug": "guidelines", "number": 1}


def rule_comment(world, whose):
    rule_version(world, whose)
    paragraph = RuleVersion.objects.get().paragraphs.get()
    said = {"member": world.own, "words": "Well", "written_by": world.people["L"]}
    return {"pk": paragraph.comments.create(**said).pk}


def undertaking_of(world, whose):
    facts = {"member": world.member(whose), "title_en": "Talks", "proposed_by": world.people["L"]}
    return {"pk": Undertaking.objects.create(year=2031, kind="action", **facts).pk}


def drafted(world, whose):
    """A draft of the summary of Berlin, with one paragraph."""
    summary = summaries.begin(Meeting.objects.get(slug="berlin-2018"), by=world.people["E"])
    if not summary.paragraphs.exists():
        piece = Paragraph(kind="paragraph", text_en="Words")
        summaries.insert(summary, piece, after=None, by=world.people["E"])
    return {"slug": "berlin-2018"}


def piece_of(world, whose):
    return drafted(world, whose) | {"pk": Paragraph.objects.get().pk}


def act_on_piece(world, whose):
    return piece_of(world, whose) | {"verb": "up"}


def circulated(world, whose):
    address = drafted(world, whose)
    summaries.circulate(ChairSummary.objects.get(), until=None, by=world.people["B"])
    return address


def circulated_piece(world, whose):
    return circulated(world, whose) | {"pk": Paragraph.objects.get().pk}


def suggestion_of(world, whose):
    address, told = circulated(world, whose), {"language": "en", "text": "Other", "written_by": world.people["F"]}
    return address | {"pk": Suggestion.objects.create(paragraph=Paragraph.objects.get(), member=world.own, **told).pk}


def final_summary(world, whose):
    address = circulated(world, whose)
    summaries.finish(ChairSummary.objects.get(), by=world.people["B"])
    return address


def final_paragraph(world, whose):
    return final_summary(world, whose) | {"number": "1"}


def focal_point(world, whose):
    return {"pk": world.people["F"].pk}


PERSON_PAGES = ["person", "person_post", "person_active", "person_at_risk", "person_sessions", "erase_person"]


CIRCLE_PAGES = [
    "circle",
    *(f"circle_{page}" for page in ("join", "people", "invite", "me", "stop_convening", "leave", "write")),
]
EDITION_PAGES = [
    *("edition", "newsroom_edition", "words", "reach", "add_item"),
    *("send", "sending", "call", "open_call"),
]
# What stands in an address, by route; where a route is not named here, by the name of the part.
KEYWORDS = {
    "meetings:room": room_of,
    **{f"meetings:{page}": berlin for page in ["floor", "desk_floor", "publish_spoken", "pack"]},
    **{f"meetings:{page}": inscription_of for page in ["inscription", "withdraw_inscription"]},
    "meetings:handed_in": lambda world, whose: inscription_of(world, whose) | {"language": "en"},
    "meetings:delivered": lambda world, whose: berlin(world, whose) | inscription_of(world, whose),
    "meetings:delivered_file": lambda world, whose: (
        berlin(world, whose) | inscription_of(world, whose) | {"language": "en"}
    ),
    "meetings:settle_inscription": lambda world, whose: inscription_of(world, whose) | {"verb": "call"},
    **{f"meetings:{page}": rule_version for page in ["consultation", "edit_rule_version"]},
    **{
        f"meetings:{page}": lambda world, whose: {"slug": rule_version(world, whose)["slug"]}
        for page in ["rule", "add_rule_version"]
    },
    "meetings:answer_comment": rule_comment,
    "meetings:edit_undertaking": undertaking_of,
    "meetings:settle_undertaking": lambda world, whose: undertaking_of(world, whose) | {"verb": "confirm"},
    **{f"meetings:{page}": summary_of for page in ["summary", "read_summary_again", "discard_summary"]},
    "meetings:summary_file": summary_of,
    "account_reset_password_from_key": lambda world, whose: {"uidb36": "1", "key": "unknown"},
    "mfa_remove_webauthn": lambda world, whose: {"pk": 0},
    "mfa_edit_webauthn": lambda world, whose: {"pk": 0},
    "dev_mail:mail": lambda world, whose: {"name": "unknown"},
    "dev_mail:html": lambda world, whose: {"name": "unknown"},
    "members:withdraw_invitation": invitation,
    "members:invitation": lambda world, whose: {"token": "unknown"},
    "members:contact_card": contact,
    "members:contact_photo": contact,
    **{f"members:{page}": lambda world, whose: {"token": "unknown"} for page in LINKS},
    "members:round": round_of,
    "members:round_vacancies": round_of,
    "members:contact_case": case_of,
    "members:notes": entry,
    "members:settle_note": note_on,
    "members:revision": lambda world, whose: entry(world, whose) | {"number": 1},
    **{f"members:{page}": entry for page in ENTRY_PAGES},
    **{f"members:{page}": entry for page in ["team", "team_invite", "handover"]},
    "members:import_template": lambda world, whose: {"kind": "members"},
    **{f"members:{page}": import_of for page in ["import", *(f"import_{verb}" for verb in IMPORT_VERBS)]},
    **{f"members:{page}": held_post for page in ["post", "end_post", "reopen_post"]},
    **{f"members:{page}": team_invitation for page in ["team_withdraw", "team_renew"]},
    "members:add_fact": lambda world, whose: entry(world, whose) | {"question": "police"},
    **{f"members:{verb}_fact": fact for verb in ("correct", "publish", "withdraw")},
    "members:restore": appointment_event,
    "members:edit_bureau_note": note,
    "members:bureau_note_file": lambda world, whose: note(world, whose) | {"file": 1},
    **{f"members:{verb}_bureau_term": term for verb in ("edit", "remove")},
    **{f"members:{page}": focal_point for page in PERSON_PAGES},
    "members:letter": lambda world, whose: {"pk": 0},
    "members:letter_step": lambda world, whose: {"pk": 0, "step": "pause"},
    **{f"members:{page}": in_circle for page in CIRCLE_PAGES},
    **{f"members:circle_{page}": of_circle(lambda notice: notice) for page in ("notice", "edit", "withdraw")},
    **{f"members:circle_{page}": of_circle(lambda notice: notice.author) for page in ("person", "request")},
    "members:circle_file": of_circle(lambda notice: notice.files.get()),
    **{f"members:{page}": kept_circle for page in ("keep_circle", "call_convener", "close_circle")},
    **{f"observatory:{name}": resource_of("instrument") for name in ("resource", "resource_file", "edit_resource")},
    "observatory:answer_correction": correction_of,
    "observatory:snapshot": lambda world, whose: {"day": "2001-01-01"},
    "api:rows": lambda world, whose: {"name": "directory"},
    "observatory:api_list": lambda world, whose: {"name": "directory"},
    "observatory:add_adherence": resource_of("instrument"),
    "observatory:settle_resource": resource_of("law", verb="withdraw"),
    "observatory:use_practice": resource_of("practice"),
    "actionplans:detail": lambda world, whose: {"member": "NAM", "slug": "1"},
    **{
        f"actionplans:{name}": record_of
        for name in ("record", "edit_facts", "prolong", "add_event", "add_finding", "add_body", "add_content")
    },
    **{f"actionplans:{name}": proposal_of for name in ("proposal", "withdraw_proposal")},
    **{f"actionplans:{name}": said_of for name in ("change_said", "withdraw_said", "reply")},
    **{f"actionplans:{name}": record_of for name in ("edit_documents", "add_document")},
    **{f"actionplans:{verb}_document": proposed_document for verb in ("replace", "publish", "withdraw")},
    "actionplans:proposed_file": proposed_document,
    **{f"actionplans:{name}": public_document for name in ("document", "document_file", "download_document")},
    "actionplans:document_page": lambda world, whose: public_document(world, whose) | {"number": 1},
    "actionplans:add_plan": lambda world, whose: {"member": world.member(whose).slug},
    "actionplans:plans_of": lambda world, whose: {"member": "NAM"},
    "actionplans:state": lambda world, whose: {"year": 2025},
    "actionplans:commitment": commitment,
    "actionplans:edit_commitment": commitment_of,
    "actionplans:add_follow_up": commitment_of,
    "actionplans:keep_commitments": of_member,
    "actionplans:checklist": of_member,
    "actionplans:show_checklist": of_member,
    "actionplans:step": lambda world, whose: of_member(world, whose) | {"code": "mandate"},
    "actionplans:progress": lambda world, whose: of_member(world, whose),
    "actionplans:add_commitment": of_member,
    "actionplans:settle": lambda world, whose: commitment_of(world, whose) | {"kind": "commitment", "verb": "publish"},
    **{f"actionplans:{name}": of_plan for name in ("carrying_out", "logframe")},
    **{
        f"actionplans:{name}": lambda world, whose: of_plan(world, "own")
        for name in ("implementation", "write_comment")
    },
    "actionplans:add_part": lambda world, whose: of_plan(world, whose) | {"kind": "objective"},
    "actionplans:edit_part": part_of("objective"),
    "actionplans:take_away": part_of("action"),
    "actionplans:report": lambda world, whose: of_plan(world, whose) | {"year": last_year_due()},
    "actionplans:answer_comment": published_comment,
    **{f"actionplans:{verb}_comment": waiting_comment for verb in ("publish", "hold")},
    "actionplans:keep_initiatives": of_plan,
    "actionplans:add_initiative": of_plan,
    "actionplans:edit_initiative": initiative,
    "actionplans:events": lambda world, whose: {"member": "NAM", "slug": "1"},
    "meetings:detail": lambda world, whose: {"slug": "berlin-2018"},
    **{f"meetings:{page}": event for page in ["event", "event_calendar", "edit_event", "remove_event"]},
    **{f"meetings:{page}": action_point for page in ["action_point", "report", "edit_point"]},
    "meetings:settle_report": report_of,
    **{
        f"meetings:{page}": drafted
        for page in ["write_summary", "summary_masthead", "add_piece", "draw_in", "circulate"]
    },
    "meetings:edit_piece": piece_of,
    "meetings:act_on_piece": act_on_piece,
    **{f"meetings:{page}": circulated for page in ["circulated", "finish_summary"]},
    "meetings:suggest": circulated_piece,
    "meetings:answer_suggestion": suggestion_of,
    **{f"meetings:{page}": final_summary for page in ["chair_summary", "corrigendum"]},
    "meetings:paragraph": final_paragraph,
    "meetings:letter": lambda world, whose: berlin(world, whose) | {"kind": "invitation"},
    **{f"meetings:{page}": berlin for page in ["follow_up", "agenda", "agenda_inside", "meeting_calendar"]},
    **{f"meetings:{page}": berlin for page in ["edit_meeting", "edit_agenda", "add_item", "add_point"]},
    **{f"meetings:{page}": berlin for page in ["carry_over", "publish_agenda"]},
    **{f"meetings:{page}": agenda_item for page in ["edit_item", "remove_item", "add_paper"]},
    **{f"meetings:{page}": agenda_paper for page in ["agenda_paper", "agenda_paper_inside", "remove_paper"]},
    **{f"meetings:{page}": of_member for page in ["delegations", "support_of"]},
    **{f"meetings:{page}": of_delegation for page in ["delegation", "register", "confirm_delegation", "ask_support"]},
    **{f"meetings:{page}": of_delegation for page in ["delegation_letter", "delegation_letter_file"]},
    **{f"meetings:{page}": in_delegation for page in ["edit_registration", "replace_registration"]},
    "meetings:settle_registration": lambda world, whose: in_delegation(world, whose) | {"verb": "withdraw"},
    "meetings:support": support_of_member,
    "meetings:settle_support": lambda world, whose: support_of_member(world, whose) | {"verb": "withdraw"},
    **{f"meetings:{page}": input_call for page in ["input", "send_input", "input_sent", "input_call", "inputs"]},
    **{f"meetings:{page}": input_sent for page in ["input_file", "answer_input", "desk_input_file"]},
    **{f"meetings:{page}": admits for page in ["admission", "registrations", "badges", "attendance", "support_budget"]},
    **{f"meetings:{page}": admitted for page in ["registration", "mark_attendance"]},
    "meetings:admit_delegation": lambda world, whose: (
        berlin(world, whose) | {"pk": registration(world, "own").delegation_id}
    ),
    **{f"meetings:{page}": supported for page in ["decide_support", "itinerary", "settlement", "visa_letter"]},
    **{f"meetings:{page}": protected_person for page in ["protected", "erase_protected"]},
    "meetings:own_calendar": lambda world, whose: {"token": "unknown"},
    "members:join_ask": lambda world, whose: {"way": "network"},
    **{f"members:join_{page}": lambda world, whose: {"token": "unknown"} for page in ["confirm", "status", "withdraw"]},
    **{f"members:{page}": request_to_join for page in ["request", "request_mail"]},
    **{f"members:{page}": request_to_join for page in ["ask_back", "accept_request", "decline_request"]},
    "members:request_file": lambda world, whose: request_to_join(world, whose) | {"file": 0},
    **{f"members:{page}": lambda world, whose: {"slug": "wilpf"} for page in ["member", "add_membership"]},
    **{f"members:{page}": membership for page in ["membership", "remove_membership"]},
    **{f"members:{page}": liaison_entry for page in ["liaison_entry", "liaison_done"]},
    **{f"newsletters:{page}": edition for page in EDITION_PAGES},
    **{f"newsletters:{page}": item_of_edition for page in ("edit_item", "item_picture", "remove_item")},
    "newsletters:move_item": lambda world, whose: item_of_edition(world, whose) | {"way": "up"},
    "newsletters:preview": lambda world, whose: edition(world, whose) | {"language": "ar", "form": "mail"},
    "newsletters:step": lambda world, whose: edition(world, whose) | {"step": "hand-in"},
    "newsletters:sending_step": lambda world, whose: edition(world, whose) | {"step": "pause"},
    "newsletters:settle": lambda world, whose: edition(world, whose) | {"pk": 1, "verb": "take"},
    "newsletters:picture": lambda world, whose: {"pk": 1},
    "newsletters:contributed_picture": lambda world, whose: {"pk": 1},
    "newsletters:contribute": lambda world, whose: {"token": "unknown"},
    "newsletters:confirm": lambda world, whose: {"token": "unknown"},
    "newsletters:leave": lambda world, whose: {"token": "unknown"},
    "newsletters:confirm_follow": lambda world, whose: {"token": "unknown"},
    "newsletters:stop": lambda world, whose: {"token": "unknown"},
    "newsletters:preferences": lambda world, whose: {"token": "unknown"},
    "newsletters:remarks": item_of_edition,
    "newsletters:settle_remark": lambda world, whose: item_of_edition(world, whose) | {"remark": 0},
    "newsletters:arrange": edition,
    "newsletters:digest": lambda world, whose: {"pk": 0},
    "newsletters:digest_mail": lambda world, whose: {"pk": 0, "language": "ar"},
    "newsletters:settle_digest": lambda world, whose: {"pk": 0, "verb": "let-go"},
    "newsletters:subscriber_list": lambda world, whose: {"pk": 0},
    "newsletters:settle_list": lambda world, whose: {"pk": 0, "verb": "take"},
    "observatory:country": lambda world, whose: {"iso3": world.member(whose).slug},
    "observatory:organisation": lambda world, whose: {"slug": "wilpf"},
}


def keywords(route, world, whose):
    return KEYWORDS[route](world, whose) if route in KEYWORDS else {}


def lines():
    with (Path(__file__).parent / "access.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def routes(resolver=None, namespace=""):
    """The names of all routes of the portal."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"unnamed {pattern.pattern}")
        else:
            yield from routes(pattern, namespace + (f"{pattern.namespace}:" if pattern.namespace else ""))
