"""`kill -9` at random moments of reading one archive: the rerun goes on and holds what one run holds.

`ACCREDIT_KILLS=200` asks for more than the few of an ordinary run; `make crash` does so.
"""

from __future__ import annotations

import json
import os
import random
import time
from pathlib import Path

import pytest

from bench.crawled.archive import make
from tests.crawl.reading import content, killed, read

KILLS = int(os.environ.get("ACCREDIT_KILLS", "3"))

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX processes")


def test_a_run_that_is_killed_is_continued_and_ends_with_the_same_content(tmp_path: Path) -> None:
    archive, whole = tmp_path / "crawl.warc.gz", tmp_path / "whole"
    assert make(archive, 1200, rare=30) == 40
    begun = time.monotonic()
    assert read(archive, whole).returncode == 0
    took = time.monotonic() - begun
    expected = content(whole)
    assert len(expected[0]) >= 40 and len(expected[1]) > 100
    chance, kills, rounds, went_on = random.Random(KILLS), 0, 0, 0
    while kills < KILLS or not went_on:  # a kill may come before anything is noted
        ledger, rounds = tmp_path / f"held-{rounds}", rounds + 1
        while (kills < KILLS or not went_on) and not killed(archive, ledger, chance.uniform(0.3, 1.1) * took):
            kills += 1
            notes = tmp_path / f"{ledger.name}.archives.json"
            went_on += notes.exists() and any(
                k["place"]["offset"] for k in json.loads(notes.read_text())["archives"].values()
            )
        assert read(archive, ledger).returncode == 0
        assert content(ledger) == expected
    print(f"{kills} kills in {rounds} ledgers, {went_on} reruns from the middle of the archive")  # noqa: T201
