"""`accredit export` and `accredit bundle`: where they write, what they say, and the exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from accredit.cli import main
from accredit.ledger import open_ledger
from accredit.pipeline import read_into
from accredit.situation import load

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "accredit" / "samples"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("cli") / "s.db"
    with open_ledger(place) as opened:
        read_into(opened, [SAMPLES / "08-khorog-visit.txt"], [load("afghanistan-2021")], lambda _: None)
    return str(place)


def run(ledger: str, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--ledger", ledger])


def test_a_file_is_written_and_the_cursor_told(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    done = run(ledger, "export", "jsonl", "--include-samples", "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Next time: --since 20" in done.stderr
    assert [json.loads(line)["sample"] for line in out.read_text("utf-8").splitlines()].count(True) > 0
    cursor = done.stderr.rpartition("--since ")[2].strip()
    again = run(ledger, "export", "jsonl", "--include-samples", "--since", cursor)
    assert (again.exit_code, again.stdout) == (0, "")


def test_a_failure_leaves_nothing_half_written(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / "claims.jsonl"
    out.write_text("what stood here")
    done = run(ledger, "export", "jsonl", "--out", str(out))
    assert done.exit_code == 2 and "--include-samples" in done.stderr and done.stderr.count("\n") == 1
    assert out.read_text() == "what stood here" and list(tmp_path.iterdir()) == [out]


def test_a_folder_must_be_new_or_empty(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / "claims"
    assert run(ledger, "export", "csv", "--include-samples", "--out", str(out)).exit_code == 0
    assert (out / "datapackage.json").is_file() and sorted(p.name for p in tmp_path.iterdir()) == ["claims"]
    done = run(ledger, "export", "csv", "--include-samples", "--out", str(out))
    assert done.exit_code == 2 and "is there already" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "csv", "--include-samples"), "give --out PATH"),
        (("export", "jsonl", "--include-samples", "--leave-samples-out"), "give one of them"),
        (("export", "jsonl", "--as-of", "2023"), "--as-of"),
        (("export", "jsonl", "--mission", "Atlantis"), "Atlantis"),
        (("export", "jsonl", "--mission", "Germany"), "is a state"),
        (("export", "quickstatements", "--item", "taliban=42"), "taliban=Q1234"),
        (("export", "geojson", "--item", "taliban=Q42"), "goes with quickstatements"),
        (("export", "yaml"), "yaml"),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_line(words: tuple[str, ...], told: str, ledger: str) -> None:
    done = run(ledger, *words)
    assert done.exit_code == 2 and told in done.stderr and "Traceback" not in done.output


def test_a_bundle_prints_both_hashes_and_a_citation_with_them(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / "khorog.zip"
    day = ("--as-of", "2023-12-31", "--include-samples")
    done = run(ledger, "bundle", "khorog", "--out", str(out), "--json", *day)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    schema = json.loads((ROOT / "docs" / "schemas" / "bundle.json").read_text("utf-8"))
    jsonschema.validate(found, schema)
    assert found["root"] in found["citation"] and found["sha256"] in found["citation"]
    again = run(ledger, "bundle", "khorog", "--out", str(tmp_path / "two.zip"), *day)
    assert found["root"] in again.stdout and found["sha256"] in again.stdout
    assert run(ledger, "bundle", "khorog", "--out", str(out), *day).exit_code == 2  # nothing is overwritten


def test_a_bundle_is_of_one_mission(ledger: str, tmp_path: Path) -> None:
    done = run(ledger, "bundle", "Germany", "--out", str(tmp_path / "x.zip"))
    assert done.exit_code == 2 and "is a state" in done.stderr
