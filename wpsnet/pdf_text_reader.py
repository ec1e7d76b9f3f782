"""The text of one PDF: the file comes in at stdin, a line of JSON for each page goes out at stdout, and one for the end.
Run by wpsnet.pdf_text, as a process of its own.

It imports nothing of ours and no Django. The limits on time, memory and what it may write are kept by the kernel.
"""

import ctypes
import json
import re
import resource
import sys
from contextlib import suppress
from itertools import pairwise

WIDE = 1.3  # times the usual step from line to line: a paragraph begins
PASSWORD = 4  # FPDF_ERR_PASSWORD
LONGEST_PAGE = 50_000  # signs; a dense page has 8,000
LONGEST_TEXT = 20_000_000
ALEF_LAM = re.compile("[\u0627\u0622\u0623\u0625\u0671]\u0644")


def main(cpu_seconds, memory, output, most_pages, layout=""):
    limit(int(cpu_seconds), int(memory), int(output))
    say({"end": read(sys.stdin.buffer.read(), int(most_pages), layout == "spaced")})


def limit(cpu_seconds, memory, output):
    # The hard limit of the processor's time is a second later: Python ignores neither.
    for what, most in [
        (resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1)),
        (resource.RLIMIT_AS, (memory, memory)),
        (resource.RLIMIT_FSIZE, (output, output)),
        (resource.RLIMIT_CORE, (0, 0)),
    ]:
        with suppress(ValueError, OSError):  # macOS knows no limit of the address space
            resource.setrlimit(what, most)


def read(data, most_pages, spaced):
    """Say every page of DATA; returns how it ended. SPACED: with an empty line where the page leaves room between two."""
    import pypdfium2  # noqa: PLC0415  after the limits are set

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        return "encrypted" if error.err_code == PASSWORD else "damaged"
    say({"count": count})
    unreadable = written = 0
    for number in range(min(count, most_pages)):
        try:
            page = document[number].get_textpage()
            text = (spaced_text_of(page) if spaced else text_of(page))[:LONGEST_PAGE]
        except pypdfium2.PdfiumError:
            text, unreadable = "", unreadable + 1
        say({"page": number + 1, "text": text})
        written += len(text)
        if written > LONGEST_TEXT:
            return "too_long"
    if unreadable == count:
        return "damaged"
    return "too_long" if count > most_pages else "read"


def text_of(page):
    """What stands on PAGE. Arabic writes lam and alef as one sign, and PDFium turns those two: peace would not be found."""
    text = page.get_text_range()
    if not ALEF_LAM.search(text):
        return text
    import pypdfium2.raw as pdfium  # noqa: PLC0415  after the limits are set

    signs = [chr(pdfium.FPDFText_GetUnicode(page, at)) for at in range(page.count_chars())]
    x, y = ctypes.c_double(), ctypes.c_double()

    def place(at):
        pdfium.FPDFText_GetCharOrigin(page, at, x, y)
        return x.value, y.value

    for found in ALEF_LAM.finditer("".join(signs)):
        alef, lam = found.span()[0], found.span()[0] + 1
        if place(alef) == place(lam):  # one sign, not the article
            signs[alef], signs[lam] = signs[lam], signs[alef]
    return "".join(signs)


def spaced_text_of(page):
    """The same, line by line, with an empty line where the space to the line above is wider than is usual on the page."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415  after the limits are set

    lines = text_of(page).splitlines()
    x, y, heights, at = ctypes.c_double(), ctypes.c_double(), [], None
    for place in range(page.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(page, place))
        if sign in "\r\n":
            if sign == "\n":
                heights, at = [*heights, at], None
        elif at is None and not sign.isspace():
            pdfium.FPDFText_GetCharOrigin(page, place, x, y)
            at = y.value
    heights.append(at)
    if len(heights) != len(lines):
        return "\n".join(lines)
    return "\n".join(with_gaps(lines, heights))


def with_gaps(lines, heights):
    steps = [above - below for above, below in pairwise(heights) if None not in (above, below) and above > below]
    usual = sorted(steps)[len(steps) // 5] if steps else 0  # a letter may have more paragraphs than wrapped lines
    for place, line in enumerate(lines):
        above = heights[place - 1] if place else None
        if None not in (above, heights[place]) and not -usual < above - heights[place] < WIDE * usual:
            yield ""
        yield line


def say(told):
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
