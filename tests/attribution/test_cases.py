"""Who says what in short invented texts, against what somebody who had not seen the code expects."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from accredit.extract.attribution.network import network
from tests.attribution.finding import HERE, cases, read, shares

FLOORS: dict[str, Any] = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("reader", ("network", "rules"))
def test_no_share_is_under_its_floor(reader: str) -> None:
    if reader == "network":
        assert network() is not None, "the network's files are part of the package"
    floors = FLOORS[reader]
    found = {name: (share, missed) for name, share, missed in shares(reader == "rules")}
    under = [
        f"{n}: {found[n][0]:.3f} < {floor} (missed: {found[n][1]})"
        for n, floor in floors.items()
        if found[n][0] < floor
    ]
    assert not under, "\n".join(under)
    assert set(floors) == set(found)


def test_offsets_are_those_of_the_text() -> None:
    for case in cases():
        for one in read(case.text, False):
            for start, end in (*one.source, *one.cue, *one.content):
                assert 0 <= start < end <= len(case.text)
                assert case.text[start:end].strip() == case.text[start:end]
