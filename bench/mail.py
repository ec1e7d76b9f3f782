"""How fast bulk mail goes out, against the limit and against others: all in one run, taking turns, to one sink on this machine.

The limit is smtplib with as many connections and finished messages. Ours writes every copy down by itself, asks whether its
reader has left, and makes her token. What counts are the ratios. Run it with `make bench-mail`; the whole, with a queue of a
million, takes half an hour: `make bench-mail SIZE=100000`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field

import psycopg

from bench.mail_peers import PACKAGES, PEERS
from bench.mail_senders import built
from wpsnet import embedded

DATABASE = "wpsnet_bench_mail"
PROCESSES, ROUNDS = 2, 3
BYTES = [2_000, 40_000]
TEMPLATE = "newsletter_welcome"


@dataclass
class Way:
    """A way to send. SHARE of the mails are given to it: the slow ones get fewer."""

    name: str
    kind: str
    share: float = 1
    processes: int = PROCESSES
    one_by_one: bool = False
    asked: float | None = None  # times its rate that ours must reach
    rates: dict = field(default_factory=dict)
    costs: dict = field(default_factory=dict)


LIMIT = Way("smtplib, finished messages", "smtplib_bare")
OURS = Way("outbox", "outbox")
WAYS = [
    LIMIT,
    OURS,
    Way("outbox, server without PIPELINING", "outbox", one_by_one=True),
    Way("Django, connections kept", "django_persistent", 0.1, asked=4),
    Way("Celery, a task a mail", "celery", 0.03, asked=10),
    Way("django-newsletter", "django_newsletter", 0.02, processes=1, asked=20),
]


# --- Processes --------------------------------------------------------------------------------------------------------


class Sink:
    def __init__(self):
        self.process = started("-m", "bench.mail_sink")
        self.port, self.port_one_by_one = map(int, self.process.stdout.readline().split())

    def taken(self):
        return int(asked(self.process, "count"))


def started(*arguments, **environment):
    """A Python process that we talk to."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"WPSNET_DATABASE": DATABASE, "LOG_LEVEL": "ERROR"} | environment,
    )


def asked(process, line):
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    return process.stdout.readline()


def send(kind, port, size, count, processes=PROCESSES):
    """What each of PROCESSES tells: seconds, processor time, MB grown. They share COUNT mails."""
    numbers = [str(number) for number in (port, size, count // processes)]
    senders = [started("-m", "bench.mail_senders", kind, *numbers) for _process in range(processes)]
    if any(sender.stdout.readline() != "ready\n" for sender in senders):
        raise SystemExit(f"{kind} did not start")
    for sender in senders:
        sender.stdin.write("go\n")
        sender.stdin.flush()
    return [json.loads(sender.communicate()[0]) for sender in senders]


def celery(sink, size, count):
    """(mails a second, processor time) of tasks that wait in the queue before the worker starts; its start does not count."""
    os.environ["BENCH_BROKER"] = broker = f"redis+socket://{embedded.ensure_valkey()}?virtual_host=14"
    enqueue = f"from bench.mail_peers import send_one\nfor n in range({count}): send_one.delay(n, {size})"
    subprocess.run([sys.executable, "-c", enqueue], check=True)
    before, first = sink.taken(), count // 10
    command = [sys.executable, "-m", "celery", "-q", "-A", "bench.mail_peers", "worker", "-c", str(PROCESSES)]
    environment = os.environ | {"BENCH_PORT": str(sink.port), "BENCH_BROKER": broker, "PYTHONWARNINGS": "ignore"}
    for ours in ("DJANGO_SETTINGS_MODULE", "BROKER_URL"):
        environment.pop(ours, None)  # it shall not find them
    worker = subprocess.Popen(
        [*command, "--loglevel", "ERROR", "--without-gossip", "--without-mingle"], env=environment, process_group=0
    )
    try:
        wait(lambda: sink.taken() - before >= first)
        start = time.perf_counter()
        wait(lambda: sink.taken() - before >= count)
        return (count - first) / (time.perf_counter() - start)
    finally:
        worker.terminate()
        worker.wait()


def wait(condition, seconds=300):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("The Celery worker does not send.")
        time.sleep(0.02)


# --- What is frozen ---------------------------------------------------------------------------------------------------


def prepare():
    """The database, migrated, and django-newsletter beside it."""
    place = embedded.ensure_postgresql()
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            link.execute(f"CREATE DATABASE {DATABASE}")
    environment = os.environ | {"WPSNET_DATABASE": DATABASE}
    subprocess.run([sys.executable, "manage.py", "migrate", "--noinput", "-v0"], env=environment, check=True)
    if not (PEERS / "newsletter").exists():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(PEERS), *PACKAGES]
        subprocess.run(pip, check=True)


class Outbox:
    """The portal's side of it, in the database of the bench."""

    def __init__(self):
        os.environ |= {"WPSNET_DATABASE": DATABASE, "BROKER_URL": "redis://127.0.0.1:1/0", "LOG_LEVEL": "CRITICAL"}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wpsnet.settings")
        import django

        django.setup()
        from django.db import connection

        from newsletters.models import Subscriber
        from wpsnet.models import Mailing, RenderedMail
        from wpsnet.outbox import bulk, rendering, tokens

        self.connection, self.people, self.bulk = connection, Subscriber, bulk
        self.rendering, self.tokens, self.mailings, self.rendered = rendering, tokens, Mailing, RenderedMail

    def run(self, *statements):
        with self.connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def subscribe(self, count):
        """COUNT made-up readers in a thousand domains, one in a hundred of whom has left."""
        self.run(
            "TRUNCATE newsletters_subscriber, wpsnet_suppression, wpsnet_mailing CASCADE",
            "INSERT INTO newsletters_subscriber (email, language, token_hash, asked_at, confirmed_at) SELECT 'reader' || n"
            f" || '@d' || n % 997 || '.example', 'en', md5(n::text), now(), now() FROM generate_series(1, {count}) AS n",
            "INSERT INTO wpsnet_suppression (address, reason, since)"
            " SELECT email, 'left', now() FROM newsletters_subscriber WHERE id % 100 = 0",
            "VACUUM ANALYZE",
        )

    def freeze(self, size):
        """Freeze a message of SIZE bytes for everybody; returns (mailing, seconds)."""
        leave = f"http://localhost:8000/en/newsletter/leave/{self.bulk.READER}/"
        everybody = self.people.objects.confirmed().values_list("email", "language")
        start = time.perf_counter()
        told = {"en": {"link": leave, "leave": leave}}
        mailing = self.bulk.freeze(f"bench-{time.time()}", TEMPLATE, told, [self.bulk.Audience("reader", everybody)])
        seconds = time.perf_counter() - start
        self.rendered.objects.update(message=self.message(size, leave))
        return mailing, seconds

    def message(self, size, leave):
        """As large as that of the others, with all places."""
        rendering, message = self.rendering, built(size, 0, self.bulk.READER)
        del message["Message-ID"], message["To"]
        message["To"] = rendering.ADDRESS
        for name, value in rendering.headers(leave, "").items():
            message[name] = value
        return rendering.stuffed(rendering.as_bytes(message))

    def freeze_bare(self):
        """The same people into the same table by the shortest statement; returns the seconds."""
        mailing = self.mailings.objects.create(key=f"bare-{time.time()}", template="-", state="paused")
        start = time.perf_counter()
        self.run(
            "INSERT INTO wpsnet_delivery"
            " (mailing_id, address, language, state, reason, unreachable, attempts, interruptions, created_at)"
            f" SELECT {mailing.pk}, email, language, 'pending', '', false, 0, 0, now() FROM newsletters_subscriber"
        )
        return time.perf_counter() - start

    def forget(self):
        self.run("TRUNCATE wpsnet_mailing CASCADE", "VACUUM ANALYZE wpsnet_delivery")


# --- Measuring --------------------------------------------------------------------------------------------------------


def measure(way, outbox, sink, size, count):
    count = max(int(count * way.share), 200)
    if way.kind == "celery":
        way.rates.setdefault(size, []).append(celery(sink, size, count))
        return
    if way.kind == "outbox":
        mailing, _seconds = outbox.freeze(size)
        outbox.run("VACUUM ANALYZE wpsnet_delivery", "CHECKPOINT")
    before = sink.taken()
    told = send(way.kind, sink.port_one_by_one if way.one_by_one else sink.port, size, count, way.processes)
    if way.kind == "outbox":
        counts = mailing.counts()
        assert counts["sent"] == sink.taken() - before, counts  # nobody twice
        assert counts["sent"] + counts["skipped"] == sum(counts.values()) == count, counts  # nobody missing
        count = counts["sent"]
        outbox.forget()
    way.rates.setdefault(size, []).append(count / max(one["seconds"] for one in told))
    way.costs.setdefault(size, []).append(1000 * sum(one["cpu"] for one in told) / count)


def report(ways):
    for size in BYTES:
        ours, limit = (statistics.median(way.rates[size]) for way in (OURS, LIMIT))
        print(
            f"\n{size // 1000} KB a mail{'':24}{'mails/s (min-max)':>26}{'CPU ms/mail':>13}{': limit':>9}{'ours : it':>11}"
        )
        for way in ways:
            rates = way.rates[size]
            rate, span = statistics.median(rates), f"({min(rates):,.0f}-{max(rates):,.0f})"
            cost = f"{statistics.median(way.costs[size]):.2f}" if size in way.costs else "-"
            asked = f" (asked {way.asked:g})" if way.asked else ""
            print(f"{way.name:34}{rate:>10,.0f} {span:>15}{cost:>13}{rate / limit:>9.0%}{ours / rate:>10.1f}x{asked}")


def freezing(outbox, readers):
    bare, ours = [], []
    for _round in range(ROUNDS):
        bare.append(outbox.freeze_bare())
        outbox.forget()
        ours.append(outbox.freeze(BYTES[0])[1])
        outbox.forget()
    ratio = statistics.median(ours) / statistics.median(bare)
    times = ", ".join(f"{one:.1f} s" for one in (statistics.median(bare), statistics.median(ours)))
    print(
        f"\nFreezing {readers:,} readers, bare INSERT ... SELECT and ours: {times}; {ratio:.1f} times (asked: under 3)"
    )


def long_queue(outbox, sink, few, many):
    """The rate out of a queue of FEW and of MANY, and what a worker grows."""
    rates, grown = {few: [], many: []}, []
    for count in rates:
        outbox.subscribe(count)
        for _round in range(ROUNDS):
            mailing, _seconds = outbox.freeze(BYTES[0])
            outbox.run("VACUUM ANALYZE wpsnet_delivery", "CHECKPOINT")
            told = send("outbox_for_a_time", sink.port, BYTES[0], PROCESSES * max(1, few // 4000))
            rates[count].append(mailing.counts()["sent"] / max(one["seconds"] for one in told))
            grown += [one["grown"] for one in told]
            outbox.forget()
    short, long = (statistics.median(of) for of in rates.values())
    print(f"\nQueue of {few:,}: {short:,.0f} mails/s; of {many:,}: {long:,.0f}, {long / short:.0%} of it (asked: 90 %)")
    print(f"A worker grew by at most {max(grown):.0f} MB (asked: 20)")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=20_000, help="recipients of the fast ways")
    parser.add_argument("--freeze", type=int, default=200_000, help="readers that are frozen")
    told = parser.parse_args()
    size = told.size
    prepare()
    outbox, sink = Outbox(), Sink()
    try:
        outbox.subscribe(told.freeze)
        freezing(outbox, told.freeze)
        outbox.subscribe(size)
        for bytes_ in BYTES:
            for number in range(ROUNDS):
                for way in WAYS[number:] + WAYS[:number]:  # nobody is always first
                    measure(way, outbox, sink, bytes_, size)
        report(WAYS)
        long_queue(outbox, sink, 10_000, size * 10)
    finally:
        sink.process.stdin.close()
        sink.process.wait()


if __name__ == "__main__":
    main()
