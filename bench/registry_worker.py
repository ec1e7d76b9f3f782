"""One database of bench.registry: answers each line of its input, a path, with what asking for it cost.

With `export` as its argument it fetches the whole list as CSV instead, and tells the most memory that it ever held.
"""

import json
import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wpsnet.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

PAST_THE_STORE = f"past-the-store={'x' * 301}"  # longer queries are answered but never kept


def asked(client, path):
    """Milliseconds, weight and status of one answer."""
    start = time.perf_counter()
    answer = client.get(f"{path}{'&' if '?' in path else '?'}{PAST_THE_STORE}")
    weight = len(answer.content)
    return {"ms": 1000 * (time.perf_counter() - start), "kB": weight / 1000, "status": answer.status_code}


def serve(client):
    for line in sys.stdin:
        path, _tab, with_queries = line.strip().partition("\t")
        if with_queries:
            with CaptureQueriesContext(connection) as queries:
                cost = asked(client, path)
            cost["queries"] = len(queries)
        else:
            cost = asked(client, path)
        print(json.dumps(cost), flush=True)


def export(client):
    start = time.perf_counter()
    answer = client.get(f"/en/plans/?format=csv&{PAST_THE_STORE}")
    lines = sum(chunk.count(b"\n") for chunk in answer.streaming_content)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"lines": lines, "s": time.perf_counter() - start, "MB": peak}))


if __name__ == "__main__":
    work = export if sys.argv[1:] == ["export"] else serve
    work(Client(headers={"host": "localhost"}))
