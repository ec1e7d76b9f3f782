"""The embedded Valkey: broker and cache on a Unix socket, with a log that survives a crash."""

import contextlib
import signal
import socket
from pathlib import Path

from wpsnet.embedded.ground import ServicesError, check_room, inside, make_folder, put_aside, service_account, words_of
from wpsnet.embedded.programs import end, process, run, tool, until


def address() -> Path:
    """The path of its socket."""
    return inside("run/valkey.sock")


def start() -> None:
    account, folder, log = service_account(), inside("valkey"), inside("valkey/valkey.log")
    if _answers(0):
        return
    end(running, (signal.SIGTERM, 5), (signal.SIGKILL, 5))  # it runs, but its socket was deleted
    check_room()
    make_folder(inside("run"), account)
    make_folder(folder, account)
    put_aside(log)
    run(
        *(tool("valkey-server", account), "--port", "0", "--unixsocket", address()),
        *("--unixsocketperm", "700", "--daemonize", "yes", "--pidfile", folder / "valkey.pid"),
        *("--set-proc-title", "no", "--dir", folder, "--logfile", log, "--save", "", "--appendonly", "yes"),
        *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),  # a broker must never forget a message
        account=account,
    )
    if not _answers(10):
        raise ServicesError(words_of(log, "Valkey did not start"))


def running() -> int | None:
    return process(inside("valkey/valkey.pid"), f"--unixsocket {address()} ")


def _answers(seconds: int) -> bool:
    """Wait SECONDS for any answer, and longer while it is that the data are being read."""
    until(ping, seconds)
    return until(lambda: ping() == "PONG", 120, so_long_as=ping)


def ping() -> str:
    """PONG, or LOADING while Valkey reads its data, or nothing where none answers."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        line.connect(str(address()))
        line.sendall(b"PING\r\n")
        return line.recv(100).decode(errors="replace").lstrip("+-").split(maxsplit=1)[0]
    return ""
