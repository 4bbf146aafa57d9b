"""The table of operators made by hand against what the program answers: `python -m tests.operators.comparing`."""

from __future__ import annotations

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from accredit.answers import verdict
from accredit.ledger import open_ledger
from accredit.pipeline import read_into
from accredit.situation import load
from accredit.verdict import Verdict
from tests.samples.expectations import sample_paths

HERE = Path(__file__).resolve().parent
DEV = HERE.parents[2] / "shared" / "bench" / "claims" / "dev" / "articles.jsonl"
SITUATION = load("afghanistan-2021")
CONTESTED = "contested"
SETS = ("samples", "dev")

Result = Literal["right", "abstained", "wrong"]
"""`wrong`: a value that the table does not give. `abstained`: no value where it gives one, or not why it gives none."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the table says of one mission on one day. `value` is empty where no text supports an answer."""

    set: str
    mission: str
    on: date
    value: str
    leaning: str | None
    disputed: bool

    @property
    def name(self) -> str:
        """The row as a test is named after it."""
        return f"{self.set} {self.mission} {self.on}"


@dataclass(frozen=True, slots=True)
class Compared:
    """A row with the program's answer."""

    row: Row
    verdict: Verdict

    @property
    def answered(self) -> str:
        """The program's answer in the table's words. A dispute that has grown old is still one."""
        disputed = self.verdict.standing in (CONTESTED, "stale") and self.verdict.values
        return self.verdict.value or (CONTESTED if disputed else "")

    @property
    def result(self) -> Result:
        """How it compares. A dispute counts as no answer, and is right where the table has one too."""
        if self.answered == self.row.value:
            return "right"
        return "wrong" if self.verdict.value else "abstained"


def floors() -> dict[str, Any]:
    """What `floors.toml` holds."""
    return tomllib.loads((HERE / "floors.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """The table, in its order. Raises ValueError for a key that is none."""
    table = tomllib.loads((HERE / "operators.toml").read_text("utf-8"))["operator"]
    disputed = {(d["set"], d["mission"], on) for d in floors()["disputed"] for on in d["on"]}
    return tuple(_row(r, disputed) for r in table)


def _row(row: Mapping[str, Any], disputed: set[tuple[str, str, str]]) -> Row:
    if wrong := set(row) - {"set", "mission", "on", "value", "leaning", "reason", "corrected"}:
        raise ValueError(f"{row['mission']} {row['on']}: no key {', '.join(sorted(wrong))}")
    doubtful = (row["set"], row["mission"], row["on"]) in disputed
    on = date.fromisoformat(row["on"])
    return Row(row["set"], row["mission"], on, row["value"], row.get("leaning"), doubtful)


@lru_cache(maxsize=2)
def compared(of: str) -> tuple[Compared, ...]:
    """Every row of a set with the answer from its articles, read into one ledger; known at is open."""
    with TemporaryDirectory() as folder, open_ledger(":memory:") as ledger:
        paths = sample_paths() if of == "samples" else (_dated(Path(folder) / "dev.jsonl"),)
        summary = read_into(ledger, paths, [SITUATION], lambda _: None)
        if summary.problems:
            raise ValueError("; ".join(f"{p.place}: {p.message}" for p in summary.problems))
        return tuple(
            Compared(row, verdict(ledger, SITUATION, row.mission, "operator", as_of=row.on))
            for row in rows()
            if row.set == of
        )


def _dated(path: Path) -> Path:
    """The articles of dev that carry a date of publication."""
    lines = DEV.read_text("utf-8").splitlines()
    path.write_text("\n".join(line for line in lines if json.loads(line)["published"]) + "\n", "utf-8")
    return path


def figures(found: Sequence[Compared]) -> Counter[Result]:
    """How many rows are right, abstained and wrong."""
    return Counter(one.result for one in found)


def report() -> Iterator[str]:
    """Every row that is otherwise, and the counts."""
    for of in SETS:
        if of == "dev" and not DEV.is_file():
            yield f"dev: not measured, the articles are not there: {DEV}"
            continue
        found = compared(of)
        for one in found:
            leaning = one.row.leaning and one.row.leaning != one.verdict.leaning
            if one.result == "right" and not leaning:
                continue
            doubt = ", disputed" if one.row.disputed else ""
            yield f"{one.row.name}: {one.result if one.result != 'right' else 'leaning'}{doubt}"
            yield f"  table:   {one.row.value or '–'}{f' leaning {one.row.leaning}' if one.row.leaning else ''}"
            yield f"  program: {one.answered or '–'} {one.verdict.leaning or ''} ({one.verdict.standing})"
            yield f"  because: {one.verdict.because}"
        counts = figures(found)
        yield f"{of}: {len(found)} rows, " + ", ".join(f"{counts[r]} {r}" for r in ("right", "abstained", "wrong"))


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in report())
