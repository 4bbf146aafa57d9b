"""The process that looks through archives dies or hangs at a record: that one is set aside, the others are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accredit.crawl import Resume, taken
from accredit.ledger import open_ledger
from accredit.model import Situation
from accredit.pipeline import Summary, read_into
from accredit.read import Place, warc_record
from accredit.sift import Frame, Piece, Sifter, Team, child
from accredit.situation import load
from accredit.triage import Names
from tests.triage.pages import page

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
TOLD = "The Taliban took over the Afghan embassy in {} on 3 May 2023, the foreign ministry said. "
CITIES = ("Bern", "Oslo", "Rome", "Madrid", "Lisbon")

# The process loads this before anything of ours: a fault of a library that ends it, or never comes back, at one page.
FAULTY = """
import os, time
from accredit.triage import Screen
reach = Screen.reach
def faulty(self, data, label=None):
    data = bytes(data)
    if b"it dies here" in data:
        os._exit(3)
    if b"it dies once" in data and not os.path.exists(ONCE):
        open(ONCE, "x").close()
        os._exit(3)
    if b"it hangs here" in data:
        time.sleep(60)
    return reach(self, data, label)
Screen.reach = faulty
"""


@pytest.fixture(autouse=True)
def faulty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(FAULTY.replace("ONCE", repr(str(tmp_path / "once"))))
    monkeypatch.setenv("PYTHONPATH", str(folder))


@pytest.fixture
def situations() -> list[Situation]:
    return [load("afghanistan-2021")]


def _archive(path: Path, *odd: tuple[int, str]) -> Path:
    """An archive of a page for each city, with odd words in those of some numbers, counted from 1."""
    words = [TOLD.format(city) * 3 for city in CITIES]
    for number, more in odd:
        words[number - 1] += more
    records = [
        warc_record(f"https://wire.example/{n}", "2026-01-31T12:00:00Z", HEAD + page(told), "192.0.2.1")
        for n, told in enumerate(words)
    ]
    path.write_bytes(b"".join(records))
    return path


def _read(archive: Path, situations: list[Situation], notes: Path | None = None) -> tuple[Summary, list[str]]:
    with open_ledger(archive.with_suffix(".ledger")) as ledger:
        summary = read_into(ledger, taken([archive], situations, Resume(notes, ledger, situations)), situations)
        return summary, sorted(a.url or "" for a in ledger.articles())


@pytest.mark.parametrize("number", [1, 3, 5])
def test_a_record_that_ends_it_is_named_and_the_others_are_read(
    number: int, situations: list[Situation], tmp_path: Path
) -> None:
    archive = _archive(tmp_path / "a.warc.gz", (number, "it dies here"))
    summary, addresses = _read(archive, situations, tmp_path / "notes")
    assert addresses == [f"https://wire.example/{n}" for n in range(5) if n != number - 1]
    assert (summary.read, summary.repeated, summary.pages) == (4, 0, 5)
    (problem,) = summary.problems
    assert problem.place == f"{archive}:{number}" and "set aside" in problem.message
    again, _ = _read(archive, situations, tmp_path / "notes")
    assert (again.pages, again.pages_before, again.problems) == (0, 5, ())


def test_two_records_that_end_it(situations: list[Situation], tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.warc.gz", (2, "it dies here"), (3, "it dies here"))
    summary, _ = _read(archive, situations)
    assert [p.place for p in summary.problems] == [f"{archive}:2", f"{archive}:3"]
    assert (summary.read, summary.pages) == (3, 5)


def test_a_record_that_holds_it_up(
    situations: list[Situation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "SECONDS", 6.0)
    archive = _archive(tmp_path / "a.warc.gz", (3, "it hangs here"))
    summary, _ = _read(archive, situations)
    (problem,) = summary.problems
    assert problem.place == f"{archive}:3" and "longer than 6 seconds" in problem.message
    assert (summary.read, summary.pages) == (4, 5)


def test_what_ends_it_once_costs_nothing(situations: list[Situation], tmp_path: Path) -> None:
    summary, _ = _read(_archive(tmp_path / "a.warc.gz", (3, "it dies once")), situations)
    assert (summary.read, summary.repeated, summary.pages, summary.problems) == (5, 0, 5, ())


def test_an_archive_in_which_most_records_end_it_ends_there(
    situations: list[Situation], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "MOST_ASIDE", 1)
    archive = _archive(tmp_path / "a.warc.gz", *((n, "it dies here") for n in (2, 3, 4)))
    summary, _ = _read(archive, situations)
    assert [p.place for p in summary.problems] == [f"{archive}:2", str(archive)]
    assert summary.read == 1


def test_one_process_looks_through_many_archives(situations: list[Situation], tmp_path: Path) -> None:
    paths = [_archive(tmp_path / f"{n}.warc.gz") for n in range(3)]
    sifter = Sifter([Names.of(s) for s in situations])
    try:
        started = sifter.process
        told = [_records(sifter.frames(Piece(str(path)))) for path in paths]
        assert told == [[1, 2, 3, 4, 5]] * 3
        assert sifter.process is started
    finally:
        sifter.drop()
    assert started.poll() is not None


@pytest.mark.parametrize("number", [2, 4, 5])
def test_one_that_ends_a_process_which_is_ahead(number: int, situations: list[Situation], tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.warc.gz", (number, "it dies here"))
    team = Team([Names.of(s) for s in situations], processes=2)
    try:
        told = list(team.frames(archive, Place(), archive.stat().st_size // 5))
    finally:
        team.close()
    assert _records(iter(told)) == [n for n in range(1, 6) if n != number]
    (aside,) = (frame for frame in told if frame.kind == "aside")
    assert aside.place.record == number and sum(frame.counts.pages for frame in told) == 5


def _records(frames: Iterator[Frame]) -> list[int]:
    return [frame.record.number for frame in frames if frame.record is not None]
