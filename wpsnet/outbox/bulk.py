"""Mail to very many: written once a language, frozen by INSERT ... SELECT, sent by workers of its own.

    bulk.freeze(
        "edition-7",
        "edition",                                             # templates/emails/edition/
        {"en": {"title": ..., "leave": link_with(bulk.READER)}, "fr": {...}},   # what each language's templates are told
        [bulk.Audience("member", people), bulk.Audience("subscriber", subscribers)],  # the first to name an address wins
        list_id="newsletter.portal.example.org",
        send_at=None,                                          # or a time; six hours late it asks first
    )

READER, 24 small letters in the place of a token, may stand in any link; at sending each copy gets a token there that nobody
else can make up, and `reader_of(token)` is the delivery it names. A link told as `leave` is put into the headers that let
mail programs show a button (RFC 8058); its page must act on POST and on nothing else. Before anything is frozen the
messages are checked: rendering.CannotBeSent, a ValidationError, says what is wrong.

Whoever leaves is suppressed: `suppress(address, Suppression.Reason.LEFT)`. That is asked at freezing, where she gets a
skipped row with the reason, and again when her copy is sent. `unsuppress` where she comes back. Suppression is about
bulk mail: what a person must answer (actions.freeze) still reaches her.

Pausing, going on, giving up: actions.pause, .resume, .cancel. How it goes: newsletters.sending.account_of(mailing).
"""

import json
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from wpsnet.models import Delivery, Mailing, RenderedMail, Suppression
from wpsnet.outbox import actions, tokens
from wpsnet.outbox.rendering import READER, render

__all__ = ["READER", "Audience", "freeze", "reader_of", "suppress", "unsuppress"]

NO_ADDRESS = gettext_noop("This is not an e-mail address.")
SUPPRESSED = {
    Suppression.Reason.LEFT: gettext_noop("Asked to get no more of these mails."),
    Suppression.Reason.RETURNED: gettext_noop("Mail to this address came back for good."),
    Suppression.Reason.COMPLAINED: gettext_noop("Called our mail unwanted."),
}
# What mail.check_address allows, said in PostgreSQL: no name, no list, no quotes, nothing that ends a line.
ATOM = r"[-!#$%&''*+/=?^_`{}|~0-9a-z]+"
LABEL = r"[[:alnum:]]([-[:alnum:]]*[[:alnum:]])?"
ADDRESS = rf"^{ATOM}(\.{ATOM})*@({LABEL}\.)+[[:alnum:]][-[:alnum:]]*[[:alnum:]]$"
INSERT = """
INSERT INTO wpsnet_delivery
    (mailing_id, address, domain, language, why, bulk, turn, state, reason, unreachable, attempts, interruptions, created_at)
SELECT %(mailing)s, address, domain, CASE WHEN language = ANY(%(languages)s) THEN language ELSE %(fallback)s END,
    %(why)s, true, row_number() OVER (PARTITION BY domain), CASE WHEN reason = '' THEN 'pending' ELSE 'skipped' END,
    reason, unreachable, 0, 0, now()
FROM (
    SELECT given.address, split_part(given.address, '@', 2) AS domain, given.language, NOT given.sound AS unreachable,
        CASE WHEN NOT given.sound THEN %(no_address)s ELSE coalesce(%(reasons)s::jsonb ->> held.reason, '') END AS reason
    FROM (
        SELECT left(address, 254) AS address, language, length(address) <= 254 AND address ~ '{ADDRESS}' AS sound
        FROM (SELECT lower(btrim(address)) AS address, language FROM ({audience}) AS audience (address, language)) AS named
    ) AS given
    LEFT JOIN wpsnet_suppression AS held ON held.address = given.address
) AS judged
ON CONFLICT DO NOTHING
"""


class Audience(NamedTuple):
    """Who is written to, and as what: one word that the account of the mailing shows.

    The queryset yields (address, language): `Subscriber.objects.confirmed().values_list("email", "language")`.
    """

    why: str
    people: QuerySet


@transaction.atomic
def freeze(key, template, told, audiences, *, list_id="", send_at=None):
    """Write down, once for KEY, what everybody gets and who they are, and wake the workers. Asked again, it changes nothing."""
    mailing, is_new = Mailing.objects.get_or_create(
        key=key, defaults={"template": template, "bulk": True, "send_at": send_at}
    )
    if not is_new:
        return mailing
    for language, words in told.items():
        message = render(template, language, words, list_id)
        RenderedMail.objects.create(mailing=mailing, language=language, message=message)
    rows = sum(insert(mailing, audience, list(told)) for audience in audiences)
    actions.wake(rows, bulk=True)
    return mailing


def insert(mailing, audience, languages):
    """One row for each address of AUDIENCE that has none yet. Returns how many."""
    people, values = audience.people.query.sql_with_params()
    named = {
        "mailing": mailing.pk,
        "languages": languages,
        "fallback": "en" if "en" in languages else languages[0],
        "why": audience.why,
        "no_address": NO_ADDRESS,
        "reasons": json.dumps(SUPPRESSED),
    }
    for place, value in enumerate(values):
        named[f"audience_{place}"] = value
    people = people.replace("%%", "%%%%") % tuple(f"%(audience_{place})s" for place in range(len(values)))
    with connection.cursor() as cursor:
        cursor.execute(INSERT.replace("{ADDRESS}", ADDRESS.replace("%", "%%")).replace("{audience}", people), named)
        return cursor.rowcount


def reader_of(token):
    """The delivery whose personal links carry TOKEN; None where it was not made here."""
    pk = tokens.read(tokens.LEAVE, token)
    return Delivery.objects.filter(pk=pk).first() if pk is not None else None


def suppress(address, reason):
    """Send no bulk mail to ADDRESS any more. The first reason stays; once is as good as twice."""
    row = Suppression(address=address.strip().lower(), reason=reason)
    Suppression.objects.bulk_create([row], ignore_conflicts=True)


def unsuppress(address):
    """She has asked for mail again."""
    Suppression.objects.filter(address=address.strip().lower()).delete()
