"""The quality floors: what fails the check, what may re-pin them, and that today's extraction stands on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.quality import PINS, SCORER, SETS, Measured, Pins, Refused, digest_of, faults, load, measure, repinned, table


def measured(**changed: Any) -> Measured:
    """Made-up figures of a made-up set that stand well on `pins()`."""
    figures = {"claim_p": 0.8, "claim_f1": 0.6, "source": 0.9, "evidence": 1.0, "clean_negatives": 4.0}
    plain: dict[str, Any] = {"name": "toy", "digest": "d1", "figures": figures, "interval": (0.5, 0.7), "articles": 9}
    return Measured(**plain | changed | {"figures": figures | changed.get("figures", {})})


def pins(digest: str = "d1", **floors: float) -> Pins:
    return Pins({"toy": {"digest": digest, "floors": {"claim_f1": 0.5, "clean_negatives": 4.0} | floors}}, ())


class TestFaults:
    def test_none_when_every_figure_stands_on_its_floor(self) -> None:
        assert faults(pins(), [measured(figures={"claim_f1": 0.5})]) == []

    def test_a_figure_under_its_floor(self) -> None:
        assert faults(pins(), [measured(figures={"claim_f1": 0.499})]) == [
            "toy: claim_f1 is 0.499, under its floor 0.5"
        ]

    def test_every_figure_under_its_floor_is_named(self) -> None:
        low = measured(figures={"claim_f1": 0.1, "clean_negatives": 3.0})
        assert [f.split(" ")[1] for f in faults(pins(), [low])] == ["claim_f1", "clean_negatives"]

    def test_other_data_than_the_floors_were_measured_on(self) -> None:
        """Figures on other data say nothing about the floors, so this is said instead of them."""
        other = measured(digest="d2", figures={"claim_f1": 0.1})
        assert faults(pins(), [other]) == ["toy: the data have changed since the floors were pinned (see --update)"]

    def test_a_set_without_floors(self) -> None:
        assert faults(Pins({}, ()), [measured()]) == ["toy: no floors are pinned (see --update)"]

    def test_a_set_that_was_not_measured_is_no_fault(self) -> None:
        assert faults(pins(), []) == []


class TestRepinned:
    def test_raises_floors_to_what_was_measured(self) -> None:
        assert repinned(pins(), [measured()], None).sets["toy"]["floors"] == {"claim_f1": 0.6, "clean_negatives": 4.0}

    def test_refuses_to_lower_one(self) -> None:
        with pytest.raises(Refused, match=r"toy: claim_f1 would fall from 0\.7 to 0\.6; say why with --lower"):
            repinned(pins(claim_f1=0.7), [measured()], None)

    def test_refuses_on_new_data_too(self) -> None:
        with pytest.raises(Refused, match="claim_f1"):
            repinned(pins(claim_f1=0.7), [measured(digest="d2")], None)

    @pytest.mark.parametrize("reason", ["", "  "])
    def test_an_empty_reason_is_none(self, reason: str) -> None:
        with pytest.raises(Refused):
            repinned(pins(claim_f1=0.7), [measured()], reason)

    def test_lowers_with_a_reason_and_keeps_it(self) -> None:
        after = repinned(pins(claim_f1=0.7), [measured()], "two labels were wrong")
        assert after.sets["toy"]["floors"]["claim_f1"] == 0.6
        assert after.lowered == (
            {"set": "toy", "figure": "claim_f1", "from": 0.7, "to": 0.6, "reason": "two labels were wrong"},
        )

    def test_a_reason_is_kept_only_for_what_fell(self) -> None:
        assert repinned(pins(), [measured()], "no need").lowered == ()

    def test_earlier_reasons_stay(self) -> None:
        once = repinned(pins(claim_f1=0.7), [measured()], "first")
        twice = repinned(once, [measured(figures={"claim_f1": 0.55})], "second")
        assert [row["reason"] for row in twice.lowered] == ["first", "second"]

    def test_takes_new_data_when_nothing_falls(self) -> None:
        assert repinned(pins(), [measured(digest="d2")], None).sets["toy"]["digest"] == "d2"

    def test_pins_a_new_set(self) -> None:
        floors = repinned(Pins({}, ()), [measured()], None).sets["toy"]["floors"]
        assert floors == {"claim_f1": 0.6, "clean_negatives": 4.0}

    def test_keeps_sets_that_were_not_measured(self) -> None:
        assert repinned(pins(), [], None) == pins()

    def test_what_was_pinned_has_no_faults(self) -> None:
        assert faults(repinned(pins(), [measured()], None), [measured()]) == []


def test_the_digest_is_of_articles_and_gold(tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    digests = []
    for one, two in (("a", "b"), ("ab", ""), ("a", "c"), ("b", "a")):
        articles.write_text(one, "utf-8")
        gold.write_text(two, "utf-8")
        digests.append(digest_of(tmp_path))
    assert len(set(digests)) == 4


def test_the_table_shows_figure_interval_and_floor() -> None:
    row = table(pins(), [measured()]).splitlines()[1]
    assert row.split() == [
        "toy",
        "9",
        "0.800",
        "–",
        "0.600",
        "(0.50–0.70)",
        "0.90",
        "–",
        "1.00",
        "4",
        "claim_f1≥0.5",
        "clean_negatives≥4",
    ]


def test_pins_are_written_as_they_are_read() -> None:
    """So that `--update` without a change leaves the file as it is."""
    assert load(PINS).text() == PINS.read_text("utf-8")


def test_floors_of_the_shared_sets_are_not_below_what_was_promised() -> None:
    sets = load(PINS).sets
    promised = {
        "seeds": {"claim_f1": 0.7, "source": 0.8, "evidence": 0.95},
        "dev": {"claim_f1": 0.45, "clean_negatives": 4},
    }
    for name, floors in promised.items():
        assert {k: sets[name]["floors"][k] >= v for k, v in floors.items()} == dict.fromkeys(floors, True)


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_todays_extraction_stands_on_its_floors(one: Any, tmp_path: Path) -> None:
    for needed in (SCORER, one.folder / "gold.jsonl"):
        if not needed.exists():
            pytest.skip(f"quality of {one.name} not measured: {needed} is not there")
    result = measure(one, tmp_path)
    assert faults(load(PINS), [result]) == [], json.dumps(result.figures)
