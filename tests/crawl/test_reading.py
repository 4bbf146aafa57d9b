"""Archives read through triage: what comes of them, what is counted, what a broken one does, where a rerun goes on."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from accredit.crawl import Pace, Resume, taken
from accredit.ledger import Ledger, open_ledger
from accredit.model import Situation
from accredit.pipeline import Summary, read_into
from accredit.read import Place, Progress, archive_records, next_member, warc_record
from accredit.situation import load
from bench.crawled.archive import make
from tests.triage.pages import page

START = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Length: "
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.fixture(scope="module")
def situations() -> list[Situation]:
    return [load("afghanistan-2021")]


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 made-up pages, 12 of them of interest."""
    made = tmp_path_factory.mktemp("crawl") / "made-up.warc.gz"
    assert make(made, 120, rare=10, named=0) == 12
    return made


def _read(ledger: Ledger, paths: list[Path], situations: list[Situation], notes: Path | None = None) -> Summary:
    return read_into(ledger, taken(paths, situations, Resume(notes, ledger, situations)), situations)


def _ids(ledger: Ledger, situations: list[Situation]) -> tuple[list[str], set[str]]:
    return sorted(a.key for a in ledger.articles()), {r.claim.id for s in situations for r in ledger.claims(s)}


@pytest.fixture(scope="module")
def expected(crawl: Path, situations: list[Situation]) -> tuple[list[str], set[str]]:
    """What comes of the crawl when every page is taken apart with care and none is looked through first."""
    with open_ledger(":memory:") as ledger:
        read_into(ledger, [str(crawl)], situations)
        keys, claims = _ids(ledger, situations)
        told = {r.article.key for s in situations for r in ledger.claims(s)}
        return [key for key in keys if key in told], claims


def test_an_archive_gives_what_reading_every_page_with_care_gives(
    crawl: Path, situations: list[Situation], expected: tuple[list[str], set[str]]
) -> None:
    assert len(expected[0]) == 12 and len(expected[1]) > 30
    with open_ledger(":memory:") as ledger:
        summary = _read(ledger, [crawl], situations)
        assert _ids(ledger, situations) == expected
    assert (summary.read, summary.pages, summary.pages_before, summary.problems) == (12, 120, 0, ())
    assert summary.read + summary.off_topic == 120


def test_a_plain_archive_and_one_gzipped_as_a_whole_give_the_same(
    crawl: Path, situations: list[Situation], expected: tuple[list[str], set[str]], tmp_path: Path
) -> None:
    plain, whole = tmp_path / "plain.warc", tmp_path / "whole.warc.gz"
    plain.write_bytes(gzip.decompress(crawl.read_bytes()))
    whole.write_bytes(gzip.compress(plain.read_bytes()))
    for path in (plain, whole):
        with open_ledger(":memory:") as ledger:
            _read(ledger, [path], situations)
            assert _ids(ledger, situations) == expected, path.name


@pytest.mark.parametrize("kind", ["members", "plain", "whole"])
def test_reading_may_begin_at_any_record_and_gives_the_rest(crawl: Path, tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    data = crawl.read_bytes()
    if kind != "members":
        data = gzip.decompress(data)
    path.write_bytes(gzip.compress(data) if kind == "whole" else data)
    with path.open("rb") as file:
        every = [(record, place) for record, place in archive_records(file, Place(), 1_000_000)]
        assert [r.number for r, _ in every] == list(range(1, 121))
        for at in (0, 1, 57, 119):
            rest = [r for r, _ in archive_records(file, every[at][1], 1_000_000)]
            assert [(r.number, r.block) for r in rest] == [(r.number, r.block) for r, _ in every[at:]]


def test_a_rerun_of_a_whole_archive_looks_at_nothing_again(
    crawl: Path, situations: list[Situation], tmp_path: Path
) -> None:
    with open_ledger(tmp_path / "held") as ledger:
        _read(ledger, [crawl], situations, tmp_path / "notes")
        again = _read(ledger, [crawl], situations, tmp_path / "notes")
    assert (again.read, again.repeated, again.pages, again.pages_before) == (0, 12, 0, 120)


def test_what_is_noted_counts_for_that_ledger_those_packs_and_that_archive_only(
    crawl: Path, situations: list[Situation], tmp_path: Path
) -> None:
    notes, moved = tmp_path / "notes", tmp_path / "moved.warc.gz"
    with open_ledger(tmp_path / "held") as ledger:
        _read(ledger, [crawl], situations, notes)
        moved.write_bytes(crawl.read_bytes())
        assert _read(ledger, [moved], situations, notes).pages == 0, "the same archive elsewhere"
        longer = tmp_path / "longer.warc.gz"
        longer.write_bytes(crawl.read_bytes() + warc_record("https://x.example/", "2026-01-31T12:00:00Z", HEAD, ""))
        assert _read(ledger, [longer], situations, notes).pages == 120, "another archive"
        both = [*situations, load("venezuela-2019")]
        assert _read(ledger, [crawl], both, notes).pages == 120, "for another situation too"
    with open_ledger(tmp_path / "other") as ledger:
        assert _read(ledger, [crawl], both, notes).read == 12, "another ledger with the notes of the first"
    notes.write_text("no notes at all")
    with open_ledger(tmp_path / "third") as ledger:
        assert _read(ledger, [crawl], situations, notes).read == 12


def _record(block: bytes, address: str = "https://wire.example/1") -> bytes:
    return warc_record(address, "2026-01-31T12:00:00Z", block, "192.0.2.1")


WORDS = page("The Taliban took over the Afghan embassy in Bern on 3 May 2023, the foreign ministry said. " * 3)


@pytest.mark.parametrize(
    ("block", "why"),
    [
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(WORDS), "gzip"),
        (HEAD + b"Content-Encoding: gzip\r\n\r\n" + WORDS, "gzip in name only"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(WORDS), WORDS), "chunked"),
        (HEAD + b"\r\n" + page("Taliban embassy " * 9, charset="utf-16"), "utf-16"),
    ],
)  # fmt: skip
def test_packed_answers_are_looked_into(block: bytes, why: str, situations: list[Situation], tmp_path: Path) -> None:
    (tmp_path / "one.warc.gz").write_bytes(_record(block))
    with open_ledger(":memory:") as ledger:
        assert _read(ledger, [tmp_path / "one.warc.gz"], situations).read == 1, why


@pytest.mark.parametrize(
    ("tail", "message"),
    [
        (_record(HEAD + b"Content-Encoding: br\r\n\r\n\x0b\x02\x80"), "only gzip and deflate"),
        (_record(b"no answer at all"), "is no HTTP answer"),
        (_record(HEAD + b"\r\n" + WORDS)[:-40], "cut off"),
        (b"\x1f\x8b\x08\x00broken all along", "gzip that is broken"),
        (gzip.compress(START + b"99999999999\r\n\r\nshort"), "cut off or a wrong length"),
        (gzip.compress(START + b"-5\r\n\r\n"), "has the length"),
        (gzip.compress(b"something else that has no header\r\n\r\n"), "does not begin as a WARC record"),
        (gzip.compress(START + b"200000000\r\n\r\n" + bytes(200_000_000)), "out of proportion"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told_as_by_the_careful_reader_and_costs_nothing_before_it(
    tail: bytes, message: str, situations: list[Situation], tmp_path: Path
) -> None:
    path = tmp_path / "broken.warc.gz"
    path.write_bytes(_record(HEAD + b"\r\n" + WORDS) + tail)
    with open_ledger(":memory:") as ledger:
        summary = _read(ledger, [path], situations)
        with open_ledger(":memory:") as careful:
            slow = read_into(careful, [str(path)], situations)
            # A fault in the first bytes of a file stops the careful reader before it gives anything.
            assert _ids(careful, situations)[1] <= _ids(ledger, situations)[1]
    assert summary.read == 1
    (problem,) = summary.problems
    assert message in problem.message
    (told,) = slow.problems
    assert told.message.removeprefix(problem.message).partition(":")[0] == ""  # zlib's own words may follow


def test_a_member_is_found_by_its_record_and_not_by_its_mark_alone(tmp_path: Path) -> None:
    first, second = _record(HEAD + b"\r\n" + b"\x1f\x8b\x08 no gzip"), _record(HEAD + b"\r\n" + WORDS)
    path = tmp_path / "two"
    path.write_bytes(first + second)
    with path.open("rb") as file:
        assert next_member(file, 0, len(first) + 1) == 0
        assert next_member(file, 1, len(first)) is None
        assert next_member(file, 1, 1 << 30) == len(first)
        assert next_member(file, len(first) + 1, 1 << 30) is None


def test_a_folder_mixes_archives_and_other_files(crawl: Path, situations: list[Situation], tmp_path: Path) -> None:
    (tmp_path / "b.warc.gz").write_bytes(crawl.read_bytes())
    (tmp_path / "a.txt").write_text("The Taliban closed the Afghan embassy in Bern on 3 May 2023, diplomats said.")
    with open_ledger(":memory:") as ledger:
        summary = _read(ledger, [tmp_path], situations)
    assert (summary.read, summary.pages) == (13, 120)


class TestPace:
    def test_the_forecast_counts_what_this_run_did(self) -> None:
        pace = Pace(total=1000, began=0.0)
        assert pace.left(5.0) is None
        pace.hear(Progress("a", 400, 600, before=40))
        pace.hear(Progress("a", 500, 600, pages=10, by_bytes=8, by_text=1))
        assert (pace.done, pace.pages, pace.interesting) == (500, 10, 1)
        assert pace.left(5.0) == pytest.approx(25.0), "100 bytes took 5 seconds, 500 are left"
        assert pace.speed(5.0) == pytest.approx(2.0)
