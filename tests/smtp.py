"""A mail server for tests: a real one, which answers what the test tells it to."""

import asyncio
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Answering:
    """Keeps every mail it accepts, as (recipient, message). `answers` maps an address to what RCPT or DATA is told."""

    def __init__(self, seconds=0):
        self.mails, self.rcpt, self.data, self.conversations, self.seconds = [], {}, {}, 0, seconds
        self.on_data = lambda recipient: None
        self.features, self.goes_after = [], None

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.conversations += 1
        session.host_name = hostname
        return [*responses[:-1], *(f"250-{feature}" for feature in self.features), responses[-1]]

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.rcpt.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        [recipient] = envelope.rcpt_tos
        answer = self.data.get(recipient, "250 OK")
        if answer == "cut":
            server.transport.close()
            return "451 nobody reads this"
        if answer.startswith("250"):
            self.mails.append((recipient, message_from_bytes(envelope.original_content, policy=policy.default)))
            self.on_data(recipient)
        await asyncio.sleep(self.seconds)
        session.taken = getattr(session, "taken", 0) + 1
        return answer

    async def handle_MAIL(self, server, session, envelope, address, options):
        if self.goes_after and getattr(session, "taken", 0) >= self.goes_after:
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 4.4.2 enough"
        envelope.mail_from = address
        return "250 OK"

    def addresses(self):
        return sorted(recipient for recipient, _message in self.mails)


class MailServer(Controller):
    """On a free port of this machine, or on PORT."""

    def __init__(self, handler, port=0):
        super().__init__(handler, hostname="127.0.0.1", port=port, ready_timeout=10)

    def factory(self):
        return SMTP(self.handler, hostname="localhost", enable_SMTPUTF8=True)

    def _trigger_server(self):
        """The controller's own look whether it runs asks the port that was given, which is none."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()
