"""`accredit watch`, against feeds of the tests' own."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accredit.fetch import watching
from tests.cli.test_fetch import FAST, story
from tests.client.servers import answer, serving
from tests.fetch.test_fetching import Site

Run = Callable[..., Result]
Conforms = Callable[[str, str], Any]


def feed(*links: str) -> bytes:
    items = "".join(f"<item><title>t</title><link>{link}</link></item>" for link in links)
    return answer(f"<rss version='2.0'><channel><title>Lantern</title>{items}</channel></rss>", Content_Type="text/xml")


def opml(*urls: str) -> str:
    rows = "".join(f'<outline type="rss" text="x" xmlUrl="{url}"/>' for url in urls)
    Path("feeds.opml").write_text(
        f'<opml version="2.0"><body><outline text="News">{rows}</outline></body></opml>', "utf-8"
    )
    return "feeds.opml"


def test_it_says_what_became_new_about_which_mission(run: Run, stage: Path, conforms: Conforms) -> None:
    site = Site({"/feed": feed("/1"), "/1": story("crown runs Belm.")})
    with serving(site) as server:
        first = run("watch", opml(f"{server.root}/feed"), *FAST)
        site.pages |= {"/feed": feed("/2", "/1", "/2"), "/2": story("assembly runs Corro. crown runs Tarn.")}
        second = run("watch", "feeds.opml", *FAST, "--json")
        third = run("watch", "feeds.opml", *FAST)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[:3] == [
        f"{server.root}/feed: 1 entry, 1 new", f"new        {server.root}/1", "New about Belm, Belmora (embassy):",
    ]  # fmt: skip
    assert "“crown runs Belm.”" in first.stdout
    value = conforms("watch", second.stdout)
    wanted = {"outcome": "read", "message": "", "entries": 3, "new": 1, "again": 0}
    assert value["feeds"][0] == wanted | {"url": f"{server.root}/feed"}
    (news,) = value["news"]
    assert sorted(claim["mission"]["city"] for claim in news["claims"]) == ["Corro", "Tarn"]
    assert "Nothing new about any mission." in third.stdout
    assert server.paths.count("/1") == 1 and server.paths.count("/2") == 1


def changing(link: str, updated: str) -> bytes:
    entry = f"<entry><title>t</title><link href='{link}'/><updated>{updated}</updated></entry>"
    return answer(f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>", Content_Type="text/xml")


def test_a_page_that_its_feed_calls_changed_is_asked_for_again(run: Run, stage: Path, conforms: Conforms) -> None:
    """Also where no claim changed, and only once for each change that the feed tells."""
    past, now = "2021-03-05T10:00:00Z", datetime.now(UTC)
    site = Site({"/feed": changing("/1", past), "/1": story("crown runs Belm.")})
    with serving(site) as server:
        run("watch", opml(f"{server.root}/feed"), *FAST)
        run("watch", "feeds.opml", *FAST)
        assert server.paths.count("/1") == 1
        site.pages |= {
            "/feed": changing("/1", (now + timedelta(seconds=2)).isoformat(timespec="seconds")),
            "/1": story("crown runs Belm. A cat came by."),
        }
        time.sleep(2.1)
        told = run("watch", "feeds.opml", *FAST)
        site.pages["/1"] = story("assembly runs Belm. A cat came by.")
        left = run("watch", "feeds.opml", *FAST)
        again = run("watch", "feeds.opml", *FAST, "--recheck", "0", "--json")
    assert "1 entry, 0 new, 1 asked again" in told.stdout
    assert "+ Arvenia. crown runs Belm. A cat came by." in told.stdout
    assert "Nothing new about any mission." in told.stdout
    assert "changed" not in left.stdout
    value = conforms("watch", again.stdout)
    assert [p["outcome"] for p in value["pages"]] == ["changed"]
    assert [[c["party"] for c in one[part]] for one in value["news"] for part in ("claims", "gone")] == [
        ["assembly"], ["crown"],
    ]  # fmt: skip


def test_a_page_that_touches_no_mission_is_told_when_it_changes(run: Run, stage: Path) -> None:
    site = Site({"/feed": feed("/1"), "/1": story("A cat came by.").replace(b"Arvenia", b"Nowhere")})
    with serving(site) as server:
        run("watch", opml(f"{server.root}/feed"), *FAST)
        site.pages["/1"] = story("A dog came by.").replace(b"Arvenia", b"Nowhere")
        told = run("watch", "feeds.opml", *FAST, "--recheck", "0")
    assert f"changed    {server.root}/1" in told.stdout
    assert "- Nowhere. A cat came by." in told.stdout and "+ Nowhere. A dog came by." in told.stdout


def test_what_a_change_took_away_is_told(run: Run, stage: Path) -> None:
    site = Site({"/feed": feed("/1"), "/1": story("crown runs Belm. crown runs Corro.")})
    with serving(site) as server:
        run("watch", opml(f"{server.root}/feed"), *FAST)
        site.pages["/1"] = story("crown runs Belm.")
        told = run("watch", "feeds.opml", *FAST, "--recheck", "0")
    assert "No longer said about Corro, Corrovia (embassy):" in told.stdout
    assert "New about" not in told.stdout


def test_a_feed_that_did_not_change_costs_one_question(run: Run, stage: Path) -> None:
    def behave(connection: socket.socket, path: str, request: str) -> None:
        if path == "/robots.txt":
            connection.sendall(answer("", "404 Not Found"))
        elif 'If-None-Match: "v1"' in request:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            found = feed("/1") if path == "/feed" else story("crown runs Belm.")
            connection.sendall(found.replace(b"\r\n", b'\r\nETag: "v1"\r\n', 1))

    with serving(behave) as server:
        run("watch", opml(f"{server.root}/feed"), *FAST)
        result = run("watch", "feeds.opml", *FAST)
        assert server.paths == ["/robots.txt", "/feed", "/1", "/robots.txt", "/feed"]
    assert f"{server.root}/feed: unchanged" in result.stdout


def test_feeds_that_lead_in_circles_end(run: Run, stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To itself, to another feed, and to ever new addresses."""
    monkeypatch.setattr(watching, "MOST_PAGES", 5)

    def behave(connection: socket.socket, path: str, _request: str) -> None:
        if path == "/robots.txt":
            connection.sendall(answer("", "404 Not Found"))
        else:
            connection.sendall(feed("/feed", "/other", *(f"{path}x{n}" for n in range(50))))

    with serving(behave) as server:
        result = run("watch", opml(f"{server.root}/feed", f"{server.root}/feed"), *FAST)
        assert len(server.paths) < 12
    assert result.exit_code == 1


def test_one_bad_feed_stops_nothing(run: Run, stage: Path) -> None:
    pages = {"/feed": feed("/1"), "/1": story("crown runs Belm."), "/page": answer("<html>no feed</html>")}
    with serving(Site(pages)) as server:
        names = [f"{server.root}/none", f"{server.root}/page", "file:///etc/passwd", f"{server.root}/feed"]
        result = run("watch", opml(*names), *FAST)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 3
    assert "New about Belm" in result.stdout


def test_it_looks_again_until_it_is_interrupted(run: Run, stage: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise KeyboardInterrupt

    with serving(Site({"/feed": feed("/1"), "/1": story("crown runs Belm.")})) as server:
        name = opml(f"{server.root}/feed")
        monkeypatch.setattr(time, "sleep", sleep)
        result = run("watch", name, *FAST, "--every", "30")
    assert (result.exit_code, slept) == (130, [1800.0, 1800.0])
    assert result.stdout.count("Read ") == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [(None, "no such file"), ("<opml><body/></opml>", "names no feed"), ("<rss/>", "no OPML"), ("words", "")],
)
def test_a_list_that_is_none_is_one_line(run: Run, stage: Path, content: str | None, words: str) -> None:
    if content is not None:
        Path("feeds.opml").write_text(content, "utf-8")
    result = run("watch", "feeds.opml")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert "feeds.opml" in line and words in line
    assert not Path("accredit.db").exists()
