"""The ledgers that every format is tried on: invented rights, injections, the samples, the seeds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from accredit.ledger import Ledger, open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from tests.export.kit import fill_with_injections, fill_with_rights

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT.parent / "shared" / "bench" / "claims" / "seeds" / "articles.jsonl"


@pytest.fixture(scope="session")
def rights() -> Iterator[Ledger]:
    with open_ledger(":memory:") as ledger:
        fill_with_rights(ledger)
        yield ledger


@pytest.fixture(scope="session")
def injections() -> Iterator[Ledger]:
    with open_ledger(":memory:") as ledger:
        fill_with_injections(ledger)
        yield ledger


@pytest.fixture(scope="session")
def samples() -> Iterator[Ledger]:
    """The dispatches that ship with the program, read."""
    with open_ledger(":memory:") as ledger:
        read_into(
            ledger, sorted((ROOT / "accredit" / "samples").glob("*.txt")), [load("afghanistan-2021")], lambda _: None
        )
        yield ledger


@pytest.fixture(scope="session")
def seeds() -> Iterator[Ledger]:
    """The two news stories that are kept beside the repository; where they are not, what needs them is skipped."""
    if not SEEDS.is_file():
        why = f"the seed articles are not there: {SEEDS}"
        if os.environ.get("CI") and (ROOT.parent / "shared").is_dir():
            pytest.fail(why)
        pytest.skip(why)
    with open_ledger(":memory:") as ledger:
        read_into(ledger, [SEEDS], [load("afghanistan-2021")], lambda _: None)
        yield ledger


@pytest.fixture(params=["rights", "injections", "samples", "seeds"])
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """Each of the four in turn."""
    found: Ledger = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def situation(request: pytest.FixtureRequest) -> object:
    """The situation of the ledger in turn."""
    from tests.world import WORLD

    which = request.node.callspec.params.get("ledger", "rights")
    return load("afghanistan-2021") if which in ("samples", "seeds") else WORLD
