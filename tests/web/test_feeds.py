"""The feeds of a served and of a published site: what feed readers make of them, and that nothing private is in one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from accredit.ledger import open_ledger
from accredit.ruling import Ruling
from accredit.situation import load
from accredit.web.site import Site
from tests.web.conftest import serving
from tests.web.test_server import KHOROG, S, get, value

STRINGS = ("id", "title", "content_text", "content_html", "url", "external_url", "date_published")


def held_to_the_rules(feed: Any) -> None:
    """JSON Feed 1.1: what must be there, and of which kind (jsonfeed.org/version/1.1)."""
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and isinstance(feed["title"], str)
    assert isinstance(feed["items"], list) and len({item["id"] for item in feed["items"]}) == len(feed["items"])
    assert all(isinstance(author["name"], str) for author in feed["authors"])
    for item in feed["items"]:
        assert {"id", "date_published"} <= set(item) and ("content_text" in item or "content_html" in item)
        assert all(isinstance(item[name], str) and item[name] for name in STRINGS if name in item)
        assert all(isinstance(tag, str) for tag in item["tags"])


@pytest.mark.parametrize("path", [S, f"{S}/missions/{KHOROG}"])
def test_a_feed_reader_finds_the_feed_on_the_page_and_reads_it(served: str, path: str) -> None:
    page = get(served, path)[2].decode()
    for kind, name in (("application/atom+xml", "atom"), ("application/feed+json", "json")):
        assert f'type="{kind}"' in page and f'href="{path}/feed.{name}"' in page
    status, headers, body = get(served, f"{path}/feed.atom")
    found = feedparser.parse(body)
    assert (status, headers["content-type"]) == (200, "application/atom+xml; charset=utf-8")
    assert not found.bozo and found.version == "atom10" and found.entries
    assert {link.rel: link.href for link in found.feed.links} == {
        "self": f"{served}{path}/feed.atom", "alternate": f"{served}{path}",
    }  # fmt: skip
    both = value(served, f"{path}/feed.json")
    held_to_the_rules(both)
    assert [item["id"] for item in both["items"]] == [entry.id for entry in found.entries]
    assert all(item["title"].startswith("SAMPLE ") for item in both["items"])
    if path != S:
        assert {item["tags"][0] for item in both["items"]} == {KHOROG}


def test_a_feed_that_did_not_change_is_not_sent_again(served: str) -> None:
    _, headers, _ = get(served, f"{S}/feed.atom")
    assert get(served, f"{S}/feed.atom", **{"If-None-Match": headers["etag"]})[0] == 304


@pytest.mark.parametrize("path", ["/nowhere/feed.atom", f"{S}/missions/nowhere/feed.json"])
def test_a_feed_of_nothing_is_none(served: str, path: str) -> None:
    assert get(served, path)[0] == 404


def test_a_published_site_has_the_same_entries(served: str, written: Path) -> None:
    for path in (S, f"{S}/missions/{KHOROG}"):
        here = json.loads((written / path[1:] / "feed.json").read_text("utf-8"))
        held_to_the_rules(here)
        assert here["items"] == value(served, f"{path}/feed.json")["items"]
    page = (written / f"{S[1:]}/missions/{KHOROG}.html").read_text("utf-8")
    assert f'href="../../{S[1:]}/missions/{KHOROG}/feed.atom"' in page
    assert all((written / f"{S[1:]}/missions/{m.id}/feed.atom").is_file() for m in load(S[1:]).missions)


def test_what_is_private_is_in_no_feed_not_even_on_ones_own_machine(
    make_site: Callable[..., Site], samples: Path, tmp_path: Path
) -> None:
    place = tmp_path / "copy.db"
    with open_ledger(samples) as source:
        source.backup(place)
    with open_ledger(place) as ledger, serving(make_site(place)) as address:
        entries = value(address, f"{S}/feed.json")["items"]
        one = next(a for a in ledger.articles() if a.outlet and any(a.outlet in e["content_text"] for e in entries))
        ledger.append_ruling(Ruling.on_article("rights", one, "private", who="Ona Brandt", why="asked to"))
        after = json.dumps(value(address, f"{S}/feed.json"), ensure_ascii=False)
    assert one.title is not None and one.title in json.dumps(entries, ensure_ascii=False) and one.title not in after
