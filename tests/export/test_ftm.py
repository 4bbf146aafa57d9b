"""ftm and ftm-statements, handed to FollowTheMoney itself, which lives in an environment of its own (Makefile)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from accredit.ledger import Ledger
from accredit.model import Situation
from accredit.situation import load
from tests.export.kit import written

READER = Path(__file__).with_name("ftm_reader.py")


@pytest.fixture(scope="session")
def python(root: Path) -> Path:
    """The Python that has FollowTheMoney. Where there is none the test is skipped and says so; in CI it fails."""
    place = root / f"{os.environ.get('VENV', '.venv')}-ftm" / "bin" / "python"
    if not place.with_name("ftm").exists():
        why = f"FollowTheMoney is not installed: make {place.parent.parent.name}/.ready"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    return place


def _read(python: Path, ledger: Ledger, situation: Situation, place: Path) -> dict[str, Any]:
    for name in ("ftm", "ftm-statements"):
        (place / name).write_bytes(written(name, ledger, situation, samples="include"))
    command = [str(python), str(READER), str(place / "ftm"), str(place / "ftm-statements")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_it_takes_every_value_of_every_entity(
    python: Path, ledger: Ledger, situation: Situation, tmp_path: Path
) -> None:
    found = _read(python, ledger, situation, tmp_path)
    wrong = [w for w in found["wrong"] if ".country" not in w]  # the invented states have no code
    assert wrong == []
    assert {tuple(e[:2]) for e in found["entities"]} == {tuple(s) for s in found["statements"]}
    assert found["entities"] and found["ids"] == 0  # every statement has FollowTheMoney's own id


def test_a_denial_is_a_note_and_no_link(seeds: Ledger) -> None:
    situation = load("afghanistan-2021")
    lines = {c["id"]: c for c in map(json.loads, written("jsonl", seeds, situation).splitlines())}
    found = [json.loads(line) for line in written("ftm", seeds, situation).splitlines()]
    links = [e for e in found if e["schema"] in ("UnknownLink", "Occupancy")]
    assert links
    for link in links:
        claim = lines[link["id"].rpartition("-")[2]]
        assert (claim["polarity"], claim["stance"]) == ("affirmed", "asserts")
    notes = {e["id"].rpartition("-")[2] for e in found if e["schema"] == "Note"}
    assert notes == set(lines)
