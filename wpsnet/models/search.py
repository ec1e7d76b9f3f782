from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import (
    SearchQuery,
    SearchRank,
    SearchVectorField,
    TrigramSimilarity,
    TrigramStrictWordSimilarity,
)
from django.db import models
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import get_language

from wpsnet.languages import SEARCH_CONFIGS
from wpsnet.words import WORD, fold, indexable


def queries(text):
    """By language, the query for TEXT: its words as that language inflects them, or as they stand (names, symbols)."""
    words = indexable(text)
    plain = SearchQuery(words, config="simple", search_type="websearch")
    return {
        language: SearchQuery(words, config=config, search_type="websearch") | plain
        for language, config in SEARCH_CONFIGS.items()
    }


class SearchEntryQuerySet(models.QuerySet):
    def matching(self, text):
        """Rows that answer TEXT, in whatever language it is written. `rank` says how well, `exact` whether TEXT is one of
        the names."""
        asked = queries(text)
        in_each = (Q(language=language, vector=query) for language, query in asked.items())
        rank = Case(
            *(When(language=language, then=SearchRank(F("vector"), query)) for language, query in asked.items()),
            default=Value(0.0),
        )
        exact = Case(When(names__contains=f"\n{fold(text).strip()}\n", then=Value(1)), default=Value(0))
        return self.annotate(rank=rank, exact=exact).filter(Q(*in_each, _connector=Q.OR))

    def nearly(self, text):
        """Names spelt nearly like TEXT, or with TEXT as a part of them."""
        folded = fold(text).strip()
        # The nearest word decides; of two, the one in the shorter title.
        rank = TrigramStrictWordSimilarity(folded, "names") + TrigramSimilarity("title", folded)
        ranked = self.annotate(rank=rank, exact=Value(0))
        if not WORD.search(folded):
            return ranked.none()
        return ranked.filter(Q(names__trigram_strict_word_similar=folded) | Q(names__contains=folded))

    def one_per_record(self, language):
        """The best first, and each record once: in the reader's LANGUAGE where that answers, else where it answers best.

        One pass over the rows: PostgreSQL, which cannot know how many words match, must not join the table with itself.
        """
        foreign = Case(When(language=language, then=Value(0)), default=Value(1))
        order = [foreign.asc(), F("rank").desc(), F("language").asc()]
        place = Window(RowNumber(), partition_by=[F("kind"), F("key")], order_by=order)
        best = self.defer("vector", "names").annotate(place=place).filter(place=1)
        return best.order_by("-exact", "-rank", "title", "key")

    def records_by_kind(self):
        """How many records there are of each kind, the most first."""
        counts = self.order_by().values_list("kind").annotate(records=Count("key", distinct=True))
        return dict(counts.order_by("-records", "kind"))


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
    names = models.TextField(blank=True, help_text="title, names and codes, folded, one a line")

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [models.UniqueConstraint(name="one_entry_per_language", fields=["kind", "key", "language"])]
        indexes = [
            GinIndex(name="search_vector", fields=["vector"]),
            GinIndex(name="search_names", fields=["names"], opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/{get_language()}{self.path}"
