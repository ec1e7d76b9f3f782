"""HTML to PDF, through one door. The work is done by a process of its own (wpsnet/pdf_renderer.py), which knows no
secret, has no way to the database or the network, and is ended when it takes too much. docs/decisions/0005."""

import atexit
import ctypes
import os
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import structlog
from django.conf import settings

RENDERER = Path(__file__).with_name("pdf_renderer.py")
CPU_SECONDS, WALL_SECONDS = 20, 60
MEMORY = 768 * 1024 * 1024  # of address space; sixty dense Chinese pages take 350 MB
LONGEST_HTML = 4_000_000
# The system library, and the Debian package that brings it.
CRASHES = (-signal.SIGABRT, -signal.SIGTRAP, -signal.SIGSEGV)
NEEDED = {
    "gobject-2.0": "libglib2.0-0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "fontconfig": "libfontconfig1",
}
HELPFUL = {"harfbuzz-subset": "libharfbuzz-subset0"}  # without it Chinese takes many times as long
DARWIN_FOLDERS = ("", "/opt/homebrew/lib/", "/usr/local/lib/")

log = structlog.get_logger(__name__)


class PDFError(Exception):
    """The document cannot be made. `final` says that another try would end the same way."""

    def __init__(self, sentence, *, final):
        super().__init__(sentence)
        self.final = final


def render(html):
    """The PDF of HTML, a whole page with its style sheet inside. Tagged, in the page's own language. Raises PDFError."""
    if missing := missing_libraries():
        raise PDFError(how_to_install(missing), final=True)
    if len(html) > LONGEST_HTML:
        raise PDFError("The page is too long for a PDF.", final=True)
    done = ended(html)
    if ran_out_of_memory(done):  # or so it seems: a library may also have fallen over what another process was writing
        log.warning("pdf_renderer_crashed", code=done.returncode, words=done.stderr[-300:].decode(errors="replace"))
        done = ended(html)
    if done.returncode:
        raise failure(done)
    return done.stdout


def ended(html):
    """The renderer, once it has ended."""
    command = (sys.executable, "-I", str(RENDERER), str(CPU_SECONDS), str(MEMORY), font_cache())
    renderer = renderer_for(command)
    try:
        content, words = renderer.communicate(html.encode(), timeout=WALL_SECONDS)
    except subprocess.TimeoutExpired:
        renderer.kill()
        renderer.communicate()
        raise PDFError(f"The page takes more than {WALL_SECONDS} seconds to lay out as a PDF.", final=True) from None
    finally:
        if command not in ready:  # another thread may have seen to it
            ready[command] = started(command)
    return subprocess.CompletedProcess(command, renderer.returncode, content, words)


# One renderer for the next page, which loads its library while nobody waits. Each makes one page and ends.
ready = {}


def renderer_for(command):
    """The one that is ready, if it still lives; else a new one."""
    waiting = ready.pop(command, None)
    if waiting is None:
        return started(command)
    if waiting.poll() is None:
        return waiting
    waiting.communicate()  # closes its pipes
    return started(command)


def started(command):
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, cwd="/", env=environment())


@atexit.register
def dismiss():
    """A renderer that gets no page ends by itself, also where our own process is killed."""
    while ready:
        _command, waiting = ready.popitem()
        waiting.communicate()


def ran_out_of_memory(done):
    return b"MemoryError" in done.stderr or done.returncode in CRASHES


def failure(done):
    """What became of the renderer, as a sentence."""
    words = done.stderr.decode(errors="replace").strip()
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return PDFError(f"The page takes more than {CPU_SECONDS} seconds of work to lay out as a PDF.", final=True)
    if ran_out_of_memory(done):
        return PDFError(f"The page takes more than {MEMORY >> 20} MB to lay out as a PDF.", final=True)
    last = words.splitlines()[-1] if words else f"it ended with {done.returncode}"
    return PDFError(f"The PDF renderer failed: {last}", final=False)


def environment():
    """For the renderer: no address of a service, no secret."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    if sys.platform == "darwin":
        kept["DYLD_FALLBACK_LIBRARY_PATH"] = ":".join(DARWIN_FOLDERS[1:])
    return kept | {"LC_ALL": "C.UTF-8", "HOME": "/nonexistent"}


@cache
def font_cache():
    """Where fontconfig may note what it found in the fonts; nothing where we may not write."""
    folder = settings.VAR_DIR / "fonts"
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder) if os.access(folder, os.W_OK) else ""


# --- What the machine must have ---------------------------------------------------------------------------------------


def missing_libraries(libraries=NEEDED):
    """The Debian packages that this machine lacks."""
    return [package for name, package in libraries.items() if not is_there(name)]


@cache
def is_there(name):
    if sys.platform == "darwin":
        names = [f"{folder}lib{name}.dylib" for folder in DARWIN_FOLDERS]
    else:
        names = [f"lib{name}.so.0", f"lib{name}.so.1"]
    for candidate in names:
        with suppress(OSError):
            ctypes.CDLL(candidate)
            return True
    return False


def how_to_install(packages):
    command = "brew install pango" if sys.platform == "darwin" else f"apt-get install {' '.join(packages)}"
    return f"PDF documents need system libraries that this machine lacks: {command}"
