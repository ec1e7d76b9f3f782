"""The whole portal, web server, worker and scheduler, on any day, with a mail server that answers what a test tells it to."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import redis

from tests.databases import ROOT, fresh, manage
from tests.smtp import Answering, MailServer
from wpsnet import embedded

LINK = re.compile(r"https?://localhost:\d+[^\s<>\"]+")


class Stage:
    """One portal with a database and two STORES of its own. `day` is the day that its processes believe in."""

    def __init__(self, database, folder, stores=(12, 13)):
        self.post, self.processes, self.day = Answering(), [], None
        self.looked_at = set()  # kinds of pages that axe has seen
        self.server = MailServer(self.post)
        self.server.start()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        store = embedded.ensure_valkey()
        self.environment = os.environ | {
            "WPSNET_DATABASE": database,
            "PORT": str(self.port),
            "EMAIL_URL": f"smtp://127.0.0.1:{self.server.port}",
            "REDIS_URL": f"unix://{store}?db={stores[0]}",
            "BROKER_URL": f"redis+socket://{store}?virtual_host={stores[1]}",
            "MEDIA_ROOT": str(folder / "media"),
            "LOG_LEVEL": "ERROR",
            "PYTHONWARNINGS": "ignore",
        }
        self.schedule = folder / "beat"
        fresh(database)
        for number in stores:
            redis.Redis(unix_socket_path=store, db=number).flushdb()

    def manage(self, *arguments):
        return manage(self.environment, *arguments)

    def on(self, day):
        """End what runs, and start it again on the DAY, an ISO date."""
        self.end()
        self.day = day
        web = ["gunicorn", "wpsnet.wsgi", "-b", f"127.0.0.1:{self.port}", "-k", "gthread", "--threads", "4"]
        self._start(*web, "--log-level", "error")
        celery = ["celery", "-q", "-A", "wpsnet"]
        self._start(
            *celery, "worker", "-Q", "default,mail,bulk,pdf,text", "-c", "2", "--without-gossip", "--without-mingle"
        )
        self._start(*celery, "beat", "--schedule", str(self.schedule), "--pidfile=")
        self.until(lambda: answers(f"{self.url}/healthz"), "the web server answers")

    def _start(self, *command):
        command = [sys.executable, "-m", "tests.browser.on_day", self.day, *command]
        started = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)
        self.processes.append(started)

    def end(self):
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes = []

    def close(self):
        self.end()
        self.server.stop()

    def until(self, condition, what, seconds=60):
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            assert time.monotonic() < deadline, f"{what}: did not come to pass on {self.day}"
            assert all(process.poll() is None for process in self.processes), "a process ended by itself"
            time.sleep(0.1)
        return found

    def mail_to(self, address, subject=""):
        """The newest mail to ADDRESS with SUBJECT in its subject; waits for it. It is taken out of the box."""

        def newest():
            mails = [mail for mail in self.post.mails if mail[0] == address and subject in mail[1]["subject"]]
            return mails[-1] if mails else None

        found = self.until(newest, f"a mail to {address} about “{subject}”")
        self.post.mails.remove(found)
        return found[1]


def text_of(mail):
    return mail.get_body(("plain",)).get_content()


def links_in(mail):
    """The links of the plain text, in their order."""
    return LINK.findall(text_of(mail))


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2) as response:  # noqa: S310
            return response.status == 200
    except OSError:
        return False


@contextmanager
def stage(database, folder, **options):
    portal = Stage(database, folder, **options)
    try:
        yield portal
    finally:
        portal.close()
