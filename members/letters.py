"""What mails tell that is found out only when they are sent."""

import re

from members import circle_letters, confirmations  # noqa: F401  the first registers letters of its own
from members.imports import letters as import_letters  # noqa: F401  registers one, too
from wpsnet.languages import direction
from wpsnet.mail import OwnWords
from wpsnet.outbox.letters import letters


@letters.guest("still_right")
def still_right(delivery):
    return confirmations.told(delivery)


@letters.guest("letter")
def letter(delivery):
    """The words of a letter of the secretariat: in her language where they were given in it, else in English."""
    words = delivery.mailing.context["words"]
    language = delivery.language if delivery.language in words else "en"
    paragraphs = re.split(r"\n[ \t]*\n\s*", words[language]["text"].strip())
    return {
        "heading": OwnWords(words[language]["subject"]),
        "paragraphs": [OwnWords(paragraph) for paragraph in paragraphs],
        "words_language": language,
        "words_direction": direction(language),
    }
