"""How far the reading of archives is, as a person sees it: lines in a log, a bar on a terminal."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from accredit.cli import reading_view
from accredit.cli.reading_view import ReadingView
from accredit.errors import UnreadableError
from accredit.read import Problem, Progress
from bench.crawled.archive import make

SIZE = 1000


class Clock:
    """Seconds as a test sets them."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(reading_view, "time", SimpleNamespace(monotonic=clock.monotonic))
    return clock


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """A file of 1,000 bytes that begins as an archive does."""
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"WARC/1.1\r\n".ljust(SIZE))
    return str(path)


def _lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


class TestALog:
    """Where stderr is no terminal: a line in half a minute."""

    def test_pages_pace_and_forecast(self, clock: Clock, archive: str, capsys: pytest.CaptureFixture[str]) -> None:
        with ReadingView((archive,)) as view:
            clock.now = 10.0
            view.notice(Progress(archive, 250, SIZE, pages=60, by_bytes=50, by_text=5))
            assert _lines(capsys) == [], "ten seconds are no half minute"
            clock.now = 40.0
            view.notice(Progress(archive, 500, SIZE, pages=60, by_bytes=50, by_text=4))
            # Half of the bytes took 40 seconds; 120 pages in 40 seconds; 11 of them were dropped by neither step.
            assert _lines(capsys) == ["reading: 50.0 % · 120 pages, 3 a second, 11 of interest · 0:00:40 left"]
            clock.now = 80.0
            view.notice(Progress(archive, SIZE, SIZE, pages=80, by_bytes=80))
            assert _lines(capsys) == ["reading: 100.0 % · 200 pages, 2 a second, 11 of interest · 0:00:00 left"]
        assert _lines(capsys) == []

    def test_what_earlier_runs_did_is_in_the_share_and_not_in_the_pace(
        self, clock: Clock, archive: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with ReadingView((archive,)) as view:
            view.notice(Progress(archive, 600, SIZE, before=300, repeated=2))
            clock.now = 30.0
            view.notice(Progress(archive, 800, SIZE, pages=90, by_bytes=90))
            # 200 bytes in 30 seconds, and 200 are left.
            assert _lines(capsys) == ["reading: 80.0 % · 90 pages, 3 a second, 0 of interest · 0:00:30 left"]

    def test_a_job_that_an_earlier_run_finished_forecasts_nothing(
        self, clock: Clock, archive: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with ReadingView((archive,)) as view:
            clock.now = 30.0
            view.notice(Progress(archive, SIZE, SIZE, before=500, repeated=2))
        assert _lines(capsys) == ["reading: 100.0 % · 0 pages, 0 a second, 0 of interest"]

    def test_a_problem_is_a_line_at_once(self, clock: Clock, archive: str, capsys: pytest.CaptureFixture[str]) -> None:
        with ReadingView((archive,)) as view:
            view.notice(Problem(f"{archive}:7", "is no HTTP answer", UnreadableError))
            assert _lines(capsys) == [f"{archive}:7: is no HTTP answer"]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal of POSIX")
def test_on_a_terminal_a_bar_moves_and_is_gone_at_the_end(tmp_path: Path) -> None:
    crawl = tmp_path / "made-up.warc.gz"
    assert make(crawl, 120, rare=10, named=0) == 12
    command = [sys.executable, "-m", "accredit", "read", str(crawl), "--ledger", str(tmp_path / "held")]
    ours, theirs = os.openpty()
    wide = os.environ | {"COLUMNS": "140", "TERM": "xterm"}
    command += ["--situation", "afghanistan-2021"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, text=True, env=wide) as process:
        os.close(theirs)
        shown = _all_of(ours)
        assert process.stdout is not None
        told = process.stdout.read()
    assert process.returncode == 0
    assert "Looked at 120 pages" in told and "%" not in told
    frames = [re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", frame) for frame in shown.split("\r")]
    last = [frame for frame in frames if "of interest" in frame][-1]
    assert re.search(r"100 %|100%", last) and "120 pages" in last and "12 articles" in last
    assert any(re.search(r"\d+ a second, \d+ of interest · 0:00:\d\d left", frame) for frame in frames)
    assert shown.rstrip().endswith("\x1b[2K"), "the line is wiped"


def _all_of(terminal: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed
            part = b""
        if not part:
            os.close(terminal)
            return b"".join(parts).decode("utf-8", "replace")
        parts.append(part)
