"""The pages on formats show what the program writes, and the commands of "how do I" run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from accredit.cli import main
from accredit.export import FORMATS
from accredit.ledger import Ledger, open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from tests.export.pages import PAGES, example, fill, updated

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def dispatches() -> Iterator[Ledger]:
    with open_ledger(":memory:") as ledger:
        fill(ledger)
        yield ledger


def test_every_format_has_a_page() -> None:
    assert {name for names in PAGES.values() for name in names} == set(FORMATS)
    index = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert [page for page in PAGES if f"(export-{page}.md)" not in index] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_example_is_what_the_program_writes(page: str, dispatches: Ledger) -> None:
    """`python -m tests.export.pages` writes them anew."""
    text = (ROOT / "docs" / f"export-{page}.md").read_text("utf-8")
    assert text == updated(text, example(page, dispatches))


def test_the_commands_of_how_do_i_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "how-do-i.md").read_text("utf-8")
    commands = [line for block in re.findall(r"^```\n(.*?)^```", page, re.M | re.S) for line in block.splitlines()]
    assert len(commands) >= 12
    with open_ledger(tmp_path / "accredit.db") as ledger:
        samples = sorted((ROOT / "accredit" / "samples").glob("*.txt"))
        read_into(ledger, samples, [load("afghanistan-2021")], lambda _: None)
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "page.txt").write_text(samples[0].read_text("utf-8"), "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        done = CliRunner().invoke(main, shlex.split(command)[1:])
        assert done.exit_code == 0, (command, done.output)
