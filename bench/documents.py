"""The search in the documents of plans: 2,000 documents of 100 pages, the page that readers get against the bare SQL of it.

Both take turns, with the same questions, rare and common words in five languages; what counts is the ratio of the 95th
percentiles. Nothing is kept: every question goes past the store. Run it with `make bench-documents`; the database is made
at the first run (some minutes) and kept.
"""

import itertools
import os
import random
import statistics
import subprocess
import sys
import time

import psycopg

from wpsnet import embedded

DATABASE = "wpsnet_bench_documents"
DOCUMENTS, PAGES, WORDS = 2_000, 100, 300
ROUNDS, AT_MOST = 10, 3
PAST_THE_STORE = "x" * 301
SYLLABLES = {
    "en": ("ba be bo ca de di do fa fe ga ge la le lo ma me mi na ne ra re ri sa se ta te ti va ve", 0.5),
    "fr": ("bou ce cha dou fai gue jou lai lou moi nou pre que rou soi tou vai voi bri clo", 0.15),
    "es": ("cia dor el gra hue lla mos nu os par que ria sol tri va zo bla cre dra flu", 0.15),
    "ru": ("ба ве го да же за ки ле мо ну по ра со ту фа хо ца чи ша эк", 0.1),
    "ar": ("با تي جو حا دي را سو شا في كو لا مي نو ها وي طا عي قو صا غي", 0.1),
}
REAL = {  # in this order, the first on every second page, the last on one of thousands
    "en": "women peace security plan police parliament budget mediation indicator disarmament",
    "fr": "femmes paix securite plan police parlement budget mediation indicateur desarmement",
    "es": "mujeres paz seguridad plan policia parlamento presupuesto mediacion indicador desarme",
    "ru": "женщины мир безопасность план полиция парламент бюджет посредничество показатель разоружение",
    "ar": "المراه السلام الامن الخطه الشرطه البرلمان الميزانيه الوساطه الموشر السلاح",
}
QUESTIONS = [
    "women",
    "women peace security",
    '"peace security"',
    "police budget",
    "mediation",
    "disarmament",
    "femmes",
    "sécurité police",
    "mujeres presupuesto",
    "женщины бюджет",
    "السلام",
    "parliament -budget",
    "peace OR paix OR мир",
    "nosuchword",
]
BARE = """
WITH found AS (
    SELECT id FROM actionplans_documentpage
    WHERE ({matches}) AND document_id IN (
        SELECT id FROM actionplans_plandocument WHERE published_at IS NOT NULL AND withdrawn_at IS NULL)
    ORDER BY document_id DESC, number LIMIT 1000)
SELECT page.number, page.text, document.title, member.name_en, {rank} AS rank, (SELECT count(*) FROM found)
FROM actionplans_documentpage page
JOIN actionplans_plandocument document ON document.id = page.document_id
JOIN actionplans_plan plan ON plan.id = document.plan_id JOIN members_member member ON member.id = plan.member_id
WHERE page.id IN (SELECT id FROM found)
ORDER BY rank DESC, page.document_id DESC, page.number LIMIT 20
"""


def prepare():
    """The database, migrated."""
    place = embedded.ensure_postgresql()
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            link.execute(f"CREATE DATABASE {DATABASE}")
    command = [sys.executable, "manage.py", "migrate", "--noinput", "-v0"]
    subprocess.run(command, env=os.environ | {"WPSNET_DATABASE": DATABASE}, check=True)


def texts(language, chance):
    """Endless made-up pages: few words often, many words rarely, as in any language."""
    syllables = SYLLABLES[language][0].split()
    made = ["".join(parts) for parts in itertools.product(syllables, repeat=3)][:6_000]
    chance.shuffle(made)
    words = made[:3]
    for place, real in enumerate(REAL[language].split()):
        words += [real, *made[3 + place * 3**place // 20 : 3 + (place + 1) * 3 ** (place + 1) // 20]][: 3 + place * 40]
    words = list(dict.fromkeys([*words, *made]))
    weights = list(itertools.accumulate(1 / (place + 8) for place in range(len(words))))
    while True:
        yield " ".join(chance.choices(words, cum_weights=weights, k=WORDS))


def fill(cursor, models, configs):
    """A plan for each of 200 members, ten documents each."""
    chance = random.Random(1325)  # noqa: S311
    now = "2026-01-01T00:00Z"
    user = models.User.objects.create(email="bench@example.org", name="Bench")
    source = models.Source.objects.create(key="bench", title="Bench", kind="web")
    kinds, shares = list(SYLLABLES), [share for _syllables, share in SYLLABLES.values()]
    pages = {language: texts(language, chance) for language in kinds}
    cursor.execute("DROP INDEX IF EXISTS document_page_vector")
    cursor.execute("CREATE TEMP TABLE made (document_id bigint, number int, language text, text text)")
    for number in range(DOCUMENTS // 10):
        member = models.Member.objects.create(kind="civil_society", slug=f"b{number}", name_en=f"Member {number}")
        plan = models.Plan.objects.create(member=member, slug="1", kind="other_framework", title="Plan")
        for _document in range(10):
            language = chance.choices(kinds, shares)[0]
            facts = {"kind": "plan", "title": "Plan", "url": "https://example.org", "text_state": "not_here"}
            by = {"written_by": user, "published_by": user, "published_at": now, "source": source}
            document = plan.documents.create(language=language, date=str(chance.randint(2005, 2026)), **facts, **by)
            with cursor.copy("COPY made FROM STDIN") as copy:
                for page in range(1, PAGES + 1):
                    copy.write_row((document.pk, page, language, next(pages[language])))
    for language, config in configs.items():
        cursor.execute(
            "INSERT INTO actionplans_documentpage (document_id, number, language, text, vector)"
            " SELECT document_id, number, language, text, to_tsvector(%s::regconfig, text) FROM made WHERE language = %s",
            [config, language],
        )
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("CREATE INDEX document_page_vector ON actionplans_documentpage USING gin (vector)")
    cursor.execute("DROP TABLE made")


def bare_statement(indexable, configs):
    """A function from a question to the SQL that answers it, written by hand."""
    languages = sorted(SYLLABLES)

    def statement(question):
        asked = {code: f"websearch_to_tsquery('{configs[code]}', '{indexable(question)}')" for code in languages}
        matches = " OR ".join(f"(language = '{code}' AND vector @@ {query})" for code, query in asked.items())
        ranks = " ".join(f"WHEN page.language = '{c}' THEN ts_rank(page.vector, {q})" for c, q in asked.items())
        return BARE.format(matches=matches, rank=f"CASE {ranks} END").replace("%", "%%")

    return statement


def seconds(work, question):
    start = time.perf_counter()
    work(question)
    return time.perf_counter() - start


def p95(times):
    return 1000 * statistics.quantiles(times, n=20)[18]


def report(times):
    bare = p95(times["bare SQL"])
    print(f"{'':28}{'median':>10}{'p95':>10}{'p95 : bare':>13}")
    for name, taken in times.items():
        ratio = p95(taken) / bare
        print(f"{name:28}{1000 * statistics.median(taken):>8.1f}ms{p95(taken):>8.1f}ms{ratio:>12.2f}x")
    return p95(times["page"]) / bare


def main():
    prepare()
    os.environ |= {
        "WPSNET_DATABASE": DATABASE,
        "DJANGO_SETTINGS_MODULE": "wpsnet.settings",
        "LOG_LEVEL": "ERROR",
    }
    from bench import documents_django

    ratio = report(documents_django.measured())
    if ratio > AT_MOST:
        raise SystemExit(f"The page takes more than {AT_MOST} times the bare SQL.")


if __name__ == "__main__":
    main()
