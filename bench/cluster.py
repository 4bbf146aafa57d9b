"""What a second worker is worth: `python -m bench.cluster`.

One made-up archive is read by one worker and by two, in turn. Times are from the start of `accredit read --cluster` to
its end, without those of starting Ray, which a job on a real cluster does not pay: an empty job of the same kind is
timed and taken off.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.crawl import shown
from bench.crawled.archive import make

ROUNDS = 5
TO_REACH = 1.4
_PIECE = 4_000_000


def seconds(archive: Path, workers: int) -> float:
    """Of one job into a new ledger. Raises RuntimeError where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "accredit", "read", str(archive), "--ledger", f"{folder}/ledger"]
        command += ["--situation", "afghanistan-2021", "--cluster", f"local:{workers}", "--piece", str(_PIECE)]
        begin = time.perf_counter()
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr.strip()[-300:])
    return time.perf_counter() - begin


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where two workers are not worth what they have to be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60_000, help="pages of the archive (60,000)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds ({ROUNDS})")
    parser.add_argument("--markdown", action="store_true", help="print the table of docs/scale.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        archive, empty = Path(folder) / "crawl.warc.gz", Path(folder) / "empty.warc.gz"
        make(archive, min(options.pages, 20_000), times=max(1, options.pages // 20_000))
        make(empty, 20, rare=20)
        found: list[tuple[float, float]] = []
        for _ in range(options.rounds):
            one, two = (seconds(archive, n) - seconds(empty, n) for n in (1, 2))
            found.append((one, two))
    ratios = [one / two for one, two in found]
    table = [
        ("one worker", f"{options.pages / statistics.median(one for one, _ in found):,.0f} pages/s", "", ""),
        (
            "two workers",
            f"{options.pages / statistics.median(two for _, two in found):,.0f} pages/s",
            f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})",
            f"≥ {TO_REACH:g}",
        ),
    ]
    print(shown(table, markdown=options.markdown))
    return 0 if statistics.median(ratios) >= TO_REACH else 1


if __name__ == "__main__":
    sys.exit(main())
