"""Comments of civil society on plans: who writes, who looks at them, who answers, what readers see."""

import pytest
from model_bakery import baker

from actionplans.actions import comments as actions
from actionplans.models import PlanComment
from tests.signing_in import signed_in
from wpsnet.models import Delivery

WRITE = "/en/plans/NAM/1/comments/write/"
PAGE = "/en/plans/NAM/1/implementation/"


@pytest.fixture
def comment(plan, civil):
    organisation = civil.appointments.get().member
    return PlanComment.objects.create(
        plan=plan, organisation=organisation, words="No adviser was named.", language="en", written_by=civil
    )


def send(user, words="No adviser was named."):
    organisation = user.appointments.get().member.pk
    return signed_in(user).post(WRITE, {"organisation": organisation, "words": words, "language": "en"})


def test_comment_is_seen_when_the_secretariat_has_looked_at_it(civil, editor, plan, client):
    assert send(civil).status_code == 302
    assert "No adviser was named." not in client.get(PAGE).content.decode()

    comment = PlanComment.objects.get()
    signed_in(editor).post(f"/en/plans/comments/{comment.pk}/publish/")

    page = client.get(PAGE).content.decode()
    assert "No adviser was named." in page
    assert "WILPF" in page
    assert "Amina" not in page
    assert Delivery.objects.get(address=civil.email).context["reason"] == ""


def test_comment_pressed_twice_is_one(civil, plan):
    send(civil)
    send(civil)

    assert PlanComment.objects.count() == 1


@pytest.mark.parametrize("who", ["ndapewa", "editor"])
def test_others_do_not_write_as_civil_society(who, request, plan, civil):
    answer = signed_in(request.getfixturevalue(who)).post(WRITE, {"words": "x"})

    assert (answer.status_code, PlanComment.objects.count()) == (403, 0)
    assert "civil society" in answer.content.decode()


def test_nobody_speaks_for_another_organisation(civil, plan):
    other = baker.make("members.Member", kind="civil_society", slug="other", name_en="Other")

    answer = signed_in(civil).post(WRITE, {"organisation": other.pk, "words": "x", "language": "en"})
    assert (answer.status_code, PlanComment.objects.count()) == (400, 0)


def test_comment_is_held_back_on_a_ground_with_a_reason(comment, editor, client, civil):
    hold = f"/en/plans/comments/{comment.pk}/hold/"
    office = signed_in(editor)
    assert office.post(hold, {"ground": "opinion", "reason": "We disagree."}).status_code == 400
    assert office.post(hold, {"ground": "safety"}).status_code == 400

    office.post(hold, {"ground": "safety", "reason": "It names a witness."})

    comment.refresh_from_db()
    assert (comment.ground, comment.published_at, comment.decided_by) == ("safety", None, editor)
    assert Delivery.objects.get(address=civil.email).context["reason"] == "It names a witness."
    assert "It names a witness." in signed_in(civil).get(WRITE).content.decode()


def test_published_comment_can_still_be_taken_away(comment, editor, client):
    actions.publish(comment, by=editor)
    actions.hold_back(comment, "safety", "It names a witness.", by=editor)

    assert "No adviser" not in client.get(PAGE).content.decode()


def test_second_decision_changes_nothing(comment, editor, admin):
    actions.hold_back(comment, "law", "Libel.", by=editor)

    with pytest.raises(actions.AlreadyDecided):
        actions.publish(comment, by=admin)
    with pytest.raises(actions.AlreadyDecided):
        actions.hold_back(comment, "safety", "x", by=admin)


def test_member_answers_beside_the_comment_and_cannot_remove_it(comment, editor, ndapewa, client):
    actions.publish(comment, by=editor)
    address = f"/en/plans/NAM/1/edit/comments/{comment.pk}/answer/"
    focal = signed_in(ndapewa)

    assert focal.post(address, {"words": "One was named in May.", "language": "en"}).status_code == 302
    page = client.get(PAGE).content.decode()
    assert page.index("No adviser was named.") < page.index("One was named in May.")

    focal.post(address, {"words": "", "language": "en"})
    comment.refresh_from_db()
    assert (comment.answer, comment.answered_at) == ("", None)


def test_held_comment_cannot_be_answered(comment, editor, ndapewa):
    actions.hold_back(comment, "law", "Libel.", by=editor)

    address = f"/en/plans/NAM/1/edit/comments/{comment.pk}/answer/"
    assert signed_in(ndapewa).post(address, {"words": "A", "language": "en"}).status_code == 404


def test_comments_wait_on_the_desks(comment, editor, ndapewa):
    assert "a comment on a plan waits" in signed_in(editor).get("/en/desk/").content.decode()

    actions.publish(comment, by=editor)
    assert "you may answer a comment of civil society" in signed_in(ndapewa).get("/en/desk/").content.decode()


@pytest.mark.parametrize("rows", [5, 200])
def test_list_costs_the_same_for_many_comments(client, comment, editor, rows, django_assert_num_queries):
    baker.make(
        PlanComment,
        rows,
        plan=comment.plan,
        organisation=comment.organisation,
        written_by=comment.written_by,
        published_at=comment.written_at,
        decided_by=editor,
    )
    with django_assert_num_queries(3):
        page = client.get("/en/plans/comments/")
    assert page.context["page"].paginator.count == rows
