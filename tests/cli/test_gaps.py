"""`accredit gaps`: the lists as text and JSON, samples, and what is found from the samples and the two seeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accredit.cli.demo import sample_files

Run = Callable[..., Result]
SHARED = Path(__file__).resolve().parents[3] / "shared"
KHOROG, DUSHANBE = "af-tj-khorog-consulate-general", "af-tj-dushanbe-embassy"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> str:
    from accredit.ledger import open_ledger
    from accredit.pipeline import read_into
    from accredit.situation import load

    place = tmp_path_factory.mktemp("gaps") / "s.db"
    with open_ledger(place) as ledger:
        read_into(ledger, sample_files(), [load("afghanistan-2021")], lambda _: None)
    return str(place)


class TestOnTheSamples:
    def snapshot(self, root: Path) -> str:
        return str(root / "docs" / "examples" / "wikidata-missions.csv")

    def test_khorog_and_dushanbe_are_found_with_their_evidence(
        self, samples: str, root: Path, run: Run, conforms: Callable[[str, str], Any]
    ) -> None:
        done = run("gaps", "--snapshot", self.snapshot(root), "--ledger", samples, "--include-samples", "--as-of",
                   "2023-12", "--json")  # fmt: skip
        found = conforms("gaps", done.output)
        missing = {gap["mission"]["id"]: gap for gap in found["gaps"]}
        assert {KHOROG, DUSHANBE} <= set(missing)
        for gap in (missing[KHOROG], missing[DUSHANBE]):
            for one in gap["evidence"]:
                assert one["claim"]["evidence"]["exact"] and one["claim"]["article"]["outlet"] in one["voices"]
        assert found["sample"] is True

    def test_what_is_there_by_another_name_is_no_gap(
        self, samples: str, root: Path, run: Run, conforms: Callable[[str, str], Any]
    ) -> None:
        """Wikidata has the embassy in New Delhi at Chanakyapuri, and Oslo's in Oslo municipality."""
        done = run("gaps", "--snapshot", self.snapshot(root), "--ledger", samples, "--include-samples", "--json")
        found = conforms("gaps", done.output)
        missing = {gap["mission"]["id"] for gap in found["gaps"]}
        present = {one["mission"]["id"] for one in found["present"]}
        assert {"af-in-new-delhi-embassy", "af-no-oslo-embassy"} <= present and not missing & present

    def test_samples_are_left_out_unless_asked_for(
        self, samples: str, root: Path, run: Run, conforms: Callable[[str, str], Any]
    ) -> None:
        done = run("gaps", "--snapshot", self.snapshot(root), "--ledger", samples, "--json")
        found = conforms("gaps", done.output)
        assert found["gaps"] == [] and found["samples_left_out"] > 50 and found["sample"] is False
        assert (
            "claims of samples left out" in run("gaps", "--snapshot", self.snapshot(root), "--ledger", samples).output
        )

    def test_as_text(self, samples: str, root: Path, run: Run) -> None:
        done = run("gaps", "--snapshot", self.snapshot(root), "--ledger", samples, "--include-samples")
        lines = done.output.splitlines()
        at = next(n for n, line in enumerate(lines) if line.endswith(KHOROG))
        assert lines[at].startswith("  Khorog, Tajikistan (consulate general)")
        assert lines[at + 1].strip().startswith("“") and "confidence 0." in lines[at + 2]
        assert "SAMPLE" in done.output and "no claim tells of it" in done.output

    def test_the_second_list_where_operators_are_named(
        self, samples: str, tmp_path: Path, run: Run, conforms: Callable[[str, str], Any]
    ) -> None:
        path = tmp_path / "s.csv"
        path.write_text(
            "wikidata,sending_iso2,host_iso2,city,kind,operator\n"
            "Q81,AF,TM,Ashgabat,embassy,Islamic Republic of Afghanistan\nQ82,AF,PK,Islamabad,embassy,Q1\n",
            "utf-8",
        )
        done = run("gaps", "--snapshot", str(path), "--ledger", samples, "--include-samples", "--as-of", "2023-03",
                   "--item", "taliban=Q1", "--json")  # fmt: skip
        differing = {d["mission"]["id"]: d for d in conforms("gaps", done.output)["differing"]}
        one = differing["af-tm-ashgabat-embassy"]
        assert (one["operator"]["value"], one["row"]["operators"]) == ("taliban", ["Islamic Republic of Afghanistan"])
        assert "af-pk-islamabad-embassy" not in differing


def test_asked_wrongly(stage: Path, samples: str, run: Run) -> None:
    done = run("gaps", "--snapshot", "none.csv", "--ledger", samples)
    assert (done.exit_code, done.output) == (2, "accredit: none.csv: No such file or directory\n")
    assert run("gaps", "--snapshot", "x", "--item", "taliban=P1", "--ledger", samples).exit_code == 2


def test_khorog_and_dushanbe_from_the_seeds(tmp_path: Path, run: Run, conforms: Callable[[str, str], Any]) -> None:
    """Both stories tell of them, and Wikidata had neither in November 2022; Islamabad, Moscow and Beijing it had."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the seed articles are not there: {SHARED / 'seeds'}")
    place = str(tmp_path / "seeds.db")
    run("read", *map(str, sorted((SHARED / "seeds").glob("*.txt"))), "--ledger", place)
    done = run("gaps", "--snapshot", str(SHARED / "facts" / "missions_world.csv"), "--ledger", place, "--json")
    found = conforms("gaps", done.output)
    assert {KHOROG, DUSHANBE} <= {gap["mission"]["id"] for gap in found["gaps"]}
    assert {"af-pk-islamabad-embassy", "af-ru-moscow-embassy", "af-cn-beijing-embassy"} == {
        one["mission"]["id"] for one in found["present"]
    }
