"""Speed and memory of every export, beside writing bare rows with the same library.

    python -m bench.export --claims 100000

A ledger of invented articles is made once. Each format is exported in a process of its own, whose peak memory is
printed; its peer, in another process, writes rows that are ready in memory with the same library: the same rows, not
one of ours, without ledger, rights or checks. The ratio is rows a second against rows a second.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from accredit.export import FORMATS, Options, export, export_folder
from accredit.ledger import open_ledger
from accredit.situation import load
from bench import export_peers, synthetic

SITUATION = "afghanistan-2021"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--format", action="append", choices=list(FORMATS))
    parser.add_argument("--one", nargs=4, metavar=("WHAT", "FORMAT", "LEDGER", "OUT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_one(*given.one)))
        return
    with tempfile.TemporaryDirectory() as place:
        ledger = Path(place) / "bench.db"
        _make(ledger, given.claims)
        print(f"{given.claims:,} claims; seconds, claims a second, MB at the peak; the floor of the ratio is 0.3")
        print(f"{'format':<16}{'export':>9}{'a second':>10}{'MB':>7}{'bare':>9}{'a second':>11}{'ratio':>8}")
        for name in given.format or FORMATS:
            ours = _run("export", name, ledger, Path(place) / f"ours-{name}")
            bare = _run("bare", name, ledger, Path(place) / f"bare-{name}") if name in export_peers.PEERS else None
            _line(name, given.claims, ours, bare)


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


def _run(what: str, name: str, ledger: Path, out: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.export", "--one", what, name, str(ledger), str(out)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _one(what: str, name: str, ledger: str, out: str) -> dict[str, float]:
    """Seconds and megabytes of one export or of its peer."""
    target = Path(out)
    if FORMATS[name].folder:
        target.mkdir(exist_ok=True)
    situation = load(SITUATION)
    with open_ledger(ledger, create=False) as opened:
        if what == "bare":
            rows = export_peers.rows(name, opened, situation)
            start = time.perf_counter()
            export_peers.PEERS[name](rows, target)
        else:
            start = time.perf_counter()
            if FORMATS[name].folder:
                export_folder(name, opened, situation, Options(), target)
            else:
                with target.open("wb") as stream:
                    export(name, opened, situation, Options(), stream)
        seconds = time.perf_counter() - start
    return {"seconds": seconds, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _line(name: str, claims: int, ours: dict[str, float], bare: dict[str, float] | None) -> None:
    text = f"{name:<16}{ours['seconds']:>9.2f}{claims / ours['seconds']:>10,.0f}{ours['mb']:>7.0f}"
    if bare:
        text += f"{bare['seconds']:>9.2f}{claims / bare['seconds']:>11,.0f}{bare['seconds'] / ours['seconds']:>8.2f}"
    print(text, flush=True)


if __name__ == "__main__":
    main()
