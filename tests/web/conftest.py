"""Real servers on loopback and a real browser. The samples are read once for all tests of pages."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from accredit.ledger import open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from accredit.web.app import create_app
from accredit.web.publish import publish
from accredit.web.render import islands_built
from accredit.web.review.setting import Reviewing
from accredit.web.site import Options, Site
from accredit.web.strings import Catalogue

AS_OF = date(2023, 12, 31)
expect.set_options(timeout=20_000)  # the first article of a process waits for the network that reads it

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def serving(site: Site, reviewing: Reviewing | None = None) -> Iterator[str]:
    """A server for a site on a free port of loopback; gives its address without a slash."""
    config = uvicorn.Config(
        create_app(site, LOOPBACK, reviewing),
        port=0, log_level="warning", access_log=False, h11_max_incomplete_event_size=16384,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def samples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the sample dispatches."""
    place = tmp_path_factory.mktemp("samples") / "samples.db"
    files = [str(p) for p in sorted((root / "accredit" / "samples").glob("*.txt"))]
    with open_ledger(place) as ledger:
        summary = read_into(ledger, files, [load("afghanistan-2021"), load("venezuela-2019")], lambda _: None)
    assert not summary.problems
    return place


@pytest.fixture(scope="session")
def make_site(samples: Path) -> Iterator[Callable[..., Site]]:
    """Makes sites of the samples' ledger or of another one."""
    with ExitStack() as stack:

        def make(place: Path | None = None, **options: Any) -> Site:
            ledger = stack.enter_context(open_ledger(place or samples, create=False))
            chosen = {"catalogue": Catalogue.load(), "as_of": AS_OF} | options
            return Site(ledger, [load("afghanistan-2021"), load("venezuela-2019")], Options(**chosen))

        yield make


@pytest.fixture(scope="session")
def served(make_site: Callable[..., Site]) -> Iterator[str]:
    """The samples, served on this machine."""
    with serving(make_site()) as base:
        yield base


@pytest.fixture(scope="session")
def written(make_site: Callable[..., Site], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as a site of files."""
    folder = tmp_path_factory.mktemp("site") / "deep" / "down"
    publish(make_site(public=True, published=True), folder)
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """A folder on a plain file server; gives its address without a slash."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture(scope="session")
def hosted(written: Path) -> Iterator[str]:
    """The published site, in a folder of a plain file server."""
    with hosting(written.parent) as base:
        yield f"{base}/{written.name}"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Where there is none, or no scripts were built, the test is skipped; in CI it fails."""
    place = shutil.which("chromium")
    why = "no chromium is installed (Debian's package chromium has one)" if place is None else ""
    why = why or ("" if islands_built() else "the islands were not built (make test builds them)")
    if why:
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=place, args=FLAGS)


class Tab:
    """A page of the browser that keeps what it asked for and what its console said."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(20_000)
        self.asked: list[str] = []
        self.faults: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def quiet(self) -> None:
        """Nothing left the machine, and the console said nothing."""
        assert [url for url in self.asked if not url.startswith(("http://127.0.0.1:", "data:"))] == []
        assert self.faults == []


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A fresh tab of a wide screen; in the end it must have been quiet."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        made = Tab(context)
        yield made
        made.quiet()
