"""The half of bench.documents that needs Django: filling its database, and asking the page."""

import itertools
import statistics
from types import SimpleNamespace

import django

django.setup()

from django.core.paginator import Paginator  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from actionplans.document_filters import pages_with  # noqa: E402
from actionplans.document_languages import config_of  # noqa: E402
from actionplans.models import DocumentPage, Plan, PlanDocument  # noqa: E402
from bench import documents  # noqa: E402
from members.models import Member, User  # noqa: E402
from wpsnet.models import Source  # noqa: E402
from wpsnet.words import indexable  # noqa: E402

CONFIGS = {language: config_of(language) for language in documents.SYLLABLES}


def filled():
    """Make what is missing; returns how many pages there are."""
    if not DocumentPage.objects.exists():
        models = SimpleNamespace(User=User, Source=Source, Member=Member, Plan=Plan)
        with transaction.atomic(), connection.cursor() as cursor:
            documents.fill(cursor, models, CONFIGS)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return DocumentPage.objects.count()


def works():
    """The three ways to an answer, each a function of the question."""
    client, statement = Client(headers={"host": "localhost"}), documents.bare_statement(indexable, CONFIGS)

    def bare(question):
        with connection.cursor() as cursor:
            cursor.execute(statement(question))
            return cursor.fetchall()

    def query(question):
        return list(Paginator(pages_with(question, PlanDocument.objects.published()), 20).page(1))

    def page(question):
        answer = client.get("/en/plans/documents/", {"q": question, "past": documents.PAST_THE_STORE})
        if answer.status_code != 200:
            raise SystemExit(f"{question}: {answer.status_code}")

    return {"bare SQL": bare, "query of the page": query, "page": page}


def measured():
    pages, ways = filled(), works()
    print(f"{PlanDocument.objects.count()} documents, {pages} pages")
    for question, work in itertools.product(documents.QUESTIONS, ways.values()):
        work(question)  # to warm
    times = {name: [] for name in ways}
    for _round, question in itertools.product(range(documents.ROUNDS), documents.QUESTIONS):
        for name, work in ways.items():
            times[name].append(documents.seconds(work, question))
    for number, question in enumerate(documents.QUESTIONS):
        middle = [statistics.median(taken[number :: len(documents.QUESTIONS)]) for taken in times.values()]
        print(f"  {question:26}" + "".join(f"{1000 * taken:8.1f} ms" for taken in middle))
    return times
