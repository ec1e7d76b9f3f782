"""A real portal for a real browser: own database with the real data, own web server, Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def pytest_collection_modifyitems(items):
    """Skipped, and counted as such, where there is no browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt install chromium"))


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def database():
    """A database that is kept between runs, so that a second run starts at once."""
    name = "wpsnet_browser"
    place = settings.DATABASES["default"]
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            link.execute(f"CREATE DATABASE {name}")
    return name


@pytest.fixture(scope="session")
def portal(database):
    """The address of a running portal."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"WPSNET_DATABASE": database, "PORT": str(port), "LOG_LEVEL": "ERROR"}
    manage(environment, "migrate", "--noinput")
    manage(environment, "load_reference")
    manage(environment, "demo_accounts")
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "wpsnet.wsgi",
        "-b",
        f"127.0.0.1:{port}",
        "-k",
        "gthread",
        "--threads",
        "8",
    ]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://localhost:{port}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def code_of(database):
    """A function from a demonstration account of the secretariat to its six digits, good for some seconds more."""

    def code(who):
        if time.time() % 30 > 22:
            time.sleep(30 - time.time() % 30)
        return manage(os.environ | {"WPSNET_DATABASE": database}, "demo_accounts", "--code", who).split()[0]

    return code


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
