"""What every fact rests on, and what it is about."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wpsnet.dates import EDTFField


class SourceQuerySet(models.QuerySet):
    def told(self, title, url="", kind="web"):
        """The source that a person names in a form: the one that is known already, or a new one. None without a title."""
        if not title:
            return None
        known = self.filter(title=title, url=url).order_by("pk").first()
        digest = hashlib.sha256("\n".join([title, url]).encode()).hexdigest()
        key = f"told-{digest[:16]}"
        return known or self.get_or_create(key=key, defaults={"title": title, "url": url, "kind": kind})[0]


class Source(models.Model):
    """The citation behind a fact. `key` is the short tag by which the data files name it."""

    class Kind(models.TextChoices):
        UN_DOCUMENT = "un_document", _("United Nations document")
        GOVERNMENT = "government", _("government")
        INTERNATIONAL = "international", _("international organization")
        CIVIL_SOCIETY = "civil_society", _("civil society")
        RESEARCH = "research", _("research")
        PRESS = "press", _("press")
        WEB = "web", pgettext_lazy("kind of source", "website")

    key = models.SlugField(_("key"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=400)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    url = models.URLField(_("address"), max_length=500, blank=True)
    date = EDTFField(_("date"), blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    note = models.CharField(_("note"), max_length=400, blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("source"), _("sources")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                name="source_url_is_web", condition=models.Q(url="") | models.Q(url__regex=r"^https?://")
            ),
        ]

    def __str__(self):
        return self.title


class Theme(models.Model):
    """One of the four pillars of the agenda, or a theme under one."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="themes")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name, verbose_name_plural = _("theme"), _("themes")
        ordering = ["slug"]

    def __str__(self):
        return self.name
