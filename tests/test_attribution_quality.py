"""The floors under who says what: what the table shows, and that today's reading stands on them."""

from __future__ import annotations

import json

import pytest

from accredit.extract.attribution import Attribution
from accredit.extract.attribution.network import network
from bench import attribution
from bench.attribution import (
    DEV,
    MODEL,
    NAMES,
    PINNED,
    PINS,
    RULES,
    SCORER,
    Row,
    measured,
    ours,
    result,
    rounded_down,
    table,
)
from bench.quality import Measured, faults, load, repinned


def row(**changed: float) -> Row:
    """Made-up figures."""
    f1 = {"AR-F1": 0.5, "content~": 0.6, "AR-exact": 0.25} | changed
    scores = {
        "articles": 9,
        "attribution": {name: {"P": 0.75, "R": 0.375, "F1": value} for name, value in f1.items()},
        "recall_by_kind": {"direct": {"R": 0.9}, "indirect": {"R": 0.125}},
        "AR-F1_95%": [0.4, 0.6],
    }
    return Row(RULES, scores, 12.34)


class TestTable:
    def test_one_line_a_reader(self) -> None:
        head, line = table([row()]).splitlines()
        assert head.split() == [
            *("reader", "AR-F1", "(95", "%)", "P", "R", "direct", "mixed", "indirect", "content~", "AR-exact", "docs/s")
        ]
        assert line.removeprefix(RULES).split() == [
            *("0.500", "(0.40–0.60)", "0.750", "0.375", "0.900", "0.000", "0.125", "0.600", "0.250", "12.3")
        ]

    def test_columns_stand_above_their_figures(self) -> None:
        head, line = table([row()]).splitlines()
        assert len(head) == len(line)
        assert head.index("indirect") + len("indirect") == line.index("0.125") + len("0.125")


class TestFloors:
    def test_they_are_rounded_down(self) -> None:
        one = Measured("rules", "d", {"ar_f1": 0.4399, "indirect_r": 0.29}, (0.4, 0.5), 9)
        assert rounded_down(one).figures == {"ar_f1": 0.43, "indirect_r": 0.29}

    def test_a_row_without_floors_gets_two(self) -> None:
        one = Measured("newcomer", "d", {"ar_f1": 0.7, "indirect_r": 0.5, "exact": 0.4}, (0.6, 0.8), 9)
        pins = repinned(load(PINS), [one], None, PINNED)
        assert pins.sets["newcomer"] == {"digest": "d", "floors": {"ar_f1": 0.7, "indirect_r": 0.5}}
        assert faults(pins, [one]) == []

    def test_they_are_written_as_they_are_read(self) -> None:
        assert load(PINS).text() == PINS.read_text("utf-8")


def test_our_spans_come_in_the_scorers_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Attribution(((0, 2),), (), ((3, 4), (6, 9)), "direct", "speech", "asserts", None, None, 1.0)
    monkeypatch.setattr(attribution, "attributions", lambda text, rules_only: (one,) if rules_only else ())
    assert ours(rules_only=True)("text") == [{"source": [[0, 2]], "cue": [], "content": [[3, 4], [6, 9]]}]
    assert ours(rules_only=False)("text") == []


@pytest.mark.parametrize("name", NAMES)
def test_todays_reading_stands_on_its_floors(name: str) -> None:
    for needed in (SCORER, DEV):
        if not needed.exists():
            pytest.skip(f"attribution not measured: {needed} is not there")
    if name == MODEL and network() is None:
        pytest.skip("attribution with the model not measured: its files are not there")
    found = result(measured(name, ours(rules_only=name == RULES)))
    assert faults(load(PINS), [found]) == [], json.dumps(found.figures)
