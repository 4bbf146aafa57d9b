"""A ledger in a file of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from accredit.ledger import Ledger, open_ledger


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the test's ledger stands, or will."""
    return tmp_path / "held.ledger"


@pytest.fixture
def ledger(place: Path) -> Iterator[Ledger]:
    """An empty ledger in a file."""
    with open_ledger(place) as opened:
        yield opened
