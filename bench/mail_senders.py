"""One process that sends: started by bench.mail, waits for a line on its input, sends its share, says how long and how costly."""

import json
import os
import resource
import smtplib
import sys
import time
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText


def built(size, number, leave="x" * 24):
    """A message of SIZE bytes, text and HTML, as each of the peers sends it."""
    words = "A line of made-up news, as long as such lines are, for people who read.\n"
    message = MIMEMultipart("alternative")
    message["Subject"], message["From"], message["To"] = "News", "news@example.org", f"reader{number}@example.org"
    room = max(size - 900, 100)
    text, html = (words * (room // 3 // len(words) + 1))[: room // 3], (words * (2 * room // 3 // len(words) + 1))
    message.attach(MIMEText(f"{text}\nhttp://localhost:8000/leave/{leave}/\n", "plain", "ascii"))
    message.attach(MIMEText(f"<p>{html[: 2 * room // 3]}</p>", "html", "ascii"))
    message["Message-ID"] = f"<{'m' * 24}@localhost>"
    return message


def smtplib_bare(port, size, count):
    """The limit: one connection kept, messages made beforehand."""
    text = built(size, 0).as_bytes()
    yield
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for number in range(count):
            smtp.sendmail("news@example.org", [f"reader{number}@example.org"], text)


def outbox(port, size, count):
    """Ours: sends what bench.mail has frozen, until nothing is left or COUNT are sent."""
    setup(port)
    from wpsnet.outbox import bulk_sending, sending

    sending.BUDGET = 3600
    yield
    bulk_sending.drain()


def outbox_for_a_time(port, size, seconds):
    """The same for some seconds, out of a longer queue."""
    setup(port)
    from wpsnet.outbox import bulk_sending, sending

    sending.BUDGET = seconds
    yield
    bulk_sending.drain()


def django_persistent(port, size, count):
    """Django's own: a message built for each, one connection kept."""
    setup(port)
    from django.core.mail import get_connection

    messages = django_messages(size, count)
    yield
    with get_connection() as connection:
        for message in messages:
            connection.send_messages([message])


def django_messages(size, count):
    from django.core.mail import EmailMultiAlternatives

    text, html = (part.get_payload() for part in built(size, 0).get_payload())
    for number in range(count):
        message = EmailMultiAlternatives("News", text, "news@example.org", [f"reader{number}@example.org"])
        message.attach_alternative(html, "text/html")
        yield message


def setup(port):
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wpsnet.settings")
    import django

    django.setup()


def memory():
    """Resident memory now, in MB."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize() / 1e6


def django_newsletter(port, size, count):
    from bench import mail_peers

    yield from mail_peers.django_newsletter(port, size, count)


if __name__ == "__main__":
    kind, port, size, count = sys.argv[1], *map(int, sys.argv[2:])
    sender = globals()[kind](port, size, count)
    next(sender)
    print("ready", flush=True)
    sys.stdin.readline()
    before, start, space = time.process_time(), time.perf_counter(), memory()
    next(sender, None)
    told = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - before, "grown": memory() - space}
    print(json.dumps(told), flush=True)
