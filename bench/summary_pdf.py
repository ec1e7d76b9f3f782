"""The PDF of a chair's summary of twelve pages, in Arabic, Chinese and English: as a warm worker makes it, against bare
WeasyPrint on the same HTML in a warm process; and from the store, where it lies while nothing changes.

All take turns, several rounds, so that whatever else the machine does falls on all alike; what counts are the ratios of the
medians. Run it with `make bench-summary`; the database is made at the first run and kept.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from wpsnet import embedded, pdf_renderer

DATABASE = "wpsnet_bench_summary"
LANGUAGES = ["ar", "zh-hans", "en"]
PAGES, ROUNDS = 12, 7
AT_MOST, AT_LEAST = 1.2, 50
REST = 2  # seconds
SENTENCES = {
    "en": "The representatives described how their offices work with civil society, and what they still lack. "
    "Several of them asked that budgets name the share that serves the plan. ",
    "ar": "وصف الممثلون كيفية عمل مكاتبهم مع المجتمع المدني وما تزال تفتقر إليه. "
    "وطلب عدد منهم أن تحدد الميزانيات الحصة المخصصة للخطة. ",
    "zh_hans": "各国代表介绍了其机构如何与民间社会合作，以及仍然缺少什么。若干代表要求在预算中列明用于该计划的份额。",
}
SENTENCES_EACH = {"en": 4, "ar": 5, "zh_hans": 8}
HEADINGS = {"en": "Prevention", "ar": "منع نشوب النزاعات", "zh_hans": "预防"}
NOTES = {"en": "See the records of the meeting.", "ar": "انظر محاضر الاجتماع.", "zh_hans": "见会议记录。"}
COUNT = 54  # paragraphs: twelve pages and a little more in each language


def prepare():
    """The database, migrated."""
    place = embedded.ensure_postgresql()
    with psycopg.connect(host=place["HOST"], user=place["USER"], dbname="postgres", autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            link.execute(f"CREATE DATABASE {DATABASE}")
    command = [sys.executable, "manage.py", "migrate", "--noinput", "-v0"]
    subprocess.run(command, env=os.environ | {"WPSNET_DATABASE": DATABASE}, check=True)


def seconds(work):
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def report(language, pages, times):
    """Print one line; returns the two ratios."""
    middle = {name: statistics.median(taken) for name, taken in times.items()}
    slower, faster = middle["worker"] / middle["bare"], middle["worker"] / middle["store"]
    print(
        f"{language:8} {pages:3} pages  bare {middle['bare']:6.2f} s  worker {middle['worker']:6.2f} s  "
        f"store {1000 * middle['store']:6.1f} ms  worker : bare {slower:5.2f}  worker : store {faster:5.0f}"
    )
    return slower, faster


def main():
    prepare()
    os.environ |= {"WPSNET_DATABASE": DATABASE, "DJANGO_SETTINGS_MODULE": "wpsnet.settings", "LOG_LEVEL": "ERROR"}
    with tempfile.TemporaryDirectory() as folder:
        pdf_renderer.use_our_fonts(Path(folder), "")
        from bench import summary_pdf_django

        ratios = [report(*row) for row in summary_pdf_django.measured(Path(folder))]
    if max(slower for slower, _faster in ratios) > AT_MOST or min(faster for _slower, faster in ratios) < AT_LEAST:
        raise SystemExit(f"Asked for: at most {AT_MOST} times bare WeasyPrint, {AT_LEAST} times faster from the store.")


if __name__ == "__main__":
    main()
