"""Markdown that people write, to HTML that is safe: CommonMark without raw HTML, then an allow-list."""

import nh3
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "a",
    "blockquote",
    "h3",
    "h4",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def clean(text):
    """TEXT as it may be stored: no HTML tags, no control or direction-override characters, LF line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c in "\n\t" or (c >= " " and c not in UNSAFE))
    return text.strip()


# Bidirectional overrides and isolates, and invisible control characters, can make a text read as what it is not.
UNSAFE = {chr(code) for code in [*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]}


def to_html(text):
    """TEXT as safe HTML. Headings begin at h3, below those of the page."""
    html = (
        _markdown.render(text)
        .replace("<h1>", "<h3>")
        .replace("</h1>", "</h3>")
        .replace("<h2>", "<h4>")
        .replace("</h2>", "</h4>")
    )
    html = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return mark_safe(html)  # noqa: S308 - the one place where text becomes markup, after the allow-list
