"""Databases are made once and then copied: an empty one for each test process, one with the real data and the demonstration
accounts for each test that plays in its own. To migrate takes longer than any test."""

import hashlib
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
EMPTY = ["*/migrations/*.py", "wpsnet/settings.py"]
FULL = [
    *EMPTY,
    "*/reference.py",
    "wpsnet/reference/*.py",
    "data/*",
    "wpsnet/management/commands/demo_accounts.py",
]
LOCK = 0x74656D70  # "temp": the two test processes make it one after the other


def manage(environment, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def empty_template():
    """The name of a database that is migrated and holds nothing."""
    with the_server() as link:
        return template_of(link, "empty", EMPTY, "template1", ["migrate", "--noinput"])


def fresh(name):
    """The database NAME as a new portal has it. What was in it before is gone."""
    empty = empty_template()
    with the_server() as link:
        template = template_of(link, "full", FULL, empty, ["load_reference"], ["demo_accounts"])
        link.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        link.execute(f"CREATE DATABASE {name} TEMPLATE {template}")


@contextmanager
def the_server():
    place = settings.DATABASES["default"]
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        link.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield link


def template_of(link, kind, files, origin, *commands):
    """The name of a copy of ORIGIN on which COMMANDS have run; made anew where one of FILES, patterns, has changed."""
    name = f"wpsnet_{kind}_{fingerprint(files)}"
    there = [
        row[0] for row in link.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"wpsnet_{kind}_%"])
    ]
    if name in there:
        return name
    for old in there:
        link.execute(f"DROP DATABASE {old} WITH (FORCE)")
    part = f"{name}_part"  # should this process die in the middle, nobody takes it for the whole
    link.execute(f"CREATE DATABASE {part} TEMPLATE {origin}")
    for command in commands:
        manage(os.environ | {"WPSNET_DATABASE": part, "LOG_LEVEL": "ERROR"}, *command)
    link.execute(f"ALTER DATABASE {part} RENAME TO {name}")
    return name


def fingerprint(patterns):
    files = sorted(path for pattern in patterns for path in ROOT.glob(pattern) if ".venv" not in path.parts)
    seen = hashlib.sha256()
    for path in files:
        seen.update(path.read_bytes() if path.is_file() else b"")
    return seen.hexdigest()[:12]
