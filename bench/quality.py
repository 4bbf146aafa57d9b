"""Scores the extraction on labelled articles and compares it with pinned floors: `python -m bench.quality`.

Each set is a folder with `articles.jsonl` and `gold.jsonl`. `accredit extract` reads the
articles; the scorer beside the shared sets compares. `quality.json` holds, for each set,
the digest of its data and the floors of its figures. A figure under its floor fails, and
so do data other than those that the floors were measured on.

`--update` pins today's figures. It raises floors; it lowers one only with `--lower REASON`,
and the reason stays in the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "bench" / "claims"
SCORER = SHARED / "score.py"
PINS = Path(__file__).with_name("quality.json")
PINNED = ("claim_f1", "clean_negatives")
"""The figures that get a floor when a set is pinned for the first time. The shares among matched claims
are not among them: they may fall when more claims match, which is no loss."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled set: its name, its folder, and whether every predicate is scored."""

    name: str
    folder: Path
    all_predicates: bool = False


SETS = (
    Labelled("seeds", SHARED / "seeds", all_predicates=True),
    Labelled("dev", SHARED / "dev"),
    Labelled("own-a", ROOT / "tests" / "gold" / "a"),
    Labelled("own-b", ROOT / "tests" / "gold" / "b"),
    Labelled("own-c", ROOT / "tests" / "gold" / "c"),
    Labelled("none", ROOT / "tests" / "gold" / "none"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one set: shares from 0 to 1, and counts. `interval` is the 95 % interval of `claim_f1`."""

    name: str
    digest: str
    figures: Mapping[str, float]
    interval: tuple[float, float]
    articles: int


@dataclass(frozen=True, slots=True)
class Pins:
    """What `quality.json` holds: a digest and floors for each set, and what was lowered and why."""

    sets: Mapping[str, Mapping[str, Any]]
    lowered: tuple[Mapping[str, Any], ...]

    def text(self) -> str:
        """The file's text."""
        whole = {"sets": self.sets, "lowered": list(self.lowered)}
        return json.dumps(whole, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


class Refused(Exception):
    """A floor would fall, and nobody said why."""


def load(path: Path) -> Pins:
    """The pins in a file."""
    whole = json.loads(path.read_text("utf-8"))
    return Pins(whole["sets"], tuple(whole["lowered"]))


def digest_of(folder: Path) -> str:
    """SHA-256, in hex, over the SHA-256 of the articles and that of the gold."""
    parts = (hashlib.sha256((folder / name).read_bytes()).digest() for name in ("articles.jsonl", "gold.jsonl"))
    return hashlib.sha256(b"".join(parts)).hexdigest()


def measure(one: Labelled, work: Path) -> Measured:
    """Extracts and scores one set; `work` is a folder for the claims. Raises CalledProcessError with stderr shown."""
    claims = work / f"{one.name}.jsonl"
    articles = one.folder / "articles.jsonl"
    extract = [sys.executable, "-m", "accredit", "extract", str(articles), "--jsonl", "--situation", "afghanistan-2021"]
    with claims.open("wb") as out:
        subprocess.run(extract, stdout=out, check=True, cwd=ROOT)
    wide = ["--all-predicates"] if one.all_predicates else []
    score = [sys.executable, str(SCORER), str(one.folder / "gold.jsonl"), str(claims), "--json", *wide]
    printed = subprocess.run(score, stdout=subprocess.PIPE, check=True, text=True).stdout
    row = json.loads(printed.splitlines()[-1])
    figures = {
        "claim_p": row["claim"]["p"],
        "claim_r": row["claim"]["r"],
        "claim_f1": row["claim"]["f1"],
        "lenient_f1": row["lenient"]["f1"],
        "source": row["source"],
        "date": row["date"],
        "evidence": row["evidence"],
        "clean_negatives": row["clean_negatives"],
    }
    return Measured(one.name, digest_of(one.folder), figures, (row["ci"][0], row["ci"][1]), row["articles"])


def faults(pins: Pins, results: Sequence[Measured]) -> list[str]:
    """One line for each figure under its floor, and for each set whose data are not those of its floors."""
    out = []
    for result in results:
        pin = pins.sets.get(result.name)
        if pin is None:
            out.append(f"{result.name}: no floors are pinned (see --update)")
        elif pin["digest"] != result.digest:
            out.append(f"{result.name}: the data have changed since the floors were pinned (see --update)")
        else:
            out += [
                f"{result.name}: {figure} is {result.figures[figure]:g}, under its floor {floor:g}"
                for figure, floor in pin["floors"].items()
                if result.figures[figure] < floor
            ]
    return out


def repinned(pins: Pins, results: Sequence[Measured], reason: str | None, pinned: Sequence[str] = PINNED) -> Pins:
    """The pins with today's figures as floors; a set that had none gets those of `pinned`.

    Raises Refused when a floor would fall and `reason` is empty; with a reason, the fall is recorded.
    """
    why = (reason or "").strip()
    sets, lowered = dict(pins.sets), list(pins.lowered)
    for result in results:
        before = sets[result.name]["floors"] if result.name in sets else dict.fromkeys(pinned, 0.0)
        after = {figure: result.figures[figure] for figure in before}
        for figure, floor in before.items():
            if after[figure] < floor:
                if not why:
                    fall = f"{result.name}: {figure} would fall from {floor:g} to {after[figure]:g}"
                    raise Refused(f"{fall}; say why with --lower")
                row = {"set": result.name, "figure": figure, "from": floor, "to": after[figure], "reason": why}
                lowered.append(row)
        sets[result.name] = {"digest": result.digest, "floors": after}
    return Pins(sets, tuple(lowered))


def table(pins: Pins, results: Sequence[Measured]) -> str:
    """One line a set: precision, recall, F1 with its interval, and of the matched claims source, date, evidence."""
    rates = f"{'P':>7}{'R':>7}{'F1':>7} {'(95 %)':13}{'source':>7}{'date':>6}{'evid.':>6}{'clean':>6}"
    lines = [f"{'set':8}{'articles':>9}{rates}  floors"]
    for result in results:
        low, high = result.interval
        floors = pins.sets.get(result.name, {}).get("floors", {})
        lines.append(
            f"{result.name:8}{result.articles:9}"
            + "".join(_figure(result, f"claim_{name}", 7, 3) for name in ("p", "r", "f1"))
            + f" {f'({low:.2f}–{high:.2f})':13}"
            + _figure(result, "source", 7, 2)
            + _figure(result, "date", 6, 2)
            + _figure(result, "evidence", 6, 2)
            + _figure(result, "clean_negatives", 6, 0)
            + "  "
            + " ".join(f"{figure}≥{floor:g}" for figure, floor in floors.items())
        )
    return "\n".join(lines)


def _figure(result: Measured, name: str, width: int, digits: int) -> str:
    value = result.figures.get(name)
    return f"{'–':>{width}}" if value is None else f"{value:{width}.{digits}f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, compare; with `--update`, pin. 1 when something is under its floor or refused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="pin today's figures as floors")
    parser.add_argument("--lower", metavar="REASON", help="with --update: let floors fall, for this reason")
    names = [one.name for one in SETS]
    parser.add_argument("--set", action="append", choices=names, help="measure this set only; may be given again")
    options = parser.parse_args(arguments)
    if not SCORER.exists():
        print(f"quality not measured: {SCORER} is not there")
        return 0
    pins = load(PINS)
    with tempfile.TemporaryDirectory() as work:
        results = [measure(one, Path(work)) for one in SETS if one.name in (options.set or names)]
    if options.update:
        try:
            pins = repinned(pins, results, options.lower)
        except Refused as refused:
            print(table(pins, results))
            print(refused, file=sys.stderr)
            return 1
        PINS.write_text(pins.text(), "utf-8")
    print(table(pins, results))
    found = faults(pins, results)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
