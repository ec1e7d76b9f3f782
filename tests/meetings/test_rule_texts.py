"""The network's own rules: versions side by side, consultation, adoption; all words made up."""

import datetime as dt

import pytest
from django.test import Client

from meetings import comparison
from meetings.actions import rule_texts as actions
from meetings.models import RuleComment, RuleParagraph, RuleText, RuleVersion
from tests.signing_in import signed_in

TODAY = dt.date.today()
OPEN = {"consultation_opens": TODAY, "consultation_closes": TODAY}


@pytest.fixture
def rules(db):
    return RuleText.objects.create(slug="guidelines", kind="guidelines", title_en="Guidelines")


def a_version(rules, words, **fields):
    return actions.save_version(RuleVersion(text=rules, **fields), {"en": words}, by=None)


def test_versions_stand_side_by_side_with_what_differs():
    old = [RuleParagraph(order=n, words_en=words) for n, words in enumerate(["We meet once.", "All speak."], 1)]
    new = [
        RuleParagraph(order=n, words_en=words) for n, words in enumerate(["We meet twice.", "All speak.", "New."], 1)
    ]

    found = comparison.rows(old, new, "en")
    assert [(left and left.order, right and right.order) for left, right, _pieces in found] == [
        (1, 1),
        (2, 2),
        (None, 3),
    ]
    assert ("removed", "once.") in found[0][2]
    assert ("added", "twice.") in found[0][2]
    assert [pieces for _left, _right, pieces in found[1:]] == [None, None]


def test_page_shows_public_versions_and_refuses_others(rules):
    a_version(rules, "We meet once.\n\nAll speak.", adopted="2030")
    a_version(rules, "We meet twice.\n\nAll speak.", **OPEN)
    a_version(rules, "A draft.")
    both = Client().get("/en/rules/guidelines/?old=1&new=2")
    draft = Client().get("/en/rules/guidelines/?new=3")

    page = both.content.decode()
    assert (both.status_code, draft.status_code, "A draft." in draft.content.decode()) == (200, 400, False)
    assert '<ins><span class="visually-hidden">[added:] </span>twice.</ins>' in page


def test_members_and_civil_society_comment_and_the_secretariat_answers(rules, ndapewa, civil, editor):
    version = a_version(rules, "We meet once.", **OPEN)
    page, paragraph = "/en/rules/guidelines/1/comments/", version.paragraphs.get()
    for user in (ndapewa, civil):
        said = {"paragraph": paragraph.pk, "member": user.appointments.get().member_id, "words": f"From {user.name}"}
        signed_in(user).post(page, said)
    remark = RuleComment.objects.order_by("pk").first()
    signed_in(editor).post(f"/en/desk/rules/comments/{remark.pk}/", {"answer": "We thank you."})

    read = signed_in(civil).get(page).content.decode()
    words = ["From Ndapewa", "From Amina", "We thank you."]
    assert [each in read for each in words] == [True, True, True]
    assert "From Ndapewa" not in Client().get("/en/rules/guidelines/").content.decode()


def test_comment_for_somebody_else_or_too_late_is_refused(rules, ndapewa, namibia, sweden):
    version = a_version(rules, "We meet once.", **OPEN)
    said = {"paragraph": version.paragraphs.get().pk, "member": sweden.pk, "words": "No"}
    client = signed_in(ndapewa)
    foreign = client.post("/en/rules/guidelines/1/comments/", said)
    yesterday = TODAY - dt.timedelta(days=1)
    RuleVersion.objects.update(consultation_opens=yesterday, consultation_closes=yesterday)
    late = client.post("/en/rules/guidelines/1/comments/", said | {"member": namibia.pk})

    assert (foreign.status_code, late.status_code, RuleComment.objects.count()) == (400, 400, 0)
    assert "The consultation is not open. Your comment was not saved" in late.content.decode()


def test_secretariat_writes_and_adopts_and_public_words_stay(rules, editor):
    client = signed_in(editor)
    client.post(
        "/en/desk/rules/guidelines/add/", {"words_en": "One.\n\nTwo.", "words_ar": "واحد", "source_kind": "web"}
    )
    version = RuleVersion.objects.get()
    adopted = {"adopted": "2031-02", "symbols": "A/70/10–S/2015/20", "words_en": "Changed", "source_kind": "web"}
    hidden = Client().get("/en/rules/guidelines/").content.decode()
    client.post("/en/desk/rules/guidelines/1/", {"symbols": "A/B", "source_kind": "web"})
    client.post("/en/desk/rules/guidelines/1/", adopted | {"words_en": "One.\n\nTwo.", "words_ar": "واحد"})
    client.post("/en/desk/rules/guidelines/1/", adopted)
    version.refresh_from_db()

    assert ("One." in hidden, version.symbols) == (False, "A/70/10-S/2015/20")
    assert [(p.words_en, p.words_ar) for p in version.paragraphs.order_by("order")] == [("One.", "واحد"), ("Two.", "")]


@pytest.mark.parametrize("count", [5, 200])
def test_same_queries_however_long_it_is(rules, ndapewa, count, django_assert_num_queries):
    version = a_version(rules, "\n\n".join(f"Paragraph {n}" for n in range(count)), **OPEN)
    member = ndapewa.appointments.get().member
    for paragraph in version.paragraphs.all():
        paragraph.comments.create(member=member, words="Well", written_by=ndapewa)
    client = signed_in(ndapewa)

    with django_assert_num_queries(10):
        client.get("/en/rules/guidelines/1/comments/")
    with django_assert_num_queries(3):
        Client().get("/en/rules/guidelines/")
