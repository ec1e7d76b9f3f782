"""A network of any size, invented, to see whether the pages stay quick: every row follows from its number."""

import datetime as dt
import random

import pgtrigger
from django.db import connection, transaction
from django.utils import timezone

from members.models import (
    Appointment,
    Confirmation,
    ContactCase,
    Invitation,
    Member,
    Membership,
    ProfileRevision,
    Region,
    User,
    Verification,
    VerificationRound,
    usual_rights,
)

SLUG, DOMAIN = "filled-", "@filled.example"
REGIONS = {"002": "Africa", "019": "Americas", "142": "Asia", "150": "Europe", "009": "Oceania"}
KINDS = ["civil_society"] * 6 + ["partner_network"] * 2 + ["regional", "international"]
WHAT = ["Women for Peace", "Peace Forum", "Mediation Network", "Security Council Watch", "Gender Alliance", "Inclusion"]
WHERE = ["Lakes", "Coast", "Highlands", "Delta", "Islands", "Valley", "North", "South", "Savannah", "Gulf"]
GIVEN = ["Amara", "Beatriz", "Chen", "Dalia", "Elif", "Fatou", "Grace", "Hanna", "Inés", "Joon", "Keiko", "Leila"]
FAMILY = ["Abara", "Bianchi", "Castro", "Diop", "Eriksen", "Fernández", "Girma", "Haddad", "Ivanova", "Jansen", "Kone"]
LANGUAGES = ["en"] * 5 + ["fr"] * 3 + ["es"] * 3 + ["ar"] * 2 + ["ru", "zh-hans"]
SECTORS = [*Appointment.Sector.values, ""]
ROLES = [role for role in Appointment.Role.values if role != "focal_point"]
ASKED_DAYS_AGO = 40
BATCH = 2000


@transaction.atomic
def fill(members, appointments):
    """Bring the invented network to so many MEMBERS and APPOINTMENTS; what is there stays. Returns what was added. No
    history is kept of what nobody has done, which also makes it quick."""
    with pgtrigger.ignore():
        made = make_members(members)
        return {"members": made, "appointments": make_posts(appointments), "confirmations": make_answers()}


def filled():
    return Member.objects.filter(slug__startswith=SLUG)


def filled_posts():
    return Appointment.objects.filter(person__email__endswith=DOMAIN)


def chance(what, number):
    """The same dice for the same row, in every run."""
    return random.Random(f"{what}{number}")  # noqa: S311  nothing secret


def make_members(wanted):
    there = filled().count()
    regions = [Region.objects.get_or_create(code=code, defaults={"name_en": name})[0] for code, name in REGIONS.items()]
    subregions = {region.pk: list(region.regions.all()) for region in regions}
    rows = [member(number, regions, subregions) for number in range(there + 1, wanted + 1)]
    Member.objects.bulk_create(rows, batch_size=BATCH)
    periods = [
        Membership(member=row, since=str(2016 + row.pk % 10), standing="observer" if row.pk % 9 == 0 else "member")
        for row in rows
        if row.pk % 5
    ]
    Membership.objects.bulk_create(periods, batch_size=BATCH)
    return len(rows)


def member(number, regions, subregions):
    dice = chance("member", number)
    region = dice.choice(regions)
    names = {"name_en": f"{dice.choice(WHAT)} of the {dice.choice(WHERE)} {number}"}
    if dice.random() < 0.4:
        names["name_fr"] = f"Réseau des femmes pour la paix {number}"
    return Member(
        slug=f"{SLUG}{number:05}",
        kind=dice.choice(KINDS),
        acronym=f"N{number}",
        un_group=dice.choice(Member.Group.values),
        region=region,
        subregion=dice.choice(subregions[region.pk] or [None]),
        **names,
    )


def make_posts(wanted):
    """One person each. The first four fifths of the members have a focal point, and every seventh post has ended."""
    there, members = filled_posts().count(), list(filled().order_by("slug").values_list("pk", flat=True))
    numbers = range(there + 1, wanted + 1) if members else range(0)
    people = User.objects.bulk_create([person(number) for number in numbers], batch_size=BATCH)
    posts = [post(number, who, members) for number, who in zip(numbers, people, strict=True)]
    Appointment.objects.bulk_create(posts, batch_size=BATCH)
    broken = [ContactCase(person=who, reason="550 5.1.1 User unknown") for who in people[::150]]
    ContactCase.objects.bulk_create(broken, batch_size=BATCH)
    Invitation.objects.bulk_create([invitation(number, members) for number in numbers if number % 4 == 0])
    return len(posts)


def person(number):
    dice = chance("person", number)
    return User(
        email=f"person-{number:06}{DOMAIN}",
        name=f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        password="!",  # noqa: S106  none: nobody signs in as an invented person
        language=dice.choice(LANGUAGES),
        at_risk=dice.random() < 0.02,
        last_login=timezone.now() - dt.timedelta(days=dice.randrange(400)) if dice.random() < 0.8 else None,
    )


def post(number, who, members):
    dice, turn = chance("post", number), (number - 1) // len(members)
    place = (number - 1) % len(members)
    leads = turn == 0 and place < len(members) * 0.8
    role = "focal_point" if leads else dice.choice(ROLES)
    since = timezone.localdate() - dt.timedelta(days=dice.randrange(100, 2500))
    return Appointment(
        person=who,
        member_id=members[place],
        role=role,
        post="Adviser",
        institution=f"Office {dice.randrange(200)}",
        sector=dice.choice(SECTORS),
        languages=[who.language],
        phone=f"+000 {number:07}",
        since=since,
        until=since + dt.timedelta(days=60) if number % 7 == 0 else None,
        show_name=dice.choice(["public", "members", "secretariat"]),
        **usual_rights(role),
    )


def invitation(number, members):
    dice = chance("invitation", number)
    return Invitation(
        email=f"invited-{number:06}{DOMAIN}",
        name=f"{dice.choice(GIVEN)} {dice.choice(FAMILY)}",
        member_id=dice.choice(members),
        role="alternate",
        edits=True,
        token_hash=Invitation.hash(Invitation.new_token()),
        expires_at=timezone.now() + dt.timedelta(days=dice.randrange(-90, 3)),
    )


def make_answers():
    """Three quarters of the members have published and confirmed, once to three times, and were asked 40 days ago."""
    leaders = filled_posts().leading().filter(member__slug__startswith=SLUG, member__revisions=None)
    answering = [lead for lead in leaders.order_by("pk") if lead.member_id % 8]
    today, rows, said = timezone.localdate(), [], []
    for lead in answering:
        dice = chance("answer", lead.member_id)
        texts = {"setup": {"en": "A team of four works on the agenda."}}
        rows.append(ProfileRevision(member_id=lead.member_id, number=1, texts=texts, published_by_id=lead.person_id))
        for days in {dice.choice([dice.randrange(39), dice.randrange(900)]) for _time in range(dice.randrange(1, 4))}:
            day = today - dt.timedelta(days=days)
            said.append(
                Confirmation(member_id=lead.member_id, revision=1, confirmed_on=day, confirmed_by_id=lead.person_id)
            )
    ProfileRevision.objects.bulk_create(rows, batch_size=BATCH)
    Confirmation.objects.bulk_create(said, batch_size=BATCH)
    ask([lead.member_id for lead in answering])
    return len(said)


def ask(members):
    if not members:
        return
    day = timezone.localdate() - dt.timedelta(days=ASKED_DAYS_AGO)
    held, _is_new = VerificationRound.objects.get_or_create(opened_on=day)
    rows = [Verification(round=held, member_id=member, asked_on=day) for member in members]
    Verification.objects.bulk_create(rows, batch_size=BATCH)


@transaction.atomic
def clear():
    """Take the whole invented network away again. Raises IntegrityError where somebody has worked in it since."""
    members, people = filled(), User.objects.filter(email__endswith=DOMAIN)
    with pgtrigger.ignore():
        for rows in (
            ContactCase.objects.filter(person__in=people),
            Invitation.objects.filter(email__endswith=DOMAIN),
            Verification.objects.filter(member__in=members),
            Confirmation.objects.filter(member__in=members),
            ProfileRevision.objects.filter(member__in=members),
            Membership.objects.filter(member__in=members),
            Appointment.objects.filter(person__in=people),
            people,
            members,
        ):
            rows._raw_delete(rows.db)  # the order above is that of the foreign keys, so nothing need be looked for
    VerificationRound.objects.filter(verifications=None, opened_by=None).delete()
    connection.check_constraints()  # now, and not when all seems done
