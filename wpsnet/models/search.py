from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class SearchEntry(models.Model):
    """What can be found: one row per record and language, written anew whenever the record is published."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120, help_text="names the record within its kind")
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=400)
    body = models.TextField(blank=True)
    path = models.CharField(max_length=300, help_text="address without the language prefix, with the anchor")
    date = models.DateField(null=True)
    vector = SearchVectorField()
    trigrams = models.TextField(blank=True, help_text="title folded, for near spellings")

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(name="one_entry_per_language", fields=["kind", "key", "language"])]
        indexes = [
            GinIndex(name="search_vector", fields=["vector"]),
            GinIndex(name="search_trigrams", fields=["trigrams"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self):
        return self.title
