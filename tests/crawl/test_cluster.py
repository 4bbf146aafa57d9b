"""Archives read by a real Ray cluster here: the same content as one process, also when a worker is killed."""

from __future__ import annotations

import importlib.util
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from accredit.crawl.shards import Done, Joined, Shard, read_shard
from accredit.read import Place, Problem, Progress, warc_record
from accredit.sift.frames import Counts
from accredit.sift.sieve import Sieve
from accredit.situation import load
from accredit.triage import Screen
from bench.crawled.archive import make
from bench.crawled.processes import below, listening
from tests.crawl.reading import command, content, read

needs_ray = pytest.mark.skipif(
    importlib.util.find_spec("ray") is None and not os.environ.get("CI"), reason="the extra cluster is not installed"
)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("crawl") / "made-up.warc.gz"
    assert make(made, 600, rare=30, named=0) == 20
    return made


@pytest.fixture(scope="module")
def expected(crawl: Path) -> tuple[list[str], list[str]]:
    ledger = crawl.with_name("one-process")
    assert read(crawl, ledger).returncode == 0
    return content(ledger)


@needs_ray
def test_a_cluster_holds_what_one_process_holds(crawl: Path, expected: tuple[list[str], list[str]]) -> None:
    ledger = crawl.with_name("clustered")
    done = read(crawl, ledger, "--cluster", "local:2", "--piece", "1000000")
    assert done.returncode == 0, done.stderr
    assert "Looked at 600 pages" in done.stdout and "Read 20 articles" in done.stdout
    assert content(ledger) == expected
    again = read(crawl, ledger, "--cluster", "local:2")
    assert "600 pages by earlier runs" in again.stdout


@needs_ray
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs Linux: it says who listens where")
def test_a_cluster_on_this_machine_listens_to_it_alone(crawl: Path) -> None:
    archive = crawl.with_name("again.warc.gz")
    make(archive, 600, rare=30, named=0, seed=2)
    more = ("--cluster", "local:1", "--piece", "500000")
    process = subprocess.Popen(command(archive, crawl.with_name("listening"), *more), stdout=subprocess.DEVNULL)
    heard: set[str] = set()
    while process.poll() is None:
        heard |= {host for pid in below(process.pid) for host in listening(pid)}
        time.sleep(0.3)
    assert process.returncode == 0
    assert heard and heard <= {"0100007F", "0" * 24 + "01000000", "0000000000000000FFFF00000100007F"}


@needs_ray
def test_a_worker_that_is_killed_loses_and_doubles_nothing(crawl: Path, expected: tuple[list[str], list[str]]) -> None:
    ledger = crawl.with_name("killed")
    more = ("--cluster", "local:2", "--piece", "500000")
    process = subprocess.Popen(command(crawl, ledger, *more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    kills = 0
    while process.poll() is None and kills < 2:
        workers = [pid for pid in below(process.pid) if b"ray::_on_worker" in _title(pid)]
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)
            kills += 1
            time.sleep(1.0)
        time.sleep(0.02)
    out, err = process.communicate(timeout=240)
    assert process.returncode == 0, err
    assert kills == 2, "the job was over before a worker could be killed"
    assert "Looked at 600 pages" in out
    assert content(ledger) == expected


@needs_ray
def test_an_address_where_nobody_answers_is_one_line(crawl: Path) -> None:
    done = read(crawl, crawl.with_name("nowhere"), "--cluster", "127.0.0.1:1")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "no Ray cluster answers" in line


def _title(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


class TestJoined:
    """Pieces that are put together give what one piece gives."""

    @pytest.mark.parametrize("size", [1, 20_000, 333_333, 10_000_000])
    def test_whatever_their_size_and_the_order_in_which_they_come(self, crawl: Path, size: int) -> None:
        short = crawl.with_name("short.warc.gz")
        if not short.exists():
            make(short, 60, rare=20, named=0)
        size = max(size, short.stat().st_size // 200)
        one, many = _joined(short, 1 << 30, shuffled=False), _joined(short, size, shuffled=True)
        assert many == one
        assert sum(counts[0] for counts in one[1]) == 60 if len(one[1]) == 1 else True

    def test_an_archive_inside_a_record_misleads_nobody(self, tmp_path: Path) -> None:
        words = b"<p>The Taliban took the Afghan embassy in Bern, the foreign ministry said.</p>" * 3
        inner = packed_record(words, "https://inside.example/")
        block = b"HTTP/1.1 200 OK\r\nContent-Type: application/gzip\r\n\r\n"
        path = tmp_path / "nested.warc.gz"
        path.write_bytes(
            packed_record(words, "https://a.example/")
            + stored_record(block + inner * 40)
            + packed_record(words, "https://b.example/")
        )
        one, many = _joined(path, 1 << 30, shuffled=False), _joined(path, 700, shuffled=True)
        assert many[0] == one[0] and len([x for x in one[0] if x.startswith("article")]) == 2

    def test_an_archive_that_breaks_off_ends_where_it_ends_for_one(self, tmp_path: Path) -> None:
        path = tmp_path / "broken.warc.gz"
        parts = [
            packed_record(b"<p>The Taliban took the Afghan embassy, diplomats said.</p>" * 4, f"https://a.example/{n}")
            for n in range(9)
        ]
        path.write_bytes(b"".join(parts[:5]) + b"\x1f\x8b\x08 broken" + b"".join(parts[5:]))
        one, many = _joined(path, 1 << 30, shuffled=False), _joined(path, 300, shuffled=True)
        assert many[0] == one[0]
        assert "broken" in one[0][-1]

    def test_a_piece_that_nobody_can_read_ends_its_archive_with_one_problem(self, tmp_path: Path) -> None:
        joined = Joined(tmp_path / "x", Place(), 100, packed=True)
        joined.cut(50)
        assert [type(x) for x in joined.give_up("why")] == [Problem]
        assert list(joined.give_up("why")) == [] and joined.ended and not joined.finished
        assert list(joined.take(0, Done(Place(), Place(50, 1), Counts(1)))) == []


_SIEVE = Sieve(Screen.of([load("afghanistan-2021")]))


def _joined(path: Path, size: int, *, shuffled: bool) -> tuple[list[str], list[tuple[int, int, int]]]:
    """What comes of an archive in pieces of a size, as words, and the counts of pages, all in one."""
    joined = Joined(path, Place(), path.stat().st_size, packed=True)
    joined.cut(size)
    order = list(range(len(joined.shards)))
    if shuffled:
        random.Random(size).shuffle(order)
    told: list[str] = []
    counts = [0, 0, 0]
    while order:
        number = order.pop()
        for item in joined.take(number, read_shard(joined.shards[number], _SIEVE, [load("afghanistan-2021")])):
            if isinstance(item, Shard):
                order.append(joined.shards.index(item))
            elif isinstance(item, Progress):
                counts = [a + b for a, b in zip(counts, (item.pages, item.by_bytes, item.by_text), strict=True)]
            else:
                told.append(str(item) if isinstance(item, Problem) else f"article {item.article.key}")
    assert joined.finished
    return told, [(counts[0], counts[1], counts[2])]


def packed_record(words: bytes, address: str) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article>" + words + address.encode()
    return warc_record(address, "2026-01-31T12:00:00Z", block, "")


def stored_record(block: bytes) -> bytes:
    """A record whose gzip member holds its bytes as they are, as packed ones are kept."""
    import gzip

    head = b"WARC/1.1\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n" % len(
        block
    )
    return gzip.compress(head + block + b"\r\n\r\n", compresslevel=0)
