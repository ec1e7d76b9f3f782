"""Made-up mails as they come to the return path."""

from wpsnet.outbox import tokens

REPORT = """\
Delivered-To: {to}
From: MAILER-DAEMON@mx.example
Subject: {subject}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=utf-8

{words}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: text/rfc822-headers

Message-ID: {identity}

--b--
"""


def report(pk, status="5.1.1", action="failed", *, to=None, identity="<x@elsewhere>", words="No such user.", said="no"):
    to = f"bounces+{tokens.make(tokens.RETURN, pk)}@mail.example" if to is None else to
    told = {"to": to, "subject": "Undelivered", "recipient": "somebody@example.org", "identity": identity}
    return REPORT.format(**told, status=status, action=action, words=words, said=f"{status} {said}").encode()


def out_of_office(pk):
    to = f"bounces+{tokens.make(tokens.RETURN, pk)}@mail.example"
    return f"To: {to}\nAuto-Submitted: auto-replied\nSubject: Absent\n\nI am away. 550 5.1.1 is my room.\n".encode()
