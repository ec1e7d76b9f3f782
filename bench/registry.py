"""The plan registry with the real data, and with 10,000 plans of 200 members: the same pages, side by side in one run.

Nothing is kept: every page is asked for with a query that the store does not take. Both databases take turns, many rounds, so
that whatever else the machine does falls on both; what counts are the number of queries and the ratio of the 95th
percentiles. Then the whole list is fetched as CSV, of 1,000 plans and of 10,000, each in a process of its own, whose most
memory is told. Run it with `make bench-registry`; the databases are made at the first run (some minutes) and kept.
"""

import json
import os
import statistics
import subprocess
import sys

import psycopg

from wpsnet import embedded

REAL, LARGE, TENTH = "wpsnet_bench_registry_real", "wpsnet_bench_registry_10000", "wpsnet_bench_registry_1000"
SIZES = {REAL: None, TENTH: (1_000, 0, 0), LARGE: (10_000, 100_000, 300_000)}  # plans, actions, reports
MEMBERS, ROUNDS = 200, 30
MOST_QUERIES, AT_MOST, FLAT = 15, 4, 1.1
PAGES = {
    "list": "/en/plans/",
    "list, filtered": "/en/plans/?theme=prevention&lead_type=defence&budget=yes&status=current",
    "list, page 3": "/en/plans/?page=3",
    "matrix": "/en/plans/matrix/",
    "matrix, by theme": "/en/plans/matrix/?theme=mediation&resolution=1325",
    "timeline": "/en/plans/timeline/",
    "map": "/en/plans/map/",
    "map, by language": "/en/plans/map/?language=fr",
    "compare": "/en/plans/compare/?plan=NAM/{slug}&plan=SWE/{slug}&plan=ESP/{slug}&plan=DEU/{slug}",
    "growth": "/en/plans/growth/",
    "plan": "/en/plans/NAM/{slug}/",
    "plans of a member": "/en/plans/NAM/",
    "implementation of a plan": "/en/plans/NAM/{slug}/implementation/",
    "actions": "/en/plans/actions/",
    "boards": "/en/plans/implementation/",
}
SLUGS = {REAL: "1", LARGE: "filled-2"}
WITH_LIMIT = ["list", "list, filtered", "list, page 3", "matrix", "matrix, by theme", "timeline", "map", "compare"]


def run(database, *arguments):
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=environment(database), capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.strip()


def environment(database):
    return os.environ | {"WPSNET_DATABASE": database, "LOG_LEVEL": "ERROR"}


def prepare():
    """The databases, with the real data, and two of them filled up."""
    place = embedded.ensure_postgresql()
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        there = {name for (name,) in link.execute("SELECT datname FROM pg_database")}
        for name in SIZES.keys() - there:
            link.execute(f"CREATE DATABASE {name}")
    for name, size in SIZES.items():
        run(name, "manage.py", "migrate", "--noinput")
        run(name, "manage.py", "load_reference")
        if size:
            plans, actions, reports = map(str, size)
            sizes = ["--plans", plans, "--members", str(MEMBERS), "--actions", actions, "--reports", reports]
            print(run(name, "manage.py", "fill_plans", *sizes), flush=True)


class Worker:
    """A process that asks for pages of one database."""

    def __init__(self, database):
        self.slug = SLUGS[database]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.registry_worker"],
            env=environment(database),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, path, *, with_queries=False):
        self.process.stdin.write(path.format(slug=self.slug) + ("\tqueries" if with_queries else "") + "\n")
        self.process.stdin.flush()
        cost = json.loads(self.process.stdout.readline())
        if cost["status"] != 200:
            raise SystemExit(f"{path} answers {cost['status']}")
        return cost


def p95(times):
    return statistics.quantiles(times, n=20)[18]


def measured(workers, path):
    """For both databases the costs of PATH, asked for in turns, and the number of its queries."""
    queries = [worker.ask(path, with_queries=True)["queries"] for worker in workers]
    for worker in workers:
        worker.ask(path)  # warm
    rounds = [[worker.ask(path) for worker in workers] for _round in range(ROUNDS)]
    return queries, list(zip(*rounds, strict=True))


def report(page, queries, costs):
    """One line; True where the page keeps its limits, or has none."""
    times = [[cost["ms"] for cost in own] for own in costs]
    ratio = p95(times[1]) / p95(times[0])
    middles = "".join(f"{statistics.median(own):>8.0f} {p95(own):>6.0f}" for own in times)
    weights = f"{costs[0][0]['kB']:.0f} / {costs[1][0]['kB']:.0f}"
    print(f"{page:26}{middles} ms {ratio:>7.2f}x {queries[0]:>5} /{queries[1]:>3} {weights:>14} kB", flush=True)
    return page not in WITH_LIMIT or (max(queries) <= MOST_QUERIES and ratio <= AT_MOST)


def exported():
    """The whole list as CSV; True where ten times the plans take no more memory than a tenth above."""
    few, many = (json.loads(run(name, "-m", "bench.registry_worker", "export")) for name in (TENTH, LARGE))
    for told in (few, many):
        print(f"CSV of {told['lines'] - 1} plans: {told['s']:.1f} s, at most {told['MB']:.0f} MB")
    return many["MB"] <= few["MB"] * FLAT


def main():
    prepare()
    chosen = [page for page in PAGES if page in sys.argv[1:]] or list(PAGES)
    workers = [Worker(REAL), Worker(LARGE)]
    good = True
    print(f"{'':26}{'real data: median, p95':>15}{'10,000 plans':>16}{'p95':>9}{'queries':>11}{'weight':>15}")
    try:
        for page in chosen:
            good = report(page, *measured(workers, PAGES[page])) and good
    finally:
        for worker in workers:
            worker.process.stdin.close()
            worker.process.wait()
    good = exported() and good
    if not good:
        raise SystemExit("A page of the large registry breaks its limits.")


if __name__ == "__main__":
    main()
