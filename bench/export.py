"""Speed and memory of every export, beside writing bare rows with the same library.

    python -m bench.export --claims 100000

A ledger of invented articles is made once, or given with `--ledger`. Each format is exported in a run of its own, by as
many processes as `accredit export` takes here (`--processes`: by so many); its peer, in another run, writes rows that
are ready in memory: the same rows, without ledger, rights or checks. The two take turns. Seconds are of the clock, from
the call to the last byte, with the start of the processes that help; medians of the rounds. The ratio, with the least
and the greatest of a round, is rows a second against rows a second. Megabytes are the peaks of all processes of an
export together. What each peer writes, and why formats of answers have none, is told in `bench/export_peers.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from accredit.export import FORMATS
from accredit.export.sharing import available
from accredit.ledger import open_ledger
from accredit.situation import load
from bench import export_peers, export_run, synthetic

FLOOR, MEMORY = 0.3, 300
"""What a ratio has to reach, and megabytes to stay under."""


@dataclass(frozen=True, slots=True)
class Ran:
    """One export or one peer: seconds of the clock, and megabytes at the peak."""

    seconds: float
    megabytes: float


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ledger", type=Path, help="a ledger of bench.synthetic with so many claims, made before")
    parser.add_argument("--format", action="append", choices=list(FORMATS))
    parser.add_argument("--processes", type=int, default=available())
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        ledger = given.ledger or Path(place) / "bench.db"
        if given.ledger is None:
            _make(ledger, given.claims)
        print(f"{given.claims:,} claims, {given.processes} processes; to reach: ratio ≥ {FLOOR}, less than {MEMORY} MB")
        print(f"{'format':<16}{'MB':>5}{'seconds':>9}{'a second':>10}{'bare, a second':>16}  ratio")
        for name in given.format or FORMATS:
            print(_measured(name, given, ledger, Path(place)), flush=True)


def _make(place: Path, claims: int) -> None:
    situation = load(export_run.SITUATION)
    with open_ledger(place) as ledger:
        batch = []
        for told in synthetic.articles(situation, claims):
            batch.append((told.article, [told.reading]))
            if len(batch) == 500:
                ledger.append_all(batch)
                batch = []
        ledger.append_all(batch)


def _measured(name: str, given: argparse.Namespace, ledger: Path, place: Path) -> str:
    """One line of the table."""
    claims = given.claims
    ours, bare = list[Ran](), list[Ran]()
    for number in range(given.rounds):
        ours.append(_run(given.processes, name, ledger, place / f"ours-{name}-{number}"))
        if name in export_peers.PEERS:
            bare.append(_run(0, name, ledger, place / f"bare-{name}-{number}"))
    seconds, peak = median(r.seconds for r in ours), max(r.megabytes for r in ours)
    line = f"{name:<16}{peak:>5.0f}{seconds:>9.2f}{claims / seconds:>10,.0f}"
    if not bare:
        return f"{line}{'answers':>16}  –"
    ratios = [b.seconds / o.seconds for o, b in zip(ours, bare, strict=True)]
    bare_rows = claims / median(r.seconds for r in bare)
    return f"{line}{bare_rows:>16,.0f}  {median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"


def _run(processes: int, name: str, ledger: Path, out: Path) -> Ran:
    # Not as a module: processes that help would import it again.
    script = "import sys; from bench.export_run import one; one(*sys.argv[1:])"
    command = [sys.executable, "-c", script, str(processes), name, str(ledger), str(out)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Ran(*json.loads(done.stdout))


if __name__ == "__main__":
    main()
