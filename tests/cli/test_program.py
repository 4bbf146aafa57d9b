"""What holds for every command: help, version, one line for a failure, and the exit code."""

from __future__ import annotations

import errno
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner

from accredit.cli import main
from accredit.cli.program import Program
from accredit.errors import LedgerFullError, QuestionError, SituationError

COMMANDS = ("read", "extract", "status", "show", "matrix", "diff", "log", "compare", "panel", "rule", "demo")


def failing(error: BaseException) -> Program:
    """A program whose one command fails."""

    @click.command()
    def fail() -> None:
        raise error

    return Program(name="accredit", commands={"fail": fail})


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (QuestionError("no mission is known as 'x'"), 2, "accredit: no mission is known as 'x'"),
        (LedgerFullError("ledger.db: no room"), 1, "accredit: ledger.db: no room"),
        (SituationError("pack/missions.csv:3: bad"), 1, "accredit: pack/missions.csv:3: bad"),
        (PermissionError(errno.EACCES, "Permission denied", "a.txt"), 1, "accredit: a.txt: Permission denied"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "accredit: No space left on device"),
        (QuestionError("two\nlines"), 2, "accredit: two lines"),
        (KeyboardInterrupt(), 130, "accredit: interrupted"),
    ],
)
def test_a_failure_is_one_line_on_stderr_and_an_exit_code(error: BaseException, code: int, line: str) -> None:
    result = CliRunner().invoke(failing(error), ["fail"])
    assert result.exit_code == code
    assert result.stdout == ""
    assert result.stderr.split("\n")[-2:] == [line, ""]
    assert not result.stderr.removesuffix(f"{line}\n").strip()  # a blank line closes the terminal's ^C


def test_a_defect_of_our_own_is_not_hidden() -> None:
    result = CliRunner().invoke(failing(ZeroDivisionError("a defect")), ["fail"])
    assert isinstance(result.exception, ZeroDivisionError)
    result = CliRunner().invoke(failing(RuntimeError("a defect")), ["fail"])
    assert isinstance(result.exception, RuntimeError)


class _Interrupting:
    """Ctrl-C while a module that is loaded makes a class."""

    def __set_name__(self, owner: type, name: str) -> None:
        raise KeyboardInterrupt


def test_an_interrupt_that_met_the_making_of_a_class_is_told_as_one() -> None:
    """Python up to 3.11 raises a RuntimeError then, with the interrupt as its cause."""

    @click.command()
    def fail() -> None:
        type("Made", (), {"field": _Interrupting()})

    result = CliRunner().invoke(Program(name="accredit", commands={"fail": fail}), ["fail"])
    assert (result.exit_code, result.stdout, result.stderr.strip()) == (130, "", "accredit: interrupted")


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["status", "--nonsense"], ["show"], ["compare", "only-one"], ["read"], ["extract"]]
)
def test_wrong_usage_is_one_line_and_exit_2(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("accredit: ") and "--help" in line


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert f"accredit {command}" in result.stdout.split("Examples:")[1]


def test_version_is_the_packages_own() -> None:
    from accredit.cli.program import version

    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout == f"accredit {version()}\n"
    assert version()[0].isdigit()


def test_without_a_command_the_help_is_shown() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "Examples:" in result.output


def test_starting_is_quick_because_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; from accredit.cli import main\n"
        "heavy = {'trafilatura', 'numpy', 'sqlalchemy', 'rapidfuzz', 'dateparser', 'sentencex', 'rich', 'lxml'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert time.monotonic() - started < 5  # the real figure is a tenth of it; a busy machine must not fail the build


def test_the_module_runs_as_a_program() -> None:
    done = subprocess.run([sys.executable, "-m", "accredit", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("accredit ")
