"""`accredit log`: the changes of answers with their causes, newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]


@pytest.fixture
def told(run: Run, write: Write) -> Run:
    """Three articles, read one after the other."""
    run("read", write("one", "crown runs Belm."))
    run("read", write("two", "crown runs Corro. Belmora recognises crown.", Published="2021-03-06"))
    run("read", write("three", "assembly runs Belm.", Outlet="Morning Post", Published="2021-03-07"))
    return run


def test_the_newest_change_first(told: Run, conforms: Conforms) -> None:
    found = conforms("log", told("log", "--as-of", "2021-04", "--json").stdout)
    subjects = [(c.get("mission") or c.get("state"))["id" if "mission" in c else "code"] for c in found["changes"]]
    assert subjects == ["xa-belm-embassy", "XB", "xa-corro-embassy", "xa-belm-embassy"]
    first = found["changes"][0]
    assert (first["before"]["value"], first["after"]["standing"]) == ("crown", "contested")
    assert [c["article"]["id"] for c in first["causes"]] == ["three"]
    moments = [c["recorded_at"] for c in found["changes"]]
    assert moments == sorted(moments, reverse=True)
    assert found["as_of"] == "2021-04-30"


def test_of_one_mission_and_no_more_than_asked_for(told: Run, conforms: Conforms) -> None:
    rest = ("--as-of", "2021-04", "--json")
    belm = conforms("log", told("log", "--mission", "belm", *rest).stdout)["changes"]
    assert [c["mission"]["id"] for c in belm] == ["xa-belm-embassy"] * 2
    state = conforms("log", told("log", "--mission", "belmora", *rest).stdout)["changes"]
    assert [c["state"]["code"] for c in state] == ["XB"]
    last = conforms("log", told("log", "--limit", "1", *rest).stdout)["changes"]
    assert len(last) == 1 and last[0] == belm[0]


def test_as_if_an_outlet_had_never_spoken(told: Run, conforms: Conforms) -> None:
    rest = ("--as-of", "2021-04")
    found = conforms("log", told("log", "--without", "Morning Post", *rest, "--json").stdout)
    assert found["without"] == ["Morning Post"]
    assert "three" not in [c["article"]["id"] for change in found["changes"] for c in change["causes"]]
    assert len(found["changes"]) == 3
    assert "as if these had never spoken: Morning Post" in told("log", "--without", "Morning Post", *rest).stdout
    nobody = told("log", "--without", "Nobody Times", *rest)
    assert nobody.exit_code == 2 and "Nobody Times" in nobody.stderr


def test_in_words(told: Run) -> None:
    lines = told("log", "--as-of", "2021-04").stdout.splitlines()
    assert lines[1] == "as of 2021-04-30"
    heads = [line for line in lines if "(embassy): operator" in line]
    assert ["Belm" in h for h in heads] == [True, False, True]
    assert any("unknown → crown (single)" in line for line in lines)
    assert any("new article" in line and "Morning Post" in line for line in lines)


def test_a_log_without_entries_says_so(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("one", "Nothing is told."))
    assert conforms("log", run("log", "--json").stdout)["changes"] == []
    assert "No answer has changed." in run("log").stdout


@pytest.mark.parametrize("arguments", [("--limit", "0"), ("--limit", "many"), ("--mission", "atlantis")])
def test_what_cannot_be_asked_is_one_line(told: Run, arguments: tuple[str, ...]) -> None:
    result = told("log", *arguments)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ")
