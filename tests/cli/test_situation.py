"""`accredit situation list` and `check`: what they print, the exit codes, and the schemas of their JSON."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from jsonschema import Draft202012Validator

from accredit.situation import packs_folder, shipped

Run = Callable[..., Result]
Conforms = Callable[[str, str], Any]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of a shipped pack, to spoil."""
    folder = tmp_path / "venezuela-2019"
    shutil.copytree(packs_folder() / "venezuela-2019", folder)
    return folder


def spoil(pack: Path, name: str, old: str, new: str) -> None:
    text = (pack / name).read_text("utf-8")
    assert text.count(old) == 1, "the fault must be one fault"
    (pack / name).write_text(text.replace(old, new), "utf-8")


class TestCheck:
    def test_a_pack_without_a_fault_says_what_it_holds(self, run: Run, pack: Path) -> None:
        result = run("situation", "check", str(pack))
        assert result.exit_code == 0
        assert result.stdout == f"{pack}: no errors, no warnings; 129 missions, 96 people\n"
        assert result.stderr == ""

    def test_a_warning_alone_is_no_failure(self, run: Run, pack: Path) -> None:
        spoil(pack, "situation.toml", '["Caracas", "Maracaibo"', '["Maracaibo"')
        result = run("situation", "check", str(pack))
        assert result.exit_code == 0
        line, last = result.stdout.splitlines()
        assert line.startswith(f"{pack}/situation.toml:") and "warning: the capital 'Caracas'" in line
        assert last.startswith(f"{pack}: no errors, 1 warning; ")

    def test_every_fault_has_its_line_and_an_error_exits_1(self, run: Run, pack: Path) -> None:
        spoil(pack, "situation.toml", "lapse_days = 540", "lapse_days = -1")
        spoil(pack, "missions.csv", "ve-pe-lima-embassy,embassy,PE", "ve-pe-lima-embassy,palace,XX")
        spoil(pack, "people.csv", "Otto Gebauer,,guaido", "Otto Gebauer,,guaidó")
        result = run("situation", "check", str(pack))
        assert result.exit_code == 1
        *faults, last = result.stdout.splitlines()
        assert [line.removeprefix(f"{pack}/").split(":")[0] for line in faults] == [
            "situation.toml", "missions.csv", "missions.csv", "people.csv",
        ]  # fmt: skip
        assert all(": error: " in line for line in faults)
        assert last == f"{pack}: 4 errors, no warnings"

    def test_as_json(self, run: Run, pack: Path, conforms: Conforms) -> None:
        spoil(pack, "people.csv", "Mike Pompeo,,host-state,secretary of state,US", "Mike Pompeo,,host-state,,")
        (pack / "missions.csv").unlink()
        result = run("situation", "check", str(pack), "--json")
        assert result.exit_code == 1
        report = conforms("situation-check", result.stdout)
        assert (report["pack"], report["errors"], report["warnings"]) == (str(pack), 1, 1)
        missing, nowhere = report["faults"]
        said = "No such file or directory"
        assert missing == {"level": "error", "file": "missions.csv", "line": None, "message": said}
        lines = (pack / "people.csv").read_text("utf-8").splitlines()
        assert lines[nowhere["line"] - 1].startswith("Mike Pompeo,")
        assert (nowhere["level"], nowhere["file"]) == ("warning", "people.csv")

    @pytest.mark.parametrize("name", shipped())
    def test_a_shipped_situation_by_its_id(self, run: Run, name: str, conforms: Conforms) -> None:
        result = run("situation", "check", name, "--json")
        assert result.exit_code == 0
        assert conforms("situation-check", result.stdout)["errors"] == 0

    def test_a_folder_without_a_pack_is_one_line(self, run: Run, tmp_path: Path) -> None:
        result = run("situation", "check", str(tmp_path))
        assert (result.exit_code, result.stdout) == (1, "")
        (line,) = result.stderr.splitlines()
        assert line.startswith(f"accredit: no situation '{tmp_path}'")

    def test_control_characters_of_a_pack_do_not_reach_the_terminal(self, run: Run, pack: Path) -> None:
        spoil(pack, "people.csv", "Otto Gebauer,,guaido", "Otto Gebauer,,\x1b[31mguaido")
        assert "\x1b" not in run("situation", "check", str(pack)).stdout


class TestList:
    def test_names_each_with_its_state_and_parties(self, run: Run) -> None:
        result = run("situation", "list")
        assert result.exit_code == 0
        assert "afghanistan-2021: Afghanistan after August 2021\n  AF since 2021-08-15; 71 missions" in result.stdout
        assert "parties maduro, guaido, national-assembly-2015, host-state\n" in result.stdout

    def test_as_json(self, run: Run, conforms: Conforms) -> None:
        listed = conforms("situation-list", run("situation", "list", "--json").stdout)
        assert [entry["id"] for entry in listed] == list(shipped())
        venezuela = next(entry for entry in listed if entry["id"] == "venezuela-2019")
        assert (venezuela["sending"], venezuela["start"], venezuela["missions"]) == ("VE", "2019-01-23", 129)


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    result = run("situation")
    assert result.exit_code == 2
    assert "Examples:" in result.output


@pytest.mark.parametrize("command", [(), ("list",), ("check",)])
def test_every_command_has_help_with_an_example(run: Run, command: tuple[str, ...]) -> None:
    result = run("situation", *command, "--help")
    assert result.exit_code == 0
    assert "accredit situation " in result.stdout.split("Examples:")[1]


@pytest.mark.parametrize("name", ["situation-check", "situation-list"])
def test_a_schema_allows_nothing_unnamed(root: Path, name: str) -> None:
    schema = json.loads((root / "docs" / "schemas" / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    objects = [schema] if schema["type"] == "object" else [schema["items"]]
    objects += [p["items"] for p in objects[0]["properties"].values() if p.get("items", {}).get("type") == "object"]
    for part in objects:
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
