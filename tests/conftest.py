"""Shared by all tests: hypothesis profiles, no network, no files outside temporary folders, the invented world."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from accredit.model import Situation
from tests.server import Server, programs, running
from tests.world import WORLD

settings.register_profile("dev", deadline=None, max_examples=100)
# The same examples on every run and machine, so that a red build is about the change and not about luck.
settings.register_profile(
    "ci", deadline=None, max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

# A shell that runs this in the background has Ctrl-C ignored, and what a process ignores its children ignore too.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _closed_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reaches another machine or the home folder of whoever runs it. Servers of the tests' own are here."""
    connect = socket.socket.connect

    def refuse(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] == "127.0.0.1":
            return connect(self, address)
        raise AssertionError(f"a test tried to reach {address!r}")

    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        patch.setenv("HOME", str(home))
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        yield


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A real PostgreSQL server. Where there is none the test is skipped and says so; in CI it fails."""
    found = programs()
    if found is None:
        why = "no PostgreSQL server is installed (Debian's package postgresql has one)"
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)
    with running(found) as made:
        yield made


@pytest.fixture
def world() -> Situation:
    """The invented situation; see tests/world.py."""
    return WORLD


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's own folder."""
    return Path(__file__).resolve().parent.parent
