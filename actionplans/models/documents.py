"""The documents of a plan: the plan itself, its evaluations, its reports, in any language; and their text, page by page."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from actionplans.document_languages import RIGHT_TO_LEFT, config_of, language_name
from actionplans.models.plan import Plan
from wpsnet.dates import EDTFField
from wpsnet.languages import alphabetical
from wpsnet.models import Source, StoredFile
from wpsnet.words import indexable

MOST_HITS = 1_000  # pages that a search weighs; what more there is, is left to narrower words
PDF = "application/pdf"


class PlanDocumentQuerySet(models.QuerySet):
    def published(self):
        return self.exclude(published_at=None).filter(withdrawn_at=None)

    def proposed(self):
        """Written by somebody who may not publish; whoever publishes for the plan decides."""
        return self.filter(published_at=None, withdrawn_at=None)

    def for_page(self):
        """With what one row shows."""
        return self.select_related("file", "source", "plan__member")

    def for_list(self):
        """Across plans, the newest first."""
        newest = F("last").desc(nulls_last=True)
        return self.for_page().order_by(newest, alphabetical("name", "plan__member__"), "-pk")

    def to_read(self, now):
        """Documents whose text no worker has read, and none is reading."""
        open_ones = self.filter(text_state__in=PlanDocument.OPEN, withdrawn_at=None)
        return open_ones.filter(Q(lease_until=None) | Q(lease_until__lt=now))


class PlanDocument(models.Model):
    """One document in one language, kept here as a file, or elsewhere at an address, or both."""

    class Kind(models.TextChoices):
        PLAN = "plan", pgettext_lazy("document", "the plan itself")
        EVALUATION = "evaluation", pgettext_lazy("document", "evaluation")
        PROGRESS = "progress_report", pgettext_lazy("document", "progress report")
        IMPLEMENTATION = "implementation_plan", pgettext_lazy("document", "implementation plan")
        TRANSLATION = "translation", pgettext_lazy("document", "translation of the plan")
        OTHER = "other", pgettext_lazy("document", "other document")

    class Text(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("text of a document", "waits to be read")
        READING = "reading", pgettext_lazy("text of a document", "is being read")
        READ = "read", pgettext_lazy("text of a document", "can be searched")
        NO_TEXT = "no_text", pgettext_lazy("text of a document", "pictures only")
        ENCRYPTED = "encrypted", pgettext_lazy("text of a document", "locked with a password")
        DAMAGED = "damaged", pgettext_lazy("text of a document", "file is damaged")
        TOO_LONG = "too_long", pgettext_lazy("text of a document", "too long: the beginning can be searched")
        FAILED = "failed", pgettext_lazy("text of a document", "could not be read")
        NOT_HERE = "not_here", pgettext_lazy("text of a document", "not read here")

    OPEN = [Text.WAITING, Text.READING]

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="documents", verbose_name=_("action plan"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    language = models.CharField(_("language"), max_length=10)
    title = models.CharField(_("title"), max_length=300)
    date = EDTFField(_("date"), first="first", last="last", blank=True)
    first = models.DateField(null=True, editable=False)
    last = models.DateField(null=True, editable=False)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )
    url = models.URLField(_("address"), max_length=500, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="plan_documents", verbose_name=_("source"))
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replacements", verbose_name=_("replaces")
    )
    text_state = models.CharField(_("text"), max_length=10, choices=Text, default=Text.WAITING)
    page_count = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanDocumentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("document"), _("documents")
        ordering = ["kind", "language", "-last", "pk"]
        indexes = [
            models.Index(name="unread_documents", fields=["id"], condition=Q(text_state__in=["waiting", "reading"]))
        ]
        constraints = [
            models.CheckConstraint(
                name="document_is_somewhere",
                condition=Q(file__isnull=False) | ~Q(url=""),
                violation_error_message=_("Send the file, or give the address where it can be read."),
            ),
            models.CheckConstraint(name="document_url_is_web", condition=Q(url="") | Q(url__regex=r"^https?://")),
            models.CheckConstraint(
                name="published_document_has_its_person",
                condition=Q(published_at=None) | Q(published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="only_files_are_read", condition=Q(file__isnull=False) | Q(text_state="not_here")
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def place(self):
        """The parts of its address."""
        return [self.plan.member.slug, self.plan.slug, self.pk]

    def get_absolute_url(self):
        return reverse("actionplans:document", args=self.place)

    @property
    def language_name(self):
        return language_name(self.language)

    @property
    def direction(self):
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def is_pdf(self):
        return bool(self.file and self.file.content_type == PDF)


class DocumentPageQuerySet(models.QuerySet):
    def matching(self, words, languages):
        """Pages that answer WORDS in one of LANGUAGES, as each inflects them; `rank` says how well.

        Only the MOST_HITS of the newest documents are weighed: to weigh every page that says “women” takes seconds.
        """
        text = indexable(words)
        asked = {
            language: SearchQuery(text, config=config_of(language), search_type="websearch") for language in languages
        }
        if not asked:
            return self.none()
        in_each = (Q(language=language, vector=query) for language, query in asked.items())
        found = self.filter(Q(*in_each, _connector=Q.OR)).order_by("-document_id", "number")
        # Looked up once, here: as a subquery it would be looked up for the count and again for the rows.
        weighed = list(found.values_list("pk", flat=True)[:MOST_HITS])
        rank = Case(
            *(When(language=language, then=SearchRank(F("vector"), query)) for language, query in asked.items()),
            default=Value(0.0),
        )
        ranked = DocumentPage.objects.filter(pk__in=weighed).annotate(rank=rank)
        return ranked.defer("vector").order_by("-rank", "-document_id", "number")


class DocumentPage(models.Model):
    """The text of one page, as it was read from the file. `language` is the one by whose words it is found."""

    document = models.ForeignKey(PlanDocument, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField(_("page"))
    language = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    vector = SearchVectorField()

    objects = DocumentPageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("page of a document"), _("pages of documents")
        ordering = ["document_id", "number"]
        constraints = [
            models.UniqueConstraint(name="one_page_per_number", fields=["document", "number"]),
            models.CheckConstraint(name="pages_count_from_one", condition=Q(number__gte=1)),
        ]
        indexes = [GinIndex(name="document_page_vector", fields=["vector"])]

    def __str__(self):
        return f"{self.document_id}, {self.number}"

    def get_absolute_url(self):
        return reverse("actionplans:document_page", args=[*self.document.place, self.number])
