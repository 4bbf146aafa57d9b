"""What only a process of its own shows: Ctrl-C, a reader that leaves, standard input, the demo."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accredit.errors import LedgerError
from accredit.ledger import open_ledger

ACCREDIT = (sys.executable, "-m", "accredit")
TEXT = "The Afghan embassy in Tehran is run by the Taliban, Iran's foreign ministry said on 5 March 2023."

_MANY = 3000
"""Articles enough that a run is still under way when the signal comes."""


def row(name: str) -> str:
    fields = {
        "id": name,
        "outlet": "Invented Wire",
        "published": "2023-03-05",
        "language": "en",
        "text": f"{TEXT} ({name})",
    }
    return json.dumps(fields) + "\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.delenv("ACCREDIT_LEDGER", raising=False)


def test_ctrl_c_keeps_what_was_acknowledged(tmp_path: Path) -> None:
    Path("many.jsonl").write_text("".join(row(str(n)) for n in range(_MANY)), "utf-8")
    with subprocess.Popen(
        [*ACCREDIT, "read", "many.jsonl", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        _wait_for_articles(tmp_path / "accredit.db", 2)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=60)
    assert run.returncode == 130
    assert err == ""
    summary = json.loads(out)
    assert summary["interrupted"] is True
    assert 2 <= summary["read"] < _MANY
    with open_ledger(tmp_path / "accredit.db", create=False) as ledger:
        assert ledger.counts().articles == summary["read"]


def _wait_for_articles(place: Path, least: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if place.exists():
            try:
                with open_ledger(place, create=False) as ledger:
                    if ledger.counts().articles >= least:
                        return
            except LedgerError:
                pass  # it is being made
        time.sleep(0.05)
    raise AssertionError("nothing was read within a minute")


def test_a_reader_that_leaves_is_no_complaint() -> None:
    Path("many.jsonl").write_text("".join(row(str(n)) for n in range(50)), "utf-8")
    with subprocess.Popen(
        [*ACCREDIT, "extract", "many.jsonl", "--jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout and run.stderr
        assert json.loads(run.stdout.readline())["contract"] == 1
        run.stdout.close()
        assert run.stderr.read() == ""
    assert run.returncode != 0


def test_standard_input_to_contract_lines() -> None:
    done = subprocess.run([*ACCREDIT, "extract", "-", "--jsonl"], input=row("fed"), capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    assert claims
    assert {c["article"]["id"] for c in claims} == {"fed"}
    assert all(f"{TEXT} (fed)"[c["evidence"]["start"] : c["evidence"]["end"]] == c["evidence"]["exact"] for c in claims)


def test_what_is_piped_is_utf8_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    Path("one.jsonl").write_text(row("Хорог ’"), "utf-8")
    for arguments in (["extract", "one.jsonl", "--jsonl"], ["extract", "one.jsonl"]):
        done = subprocess.run([*ACCREDIT, *arguments], capture_output=True)
        assert done.returncode == 0
        assert "Хорог ’" in done.stdout.decode("utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_one_line(unbuffered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the words wait in a buffer until the process ends, as they do unless the user asked otherwise."""
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    Path("one.jsonl").write_text(row("1"), "utf-8")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*ACCREDIT, "extract", "one.jsonl", "--jsonl"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr == "accredit: No space left on device\n"


def test_the_demo_ends_with_the_khorog_dossier_within_a_minute() -> None:
    started = time.monotonic()
    done = subprocess.run([*ACCREDIT, "demo"], capture_output=True, text=True)
    assert time.monotonic() - started < 60
    assert (done.returncode, done.stderr) == (0, "")
    assert "SAMPLE" in done.stdout
    status, dossier = done.stdout.split("  af-tj-khorog-consulate-general", 1)
    (row,) = [line for line in status.splitlines() if line.startswith("Khorog") and "→" not in line and "," in line][:1]
    assert "contested" in row
    assert "“" in dossier
    assert list(Path.cwd().iterdir()) == []


def test_the_demo_as_json_and_in_a_ledger_of_its_own(conforms: Callable[[str, str], Any]) -> None:
    done = subprocess.run([*ACCREDIT, "demo", "--json", "--ledger", "demo.db"], capture_output=True, text=True)
    assert done.returncode == 0
    shown = conforms("demo", done.stdout)
    assert all(entry["sample"] for entry in shown["status"])
    assert shown["dossier"]["mission"]["id"] == "af-tj-khorog-consulate-general"
    assert shown["dossier"]["operator"]["standing"] == "contested"
    status = subprocess.run(
        [*ACCREDIT, "status", "--json", "--as-of", "2023-12-31", "--ledger", "demo.db"], capture_output=True, text=True
    )
    assert conforms("status", status.stdout) == shown["status"]
    again = subprocess.run([*ACCREDIT, "demo", "--ledger", "demo.db"], capture_output=True, text=True)
    assert again.returncode == 1 and again.stderr.startswith("accredit: demo.db: ")
