"""`accredit fetch`, against servers of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.client.servers import answer, serving
from tests.fetch.test_fetching import Site

Run = Callable[..., Result]
Conforms = Callable[[str, str], Any]
FAST = ("--allow-private", "--interval", "0")


def story(words: str) -> bytes:
    rest = "<p>The rest of this page on the embassy says nothing of interest, and says it at some length.</p>"
    text = f"<p>Arvenia. {words}</p>{rest}"
    head = '<title>Keys</title><meta property="article:published_time" content="2021-03-05">'
    return answer(f'<html lang="en"><head>{head}</head><body><article><h1>Keys</h1>{text}</article></body></html>')


def test_pages_are_read_and_a_change_is_shown(run: Run, stage: Path) -> None:
    site = Site({"/keys": story("crown runs Belm.")})
    with serving(site) as server:
        first = run("fetch", f"{server.root}/keys", *FAST)
        site.pages["/keys"] = story("assembly runs Belm.")
        second = run("fetch", f"{server.root}/keys", *FAST, "--again")
        third = run("fetch", f"{server.root}/keys", *FAST)
    assert (first.exit_code, first.stderr) == (0, "")
    assert first.stdout.splitlines()[:2] == [f"new        {server.root}/keys", "Read 1 article into accredit.db"]
    assert second.stdout.splitlines()[:3] == [
        f"changed    {server.root}/keys",
        "           - Arvenia. crown runs Belm.",
        "           + Arvenia. assembly runs Belm.",
    ]
    assert "Belm, Belmora (embassy)  crown (stale) → assembly (stale)" in second.stdout
    assert third.stdout.startswith("left ")
    assert len(list(Path("accredit.db.snapshots").glob("*.warc.gz"))) == 1


def test_as_json(run: Run, stage: Path, conforms: Conforms) -> None:
    with serving(Site({"/keys": story("crown runs Belm.")})) as server:
        result = run("fetch", f"{server.root}/keys", f"{server.root}/none", "--json", *FAST)
    assert result.exit_code == 1
    value = conforms("fetch", result.stdout)
    assert [p["outcome"] for p in value["pages"]] == ["new", "failed"]
    assert value["summary"]["read"] == 1
    assert "404" in result.stderr and len(result.stderr.splitlines()) == 1


def test_nothing_of_this_machine_is_fetched_unless_told(run: Run, stage: Path) -> None:
    with serving(Site({"/keys": story("crown runs Belm.")})) as server:
        result = run("fetch", f"{server.root}/keys", f"http://localhost:{server.port}/keys", "file:///etc/passwd")
        assert server.asked == []
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 3 and "open internet" in lines[0] and "only http and https" in lines[2]


def test_snapshots_read_again_are_repeated(run: Run, stage: Path) -> None:
    """The archive is the evidence: read anew, it gives the very article that the ledger holds."""
    with serving(Site({"/keys": story("crown runs Belm.")})) as server:
        run("fetch", f"{server.root}/keys", *FAST)
    (archive,) = Path("accredit.db.snapshots").glob("*.warc.gz")
    summary = json.loads(run("read", str(archive), "--json").stdout)
    assert (summary["read"], summary["repeated"]) == (0, 1)


@pytest.mark.parametrize("arguments", [(), ("--interval", "-1", "x")])
def test_asked_wrongly(run: Run, stage: Path, arguments: tuple[str, ...]) -> None:
    assert run("fetch", *arguments).exit_code == 2
