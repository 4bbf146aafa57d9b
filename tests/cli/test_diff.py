"""`accredit diff`: which answers changed between two days of knowledge, or two moments of the ledger, and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from accredit.cli import main

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]


@pytest.fixture
def told(run: Run, write: Write) -> Run:
    """In March the crown is said to run Belm; in May the assembly too, and Veld denies the crown."""
    run("read", write("one", "crown runs Belm."))
    run("read", write("two", "assembly runs Belm. Veld of assembly denies that crown runs Belm.", Outlet="Morning Post",
                      Published="2021-05-06"))  # fmt: skip
    return run


def test_what_changed_between_two_days_of_knowledge(told: Run, conforms: Conforms) -> None:
    found = conforms("diff", told("diff", "2021-03", "2021-05", "--json").stdout)
    assert (found["axis"], found["from"], found["to"]) == ("known_at", "2021-03-31", "2021-05-31")
    assert found["as_of"] == ["2021-03-31", "2021-05-31"]
    (change,) = found["changes"]
    assert (change["mission"]["id"], change["question"], change["as_of"]) == (
        "xa-belm-embassy",
        "operator",
        "2021-05-31",
    )
    assert (change["before"]["value"], change["after"]["standing"]) == ("crown", "contested")
    (cause,) = change["causes"]
    assert (cause["kind"], cause["article"]["id"], cause["gone"]) == ("article", "two", [])
    assert [c["evidence"]["exact"] for c in cause["new"]] == [
        "assembly runs Belm.",
        "Veld of assembly denies that crown runs Belm.",
    ]


def test_in_words(told: Run) -> None:
    text = told("diff", "2021-03", "2021-05").stdout
    lines = text.splitlines()
    assert lines[0] == "What was known at 2021-05-31 and not at 2021-03-31"
    assert "as of 2021-03-31: no answer changed" in lines
    assert "as of 2021-05-31: 1 answer changed" in lines
    (belm,) = [line for line in lines if "Belm, Belmora (embassy)" in line]
    assert "operator" in belm
    assert any("crown (single) → contested" in line for line in lines)
    assert any("new article" in line and "Morning Post" in line and "2021-05-06" in line for line in lines)
    assert any("“assembly runs Belm.”" in line for line in lines)


def test_as_of_one_day_only(told: Run, conforms: Conforms) -> None:
    found = conforms("diff", told("diff", "2021-03", "2021-05", "--as-of", "2021-04-01", "--json").stdout)
    assert found["as_of"] == ["2021-04-01"] and found["changes"] == []


def test_a_source_left_out(told: Run, conforms: Conforms) -> None:
    found = conforms("diff", told("diff", "2021-03", "2021-05", "--without", "Morning Post", "--json").stdout)
    assert found["changes"] == [] and found["without"] == ["Morning Post"]


def test_two_states_of_the_ledger(told: Run, conforms: Conforms, write: Write) -> None:
    moments = [c["recorded_at"] for c in conforms("show", told("show", "belm", "--json").stdout)["claims"]]
    first, last = min(moments), max(moments)
    arguments = ("diff", "--recorded-at", first, last, "--as-of", "2021-06")
    found = conforms("diff", told(*arguments, "--json").stdout)
    assert found["axis"] == "recorded_at"
    (change,) = found["changes"]
    assert [c["kind"] for c in change["causes"]] == ["article"]
    assert "Recorded by" in told(*arguments).stdout.splitlines()[0]
    assert conforms("diff", told("diff", "--recorded-at", last, last, "--json").stdout)["changes"] == []


@pytest.mark.parametrize(
    "arguments", [("2021-05", "2021-03"), ("soon", "2021-03"), ("2021-03",), ("--recorded-at", "now", "2021")]
)
def test_what_cannot_be_compared_is_one_line(told: Run, arguments: tuple[str, ...]) -> None:
    result = told("diff", *arguments)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ")


KHOROG = "af-tj-khorog-consulate-general"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A ledger of the bundled dispatches on Khorog and its embassy."""
    place = tmp_path_factory.mktemp("khorog") / "samples.db"
    files = [str(f) for n in ("08", "09", "10", "11", "13") for f in (root / "accredit" / "samples").glob(f"{n}-*.txt")]
    assert len(files) == 5
    assert CliRunner().invoke(main, ["read", *files, "--ledger", str(place)]).exit_code == 0
    return place


def test_khorog_as_the_bundled_dispatches_tell_it(samples: Path, conforms: Conforms) -> None:
    """In November the embassy says that it is closed and somebody that the other party runs it."""
    arguments = ["diff", "2023-03", "2023-11", "--ledger", str(samples), "--json"]
    found = conforms("diff", CliRunner().invoke(main, arguments).stdout)
    changes = {(c["as_of"], c["question"]): c for c in found["changes"] if c.get("mission", {}).get("id") == KHOROG}
    assert not any(as_of == "2023-03-31" for as_of, _ in changes)  # November's words are about November
    operator = changes["2023-11-30", "operator"]
    assert "closed" not in operator["before"]["values"]
    assert {"closed", "taliban"} <= set(operator["after"]["values"])
    (cause,) = operator["causes"]
    assert (cause["kind"], cause["article"]["id"]) == ("article", "sample-13-khorog-november")
    assert {("closed", None), ("controls", "taliban")} <= {(c["predicate"], c["party"]) for c in cause["new"]}
    assert found["sample"] is True


def test_khorog_in_words(samples: Path) -> None:
    text = CliRunner().invoke(main, ["diff", "2023-03", "2023-11", "--ledger", str(samples)]).stdout
    assert "SAMPLE" in text
    assert "Khorog, Tajikistan (consulate general): operator" in text
    assert "Sample Gazette · 2023-11-11" in text
