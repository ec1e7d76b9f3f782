from members.actions import notices
from members.circle_personal import held_in_circles, leave_all
from members.models import CircleMembership, Notice
from tests.members.circles.people import pdf


def test_she_is_given_what_she_wrote_and_nothing_of_others(convener, peer):
    notices.write(convener, "Hers", title="Of the convener")
    notices.write(peer, "Mine", title="Title", files=[pdf()])

    [told] = held_in_circles(peer.person)["circles"]

    assert (told["circle"], told["shown_as"]) == ("Women mediators", "Tomas Haufiku")
    assert [(notice["words"], notice["files"]) for notice in told["notices"]] == [("Mine", ["notes.pdf"])]


def test_erased_person_is_in_no_circle_and_her_notices_are_gone(convener, peer):
    notices.write(peer, "Mine", title="Title", files=[pdf()])

    leave_all(peer.person)

    assert (list(CircleMembership.objects.all()), Notice.objects.count()) == ([convener], 0)
