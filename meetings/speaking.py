"""For whom a person may speak at meetings and in the programme of work."""

from members.models import Member
from members.rules import posts_of
from wpsnet.languages import alphabetical


def all_members():
    return Member.objects.order_by(alphabetical("name"), "slug")


def speaks_for(user):
    """The members in whose name USER may ask: those whose entry she edits, and the organization that she represents. The
    secretariat does it for all, at their request."""
    if user.secretariat:
        return all_members()
    return all_members().filter(pk__in=[post.member_id for post in posts_of(user) if is_speaker(post)])


def is_speaker(post):
    return post.edits or post.role == "representative"
