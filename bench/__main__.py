"""Requests a second, and processor time of the server per request: a bare Django view, a kept page, the same page made anew.

The three take turns in one run, several rounds, so that whatever else the machine does falls on all alike; what counts is
the ratio of the medians. Run it with `make bench` after `make run` has once loaded the data.
"""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROUNDS, SECONDS, CONNECTIONS = 5, 2.0, 8
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = "/en/countries/NAM/"
PAST_THE_STORE = f"{PAGE}?past-the-store={'x' * 301}"  # longer queries are answered but never kept


@dataclass
class Target:
    name: str
    port: int
    server: int
    path: str
    cookie: str = ""
    rates: list = field(default_factory=list)
    costs: list = field(default_factory=list)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(application, port, **environment):
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        application,
        "-b",
        f"127.0.0.1:{port}",
        "-w",
        "2",
        "--no-control-socket",  # two servers would quarrel about it
        "--log-level",
        "error",
    ]
    server = subprocess.Popen(command, env=os.environ | {"LOG_LEVEL": "ERROR", "PORT": str(port)} | environment)
    for _attempt in range(200):
        if answers(port):
            return server
        time.sleep(0.1)
    raise SystemExit(f"{application} did not start")


def answers(port):
    """Whether a worker is there: the socket is open before the first one is."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
            link.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            return bool(link.recv(1))
    except OSError:
        return False


def processor_seconds(parent):
    """Processor time so far of the process PARENT and its children, in seconds."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if parent in (int(stat.parent.name), int(words[1])):
            total += int(words[11]) + int(words[12])
    return total / TICKS


def load(target):
    """Ask TARGET for its page over CONNECTIONS connections for SECONDS; returns the number of answers."""
    if wrk := shutil.which("wrk"):
        url = f"http://127.0.0.1:{target.port}{target.path}"
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS:.0f}s", "-H", "Accept-Encoding: br"]
        command += ["-H", f"Cookie: {target.cookie}", url]
        report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in report:
            raise SystemExit(f"{target.name} answers errors:\n{report}")
        return int(next(line for line in report.splitlines() if "requests in" in line).split()[0])
    return plain_load(target)


def plain_load(target):
    """The same without wrk, one connection after the other: the rate is bound by this client, the cost is not."""
    headers = ["Host: localhost", "Accept-Encoding: br", "Connection: close", f"Cookie: {target.cookie}"]
    request = "\r\n".join([f"GET {target.path} HTTP/1.1", *headers, "", ""]).encode()
    done, end = 0, time.monotonic() + SECONDS
    while time.monotonic() < end:
        with socket.create_connection(("127.0.0.1", target.port)) as link:
            link.sendall(request)
            answer = b"".join(iter(lambda: link.recv(65536), b""))
        if not answer.startswith(b"HTTP/1.1 200"):
            raise SystemExit(f"{target.name} answers {answer[:60]!r}")
        done += 1
    return done


def measure(target):
    before, start = processor_seconds(target.server), time.monotonic()
    answers = load(target)
    target.rates.append(answers / (time.monotonic() - start))
    target.costs.append(1000 * (processor_seconds(target.server) - before) / answers)


def report(targets):
    limit = targets[0]
    print(f"{'':28}{'requests/s (min-max)':>26}{'CPU ms/request':>16}{'rate : bare':>13}{'CPU : bare':>12}")
    for target in targets:
        rate, cost = statistics.median(target.rates), statistics.median(target.costs)
        span = f"{rate:,.0f} ({min(target.rates):,.0f}-{max(target.rates):,.0f})"
        ratio, times = rate / statistics.median(limit.rates), cost / statistics.median(limit.costs)
        print(f"{target.name:28}{span:>26}{cost:>16.2f}{ratio:>12.0%}{times:>11.2f}x")


def main():
    bare_port, portal_port = free_port(), free_port()
    bare, portal = serve("bench.bare:application", bare_port), serve("wpsnet.wsgi:application", portal_port)
    targets = [
        Target("bare Django view", bare_port, bare.pid, "/"),
        Target("country page, kept", portal_port, portal.pid, PAGE),
        Target("country page, made anew", portal_port, portal.pid, PAST_THE_STORE),
    ]
    try:
        for target in targets:
            load(target)  # warm
            target.rates.clear()
        for _round in range(ROUNDS):
            for target in targets:
                measure(target)
    finally:
        bare.terminate()
        portal.terminate()
        bare.wait()
        portal.wait()
    report(targets)


if __name__ == "__main__":
    main()
