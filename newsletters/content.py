"""What an edition says in one language, item by item in the next best language where a translation is missing; and
whether it can go out."""

import re

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from newsletters.models import Item
from wpsnet import mail
from wpsnet.languages import CODES, NAMES, direction, pick, preference, stands_in_note, texts_of
from wpsnet.uploads import pictures

WIDTH_OF_PICTURES = 544  # pixels, as templates/emails/edition/body.html has it
LARGEST_MAIL = 80_000  # bytes of HTML: beyond about 100 KB widely used mail programs cut a mail off


def content(edition, language):
    """All that a reader of LANGUAGE sees, in plain values that can be kept as JSON."""
    items = list(edition.items.for_edition())
    with override(language):
        sections = [
            {
                "name": str(section.label),
                "items": [item_content(item, language) for item in items if item.section == section],
            }
            for section in Item.Section
        ]
    title, title_language = pick(texts_of(edition, "title"), language)
    intro, intro_language = pick(texts_of(edition, "intro"), language)
    return {
        "number": edition.number,
        "language": language,
        "title": title,
        "title_language": title_language or language,
        "intro": paragraphs(intro),
        "intro_language": intro_language or language,
        "sections": [section for section in sections if section["items"]],
    }


def item_content(item, language):
    shown = language_of(item, language)
    texts, titles, alternatives = (texts_of(item, name) for name in ("text", "title", "picture_text"))
    return {
        "pk": item.pk,
        "title": pick(titles, shown)[0],
        "language": shown,
        "direction": direction(shown),
        "note": "" if shown == language else stands_in_note(shown),
        "paragraphs": paragraphs(pick(texts, shown)[0]),
        "link": settings.SITE_URL + item.link if item.link.startswith("/") else item.link,
        "member": item.member.name if item.member else "",
        "picture": picture_address(item) if item.picture else "",
        "picture_text": pick(alternatives, shown)[0],
        "picture_height": height_in_mail(item.picture) if item.picture else None,
    }


def picture_address(item):
    with override("en"):
        return settings.SITE_URL + reverse("newsletters:picture", args=[item.pk])


def height_in_mail(picture):
    """In pixels, where it is as wide as the column: the room is then there before the picture is."""
    try:
        with picture.file.open() as file:
            width, height = pictures.size_of(file)
    except OSError:  # a file that is not there any more stops no edition
        return None
    return round(height * WIDTH_OF_PICTURES / width)


def language_of(item, language):
    """The first language of the reader's preference in which the item has both its title and its text."""
    both = [code for code in preference(language) if is_there(item, code)]
    return both[0] if both else "en"


def paragraphs(text):
    return [part for part in re.split(r"\n[ \t]*\n\s*", (text or "").replace("\r\n", "\n").strip()) if part]


def is_there(item, code):
    return bool(texts_of(item, "title").get(code) and texts_of(item, "text").get(code))


def translations(edition):
    """Each item with, for each of the six languages, (code, name, whether title and text are there)."""
    return [
        (item, [(code, NAMES[code], is_there(item, code)) for code in CODES])
        for item in edition.items.for_edition().with_open_remarks()
    ]


def problems(edition, rows):
    """What keeps the edition from going out, a sentence each, as far as its rows tell (see also `too_large`);
    ROWS are its `translations`."""
    found = []
    if not texts_of(edition, "title"):
        found.append(_("The edition has no title."))
    if not rows:
        found.append(_("The edition has no items yet."))
    found += [
        _("“%(title)s” has title and text together in none of the languages.") % {"title": item.title}
        for item, languages in rows
        if not any(there for _code, _name, there in languages)
    ]
    found += [
        _("“%(title)s” has a picture and does not say what it shows.") % {"title": item.title}
        for item, _languages in rows
        if item.picture_id and not texts_of(item, "picture_text")
    ]
    return found


def too_large(edition):
    """The languages in which the mail would be cut off by mail programs."""
    for code in CODES:
        message = mail.compose("edition", "nobody@example.org", language=code, **told(content(edition, code), "leave/"))
        size = len(message.alternatives[0].content.encode())
        if size > LARGEST_MAIL:
            yield _(
                "In %(language)s the mail has %(size)s KB; at most 80 are possible. Shorten it, or drop an item."
            ) % {
                "language": NAMES[code],
                "size": size // 1000,
            }


def told(content, leave):
    """What the mail of an edition is told: its content as words of the secretariat's own, and the link to LEAVE."""
    words = dict(content)
    with override(words.pop("language")):
        web = settings.SITE_URL + reverse("newsletters:edition", args=[words["number"]])
    return own(words) | {"web": web, "leave": leave}


def own(value):
    match value:
        case str():
            return mail.OwnWords(value)
        case list():
            return [own(one) for one in value]
        case dict():
            return {key: own(one) for key, one in value.items()}
    return value
