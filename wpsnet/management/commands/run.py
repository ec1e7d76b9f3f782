"""`manage.py run`: the whole portal on this machine, from an empty folder to the page in the browser."""

import contextlib
import ctypes
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from rich.console import Console

from wpsnet import embedded, pdf

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
MAIL_SINK = "mail sink"
GRACE = 10  # seconds in which a process may finish what it is doing
START = 90  # seconds in which the web server must answer: a slow machine compiles its templates first
CELERY = ("celery", "--quiet", "-A", "wpsnet")
WORKER = (*CELERY, "worker", "--loglevel", "warning", "--without-gossip", "--without-mingle")
# Celery's warning to root is meant for servers; here it would bury the address to open.
WARNINGS = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}


class Command(BaseCommand):
    help = "Prepares the database, then runs web server, workers, scheduler and mail sink until Ctrl-C."

    def add_arguments(self, parser):
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="default: PORT, or else 8000")

    def handle(self, *args, **options):
        port = port_number(options["port"])
        catch_signals()
        with only_run(port):
            processes = Processes()
            try:
                self.prepare(port)
                self.start(processes, port)
                self.announce(port, processes)
                processes.watch()
            except KeyboardInterrupt:
                pass
            except (DatabaseError, OSError) as error:
                complain_if_full(error)
                raise
            finally:
                ignore_signals()  # a second Ctrl-C must not leave half of it running
                processes.stop()
                connections.close_all()
                say_services_error(embedded.stop)
        self.stdout.write("\nStopped. The data are kept.")

    def prepare(self, port):
        """Make database, reference data and catalogues ready. Whatever is already so takes no time."""
        say_services_error(embedded.check_room)
        check_port(port)
        with Console().status("Preparing the database"):
            call_command("migrate", verbosity=0, interactive=False)
        call_command("texts", "compile")
        call_command("load_reference")
        if settings.EMBEDDED:
            call_command("demo_accounts")
        connections.close_all()

    def start(self, processes, port):
        """Start the web server first, because somebody is waiting for it; the others when it answers."""
        bind = ("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread", "--threads", "4", "--workers", "2")
        schedule = embedded.data_folder() / "celerybeat-schedule"
        environment = {"PORT": str(port)}
        if "EMAIL_URL" not in os.environ:
            environment["EMAIL_URL"] = start_mail_sink(processes)
        processes.environment |= environment
        # The control socket of gunicorn lies in the home folder, where two checkouts would share it.
        quiet = ("--no-control-socket", "--log-level", "warning", "--graceful-timeout", str(GRACE - 2))
        with Console().status("Starting"):
            processes.start("web server", "gunicorn", "wpsnet.wsgi", *bind, *quiet)
            wait_for_web(port, processes)
        processes.start("worker", *WORKER, "-n", "main@%h", "-Q", "default,mail,bulk", "--concurrency", "3")
        recycled = ("--concurrency", "1", "--max-tasks-per-child", "50")  # WeasyPrint does not give back all its memory
        processes.start("PDF worker", *WORKER, "-n", "pdf@%h", "-Q", "pdf", *recycled)
        processes.start("text worker", *WORKER, "-n", "text@%h", "-Q", "text", "--concurrency", "1")
        beat = ("beat", "--schedule", str(schedule), "--pidfile=", "--loglevel", "warning")
        processes.start("scheduler", *CELERY, *beat)

    def announce(self, port, processes):
        self.stdout.write(self.style.SUCCESS(f"\nThe portal is up: http://localhost:{port}/"))
        if settings.EMBEDDED:
            call_command("demo_accounts", "--list")
        if MAIL_SINK in processes.running and settings.EMBEDDED:
            self.stdout.write(f"Its mails stay on this machine: http://localhost:{port}/dev/mail/")
        if missing := pdf.missing_libraries():
            self.stdout.write(self.style.WARNING(f"All but PDF works. {pdf.how_to_install(missing)}"))
        self.stdout.write("Ctrl-C ends it.")
        self.stdout.flush()


class Processes:
    """The processes that live and end together with this command."""

    def __init__(self):
        self.running = {}
        self.environment = WARNINGS | os.environ
        self.services = embedded.running()

    def start(self, name, *module_and_arguments, pass_fds=()):
        """Run a Python module as NAME.

        In a process group of its own, since Ctrl-C in a terminal goes to the whole group: Celery's pool would drop
        its tasks instead of finishing them.
        """
        self.running[name] = subprocess.Popen(
            [sys.executable, "-m", *module_and_arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=END_WITH_PARENT,
            pass_fds=pass_fds,
        )

    def check(self):
        """Complain about the first one that ended by itself."""
        for name, process in self.running.items():
            if process.poll() is not None:
                raise CommandError(f"The {name} ended by itself ({ending(process)}), so everything has been stopped.")
        now = embedded.running()
        for name, pid in self.services.items():
            # Another id: somebody stopped it, and one of our processes, just beginning, started it again.
            if now.get(name) != pid:
                raise CommandError(f"{name} has been stopped, so everything else has been stopped too.")

    def watch(self):
        while True:
            self.check()
            time.sleep(0.5)

    def stop(self):
        """End the mail sink after the others, which may still be sending."""
        sink = self.running.pop(MAIL_SINK, None)
        end(self.running.values())
        end([sink] if sink else [])


def end(processes):
    """Ask the main processes to end; after GRACE seconds, end them and all that they started."""
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0, deadline - time.monotonic()))
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):  # macOS: the latter for a dead group
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def start_mail_sink(processes):
    """Start the sink on a free port and return its EMAIL_URL. It inherits the socket, so nobody can take the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.fileno()
        processes.start(MAIL_SINK, "wpsnet.mailsink", "--fd", str(number), pass_fds=[number])
        return f"smtp://127.0.0.1:{listener.getsockname()[1]}"


def wait_for_web(port, processes):
    """Wait until the portal answers that it lives."""
    deadline, answer = time.monotonic() + START, "nothing"
    while time.monotonic() < deadline:
        processes.check()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": f"localhost:{port}"})
            answer = connection.getresponse().status
            if answer == http.client.OK:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise CommandError(f"The web server does not get well: /healthz answers {answer}, see its words above.")


@contextlib.contextmanager
def only_run(port):
    """Let one `run` work in a checkout, since the one that ends stops the services of both."""
    path = embedded.data_folder() / "run.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except PermissionError as error:
        raise CommandError(f"{path} belongs to another account: start as the account that started first.") from error
    try:
        take(lock)
        with contextlib.suppress(OSError):  # on a full disk, which is complained about later
            os.ftruncate(lock, 0)
            os.write(lock, f"http://localhost:{port}/, process {os.getpid()}".encode())
        yield
    finally:
        os.close(lock)


def take(lock):
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        where = os.read(lock, 200).decode() or "in another terminal"
        raise CommandError(f"The portal of this folder runs already ({where}): end that one with Ctrl-C.") from None


def port_number(text):
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CommandError(f"{text} is not a port: give a number, as in `make run PORT=8001`.")
    return int(text)


def check_port(port):
    """Refuse a port that is not ours to take. Browsers try ::1 first for localhost, so nobody may listen there."""
    remedy = f"choose another one, as in `make run PORT={port + 1 if 1024 <= port < 65535 else 8001}`."
    taken = f"Port {port} is in use by another program: {remedy}"
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with contextlib.suppress(OSError), socket.socket(family) as probe:
            if probe.connect_ex((host, port)) == 0:
                raise CommandError(taken)
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except PermissionError:
        raise CommandError(f"Port {port} is open to root only: {remedy}") from None
    except OSError:
        raise CommandError(taken) from None


def catch_signals():
    for number in SIGNALS:
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:  # nohup ignores SIGHUP
            signal.signal(number, signal.default_int_handler)


def ignore_signals():
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def say_services_error(function):
    try:
        return function()
    except embedded.ServicesError as error:
        raise CommandError(str(error)) from error


def complain_if_full(error):
    """Say so if a full disk is behind ERROR, which PostgreSQL may have put in other words."""
    try:
        embedded.check_room()
    except embedded.ServicesError as full:
        raise CommandError(str(full)) from error


def ending(process):
    code = process.returncode
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}, its words are above"


def end_with_parent():
    """Make the function that a child calls before it begins: Linux then ends it even if we are killed outright."""
    if sys.platform != "linux":
        return None
    prctl, set_parent_death_signal = ctypes.CDLL(None).prctl, 1
    return lambda: prctl(set_parent_death_signal, signal.SIGTERM)


END_WITH_PARENT = end_with_parent()
