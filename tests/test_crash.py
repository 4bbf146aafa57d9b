"""`kill -9` at random moments of `accredit read`: nothing acknowledged is lost, nothing is there twice or by half.

`ACCREDIT_KILLS=200` asks for more than the few of an ordinary run; `make crash` does so.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from accredit.ledger import Ledger, open_ledger
from accredit.situation import load
from tests.ledger.conftest import Fresh
from tests.ledger.conftest import fresh as fresh
from tests.server import Server, running

KILLS = int(os.environ.get("ACCREDIT_KILLS", "12"))
SERVER_KILLS = max(3, KILLS // 20)
LONGEST = 1.2  # seconds until a kill: past the end of reading, now and then

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")


class Workshop:
    """The process whose children are killed; see reading_worker.py."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def read(
        self, place: str, folder: Path, kill_after: float | None, kill: Callable[[int], object] | None = None
    ) -> tuple[list[str], bool]:
        """Have a child read the folder; the ids that it acknowledged, and whether it came to its own end.

        After some seconds `kill` is called with the child's process number; it kills the child unless told otherwise.
        """
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{place} {folder}\n")
        child = int(self._process.stdout.readline().removeprefix("child "))
        if kill_after is not None:
            time.sleep(kill_after)
            kill(child) if kill else os.kill(child, signal.SIGKILL)
        kept: list[str] = []
        for line in self._process.stdout:
            word, rest = line.split(" ", 1)
            if word == "ended":
                return kept, int(rest) == 0
            kept.append(rest.strip())
        raise AssertionError("the worker is gone")


@contextmanager
def _workshop() -> Iterator[Workshop]:
    command = [sys.executable, str(Path(__file__).with_name("reading_worker.py"))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        yield Workshop(process)
        process.communicate()


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each sample dispatch, under five ids."""
    made = tmp_path_factory.mktemp("articles")
    for source in sorted((root / "accredit" / "samples").glob("*.txt")):
        for number in range(5):
            words = source.read_text("utf-8").replace("Id: sample-", f"Id: sample-{number}-", 1)
            (made / f"{number}-{source.name}").write_text(f"{words}\n{number}\n", "utf-8")
    return made


def _sound(ledger: Ledger) -> list[str]:
    """The ids of the articles held, after a look that each is there once and whole."""
    found = ledger.check()
    assert found.faults == ()
    rows = dict(found.rows)
    ids = [a.id for a in ledger.articles()]
    assert len(ids) == len(set(ids)) == rows["articles"] == rows["readings"]
    return ids


def test_a_read_that_is_killed_loses_nothing_and_a_rerun_finishes(fresh: Fresh, folder: Path) -> None:
    chance, kills, rounds = random.Random(KILLS), 0, 0
    situation = load("afghanistan-2021")
    with _workshop() as workshop, open_ledger(fresh()) as whole:
        reference = fresh()
        workshop.read(reference, folder, None)
        with open_ledger(reference) as finished:
            whole.merge(finished)
            expected = {r.claim.id for r in finished.claims(situation)}
            everything = sorted(a.id for a in finished.articles())
        assert len(expected) > 100 < len(everything)
        while kills < KILLS:
            place, acknowledged, done = fresh(), set[str](), False
            rounds += 1
            while not done and kills < KILLS:
                kept, done = workshop.read(place, folder, chance.uniform(0.0, LONGEST))
                kills += not done
                acknowledged |= set(kept)
                if done or acknowledged:
                    with open_ledger(place) as ledger:
                        held = _sound(ledger)
                    assert acknowledged <= set(held)
                    # The one more is an article that was kept while nobody could say so.
                    assert len(held) <= len(acknowledged) + 1
                    acknowledged = set(held)
            workshop.read(place, folder, None)
            with open_ledger(place) as ledger:
                assert sorted(_sound(ledger)) == everything
                assert {r.claim.id for r in ledger.claims(situation)} == expected
    print(f"{kills} kills in {rounds} ledgers, {len(everything)} articles each")  # noqa: T201


def test_a_read_whose_server_is_killed_loses_nothing_and_a_rerun_finishes(server: Server, folder: Path) -> None:
    chance = random.Random(SERVER_KILLS)
    with _workshop() as workshop, running(server.programs) as own:
        place, reference, acknowledged = own.address(), own.address(), set[str]()
        workshop.read(reference, folder, None)
        for _ in range(SERVER_KILLS):
            kept, _ = workshop.read(place, folder, chance.uniform(0.1, LONGEST), lambda child: own.stop(signal.SIGKILL))
            own.start()
            acknowledged |= set(kept)
            with open_ledger(place) as ledger:
                held = set(_sound(ledger))
            assert acknowledged <= held and len(held) <= len(acknowledged) + 1
            acknowledged = held
        _, done = workshop.read(place, folder, None)
        assert done
        with open_ledger(place) as ledger, open_ledger(reference) as whole:
            assert sorted(_sound(ledger)) == sorted(_sound(whole))


needs_mounts = pytest.mark.skipif(
    shutil.which("mount") is None or not hasattr(os, "geteuid"), reason="needs a small file system"
)


@contextmanager
def _small_disk(at: Path, size: str) -> Iterator[Callable[[], object]]:
    """A real file system in memory, where the user may make one (root, in CI); gives what makes it larger."""
    at.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(at)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only root may make a small file system")
    grow = ["mount", "-o", "remount,size=60m", str(at)]
    try:
        yield lambda: subprocess.run(grow, check=True, capture_output=True)
    finally:
        subprocess.run(["umount", "--lazy", str(at)], check=False, capture_output=True)


def _full_and_then_not(place: str, folder: Path, grow: Callable[[], object]) -> None:
    """Reading ends in one line where the disk is full, keeps what was acknowledged, and finishes when it is not."""
    command = [sys.executable, "-m", "accredit", "read", str(folder), "--situation", "afghanistan-2021"]
    done = subprocess.run([*command, "--ledger", place], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "no room is left" in line
    with open_ledger(place, create=False) as ledger:
        held = _sound(ledger)
        assert held
    grow()
    again = subprocess.run([*command, "--ledger", place], check=False, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    with open_ledger(place) as ledger:
        assert len(_sound(ledger)) > len(held) and set(held) <= {a.id for a in ledger.articles()}


@needs_mounts
def test_a_full_disk_ends_in_one_line_and_a_rerun_finishes(folder: Path, tmp_path: Path) -> None:
    with _small_disk(tmp_path / "small", "600k") as grow:
        _full_and_then_not(str(tmp_path / "small" / "held.ledger"), folder, grow)


@needs_mounts
def test_a_full_disk_under_a_server_does_the_same(server: Server, folder: Path) -> None:
    with running(server.programs) as own, _small_disk(own.home / "small", "1m") as grow:
        disk = own.home / "small"
        shutil.chown(disk, user=own.home.owner())
        own.sql(f"CREATE TABLESPACE small LOCATION '{disk}'")
        own.sql("GRANT CREATE ON TABLESPACE small TO accredit")
        _full_and_then_not(own.address() + quote(" -cdefault_tablespace=small"), folder, grow)
