"""`accredit read` and `accredit extract`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]


def test_the_summary_says_what_was_done_and_what_changed(run: Run, write: Write) -> None:
    files = [write("one", "crown runs Belm."), write("two", "assembly runs Corro. crown runs Belm.", Published="")]
    write("off", "x")
    Path("off.txt").write_text("Weather for the week.", "utf-8")
    result = run("read", *files, "off.txt")
    assert result.exit_code == 0
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[0] == "Read 2 articles (1 undated) into accredit.db"
    assert lines[1] == "Repeated 0 · off topic 1 · 0 errors · 0 warnings"
    assert lines[2] == "Found 3 claims: controls 3"
    assert "  Belm, Belmora (embassy)  unknown → crown (stale)" in lines
    assert "SAMPLE" not in result.stdout
    assert Path("accredit.db").is_file()


def test_reading_again_repeats(run: Run, write: Write) -> None:
    name = write("one", "crown runs Belm.")
    run("read", name)
    result = run("read", name)
    assert result.stdout.splitlines()[:-1] == [
        "Read 0 articles into accredit.db",
        "Repeated 1 · off topic 0 · 0 errors · 0 warnings",
        "Found 0 claims",
    ]


def test_the_summary_as_json(run: Run, write: Write, conforms: Conforms) -> None:
    result = run("read", write("one", "crown runs Belm.", Sample="true"), "missing.txt", "--json")
    assert result.exit_code == 1
    summary = conforms("read", result.stdout)
    assert (summary["read"], summary["claims"], summary["sample"]) == (1, {"controls": 1}, True)
    assert [p["kind"] for p in summary["problems"]] == ["error"]
    assert summary["changes"][0]["mission"]["id"] == "xa-belm-embassy"


def test_samples_are_said_to_be_samples(run: Run, write: Write) -> None:
    name = write("one", "crown runs Belm.", Sample="true")
    assert any(line.startswith("SAMPLE") for line in run("read", name).stdout.splitlines())
    assert "SAMPLE" in run("extract", name).stdout
    assert json.loads(run("extract", name, "--jsonl").stdout)["sample"] is True


def test_a_problem_is_a_line_that_names_the_place_and_the_rest_is_read(run: Run, write: Write) -> None:
    good, bad = write("good", "crown runs Belm."), write("bad", "stumble")
    Path("broken.jsonl").write_text('{"text": "Arvenia. crown runs Corro."}\n{"text": \n', "utf-8")
    result = run("read", bad, "broken.jsonl", good, "nowhere.txt")
    assert result.exit_code == 1
    assert result.stdout.startswith("Read 2 articles")
    stumbled, broken, missing = result.stderr.splitlines()
    assert stumbled.startswith("article bad: could not be read: ZeroDivisionError")
    assert broken.startswith("broken.jsonl:2: ")
    assert missing.startswith("nowhere.txt: ")


def test_a_warning_does_not_fail_the_run(run: Run, write: Write) -> None:
    result = run("read", write("one", "crown runs Belm.", Published="last Tuesday"))
    assert result.exit_code == 0
    assert result.stderr.startswith("one.txt")
    assert "1 warning" in result.stdout


def test_standard_input_is_a_dash(run: Run, stage: Path) -> None:
    row = json.dumps({"id": "fed", "text": "Arvenia. crown runs Belm.", "published": "2021-03-05"})
    assert run("read", "-", input=row + "\n").stdout.startswith("Read 1 article into accredit.db")


def test_the_ledger_is_an_option_or_a_variable(run: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    name = write("one", "crown runs Belm.")
    run("read", name, "--ledger", "given.db")
    monkeypatch.setenv("ACCREDIT_LEDGER", "variable.db")
    run("read", name)
    assert Path("given.db").exists() and Path("variable.db").exists() and not Path("accredit.db").exists()


@pytest.mark.parametrize(
    ("place", "words"), [("no/such/folder/a.db", "no/such/folder"), ("article.txt", "article.txt")]
)
def test_a_ledger_that_cannot_be_is_one_line(run: Run, write: Write, place: str, words: str) -> None:
    name = write("article", "crown runs Belm.")
    result = run("read", name, "--ledger", place)
    assert result.exit_code == 1 and result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ") and words in line
    assert Path("article.txt").read_text("utf-8").endswith("runs Belm.\n")


def test_a_pack_with_an_error_names_file_and_line(run: Run, write: Write, root: Path, stage: Path) -> None:
    pack = stage / "pack"
    pack.mkdir()
    for source in (root / "accredit" / "packs" / "afghanistan-2021").iterdir():
        (pack / source.name).write_bytes(source.read_bytes())
    rows = (pack / "missions.csv").read_text("utf-8").splitlines()
    rows[2] = rows[2].replace("consulate-general", "teahouse")
    (pack / "missions.csv").write_text("\n".join(rows) + "\n", "utf-8")
    result = run("read", write("one", "crown runs Belm."), "--situation", f"{pack}/")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "missions.csv:3" in line
    assert not Path("accredit.db").exists()


def test_extract_prints_contract_lines_and_nothing_else(run: Run, write: Write, conforms: Conforms) -> None:
    good, bad = (
        write("good", "crown runs Belm. Tovar of crown denies that assembly runs Corro."),
        write("bad", "stumble"),
    )
    result = run("extract", good, bad, "--jsonl")
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert conforms("claim", first)["evidence"]["exact"] == "crown runs Belm."
    assert conforms("claim", second)["polarity"] == "denied"
    assert result.stderr.startswith("article bad: ")
    assert not Path("accredit.db").exists()


def test_extract_lists_claims_in_words(run: Run, write: Write) -> None:
    result = run("extract", write("one", "Tovar of crown denies that assembly runs Corro."))
    assert result.stdout.splitlines() == [
        "one: Evening Lantern · 2021-03-05: 1 claim",
        "  Corro, Corrovia (embassy): denied: run by assembly",
        "    Evening Lantern → Tovar (crown)",
        "    “Tovar of crown denies that assembly runs Corro.”",
    ]


def test_extract_carries_what_utf8_cannot(run: Run, stage: Path) -> None:
    # A lone surrogate in JSON Lines is kept code point for code point, and comes out as an escape.
    (stage / "odd.jsonl").write_text('{"id": "\\ud800", "text": "Arvenia. crown runs Belm."}\n', "utf-8")
    line = run("extract", "odd.jsonl", "--jsonl").stdout
    assert json.loads(line)["article"]["id"] == "\ud800"
    assert "1 claim" in run("extract", "odd.jsonl").stdout
