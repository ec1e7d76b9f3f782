"""What a mail tells that is found out only when it is sent: a signed link, the words of an entry as they are then.

So the outbox holds no token, freezing thousands of rows stays one quick INSERT, and nobody is asked what she has
answered meanwhile. An app registers a function under the name of its template:

    @letters.guest("still_right")
    def still_right(delivery): return {"link": ...}    # plain values, see wpsnet.mail
"""

from wpsnet.surfaces import Surface

letters = Surface()


class NotNeeded(Exception):
    """Raised by such a function: this mail has become pointless. Its words are the reason, untranslated."""


def told_in(delivery):
    """All that the templates of DELIVERY are told."""
    told = delivery.mailing.context | delivery.context
    if write := letters.get(delivery.mailing.template):
        told |= write(delivery)
    return told
