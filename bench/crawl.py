"""How fast archives are read, one page in a thousand of interest: `python -m bench.crawl`.

In one run, over one made-up archive: bare fastwarc, which unpacks every record and looks at none; `accredit read`, from
the start of the process to the end of its summary, into a new ledger; trafilatura on every page, timed on the first of
them. Then `accredit read` over an archive of ten times the size, for its memory. Times are those of the wall: what has
to be known is when it is done.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.crawled.archive import make
from bench.crawled.processes import Watch

ROUNDS = 3
SAMPLE = 200
OF_BARE = 0.5
OF_CAREFUL = 20.0
MOST_MEMORY = 500_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """One reading by accredit: seconds, and the most bytes that all its processes held at once."""

    seconds: float
    memory: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, in pages a second and bytes."""

    pages: int
    interesting: int
    size: int
    bare: tuple[float, ...]
    ours: tuple[float, ...]
    careful: float
    memory: int
    memory_ten: int
    ours_ten: float

    @property
    def of_bare(self) -> list[float]:
        """Our speed against bare fastwarc's, round by round."""
        return [ours / bare for ours, bare in zip(self.ours, self.bare, strict=True)]

    @property
    def of_careful(self) -> list[float]:
        """Our speed against trafilatura's."""
        return [ours / self.careful for ours in self.ours]


def bare(archive: Path) -> int:
    """Iterate with fastwarc as it comes; how many pages there are."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    return sum(1 for _ in ArchiveIterator(str(archive), record_types=WarcRecordType.response))


def careful(archive: Path, sample: int) -> int:
    """Iterate with fastwarc and extract with trafilatura; how many pages were given."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from trafilatura import extract

    seen = 0
    for record in islice(ArchiveIterator(str(archive), record_types=WarcRecordType.response), sample):
        extract(record.reader.read().decode("utf-8", "replace"))
        seen += 1
    return seen


def ours(archive: Path, expected: int) -> Run:
    """`accredit read` into a new ledger. Raises RuntimeError where it does not keep what is of interest."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "accredit", "read", str(archive), "--ledger", f"{folder}/ledger"]
        begin = time.perf_counter()
        process = subprocess.Popen(
            [*command, "--situation", "afghanistan-2021"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        with Watch(process.pid) as watch:
            out, _ = process.communicate()
        seconds = time.perf_counter() - begin
    kept = int(next(line.split()[1] for line in out.splitlines() if line.startswith("Read ")))
    if kept < expected:
        raise RuntimeError(f"{kept} articles were kept of {expected} of interest")
    return Run(seconds, watch.most)


def timed(act: Callable[[], Any]) -> float:
    """Seconds of the wall that it takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def measured(folder: Path, pages: int, ten: int, rounds: int) -> Figures:
    """Makes the archives and measures, the peers in turn."""
    archive = folder / "crawl.warc.gz"
    interesting = make(archive, pages)
    bare(archive)  # the file is in the memory of the system for all
    rows = [(pages / timed(lambda: bare(archive)), ours(archive, interesting)) for _ in range(rounds)]
    slow = SAMPLE / timed(lambda: careful(archive, SAMPLE))
    size = archive.stat().st_size
    large, memory_ten, ours_ten = folder / "ten.warc.gz", 0, 0.0
    if ten > 1:
        run = ours(large, make(large, pages, times=ten))
        memory_ten, ours_ten = run.memory, pages * ten / run.seconds
    return Figures(
        pages,
        interesting,
        size,
        tuple(speed for speed, _ in rows),
        tuple(pages / run.seconds for _, run in rows),
        slow,
        max(run.memory for _, run in rows),
        memory_ten,
        ours_ten,
    )


def rows(found: Figures, ten: int) -> list[tuple[str, str, str, str]]:
    """What, figure, ratio, what is to be reached."""
    of_bare, of_careful = found.of_bare, found.of_careful
    return [
        ("bare fastwarc", f"{statistics.median(found.bare):,.0f} pages/s", "", ""),
        ("accredit read", f"{statistics.median(found.ours):,.0f} pages/s", _ratio(of_bare), f"≥ {OF_BARE:g}"),
        (f"trafilatura on {SAMPLE} pages", f"{found.careful:,.0f} pages/s", _ratio(of_careful), f"≥ {OF_CAREFUL:g}"),
        ("memory of all processes", f"{found.memory / 1e6:,.0f} MB", "", f"< {MOST_MEMORY / 1e6:,.0f} MB"),
        (f"memory at {ten} times the size", f"{found.memory_ten / 1e6:,.0f} MB", "", f"< {MOST_MEMORY / 1e6:,.0f} MB"),
        (f"accredit read at {ten} times the size", f"{found.ours_ten:,.0f} pages/s", "", ""),
    ]


def _ratio(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def shown(table: Sequence[Sequence[str]], *, markdown: bool) -> str:
    """The table, for the terminal or for a page."""
    if markdown:
        head = ["| what | figure | accredit against it | to reach |", "| --- | --- | --- | --- |"]
        return "\n".join(head + [f"| {' | '.join(row)} |" for row in table])
    widths = [max(len(row[at]) for row in table) for at in range(len(table[0]))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where one is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000, help="pages of the archive (20,000)")
    parser.add_argument("--times", type=int, default=10, help="the size of the large archive; 1: none (10)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds ({ROUNDS})")
    parser.add_argument("--markdown", action="store_true", help="print the table of docs/scale.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        found = measured(Path(folder), options.pages, options.times, options.rounds)
    print(
        f"{found.pages:,} pages, {found.size / 1e6:,.0f} MB, {found.interesting} of interest; {os.cpu_count()} cores\n"
    )
    print(shown(rows(found, options.times), markdown=options.markdown))
    fast = statistics.median(found.of_bare) >= OF_BARE and statistics.median(found.of_careful) >= OF_CAREFUL
    return 0 if fast and max(found.memory, found.memory_ten) < MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
