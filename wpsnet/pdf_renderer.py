"""One document: HTML comes in at stdin, a tagged PDF goes out at stdout. Run by wpsnet.pdf, as a process of its own.

It imports nothing of ours and no Django. What it must not do, it cannot: no connection, no file but fonts, limits on
time and memory that the kernel keeps.
"""

import importlib.util
import os
import resource
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape

FONTS = ["fontpkg_noto_sans", "fontpkg_amiri", "pylopdf_fonts_zh_cn"]
# Laid out before there is a page, so that the library and the fonts are loaded when it comes.
WARMS = "<html lang='en'><title>-</title><p style=\"font-family: 'Noto Sans', Amiri, 'Noto Serif SC'\">a س 中"
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}{cache}</fontconfig>
"""


def main(cpu_seconds, memory, font_cache):
    limit(int(cpu_seconds), int(memory))
    with tempfile.TemporaryDirectory(prefix="wpsnet-pdf-") as folder:
        use_our_fonts(Path(folder), font_cache)
        pdf_of(WARMS)  # before the lock: loading the library asks the system where it lies
        sys.addaudithook(no_network)
        if html := sys.stdin.buffer.read().decode():
            sys.stdout.buffer.write(pdf_of(html))
            sys.stdout.buffer.flush()
    os._exit(0)  # to take all objects apart would keep the reader waiting


def limit(cpu_seconds, memory):
    # The hard limit of the processor's time is a second later: Python ignores neither.
    for what, most in [
        (resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1)),
        (resource.RLIMIT_AS, (memory, memory)),
        (resource.RLIMIT_CORE, (0, 0)),
    ]:
        with suppress(ValueError, OSError):  # macOS knows no limit of the address space
            resource.setrlimit(what, most)


def use_our_fonts(folder, font_cache):
    """Only the fonts of our packages, the same on every machine: fontconfig reads this before WeasyPrint is imported."""
    places = [Path(importlib.util.find_spec(name).origin).parent for name in FONTS]
    conf = folder / "fonts.conf"
    conf.write_text(
        FONTS_CONF.format(
            folders="".join(f"<dir>{escape(str(place))}</dir>" for place in places),
            cache=f"<cachedir>{escape(font_cache)}</cachedir>" if font_cache else "",
        )
    )
    os.environ["FONTCONFIG_FILE"] = str(conf)


def pdf_of(html):
    import weasyprint  # noqa: PLC0415  after the limits and the fonts are set
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    # Some addresses are resolved without a look at the fetcher, and fail where there is no base at all.
    document = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="about:blank")
    return document.write_pdf(pdf_variant="pdf/ua-1")


def no_network(event, arguments):
    """The second lock, should a fetcher be passed by: Python itself refuses."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")):
        raise PermissionError(f"not in a document: {event}")


if __name__ == "__main__":
    main(*sys.argv[1:])
