"""The mails about members. Each speaks the language of the person who gets it."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from members.models import Appointment, User
from wpsnet import mail
from wpsnet.outbox.actions import Recipient, freeze


def invitation(invitation, token):
    """The only mail that holds the token of an invitation."""
    with override(invitation.language):
        return mail.compose(
            "invitation",
            invitation.email,
            language=invitation.language,
            name=invitation.name,
            member=invitation.member.name if invitation.member else "",
            role=invitation.get_role_display() if invitation.role else "",
            by_team=bool(invitation.member and invitation.invited_by and not invitation.invited_by.secretariat),
            link=settings.SITE_URL + reverse("members:invitation", args=[token]),
            hours=settings.INVITATION_HOURS,
        )


def tell_of_ended_post(post, by):
    """Once for each end of a post: thanks to the person, whoever ended it, and word to those who must know."""
    key = f"{post.pk}-{post.until.isoformat()}"
    freeze(f"post-ended-person-{key}", "post_ended", [of_the_ended_post(post.person, post)])
    managers = Appointment.objects.current().leading().filter(member=post.member)
    others = User.objects.secretariat() | User.objects.active().filter(appointments__in=managers)
    told = others.distinct().exclude(pk__in=[by.pk, post.person_id])
    freeze(f"post-ended-{key}", "post_ended_notice", [of_the_ended_post(user, post) for user in told])


def of_the_ended_post(user, post):
    """What USER is told. Not who held the post: that is seen on the page of the team, by whoever may see it."""
    with override(user.language):
        told = {
            "member": post.member.name,
            "role": str(post.get_role_display()),
            "until": date_format(post.until),
            "link": settings.SITE_URL + reverse("members:team", args=[post.member.slug]),
        }
    if user == post.person:
        told["name"] = user.name
    return Recipient(user.email, user.language, told)


def notify_secretariat_of_publication(revision):
    """One mail to each person of the secretariat, once for each revision."""
    return freeze(
        f"profile-published-{revision.member.slug}-{revision.number}",
        "profile_published",
        [of_the_secretariat(user, revision) for user in User.objects.secretariat()],
        {"number": revision.number, "person": revision.published_by.name},
    )


def of_the_secretariat(user, revision):
    with override(user.language):
        link = settings.SITE_URL + revision.member.get_absolute_url()
        return Recipient(user.email, user.language, {"member": revision.member.name, "link": link})


def changeover_key(year):
    return f"changeover-{year}"


def tell_of_changeover(year, chairs, outgoing, posts):
    """To the focal points of CHAIRS and OUTGOING among POSTS, and to the secretariat, once for YEAR."""
    new = [of_the_bureau(post, "chair", chairs) for post in posts if post.member in chairs]
    old = [of_the_bureau(post, "outgoing", chairs) for post in posts if post.member in outgoing]
    told = {post.member_id for post in posts}
    untold = [member for member in chairs if member.pk not in told]
    offices = [bureau_for_secretariat(user, chairs, untold) for user in User.objects.secretariat()]
    return freeze(changeover_key(year), "changeover", [*new, *old, *offices], {"year": year})


def of_the_bureau(post, part, chairs):
    person = post.person
    with override(person.language):
        context = {"part": part, "name": person.name, "member": post.member.name, "chairs": names(chairs)}
        return Recipient(person.email, person.language, context | {"link": bureau_link()})


def bureau_for_secretariat(user, chairs, untold):
    with override(user.language):
        context = {"part": "secretariat", "name": user.name, "chairs": names(chairs), "untold": names(untold)}
        return Recipient(user.email, user.language, context | {"link": bureau_link()})


def bureau_link():
    return settings.SITE_URL + reverse("members:bureau_file")


def names(members):
    return ", ".join(str(member.name) for member in members)
