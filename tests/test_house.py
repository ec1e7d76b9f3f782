"""The house rules that no linter knows."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["wpsnet", "members", "actionplans", "meetings", "newsletters", "observatory"]
MODULES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Mails and documents carry their sheet with them: no reader fetches one.
PAGES = [path for path in TEMPLATES if not {"emails", "pdf"} & set(path.parts) and not path.name.endswith(".pdf.html")]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|\sstyle=|\son[a-z]+=|<style", re.I
)
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|(?<![-\w])(?:left|right):"
)


def functions(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_short(path):
    lines = len(path.read_text().splitlines())
    long = [node.name for node in functions(path) if node.end_lineno - node.lineno + 1 > 40]

    assert (lines <= 400, long) == (True, [])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_inline_script_or_style(path):
    assert INLINE.findall(path.read_text()) == []


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheets_know_no_left_and_right(path):
    assert PHYSICAL.findall(path.read_text()) == []


@pytest.mark.parametrize("path", [p for p in SHEETS if p.name != "tokens.css"], ids=lambda path: path.name)
def test_only_the_tokens_name_colours(path):
    named = re.findall(r"#[0-9a-fA-F]{3,8}\b", path.read_text())

    assert set(named) <= {"#fff", "#000"}  # black on white, in print


def test_web_process_imports_no_slow_library():
    slow = "[name for name in ('weasyprint', 'openpyxl') if name in sys.modules]"
    code = f"import django, sys; django.setup(); import wpsnet.urls; print({slow})"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)

    assert answer.stdout.strip() == "[]"


def test_apps_write_no_signals_and_no_save():
    offenders = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        for node in functions(path)
        if node.name in {"save", "delete"} and node.args.args and node.args.args[0].arg == "self"
    ]
    receivers = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if re.search(r"\bpost_save\b|\bpre_save\.connect|@receiver", path.read_text())
    ]

    assert (offenders, receivers) == ([], [])


def test_nothing_in_the_pages_comes_from_another_host():
    foreign = re.compile(r"<(?:script|link|img|iframe|source)[^>]+(?:src|href)=\"https?://")

    assert [str(path) for path in TEMPLATES if foreign.search(path.read_text())] == []
