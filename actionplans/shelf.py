"""The documents of plans as readers see them: on the page of a plan, in lists, in files."""

from html import unescape

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from actionplans.models import PlanDocument
from actionplans.wording import plan_title
from wpsnet.exports import Column
from wpsnet.words import snippet

Text = PlanDocument.Text
# What a reader is told of a text that is not there, or not all of it.
TOLD = {
    Text.WAITING: _("The text of this document waits to be read by the portal. That takes a few minutes at most."),
    Text.READING: _("The text of this document is being read by the portal. That takes a few minutes at most."),
    Text.NO_TEXT: _(
        "This file holds pictures of pages and no text, so it cannot be searched. Open the file to read it."
    ),
    Text.ENCRYPTED: _("This file is locked with a password, so its text cannot be read here."),
    Text.DAMAGED: _(
        "This file is damaged, so its text cannot be read here. It may still open in a reader of your own."
    ),
    Text.TOO_LONG: _("This file is too long or too complex to be read whole: only its first pages can be searched."),
    Text.FAILED: _(
        "The portal tried three times to read the text of this file and could not. Open the file to read it."
    ),
    Text.NOT_HERE: _(
        "The text of this document is not kept here. Only PDF files can be read and searched page by page."
    ),
}


def kept_texts():
    """To be prefetched into `kept_texts` of each plan: the published documents that are the plan itself."""
    texts = PlanDocument.objects.published().filter(kind=PlanDocument.Kind.PLAN).select_related("source")
    return Prefetch("documents", texts, to_attr="kept_texts")


def shelf(plan):
    """The published documents of PLAN: the plan itself first."""
    documents = list(plan.documents.published().select_related("file", "source").order_by("-last", "language", "pk"))
    for document in documents:
        document.plan = plan
    order = PlanDocument.Kind.values
    return sorted(documents, key=lambda document: order.index(document.kind))


def about(document_of):
    """The columns that say which document a row is about; DOCUMENT_OF gives it."""

    def column(name, label, value):
        return Column(name, label, lambda row: value(document_of(row)))

    return [
        column("title", _("title"), lambda document: document.title),
        column("kind", _("kind"), lambda document: document.kind),
        column("language", _("language"), lambda document: document.language),
        column("date", _("date"), lambda document: document.date),
        column("code", _("ISO alpha-3 code, or the address of an organization"), lambda one: one.plan.member.slug),
        column("country", _("country or organization"), lambda document: document.plan.member.name),
        column("plan", _("plan"), lambda document: plan_title(document.plan)),
        column("source", _("key of the source"), lambda document: document.source.key),
    ]


def itself(document):
    return document


DOCUMENTS = [
    *about(itself),
    Column("pages", _("pages"), lambda document: document.page_count),
    Column("text", _("text"), lambda document: document.text_state),
    Column("url", _("address of the document"), lambda document: document.url),
    Column("address", _("address"), lambda document: settings.SITE_URL + document.get_absolute_url()),
]


def passages(asked):
    """The columns of the pages that a search for ASKED found."""
    return [
        *about(lambda page: page.document),
        Column("page", _("page"), lambda page: page.number),
        Column("passage", _("passage"), lambda page: plain(passage(page, asked))),
        Column("address", _("address"), lambda page: settings.SITE_URL + page.get_absolute_url()),
    ]


def passage(page, asked):
    """The part of PAGE that answers best, as safe HTML; the lines of a page are those of its paper."""
    return snippet(" ".join(page.text.split()), asked)


def plain(html):
    """A snippet without its marks."""
    return unescape(html.replace("<mark>", "").replace("</mark>", ""))
