"""Speed and memory of every export, beside writing bare rows with the same library.

    python -m bench.export --claims 100000

A ledger of invented articles is made once, or given with `--ledger`. Each format is exported in a process of its own,
whose peak memory is printed; its peer, in another process, writes rows that are ready in memory: the same rows, without
ledger, rights or checks. The two take turns; seconds are of processor time, medians of the rounds, and the ratio, with
the least and the greatest of a round, is rows a second against rows a second. What each peer writes, and why formats of
answers have none, is told in `bench/export_peers.py`.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median

import pyarrow as pa

from accredit.export import FORMATS, Options, export, export_folder
from accredit.ledger import open_ledger
from accredit.situation import load
from bench import export_peers, synthetic

SITUATION = "afghanistan-2021"
FLOOR, MEMORY = 0.3, 300
"""What a ratio has to reach, and megabytes to stay under."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One export or one peer: seconds of processor time, and megabytes at the peak."""

    seconds: float
    megabytes: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ledger", type=Path, help="a ledger of bench.synthetic with so many claims, made before")
    parser.add_argument("--format", action="append", choices=list(FORMATS))
    parser.add_argument("--one", nargs=4, metavar=("WHAT", "FORMAT", "LEDGER", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        ran = _one(*given.one)
        print(json.dumps([ran.seconds, ran.megabytes]))
        return
    with tempfile.TemporaryDirectory() as place:
        ledger = given.ledger or Path(place) / "bench.db"
        if given.ledger is None:
            _make(ledger, given.claims)
        print(f"{given.claims:,} claims; to reach: ratio ≥ {FLOOR}, less than {MEMORY} MB")
        print(f"{'format':<16}{'MB':>5}{'seconds':>9}{'a second':>10}{'bare, a second':>16}  ratio")
        for name in given.format or FORMATS:
            print(_measured(name, given.claims, ledger, Path(place), given.rounds), flush=True)


def _make(place: Path, claims: int) -> None:
    situation = load(SITUATION)
    with open_ledger(place) as ledger:
        batch = []
        for told in synthetic.articles(situation, claims):
            batch.append((told.article, [told.reading]))
            if len(batch) == 500:
                ledger.append_all(batch)
                batch = []
        ledger.append_all(batch)


def _measured(name: str, claims: int, ledger: Path, place: Path, rounds: int) -> str:
    """One line of the table."""
    ours, bare = list[Ran](), list[Ran]()
    for number in range(rounds):
        ours.append(_run("export", name, ledger, place / f"ours-{name}-{number}"))
        if name in export_peers.PEERS:
            bare.append(_run("bare", name, ledger, place / f"bare-{name}-{number}"))
    seconds, peak = median(r.seconds for r in ours), max(r.megabytes for r in ours)
    line = f"{name:<16}{peak:>5.0f}{seconds:>9.2f}{claims / seconds:>10,.0f}"
    if not bare:
        return f"{line}{'answers':>16}  –"
    ratios = [b.seconds / o.seconds for o, b in zip(ours, bare, strict=True)]
    bare_rows = claims / median(r.seconds for r in bare)
    return f"{line}{bare_rows:>16,.0f}  {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def _run(what: str, name: str, ledger: Path, out: Path) -> Ran:
    command = [sys.executable, "-m", "bench.export", "--one", what, name, str(ledger), str(out)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Ran(*json.loads(done.stdout))


def _one(what: str, name: str, ledger: str, out: str) -> Ran:
    """One export or its peer. No peer is slowed by the search for cycles among rows that somebody else made."""
    target, situation = Path(out), load(SITUATION)
    if FORMATS[name].folder:
        target.mkdir(exist_ok=True)
    import_module(f"accredit.export.{FORMATS[name].module}")  # what the peer has at hand too
    if name == "parquet":
        pa.array([""])  # pyarrow imports pandas here where there is one; the peer's rows were made with it before
    with open_ledger(ledger, create=False) as opened:
        if what == "bare":
            rows = export_peers.rows(name, opened, situation)
            gc.collect()
            gc.disable()
            start = time.process_time()
            export_peers.PEERS[name](rows, target)
        else:
            start = time.process_time()
            if FORMATS[name].folder:
                export_folder(name, opened, situation, Options(), target)
            else:
                with target.open("wb") as stream:
                    export(name, opened, situation, Options(), stream)
        seconds = time.process_time() - start
    return Ran(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    main()
