"""`accredit check`, and the heads that commands print."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]


def _head(result: Result) -> str:
    word, head = result.stdout.splitlines()[-1].split()
    assert word == "head" and len(head) == 64
    return str(head)


def test_a_whole_ledger(run: Run, write: Write, conforms: Conforms) -> None:
    first = _head(run("read", write("one", "crown runs Belm.")))
    second = _head(run("read", write("two", "crown runs Corro.")))
    assert _head(run("read", "one.txt")) == second != first
    result = run("check", "--head", first)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Checked 5 appends: 2 texts, 2 articles, 2 readings, 2 claims, 0 rulings",
        f"The head {first[:12]}… was that of append 4.",
        "Nothing is wrong.",
        f"head {second}",
    ]
    found = conforms("check", run("check", "--json").stdout)
    assert found["faults"] == [] and found["head"] == second and found["head_at"] is None


def test_a_ruling_prints_the_head(run: Run, write: Write) -> None:
    run("read", write("one", "crown runs Belm."))
    by = ("--who", "Ona", "--why", "a slip")
    ruled = run("rule", "date", "one", "2021-03", *by)
    assert ruled.exit_code == 0
    assert run("check", "--head", _head(ruled)).exit_code == 0


def test_a_change_is_told_with_its_place_and_fails(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("one", "crown runs Belm."))
    raw = sqlite3.connect("accredit.db")
    raw.execute("drop trigger claims_never_updated")
    raw.execute("update claims set line = replace(line, 'crown', 'brown')")
    raw.commit()
    raw.close()
    result = run("check")
    assert result.exit_code == 1
    assert "claims 1: its id is not that of what it says" in result.stdout
    assert "the guard claims_never_updated is gone" in result.stdout
    places = {f["place"] for f in conforms("check", run("check", "--json").stdout)["faults"]}
    assert places == {"database", "claims 1", "appends 4"}


def test_a_head_that_was_never_there(run: Run, write: Write) -> None:
    run("read", write("one", "crown runs Belm."))
    result = run("check", "--head", "0" * 64)
    assert result.exit_code == 1 and "the chain never had the head" in result.stdout


@pytest.mark.parametrize("head", ["", "3fa9", "z" * 64])
def test_what_is_no_head_is_asked_wrongly(run: Run, stage: Path, head: str) -> None:
    assert run("check", "--head", head).exit_code == 2


def test_no_ledger_is_one_line(run: Run, stage: Path) -> None:
    result = run("check")
    assert result.exit_code == 1 and len(result.stderr.splitlines()) == 1
