"""What of this app can be found: countries and organisations, by every name and code they have."""

from collections import defaultdict

from django.utils.translation import gettext_lazy as _

from members.models import Fact, Member, ProfileRevision
from wpsnet.languages import CODES, pick, texts_of
from wpsnet.search import Findable, findable, path_of


@findable("country", _("Countries"))
def countries(keys=None):
    return entries(Member.objects.states(), keys)


@findable("organisation", _("Organizations"))
def organisations(keys=None):
    return entries(Member.objects.organisations(), keys)


def entries(members, keys):
    if keys is not None:
        members = members.filter(slug__in=keys)
    words = published_words(members)
    for member in members:
        names, formal = texts_of(member, "name"), texts_of(member, "formal_name")
        yield Findable(
            key=member.slug,
            path=path_of(member),
            titles={code: pick(names, code)[0] for code in CODES if code in names or code in words.get(member.pk, {})},
            bodies={
                code: "\n".join(filter(None, [formal.get(code), words.get(member.pk, {}).get(code)])) for code in CODES
            },
            names=(*names.values(), *formal.values(), member.acronym, member.slug, member.iso2, member.m49),
        )


def published_words(members):
    """By member and language, all the words of the entry and of the answers as they are published."""
    words = defaultdict(lambda: defaultdict(list))
    latest = ProfileRevision.objects.filter(member__in=members).order_by("member_id", "-number").distinct("member_id")
    for revision in latest:
        for texts in revision.texts.values():
            collect(words[revision.member_id], texts)
    for fact in Fact.objects.published().filter(member__in=members):
        collect(words[fact.member_id], fact.texts)
    return {member: {code: "\n".join(said) for code, said in texts.items()} for member, texts in words.items()}


def collect(words, texts):
    for code in CODES:
        if texts.get(code):
            words[code].append(texts[code])
