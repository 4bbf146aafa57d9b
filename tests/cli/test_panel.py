"""`accredit panel`: CSV, JSON and text; the same bytes for the same ledger and dates."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]

SPAN = ("--from", "2021-02", "--to", "2021-05", "--every", "month")


@pytest.fixture
def told(run: Run, write: Write) -> Run:
    """Belm is disputed from March on, Corro is the crown's; Belmora recognises the crown."""
    files = [
        write("one", "crown runs Belm. crown runs Corro. Belmora recognises crown."),
        write("two", "assembly runs Belm.", Outlet='Morning "Post", daily', Published="2021-04-02"),
    ]
    assert run("read", *files).exit_code == 0
    return run


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_row_a_mission_and_day(told: Run) -> None:
    result = told("panel", *SPAN, "--csv")
    assert result.exit_code == 0 and result.stderr == ""
    found = rows(result.stdout)
    assert len(found) == 5 * 4
    assert list(found[0]) == [
        "situation", "mission", "host", "question", "date", "value", "leaning", "values", "standing", "since_earliest",
        "since_latest", "formal", "by", "last", "claims", "against", "sources", "sources_against", "known_at",
        "recorded_at", "without", "sample",
    ]  # fmt: skip
    belm = [r for r in found if r["mission"] == "xa-belm-embassy"]
    assert [(r["date"], r["standing"]) for r in belm] == [
        ("2021-02-28", "unknown"), ("2021-03-31", "single"), ("2021-04-30", "contested"), ("2021-05-31", "contested"),
    ]  # fmt: skip
    assert (belm[1]["value"], belm[1]["sources"]) == ("crown", "Evening Lantern")
    assert belm[2]["value"] == "" and belm[2]["values"] == "assembly | crown"
    assert 'Morning "Post", daily' in belm[2]["sources"] + belm[2]["sources_against"]
    shown = json.loads(told("show", "belm", "--json").stdout)["claims"]
    assert belm[1]["claims"].split(" ") == [shown[0]["id"]]


def test_json_says_the_same_as_csv(told: Run, conforms: Conforms) -> None:
    found = conforms("panel", told("panel", *SPAN, "--json").stdout)
    flat = rows(told("panel", *SPAN, "--csv").stdout)
    assert [(r["mission"]["id"], r["as_of"], r["standing"]) for r in found] == [
        (r["mission"], r["date"], r["standing"]) for r in flat
    ]


def test_states_by_recognition_unless_asked_otherwise(told: Run, conforms: Conforms) -> None:
    found = rows(told("panel", *SPAN, "--states", "--csv").stdout)
    assert {r["state"] for r in found} == {"XB"} and {r["question"] for r in found} == {"recognition"}
    assert [r["value"] for r in found] == ["", "crown", "crown", "crown"]
    (one, *_) = conforms("panel", told("panel", *SPAN, "--states", "--json").stdout)
    assert one["state"] == {"code": "XB", "name": "Belmora"}


def test_several_questions_stand_under_each_other(told: Run) -> None:
    found = rows(told("panel", *SPAN, "--question", "operator", "--question", "head", "--csv").stdout)
    assert len(found) == 5 * 4 * 2
    assert [r["question"] for r in found[:2]] == ["operator", "head"]


def test_each_row_from_what_was_known_on_its_own_day(told: Run) -> None:
    found = rows(told("panel", *SPAN, "--then", "--csv").stdout)
    assert all(r["known_at"] == r["date"] for r in found)


def test_a_source_left_out_is_left_out_of_every_row(told: Run, conforms: Conforms) -> None:
    found = rows(told("panel", *SPAN, "--without", "evening lantern", "--csv").stdout)
    belm = [r for r in found if r["mission"] == "xa-belm-embassy"]
    assert [r["value"] for r in belm] == ["", "", "assembly", "assembly"]
    assert {r["without"] for r in found} == {"evening lantern"}
    (one, *_) = conforms("panel", told("panel", *SPAN, "--without", "evening lantern", "--json").stdout)
    assert one["without"] == ["evening lantern"]
    assert "evening lantern" in told("panel", *SPAN, "--without", "evening lantern").stdout
    assert told("panel", *SPAN, "--without", "nobody known").exit_code == 2


def test_a_short_text_for_the_terminal(told: Run) -> None:
    result = told("panel", *SPAN)
    assert result.exit_code == 0
    lines = [line for line in result.stdout.splitlines() if line.startswith("Belm,")]
    assert len(lines) == 4 and "contested" in lines[2]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--from", "soon", "--to", "2021"), "--from"),
        (("--from", "2021-05", "--to", "2021-02"), "--from"),
        (("--from", "2021-05-01", "--to", "2021-05-20", "--every", "month"), "month"),
        (("--from", "2021", "--to", "2021", "--question", "weather"), "weather"),
        (("--from", "2021", "--to", "2021", "--question", "recognition"), "--states"),
        (("--from", "2021", "--to", "2021", "--csv", "--json"), "--csv"),
        (("--from", "2021", "--to", "2021", "--then", "--known-at", "2021"), "--then"),
    ],
)
def test_what_cannot_be_asked_is_one_line(told: Run, arguments: tuple[str, ...], part: str) -> None:
    result = told("panel", *arguments)
    assert result.exit_code == 2 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ") and part in line


def test_the_sample_ledger_gives_the_same_bytes_each_time_and_soon(tmp_path: Path) -> None:
    accredit = (sys.executable, "-m", "accredit")
    place = str(tmp_path / "demo.db")
    subprocess.run([*accredit, "demo", "--ledger", place], capture_output=True, check=True)
    arguments = ("panel", "--from", "2021-01", "--to", "2025-12", "--every", "month", "--ledger", place, "--csv")
    started = time.monotonic()
    one, two = (subprocess.run([*accredit, *arguments], capture_output=True, check=True).stdout for _ in range(2))
    assert time.monotonic() - started < 40
    assert one == two and b"\r" not in one
    # 71 missions and 60 months.
    assert one.count(b"\n") == 71 * 60 + 1
