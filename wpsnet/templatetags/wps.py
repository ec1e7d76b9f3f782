"""The few filters and tags that all templates share."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language

from wpsnet import dates, languages, symbols
from wpsnet.markdown import to_html

register = template.Library()


@register.filter
def edtf(text):
    """An EDTF date in words."""
    return dates.in_words(text)


@register.filter
def markdown(text):
    return to_html(text or "")


@register.filter
def lang_name(code):
    return languages.NAMES.get(code, code)


@register.filter
def lang_dir(code):
    return languages.direction(code)


@register.inclusion_tag("_text.html")
def text(instance, field, markup=False):
    """A translated FIELD of INSTANCE; if it stands in for a missing language, it says so and carries its own direction."""
    return shown(languages.texts_of(instance, field), markup)


@register.inclusion_tag("_text.html")
def section_text(texts, markup=True):
    """The same for a dict language to text."""
    return shown(texts or {}, markup)


def shown(texts, markup):
    words, language = languages.pick(texts)
    return {
        "words": words,
        "language": language,
        "dir": languages.direction(language),
        "stands_in": bool(language) and language != get_language(),
        "markup": markup,
    }


@register.simple_tag(takes_context=True)
def same_list(context, **changes):
    """The address of the list being shown with some of its parameters changed; None drops one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def bidi(value):
    """A name or code from outside, kept from turning the direction of the sentence around it."""
    return format_html("<bdi>{}</bdi>", value)


@register.simple_tag
def stands_in_note(language):
    return languages.stands_in_note(language)


@register.filter(name="symbols", is_safe=True)
def with_symbols(text):
    """TEXT with every document symbol as a link to the document; half by half where it is a joint one."""
    pieces, at = [], 0
    for found in symbols.find(text or ""):
        links = format_html_join("-", '<a href="{}" rel="noopener"><bdi>{}</bdi></a>', linked(found.halves))
        pieces.append((text[at : found.start], links))
        at = found.end
    return format_html("{}{}", format_html_join("", "{}{}", pieces), (text or "")[at:])


def linked(halves):
    return [(symbols.address(half), half) for half in halves]
