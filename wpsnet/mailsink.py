"""A mail server that delivers nothing: `make run` sends its mails here, and /dev/mail/ shows them (wpsnet.dev_mail).

It holds a real SMTP conversation, so that what works here works with a real server.
"""

import argparse
import asyncio
import itertools
import signal
import socket
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP

from wpsnet import embedded

FOLDER = embedded.data_folder() / "mail"


class Keeper:
    """Writes every message it is given to a file in FOLDER."""

    def __init__(self, folder: Path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # mails hold codes for signing in
        self.folder = folder
        self.numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope) -> str:
        try:
            self.keep(envelope)
        except OSError as error:
            return f"452 4.3.1 The message cannot be kept: {error.strerror}"
        return "250 OK"

    def keep(self, envelope) -> None:
        """Write under another name first, so that no reader finds half a message."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{next(self.numbers)}.eml"
        new = self.folder / f"{name}.new"
        # The envelope's addresses: the header need not name everybody who gets the message.
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n"
        new.write_bytes(head.encode() + envelope.original_content)
        new.rename(self.folder / name)


async def serve(listener: socket.socket, folder: Path) -> None:
    """Take mails from LISTENER until SIGTERM or SIGINT."""
    loop, done, keeper = asyncio.get_running_loop(), asyncio.Event(), Keeper(folder)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, done.set)
    server = await loop.create_server(lambda: SMTP(keeper, hostname="localhost", enable_SMTPUTF8=True), sock=listener)
    await done.wait()
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="number of the listening socket that we inherit")
    asyncio.run(serve(socket.socket(fileno=parser.parse_args().fd), FOLDER))
