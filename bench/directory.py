"""The directory and the secretariat's board, with 50 members and with 5,000: the same pages, side by side in one run.

Nothing is kept: the directory is asked with a query that the store does not take, the board is never kept. Each pair takes
turns, several rounds, so that whatever else the machine does falls on both; what counts is the ratio of the medians. Run it
with `make bench-directory`; the two databases are made at the first run (about a minute) and kept.
"""

import os
import statistics
import subprocess
import sys

import psycopg

from bench.__main__ import ROUNDS, Target, free_port, load, measure, serve
from wpsnet import embedded

SIZES = {"wpsnet_bench_50": (50, 200), "wpsnet_bench_5000": (5000, 20_000)}
PAST_THE_STORE = f"past-the-store={'x' * 301}"
PAGES = {
    "directory": f"/en/directory/?{PAST_THE_STORE}",
    "directory, by name": f"/en/directory/?name=of+the&{PAST_THE_STORE}",
    "directory in Arabic": f"/ar/directory/?{PAST_THE_STORE}",
    "board": "/en/desk/board/",
    "board: members": "/en/desk/board/members/",
    "board: members, by name": "/en/desk/board/members/?name=of+the",
    "board: posts": "/en/desk/board/posts/",
    "board: invitations": "/en/desk/board/invitations/",
    "board: write to all": "/en/desk/board/write/?to=all",
}
ENOUGH = 0.5


def manage(database, *arguments):
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=os.environ | {"WPSNET_DATABASE": database}, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout.strip()


def prepare():
    """Both databases, filled; returns the cookie of an editor for each."""
    place = embedded.ensure_postgresql()
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        there = {name for (name,) in link.execute("SELECT datname FROM pg_database")}
        for name in SIZES.keys() - there:
            link.execute(f"CREATE DATABASE {name}")
    cookies = {}
    for name, (members, appointments) in SIZES.items():
        manage(name, "manage.py", "migrate", "--noinput")
        sizes = ["--members", str(members), "--appointments", str(appointments)]
        print(manage(name, "manage.py", "fill_network", *sizes))
        cookies[name] = f"session={manage(name, '-m', 'bench.account')}"
    return cookies


def report(pairs):
    """True where every page of the large network is served at least half as fast as that of the small one."""
    print(f"{'':28}{'50 members':>14}{'5,000 members':>16}{'rate':>8}{'CPU':>8}")
    good = True
    for page, (small, large) in pairs.items():
        rates = [statistics.median(target.rates) for target in (small, large)]
        costs = [statistics.median(target.costs) for target in (small, large)]
        ratio = rates[1] / rates[0]
        good = good and ratio >= ENOUGH
        print(f"{page:28}{rates[0]:>12.1f}/s{rates[1]:>14.1f}/s{ratio:>8.0%}{costs[1] / costs[0]:>7.2f}x")
    return good


def take_turns(pair):
    for target in pair:
        load(target)  # warm
    for _round in range(ROUNDS):
        for target in pair:
            measure(target)


def main():
    cookies, servers, pairs = prepare(), [], {page: [] for page in PAGES}
    try:
        for name in SIZES:
            port = free_port()
            server = serve("wpsnet.wsgi:application", port, WPSNET_DATABASE=name)
            servers.append(server)
            for page, path in PAGES.items():
                pairs[page].append(Target(f"{page}, {name}", port, server.pid, path, cookies[name]))
        for pair in pairs.values():
            take_turns(pair)
    finally:
        for server in servers:
            server.terminate()
            server.wait()
    if not report(pairs):
        raise SystemExit(
            f"A page of the large network is served at less than {ENOUGH:.0%} of the rate of the small one."
        )


if __name__ == "__main__":
    main()
