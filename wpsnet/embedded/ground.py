"""What the embedded services stand on: their folder, their account, the lock, and sentences about what is wrong."""

import contextlib
import errno
import fcntl
import hashlib
import os
import pwd
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ACCOUNT = "wpsnet-db"  # runs the services where we are root: PostgreSQL refuses to be root
LONGEST_SOCKET = 103  # what macOS takes; Linux takes four more
MEGABYTE = 1_000_000


class ServicesError(Exception):
    """The services cannot run here. The text is one sentence for the person at the terminal, with the remedy."""


@cache
def data_folder() -> Path:
    """The folder that holds the data of this checkout: its var/, unless the services could not work there."""
    if given := os.environ.get("WPSNET_DATA"):
        return Path(given).resolve()
    var = CHECKOUT / "var"
    reachable = os.geteuid() or open_to_all(var) or (var / "run").exists()
    if _fits(var) and reachable:
        return var
    shared = Path("/var/lib") if os.geteuid() == 0 else Path.home() / ".local/share"
    return shared / "wpsnet" / hashlib.sha256(os.fsencode(CHECKOUT)).hexdigest()[:12]


def check_room(megabytes: int = 50) -> None:
    """Refuse to begin on a full disk: a database that runs out of it stops in the middle of something."""
    folder = data_folder()
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if shutil.disk_usage(there).free < megabytes * MEGABYTE:
        raise ServicesError(_full(megabytes))


def inside(name: str) -> Path:
    return data_folder() / name


def _fits(folder: Path) -> bool:
    """Can services live in FOLDER? libpq parts hosts by commas, Valkey's address is a URL, pg_ctl uses a shell."""
    short = len(os.fsencode(folder / "run/.s.PGSQL.5432")) <= LONGEST_SOCKET
    return short and not set(str(folder)) & set(',?#%"$`\\')


def open_to_all(path: Path) -> bool:
    return all(place.stat().st_mode & 0o001 for place in (path, *path.parents) if place.exists())


@contextlib.contextmanager
def alone():
    """Hold this checkout's lock: of several processes at once, one starts or stops services and the others wait."""
    folder = data_folder()
    if not _fits(folder):
        raise ServicesError(
            f"The path {folder} is too long for a Unix socket, or has a sign that its address does not take: set "
            "WPSNET_DATA to a folder with a short and plain path."
        )
    with in_words():
        for place in (folder.parent, folder):
            if not place.exists():
                place.mkdir(parents=True)
                place.chmod(0o755)  # whatever the umask: the account of the services passes through
        with open(folder / "services.lock", "a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield lock


@contextlib.contextmanager
def in_words():
    """Turn an error of the file system into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise ServicesError(_full()) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ServicesError(_foreign(error.filename or data_folder())) from error
        raise ServicesError(f"The services cannot be started: {error}.") from error


def put_aside(log: Path) -> None:
    """Begin a new log at each start and keep the one before, so that neither grows for ever."""
    if log.exists():
        log.replace(log.with_suffix(".old"))


def make_folder(path: Path, account: dict) -> None:
    """Make PATH, or make sure of it: it is the account's own and closed to others, which PostgreSQL insists on."""
    if not path.exists():
        path.mkdir()
        if account:
            os.chown(path, account["user"], account["group"])
    elif os.geteuid() and path.stat().st_uid != os.geteuid():
        raise ServicesError(_foreign(path))
    path.chmod(0o700)


@cache
def service_account() -> dict:
    """As whom the services run, for subprocess.run(); empty means: as we are."""
    if os.geteuid():
        return {}
    folder = inside("run")
    if folder.exists() and (owner := folder.stat()).st_uid:  # whoever ran them first: also an ordinary user
        return {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    found = _named(ACCOUNT) or _made(ACCOUNT) or _named("nobody")
    if found is None:
        raise ServicesError(f"PostgreSQL does not run as root: make an account {ACCOUNT}, or start as an ordinary one.")
    return {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}


def _named(name: str) -> pwd.struct_passwd | None:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(name)
    return None


def _made(name: str) -> pwd.struct_passwd | None:
    command = ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false", name]
    with contextlib.suppress(FileNotFoundError):  # no such program on a Mac
        subprocess.run(command, capture_output=True, check=False)
    return _named(name)


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


def words_of(log: Path, what: str) -> str:
    """WHAT went wrong, with the last words of LOG that tell why."""
    text = log.read_text(errors="replace")[-5000:] if log.exists() else ""
    if "No space left on device" in text:
        return _full()
    telling = re.findall(r"(?:FATAL|PANIC|ERROR|error|Fatal|Can't|Failed|could not)\b.*", text)
    reason = last_line(telling[-1]) if telling else "it does not say why"
    return f"{what}: {reason} (the whole story is in {log})."


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1].strip().rstrip(".") if text.strip() else ""
