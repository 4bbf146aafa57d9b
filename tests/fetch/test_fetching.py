"""Fetching: polite, kept, resumable, and what changed is told. Servers are the tests' own, on loopback."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warcio import ArchiveIterator

from accredit.client import Bounds, Client, Policy
from accredit.fetch import Fetcher, Pace, Page, Snapshots
from accredit.model import Article
from accredit.read import Problem, articles
from tests.client.servers import Behave, answer, serving
from tests.read.test_pages import page

DOORS_BODY = "<p>The consul of Karvania waved to nobody, and nobody waved back at him on this day.</p>"
DOORS = page(body=DOORS_BODY)


class Site:
    """Pages by path; `robots` is its robots.txt."""

    def __init__(self, pages: dict[str, bytes], robots: bytes | None = None) -> None:
        self.pages = pages
        self.robots = robots

    def __call__(self, connection: socket.socket, path: str, request: str) -> None:
        if path == "/robots.txt":
            connection.sendall(answer("", "404 Not Found") if self.robots is None else self.robots)
        else:
            connection.sendall(self.pages.get(path, answer("", "404 Not Found")))


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


class Bench:
    """A fetcher with its clock, its day and what it says."""

    def __init__(self, folder: Path) -> None:
        self.ledger = folder / "a.db"
        self.clock = Clock()
        self.day = datetime(2026, 6, 1, 12, tzinfo=UTC)
        self.held: dict[str, Article] = {}

    def fetch(self, *urls: str, **options: Any) -> tuple[list[Page], list[Article | Problem]]:
        fetcher = Fetcher(
            Client(Policy(private=True), Bounds(seconds=3.0, bytes=100_000)),
            Snapshots(self.ledger),
            self.held.get,
            pace=Pace(2.0, self.clock, self.clock.sleep),
            now=lambda: self.day,
        )
        pages: list[Page] = []
        items = list(fetcher.pages(urls, pages.append, **options))
        self.held |= {item.id: item for item in items if isinstance(item, Article)}
        self.day += timedelta(hours=2)
        return pages, items

    @property
    def archive(self) -> Path:
        (found,) = (self.ledger.parent / "a.db.snapshots").glob("*.warc.gz")
        return found


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_page_is_read_and_kept(bench: Bench) -> None:
    with serving(Site({"/doors": answer(DOORS)})) as server:
        url = f"{server.root}/doors"
        (told,), (article,) = bench.fetch(url)
    assert isinstance(article, Article)
    assert (told.outcome, article.title, article.url) == ("new", "Doors", url)
    with bench.archive.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            assert record.content_stream().read() == DOORS.encode()
            assert record.rec_headers.get_header("WARC-Target-URI") == url
            assert record.rec_headers.get_header("WARC-Date") == "2026-06-01T12:00:00Z"
    (again,) = articles([bench.archive])
    assert isinstance(again, Article)
    assert again.key == article.key  # evidence outlives the page


def test_robots_txt_is_asked_first_and_kept_to(bench: Bench) -> None:
    rules = answer("User-agent: accredit\nDisallow: /private/*.html$\nCrawl-delay: 7\n", Content_Type="text/plain")
    with serving(Site({"/a": answer(DOORS), "/b": answer(DOORS)}, rules)) as server:
        told, _ = bench.fetch(f"{server.root}/a", f"{server.root}/private/x.html", f"{server.root}/b")
        assert server.paths == ["/robots.txt", "/a", "/b"]
    assert [t.outcome for t in told] == ["new", "failed", "new"]
    assert "robots.txt does not allow it" in told[1].message
    assert bench.clock.slept == [2.0, 7.0]


@pytest.mark.parametrize("robots", [answer("", "503 Unavailable"), b"", answer("x" * 600_000)])
def test_without_an_answer_about_robots_nothing_is_asked_for(bench: Bench, robots: bytes) -> None:
    with serving(Site({"/a": answer(DOORS)}, robots)) as server:
        (told,), _ = bench.fetch(f"{server.root}/a")
        assert server.paths == ["/robots.txt"]
    assert "cannot give its robots.txt" in told.message


def test_a_page_that_did_not_change_is_not_sent_again(bench: Bench) -> None:
    def behave(connection: socket.socket, path: str, request: str) -> None:
        if path == "/robots.txt":
            connection.sendall(answer("", "404 Not Found"))
        elif 'If-None-Match: "v1"' in request and "If-Modified-Since: Mon, 01 Jun 2026" in request:
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n")
        else:
            connection.sendall(answer(DOORS, ETag='"v1"', Last_Modified="Mon, 01 Jun 2026 10:00:00 GMT"))

    with serving(behave) as server:
        first, _ = bench.fetch(f"{server.root}/doors")
        second, items = bench.fetch(f"{server.root}/doors")
    assert ([p.outcome for p in first + second], items) == (["new", "unchanged"], [])
    assert first[0].snapshot == second[0].snapshot


def test_a_changed_page_is_a_new_version_and_what_changed_is_told(bench: Bench) -> None:
    site = Site({"/doors": answer(DOORS)})
    with serving(site) as server:
        _, (before,) = bench.fetch(f"{server.root}/doors")
        same, _ = bench.fetch(f"{server.root}/doors")
        site.pages["/doors"] = answer(DOORS.replace("four passports", "five passports"))
        (told,), (after,) = bench.fetch(f"{server.root}/doors")
    assert isinstance(before, Article) and isinstance(after, Article)
    assert same[0].outcome == "same"
    assert told.outcome == "changed"
    assert [("four" in line, "five" in line) for line in (*told.removed, *told.added)] == [(True, False), (False, True)]
    assert before.carrier == after.carrier and before.key != after.key


def test_a_changed_page_is_told_where_the_ledger_never_took_its_text(bench: Bench) -> None:
    """A page that touches no mission is in no ledger; what it said stands in its snapshot."""
    site = Site({"/doors": answer(DOORS)})
    with serving(site) as server:
        bench.fetch(f"{server.root}/doors")
        bench.held.clear()
        same, _ = bench.fetch(f"{server.root}/doors")
        bench.held.clear()
        site.pages["/doors"] = answer(DOORS.replace("four passports", "five passports"))
        (told,), _ = bench.fetch(f"{server.root}/doors")
    assert (same[0].outcome, told.outcome) == ("same", "changed")
    assert [("four" in line, "five" in line) for line in (*told.removed, *told.added)] == [(True, False), (False, True)]


def test_another_headline_or_date_is_a_change_and_a_stamp_alone_is_none(bench: Bench) -> None:
    first = page('<meta name="pubdate" content="2026-05-30"><meta name="lastmod" content="2026-05-30">', DOORS_BODY)
    stamped = first.replace('lastmod" content="2026-05-30', 'lastmod" content="2026-05-31')
    dated = stamped.replace('pubdate" content="2026-05-30', 'pubdate" content="2026-05-29')
    titled = dated.replace(">Doors<", ">Doors, again<")
    site = Site({"/doors": answer(first)})
    told = []
    with serving(site) as server:
        for version in (first, stamped, dated, titled):
            site.pages["/doors"] = answer(version)
            (one,), _ = bench.fetch(f"{server.root}/doors")
            told.append((one.outcome, [(f.name, f.before, f.after) for f in one.fields]))
    assert told == [
        ("new", []),
        ("same", []),
        ("changed", [("published", "2026-05-30", "2026-05-29")]),
        ("changed", [("title", "Doors", "Doors, again")]),
    ]


def test_lines_that_only_moved_are_a_change_that_is_told(bench: Bench) -> None:
    one, other = (f"<p>The consul of Karvania waved to {whom} on this long day.</p>" for whom in ("Ona", "nobody"))
    site = Site({"/doors": answer(page(body=one + other))})
    with serving(site) as server:
        bench.fetch(f"{server.root}/doors")
        site.pages["/doors"] = answer(page(body=other + one))
        (told,), _ = bench.fetch(f"{server.root}/doors")
    assert (told.outcome, told.removed, told.added) == ("changed", (), ())
    assert "in another order" in told.message


def test_a_snapshot_that_is_gone_costs_only_the_comparison(bench: Bench) -> None:
    with serving(Site({"/doors": answer(DOORS)})) as server:
        bench.fetch(f"{server.root}/doors")
        bench.held.clear()
        bench.archive.write_bytes(b"no archive")
        (told,), (item,) = bench.fetch(f"{server.root}/doors")
    assert told.outcome == "same" and isinstance(item, Article)


def test_what_was_asked_for_a_short_while_ago_is_left(bench: Bench) -> None:
    with serving(Site({"/a": answer(DOORS), "/b": answer(DOORS)})) as server:
        bench.fetch(f"{server.root}/a")
        bench.day -= timedelta(hours=2)
        told, _ = bench.fetch(f"{server.root}/a", f"{server.root}/b", f"{server.root}/a#part")
        assert server.paths.count("/a") == 1
    assert [t.outcome for t in told] == ["left", "new"]


def test_a_run_that_was_cut_off_leaves_nothing_half_written(bench: Bench) -> None:
    with serving(Site({"/a": answer(DOORS), "/b": answer(DOORS)})) as server:
        bench.fetch(f"{server.root}/a")
        index = bench.archive.with_name("index.jsonl")
        with bench.archive.open("ab") as out:
            out.write(b"half a record")
        with index.open("a") as out:
            out.write('{"url": "half a l')
        bench.fetch(f"{server.root}/b")
    with bench.archive.open("rb") as stream:
        assert len(list(ArchiveIterator(stream, check_digests="raise"))) == 2
    assert [json.loads(line)["url"][-2:] for line in index.read_text().splitlines()] == ["/a", "/b"]


def faltering(*answers: bytes) -> Behave:
    """These answers for /a, one after the other."""
    left = list(answers)

    def behave(connection: socket.socket, path: str, _request: str) -> None:
        connection.sendall(answer("", "404 Not Found") if path == "/robots.txt" else left.pop(0))

    return behave


@pytest.mark.parametrize(
    ("answers", "outcome", "slept"),
    [
        ([answer("", "503 Busy"), answer(DOORS)], "new", [2.0, 4.0]),
        ([answer("", "429 Slow", Retry_After="30"), answer(DOORS)], "new", [2.0, 30.0]),
        ([b"", answer(DOORS)], "new", [2.0, 4.0]),
        ([answer("", "503 Busy")] * 3, "failed", [2.0, 4.0, 8.0]),
        ([answer("", "429 Slow", Retry_After="86400")], "failed", [2.0]),
        ([answer("", "404 Not Found")], "failed", [2.0]),
        ([answer("", "403 Forbidden")], "failed", [2.0]),
    ],
)
def test_a_host_that_falters_is_waited_for_and_not_for_ever(
    bench: Bench, answers: list[bytes], outcome: str, slept: list[float]
) -> None:
    with serving(faltering(*answers)) as server:
        (told,), _ = bench.fetch(f"{server.root}/a")
    assert (told.outcome, bench.clock.slept) == (outcome, slept)


def test_one_bad_address_stops_nothing(bench: Bench) -> None:
    with serving(Site({"/a": answer(DOORS)})) as server:
        told, items = bench.fetch("file:///etc/passwd", "http://x y/", f"{server.root}/a")
    assert [t.outcome for t in told] == ["failed", "failed", "new"]
    assert [isinstance(i, Problem) for i in items] == [True, True, False]


def test_hosts_are_kept_apart(bench: Bench) -> None:
    with serving(Site({"/a": answer(DOORS)})) as one, serving(Site({"/a": answer(DOORS)})) as other:
        bench.fetch(f"{one.root}/a", f"{other.root}/a")
    assert bench.clock.slept == [2.0, 2.0]  # each between its own robots.txt and its page


def test_a_page_without_an_article_is_kept_and_said(bench: Bench) -> None:
    with serving(Site({"/a": answer("<html><body></body></html>")})) as server:
        (told,), (problem,) = bench.fetch(f"{server.root}/a")
    assert told.outcome == "failed" and isinstance(problem, Problem) and told.snapshot
