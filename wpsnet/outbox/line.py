"""One connection to the mail server, kept as long as it is good: renewed after an error and after a hundred mails.

`send` gives it a message of Django's; `pass_on` finished bytes. Where the server takes several commands at once
(PIPELINING, RFC 2920), the envelope of the next mail travels with the text of the one before, so a mail costs one round.
"""

import contextlib
from smtplib import SMTP, SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected
from typing import NamedTuple

import structlog
from django.core.mail import get_connection

MAILS_PER_CONNECTION = 100
OK, GO_ON, GOING = 250, 354, 421
REFUSED = {"invalid", "rejected", "failed"}  # what django-anymail calls a recipient whom a provider does not take

log = structlog.get_logger(__name__)


class Envelope(NamedTuple):
    sender: str
    recipient: str
    is_ascii: bool = True

    def commands(self, smtp):
        eight = " BODY=8BITMIME" if not self.is_ascii and smtp.has_extn("8bitmime") else ""
        return f"MAIL FROM:<{self.sender}>{eight}\r\nRCPT TO:<{self.recipient}>\r\nDATA\r\n".encode("ascii")


class Line:
    def __init__(self, mails=MAILS_PER_CONNECTION):
        self.connection, self.sent, self.mails = None, 0, mails
        self.announced = None  # the envelope whose commands are under way

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def is_open(self):
        """Open it if need be, before a row is begun: a server that is away costs nobody an attempt."""
        if self.sent >= self.mails:
            self.close()
        if self.connection is None:
            self.connection, self.sent = get_connection(), 0
            try:
                self.connection.open()
                if self.takes_bytes():
                    self.connection.connection.ehlo_or_helo_if_needed()
            except (SMTPException, OSError) as error:
                log.warning("mail_server_unreachable", error=type(error).__name__)
                self.connection = None
        return self.connection is not None

    def send(self, message):
        """Hand over a message of Django's. Raises as smtplib does, or an OSError, also where a provider takes it by HTTP."""
        self.sent += 1
        message.metadata = {
            "message_id": message.extra_headers.get("Message-ID", "")
        }  # providers give ids of their own
        self.connection.send_messages([message])
        told = getattr(getattr(message, "anymail_status", None), "status", None)
        if told and told <= REFUSED:
            raise SMTPRecipientsRefused({message.to[0]: (550, f"refused by the mail provider: {', '.join(told)}")})

    def close(self):
        """Say goodbye; without a word where an envelope is under way, of which nothing shall come."""
        if self.connection:
            smtp = getattr(self.connection, "connection", None)
            if self.announced and smtp:
                smtp.close()
            with contextlib.suppress(SMTPException, OSError):
                self.connection.close()
        self.connection = self.announced = None

    # --- Finished messages --------------------------------------------------------------------------------------------

    def takes_bytes(self):
        """Whether the mail goes by SMTP: other ways to send want Django's messages."""
        return isinstance(getattr(self.connection, "connection", None), SMTP)

    def pass_on(self, envelope, text, then=None):
        """Hand over TEXT, made ready by rendering.stuffed. THEN is the envelope that comes next, as far as is known.

        Raises as smtplib does; the line may be used on then (is_open sees to it).
        """
        try:
            self.introduce(envelope)
        except OSError as error:  # which smtplib's are, too
            has_enough = was_cut(error) or getattr(error, "smtp_code", 0) == GOING
            if not has_enough or not self.sent:
                raise
            self.close()  # the server had enough of this connection; no text was sent, so nothing can come twice
            if not self.is_open():
                raise
            self.introduce(envelope)
        self.sent += 1
        smtp = self.connection.connection
        if then and self.sent < self.mails and smtp.has_extn("pipelining"):
            text, self.announced = text + then.commands(smtp), then
        smtp.send(text)
        code, words = smtp.getreply()
        if code == GOING:
            self.drop()
        if code != OK:
            raise SMTPDataError(code, words)

    def introduce(self, envelope):
        """Say from whom and to whom, until the server waits for the text."""
        if self.announced not in (None, envelope):
            self.close()
            if not self.is_open():
                raise SMTPServerDisconnected("The mail server went away.")
        smtp, answers = self.connection.connection, []
        at_once = smtp.has_extn("pipelining")
        if at_once and not self.announced:
            smtp.send(envelope.commands(smtp))
        self.announced = None
        for command in envelope.commands(smtp).splitlines(keepends=True):
            if not at_once:
                smtp.send(command)
            answers.append(smtp.getreply())
            if not at_once and answers[-1][0] >= 400:
                break
        if refusal := refusal_in(answers, envelope):
            self.clear(answers[-1][0])
            raise refusal

    def clear(self, last):
        """After a refused envelope: begin anew, on the same connection where that can be."""
        if last in (GO_ON, GOING):  # it waits for a text that we must not send; or it is going
            return self.drop()
        try:
            self.connection.connection.rset()
        except (SMTPException, OSError):
            self.drop()

    def drop(self):
        self.connection.connection.close()
        self.connection = self.announced = None


def was_cut(error):
    """Whether nothing was answered: the connection is of no use any more."""
    return isinstance(error, SMTPServerDisconnected) or not isinstance(error, SMTPException)


def refusal_in(answers, envelope):
    """The error that smtplib would raise for these answers to MAIL, RCPT and DATA; None where all is well."""
    expected = [(250,), (250, 251, 252), (GO_ON,)]
    for place, (code, words) in enumerate(answers):
        if code in expected[place]:
            continue
        if place == 0:
            return SMTPSenderRefused(code, words, envelope.sender)
        return SMTPRecipientsRefused({envelope.recipient: (code, words)}) if place == 1 else SMTPDataError(code, words)
    return None
