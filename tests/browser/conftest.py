"""A real portal for a real browser: own database with the real data, own web server, Debian's Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.looking import arrive, fill_sign_in, violations
from tests.databases import ROOT, fresh, manage

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def pytest_collection_modifyitems(items):
    """Skipped, and counted as such, where there is no browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine: apt install chromium"))


@pytest.fixture(scope="session")
def database(worker_id):
    """Each of pytest's workers has one of its own."""
    name = f"wpsnet_browser_{worker_id}"
    fresh(name)
    return name


@pytest.fixture(scope="session")
def portal(database):
    """The address of a running portal."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"WPSNET_DATABASE": database, "PORT": str(port), "LOG_LEVEL": "ERROR"}
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "wpsnet.wsgi",
        "-b",
        f"127.0.0.1:{port}",
        "-k",
        "gthread",
        "--threads",
        "8",
    ]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=environment)
    for _attempt in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://localhost:{port}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="session")
def code_of(database):
    """A function from a demonstration account of the secretariat to its six digits, good for some seconds more."""

    def code(who):
        if time.time() % 30 > 22:
            time.sleep(30 - time.time() % 30)
        return manage(os.environ | {"WPSNET_DATABASE": database}, "demo_accounts", "--code", who).split()[0]

    return code


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    context = browser.new_context()
    yield watched(context.new_page())
    context.close()


def watched(page):
    """PAGE, which notes what it asks of other hosts and what its own security policy forbids."""
    page.foreign, page.complaints = [], []
    page.on(
        "request",
        lambda request: request.url.startswith(("http://localhost", "data:")) or page.foreign.append(request.url),
    )
    page.on(
        "console", lambda message: "Content Security Policy" in message.text and page.complaints.append(message.text)
    )
    return page


@pytest.fixture(scope="session")
def window_of(browser):
    """The window of a person with these cookies. It stays open from test to test: a new one costs a second of work."""
    windows = {}

    def window(whose, cookies=()):
        if whose not in windows:
            context = browser.new_context()
            context.add_cookies(list(cookies))
            windows[whose] = watched(context.new_page())
        windows[whose].foreign.clear()
        windows[whose].complaints.clear()
        return windows[whose]

    yield window
    for page in windows.values():
        page.context.close()


@pytest.fixture
def public_window(window_of):
    return window_of("anybody")


@pytest.fixture
def focal_points_window(window_of, signed_in):
    return window_of("focal point", signed_in)


@pytest.fixture
def administrators_window(window_of, administrator):
    cookies, _faults = administrator
    return window_of("administrator", cookies)


@pytest.fixture(scope="module")
def signed_in(browser, portal):
    """The cookies of the focal point of Namibia."""
    context = browser.new_context()
    page = context.new_page()
    fill_sign_in(page, portal, "focalpoint.namibia@demo.example")
    assert page.url.endswith("/en/desk/")
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture(scope="module")
def administrator(browser, portal, code_of):
    """The cookies of the administrator of the secretariat, who came in with both factors, and what axe found on the way."""
    context = browser.new_context()
    page = context.new_page()
    fill_sign_in(page, portal, "administrator@demo.example")
    assert "/2fa/authenticate/" in page.url
    faults = violations(page)
    page.fill("[name=code]", code_of("admin"))
    arrive(page, page.locator("main form:has([name=code]) button[type=submit]").first)
    assert page.url.endswith("/en/desk/")
    cookies = context.cookies()
    context.close()
    return cookies, faults
