"""docs/situations.md: its pack is built here from the page, and its commands print what the page says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]

_FILE = re.compile(r"^`([\w./-]+\.\w+)`\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SESSION = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SLIPS = {
    "situation.toml": ('sending = "MC"', 'sending = "XX"', '"royal government"', '"the assembly"'),
    "missions.csv": (",consulate,", ",consul,"),
    "people.csv": (",crown,", ",clown,"),
}
"""What the page says of `packs/hasty`: pairs of what stands in the sound pack and what in the hasty one."""


@pytest.fixture
def page(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page, in a folder with the files that it tells to write."""
    text = (root / "docs" / "situations.md").read_text("utf-8")
    for name, content in _FILE.findall(text):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, "utf-8")
    (tmp_path / "packs" / "hasty").mkdir()
    for name, slips in SLIPS.items():
        content = (tmp_path / "packs" / "monaco" / name).read_text("utf-8")
        for old, new in zip(slips[::2], slips[1::2], strict=True):
            assert content.count(old) == 1, f"one slip each: {old}"
            content = content.replace(old, new)
        (tmp_path / "packs" / "hasty" / name).write_text(content, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ACCREDIT_LEDGER", raising=False)
    return text


def commands(page: str) -> list[tuple[str, list[str]]]:
    """Each command of the page with the lines that it prints; the last is "…" where the page leaves off."""
    found: list[tuple[str, list[str]]] = []
    for session in _SESSION.findall(page):
        for line in session.splitlines():
            if line.startswith("$ accredit "):
                found.append((line.removeprefix("$ accredit "), []))
            else:
                found[-1][1].append(line)
    return found


def test_every_command_prints_what_the_page_says(page: str, run: Run) -> None:
    told = commands(page)
    assert [line.split()[0] for line, _ in told] == ["situation", "situation", "read", "show"]
    for line, expected in told:
        result = run(*line.split())
        printed = result.stdout.splitlines()
        if expected[-1] == "…":
            expected = expected[:-1]
            printed = printed[: len(expected)]
        assert printed == expected, line
        assert result.exit_code == (1 if "hasty" in line else 0)


def test_every_key_and_column_is_told(page: str) -> None:
    from accredit.situation.check_table import KEYS, PARTY_KEYS
    from accredit.situation.source import MISSION_COLUMNS, PEOPLE_COLUMNS

    named = set(re.findall(r"`([\w\[\]]+)`", page))
    assert {*KEYS, *PARTY_KEYS, *MISSION_COLUMNS, *PEOPLE_COLUMNS} - {"groups", "parties"} <= named
    assert {"[groups]", "[[parties]]"} <= named
