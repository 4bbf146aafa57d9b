"""A ledger of its own for each test, in a file and on a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from accredit.ledger import Ledger, open_ledger
from tests.server import Server

Fresh = Callable[[], str]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The file in which the test's ledger stands, or will."""
    return tmp_path / "held.ledger"


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Gives one place after the other where no ledger stands yet."""
    if request.param == "sqlite":
        return lambda: str(tmp_path_factory.mktemp("ledger") / "held.ledger")
    server: Server = request.getfixturevalue("server")
    return server.address


@pytest.fixture
def anywhere(fresh: Fresh) -> str:
    """Such a place."""
    return fresh()


@pytest.fixture
def ledger(anywhere: str) -> Iterator[Ledger]:
    """An empty ledger, of each kind."""
    with open_ledger(anywhere) as opened:
        yield opened


@pytest.fixture
def file_ledger(place: Path) -> Iterator[Ledger]:
    """An empty ledger in the file `place`."""
    with open_ledger(place) as opened:
        yield opened
