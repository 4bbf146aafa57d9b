"""Who says what, measured on labelled news beside other readers: `python -m bench.attribution`.

The labelled articles and their scorer lie beside the repository. Every reader is given the same
texts, in one process on one thread; seconds are those of the processor, without loading.
`attribution.json` holds floors for accredit's own rows: a figure under its floor fails, and so do
data other than those that the floors were measured on.

`--ours` measures accredit's rows alone, without the environment of the others (bench/peers) and
without speed. `--update` pins today's figures, rounded down to hundredths; it lowers a floor only
with `--lower REASON`.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accredit.extract.attribution import attributions
from accredit.extract.attribution.network import network
from bench.beside import module_at
from bench.peers import HERE, run_there
from bench.peers.attribution import Reader, Spans, parse_rules, parser, textacy_quotations
from bench.quality import ROOT, Measured, Pins, Refused, faults, load, repinned
from bench.speed import Round, in_turn, lines, seconds, theirs

SHARED = ROOT.parent / "shared" / "bench" / "attribution"
DEV = SHARED / "dev"
SCORER = SHARED / "score.py"
PINS = Path(__file__).with_name("attribution.json")
PINNED = ("ar_f1", "indirect_r")
RULES, MODEL = "accredit, rules alone", "accredit, with the model"
NAMES = {RULES: "rules", MODEL: "model"}
"""The rows with floors, and what they are called in the file of floors."""
TO_REACH = {RULES: 0.7, MODEL: 0.35}
"""How many times as fast as spaCy's small pipeline."""
ROUNDS = 5
EACH = 4
"""Speed is measured on every fourth text: enough running text, and a round is seconds."""
MEMORY = "--memory"
MOST_MEMORY = 600
"""Megabytes that a process may hold that reads all of dev with the model."""


@dataclass(frozen=True, slots=True)
class Row:
    """A reader's name, what the scorer says of it, and documents a second."""

    name: str
    scores: Mapping[str, Any]
    speed: float

    @property
    def figures(self) -> dict[str, float]:
        """The figures of the table by name, shares from 0 to 1."""
        kinds = {kind: found["R"] for kind, found in self.scores["recall_by_kind"].items()}
        whole = self.scores["attribution"]
        return {
            "ar_f1": whole["AR-F1"]["F1"],
            "ar_p": whole["AR-F1"]["P"],
            "ar_r": whole["AR-F1"]["R"],
            "direct_r": kinds.get("direct", 0.0),
            "mixed_r": kinds.get("mixed", 0.0),
            "indirect_r": kinds.get("indirect", 0.0),
            "content": whole["content~"]["F1"],
            "exact": whole["AR-exact"]["F1"],
        }


def gold() -> dict[str, tuple[str, list[list[Spans]]]]:
    """Text and labels of each article; DEV and SCORER must exist."""
    found: dict[str, tuple[str, list[list[Spans]]]] = module_at(SCORER).load_gold(str(DEV))
    return found


def measured(name: str, reader: Reader) -> Row:
    """Reads every article and scores what comes out."""
    articles = gold()
    found: dict[str, list[Spans]] = {}

    def read() -> None:
        for each, (text, _) in articles.items():
            found[each] = reader(text)

    took = seconds(read)
    triples = [(text, labels[0], found[each]) for each, (text, labels) in articles.items()]
    return Row(name, module_at(SCORER).score(triples), len(articles) / took)


def ours(*, rules_only: bool) -> Reader:
    """accredit's reader, in the scorer's shape."""

    def read(text: str) -> list[Spans]:
        return [
            {role: [list(span) for span in getattr(one, role)] for role in ("source", "cue", "content")}
            for one in attributions(text, rules_only=rules_only)
        ]

    return read


def readers(*, peers: bool) -> dict[str, Reader]:
    """The readers that are there, by the names of their rows. The model's is loaded."""
    out: dict[str, Reader] = {}
    if peers:
        nlp = parser()
        out["textacy direct_quotations, by paragraph"] = textacy_quotations(nlp)
        out["rules over a spaCy parse"] = parse_rules(nlp, SHARED / "peers" / "rules_peer.py")
    out[RULES] = ours(rules_only=True)
    if network() is not None:
        out[MODEL] = ours(rules_only=False)
    return out


def digest() -> str:
    """SHA-256, in hex, over the names and bytes of the labelled articles."""
    whole = hashlib.sha256()
    for path in sorted(p for p in DEV.rglob("*") if p.is_file()):
        whole.update(path.relative_to(DEV).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def result(row: Row) -> Measured:
    """A row as the floors know it."""
    low, high = row.scores["AR-F1_95%"]
    return Measured(NAMES[row.name], digest(), row.figures, (low, high), row.scores["articles"])


def rounded_down(one: Measured) -> Measured:
    """Its figures in whole hundredths: another processor rounds otherwise, and a floor should not break on that."""
    whole = {name: math.floor(round(value * 100, 9)) for name, value in one.figures.items()}
    return replace(one, figures={name: value / 100 for name, value in whole.items()})


_COLUMNS = {
    "P": "ar_p",
    "R": "ar_r",
    "direct": "direct_r",
    "mixed": "mixed_r",
    "indirect": "indirect_r",
    "content~": "content",
    "AR-exact": "exact",
}


def table(rows: Sequence[Row]) -> str:
    """One line a reader."""
    width = max(len("reader"), *(len(row.name) for row in rows))
    head = "".join(f"{name:>{max(7, len(name) + 2)}}" for name in _COLUMNS)
    out = [f"{'reader':{width}}  {'AR-F1':>5} {'(95 %)':11}{head}{'docs/s':>8}"]
    for row in rows:
        low, high = row.scores["AR-F1_95%"]
        figures = row.figures
        cells = "".join(f"{figures[of]:{max(7, len(name) + 2)}.3f}" for name, of in _COLUMNS.items())
        out.append(f"{row.name:{width}}  {figures['ar_f1']:.3f} ({low:.2f}–{high:.2f}){cells}{row.speed:8.1f}")
    return "\n".join(out)


def speed(names: Sequence[str]) -> list[str]:
    """Words a second of accredit's readers and of spaCy's whole small pipeline, in turn, on the same running text."""
    texts = [text for text, _ in gold().values()][::EACH]
    count = sum(len(text.split()) for text in texts)

    def reading(name: str) -> Callable[[], None]:
        def read() -> None:
            for text in texts:
                attributions(text, rules_only=name == RULES)

        return read

    taken = in_turn([theirs(texts), *map(reading, names)], ROUNDS)
    out = [f"texts: {len(texts)}, {count:,} words"]
    for place, name in enumerate(names, 1):
        pairs = [Round(times[place], times[0]) for times in taken]
        out += [line for line in lines(count, pairs, name, TO_REACH[name]) if line not in out]
    return out


def most_memory() -> float | None:
    """The most megabytes that this process has held; None where the system does not tell.

    Not `ru_maxrss`: on Linux a process begins with that of whoever started it.
    """
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except FileNotFoundError:
        return None
    held = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(held.split()[1]) * 1024 / 1e6


def read_all() -> None:
    """Reads all of dev with the model and says how much memory that took."""
    for path in sorted((DEV / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as text:
            attributions(text.read())
    held = most_memory()
    print("memory not measured: this system does not tell" if held is None else memory_words(held))


def memory_words(held: float) -> str:
    """One line for the table's end."""
    return f"{MODEL}, all articles in one process: {held:.0f} MB at the most, to stay under: {MOST_MEMORY}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, compares; 1 when something is under its floor or refused."""
    parsed = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parsed.add_argument("--ours", action="store_true", help="accredit's rows alone")
    parsed.add_argument("--update", action="store_true", help="pin today's figures as floors")
    parsed.add_argument("--lower", metavar="REASON", help="with --update: let floors fall, for this reason")
    for flag in (HERE, MEMORY):
        parsed.add_argument(flag, action="store_true", help=argparse.SUPPRESS)
    options = parsed.parse_args(arguments)
    for needed in (SCORER, DEV):
        if not needed.exists():
            print(f"attribution not measured: {needed} is not there")
            return 0
    if options.memory:
        read_all()
        return 0
    if not (options.here or options.ours):
        update = ["--update"] if options.update else []
        lower = ["--lower", options.lower] if options.lower else []
        return run_there("bench.attribution", [*update, *lower], "attribution")
    there = readers(peers=not options.ours)
    rows = [measured(name, reader) for name, reader in there.items()]
    print(table(rows))
    names = [name for name in NAMES if name in there]
    if MODEL not in names:
        print(f"{MODEL}: not measured, its files are not there")
    if not options.ours:
        print("\n" + "\n".join(speed(names)))
        if MODEL in names:
            sys.stdout.flush()
            subprocess.run([sys.executable, "-m", "bench.attribution", MEMORY], cwd=ROOT, check=True)
    return compared([result(row) for row in rows if row.name in NAMES], options.update, options.lower)


def compared(results: Sequence[Measured], update: bool, reason: str | None) -> int:
    """Holds the results to their floors, after pinning them when asked; 1 when that fails."""
    pins: Pins = load(PINS)
    if update:
        try:
            pins = repinned(pins, list(map(rounded_down, results)), reason, PINNED)
        except Refused as refused:
            print(refused, file=sys.stderr)
            return 1
        PINS.write_text(pins.text(), "utf-8")
    found = faults(pins, results)
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
