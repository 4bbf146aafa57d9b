"""Several processes look through one archive: what they tell is what one tells, in the same order."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from accredit.model import digest
from accredit.read import Place, archive_records
from accredit.sift import Frame, Team
from accredit.sift.team import SIZE
from accredit.situation import load
from accredit.triage import Names
from bench.crawled.archive import make
from tests.crawl.test_cluster import packed_record, stored_record

Words = tuple[object, ...]

FIRST = Place()
NAMES = [Names.of(load("afghanistan-2021"))]
WORDS = b"<p>The Taliban took the Afghan embassy in Bern, the foreign ministry said.</p>" * 3


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """240 made-up pages, 12 of them of interest."""
    made = tmp_path_factory.mktemp("crawl") / "made-up.warc.gz"
    assert make(made, 240, rare=20, named=0) == 12
    return made


@pytest.fixture(scope="module")
def one() -> Iterator[Team]:
    team = Team(NAMES, processes=1)
    yield team
    team.close()


@pytest.fixture(scope="module")
def teams() -> Iterator[list[Team]]:
    made = [Team(NAMES, processes=processes) for processes in (2, 3)]
    yield made
    for team in made:
        team.close()


def _told(team: Team, path: Path, size: int = SIZE, place: Place = FIRST) -> tuple[list[Words], tuple[int, ...]]:
    """What is told, without how far it is in between, and the counts of pages, all in one."""
    told: list[Words] = []
    counts = [0, 0, 0]
    for frame in team.frames(path, place, size):
        found = (frame.counts.pages, frame.counts.by_bytes, frame.counts.by_text)
        counts = [a + b for a, b in zip(counts, found, strict=True)]
        if frame.kind != "progress":
            told.append(_words(frame))
    return told, tuple(counts)


def _words(frame: Frame) -> Words:
    if frame.record is None:
        return frame.kind, frame.place, frame.message
    return frame.kind, frame.place, frame.record.number, frame.record.address, digest(str(frame.record.block))


@pytest.mark.parametrize("parts", [2, 5, 30, 1000])
def test_whatever_the_size_of_the_parts(crawl: Path, one: Team, teams: list[Team], parts: int) -> None:
    expected = _told(one, crawl)
    assert sum(told[0] == "record" for told in expected[0]) == 12
    assert expected[1][0] == 240 and expected[0][-1] == ("end", Place(crawl.stat().st_size, 240), "")
    for team in teams:
        assert _told(team, crawl, crawl.stat().st_size // parts) == expected


def test_from_a_record_in_the_middle(crawl: Path, one: Team, teams: list[Team]) -> None:
    with crawl.open("rb") as file:
        places = [place for _, place in archive_records(file, Place(), 1_000_000)]
    for place in (places[0].next, places[100], places[238]):
        for team in teams:
            assert _told(team, crawl, crawl.stat().st_size // 7, place) == _told(one, crawl, place=place)


@pytest.mark.parametrize("kind", ["plain", "whole"])
def test_what_cannot_be_cut_is_one_part(crawl: Path, one: Team, teams: list[Team], kind: str, tmp_path: Path) -> None:
    path = tmp_path / kind
    plain = gzip.decompress(crawl.read_bytes())
    path.write_bytes(gzip.compress(plain) if kind == "whole" else plain)
    for team in teams:
        assert _told(team, path, 10_000) == _told(one, path)


def test_an_archive_inside_a_record_misleads_nobody(one: Team, teams: list[Team], tmp_path: Path) -> None:
    inner = packed_record(WORDS, "https://inside.example/")
    block = b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\n\r\n"
    path = tmp_path / "nested.warc.gz"
    path.write_bytes(
        packed_record(WORDS, "https://a.example/")
        + stored_record(block + inner * 40)
        + packed_record(WORDS, "https://b.example/")
    )
    expected = _told(one, path)
    assert [told[3] for told in expected[0][:-1]] == ["https://a.example/", "https://b.example/"]
    for size in (300, 700, 5000):
        for team in teams:
            assert _told(team, path, size) == expected


def test_an_archive_that_breaks_off_ends_where_it_ends_for_one(one: Team, teams: list[Team], tmp_path: Path) -> None:
    path = tmp_path / "broken.warc.gz"
    parts = [packed_record(WORDS, f"https://a.example/{n}") for n in range(9)]
    path.write_bytes(b"".join(parts[:5]) + b"\x1f\x8b\x08 broken" + b"".join(parts[5:]))
    expected = _told(one, path)
    assert [told[0] for told in expected[0]] == ["record"] * 5 + ["lost"]
    for team in teams:
        assert _told(team, path, len(parts[0]) + 1) == expected
        assert _told(team, path, len(parts[0]) + 1) == expected, "and is ready for the next"


def test_who_stops_listening_ends_what_was_begun(crawl: Path, one: Team, teams: list[Team]) -> None:
    for team in teams:
        frames = team.frames(crawl, FIRST, crawl.stat().st_size // 9)
        assert next(frames)
        frames.close()
        assert _told(team, crawl) == _told(one, crawl)
