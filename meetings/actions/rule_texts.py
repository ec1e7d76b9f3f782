"""The network's own rules: writing versions, hearing members, answering them, and what a meeting has adopted."""

import re

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meetings.models import RuleParagraph, RuleText
from wpsnet.languages import CODES, column
from wpsnet.public_cache import published

BETWEEN = re.compile(r"\n\s*\n")


class Refused(Exception):
    """It cannot be done; the message says why, in the reader's language."""


@transaction.atomic
def add_text(text, *, by):
    stem = slugify(text.title_en)[:50].strip("-") or "rules"
    taken = set(RuleText.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    text.slug = next(slug for slug in [stem, *(f"{stem}-{n}" for n in range(2, 99))] if slug not in taken)
    text.save()
    published()
    return text


@transaction.atomic
def save_version(version, words, *, by):
    """Keep VERSION, new or changed. WORDS, {language: text}, take the place of its paragraphs as long as it is a draft;
    None leaves them."""
    RuleText.objects.select_for_update(no_key=True).get(pk=version.text_id)
    if version.number is None:
        version.number = 1 + (version.text.versions.aggregate(Max("number"))["number__max"] or 0)
    version.save()
    if words is not None and not version.paragraphs.filter(comments__isnull=False).exists():
        version.paragraphs.all().delete()
        RuleParagraph.objects.bulk_create(RuleParagraph(version=version, **fields) for fields in parted(words))
    published()
    return version


def parted(words):
    """WORDS, {language: text}, as paragraphs: an empty line parts them, and the same number is the same paragraph."""
    parts = {code: [part.strip() for part in BETWEEN.split(text) if part.strip()] for code, text in words.items()}
    for place in range(max(map(len, parts.values()), default=0)):
        texts = {column("words", code): there[place] for code, there in parts.items() if place < len(there)}
        yield {"order": place + 1, **{column("words", code): "" for code in CODES}, **texts}


def joined(version):
    """The paragraphs of VERSION as they are written into a form: {language: text}."""
    paragraphs = list(version.paragraphs.order_by("order")) if version.pk else []
    return {code: "\n\n".join(filter(None, (getattr(p, column("words", code)) for p in paragraphs))) for code in CODES}


@transaction.atomic
def comment(remark, *, by):
    """Keep REMARK on a paragraph. Raises Refused where the consultation is not open."""
    version = remark.paragraph.version
    if not version.takes_comments:
        raise Refused(
            _("The consultation is not open. Your comment was not saved: copy it and write to the secretariat.")
        )
    remark.written_by = by
    remark.save()
    return remark


@transaction.atomic
def answer(remark, words, *, by):
    """The secretariat's ANSWER to REMARK; an empty one takes it back."""
    remark.answer = words
    remark.answered_by, remark.answered_at = (by, timezone.now()) if words else (None, None)
    remark.save()
