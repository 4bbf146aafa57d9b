"""How fast archives are read, one page in a thousand of interest: `python -m bench.crawl`.

In one run, over one made-up archive of 200,000 pages, 20,000 of them different: bare fastwarc, which unpacks every
record, parses its header lines, reads its body and looks at none; `accredit read`, from the start of the process to the
end of its summary, into a new ledger; trafilatura on every page, timed on the first of them; in turn, round by round.
Its memory is also that over a tenth of the pages. One page in a thousand more names the state in passing. Times are
those of the wall: what has to be known is when it is done. accredit uses the cores that there are (up to three
processes look through the archive, one takes apart what passes, one extracts and writes), fastwarc and trafilatura one.
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
    """What was measured over the large archive: pages a second of each reader, round by round; memory at both sizes."""

    pages: int
    interesting: int
    size: int
    bare: tuple[float, ...]
    ours: tuple[float, ...]
    careful: tuple[float, ...]
    memory_small: int
    memory: int

    @property
    def of_bare(self) -> list[float]:
        """Our speed against bare fastwarc's, round by round."""
        return [ours / bare for ours, bare in zip(self.ours, self.bare, strict=True)]

    @property
    def of_careful(self) -> list[float]:
        """Our speed against trafilatura's, round by round."""
        return [ours / careful for ours, careful in zip(self.ours, self.careful, strict=True)]


def bare(archive: Path) -> int:
    """Iterate with fastwarc as it comes and read each body; how many pages have one."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    records = ArchiveIterator(str(archive), record_types=WarcRecordType.response)
    return sum(1 for record in records if record.reader.read())


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


def measured(folder: Path, pages: int, times: int, rounds: int) -> Figures:
    """Makes a small archive and one that is `times` as large, and measures; the peers in turn over the large one."""
    small, large = folder / "small.warc.gz", folder / "large.warc.gz"
    memory_small = ours(small, make(small, pages)).memory
    interesting = make(large, pages, times=times)
    pages *= times
    careful(large, 1)  # it is loaded
    bare(large)  # the file is in the memory of the system for all, where it has room
    found = [
        (
            pages / timed(lambda: bare(large)),
            ours(large, interesting),
            SAMPLE / timed(lambda: careful(large, SAMPLE)),
        )
        for _ in range(rounds)
    ]
    return Figures(
        pages,
        interesting,
        large.stat().st_size,
        tuple(speed for speed, _, _ in found),
        tuple(pages / run.seconds for _, run, _ in found),
        tuple(speed for _, _, speed in found),
        memory_small,
        max(run.memory for _, run, _ in found),
    )


def rows(found: Figures, times: int) -> list[tuple[str, str, str, str]]:
    """What, figure, ratio, what is to be reached."""
    most = f"< {MOST_MEMORY / 1e6:,.0f} MB"
    return [
        ("bare fastwarc", f"{statistics.median(found.bare):,.0f} pages/s", _ratio(found.of_bare), f"≥ {OF_BARE:g}"),
        (
            f"trafilatura, {SAMPLE} pages",
            f"{statistics.median(found.careful):,.0f} pages/s",
            _ratio(found.of_careful),
            f"≥ {OF_CAREFUL:g}",
        ),
        ("accredit read", f"{statistics.median(found.ours):,.0f} pages/s", "", ""),
        (f"its memory, a {times}th of the pages", f"{found.memory_small / 1e6:,.0f} MB", "", most),
        ("its memory, all pages", f"{found.memory / 1e6:,.0f} MB", "", most),
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
    parser.add_argument("--pages", type=int, default=20_000, help="pages of the small archive (20,000)")
    parser.add_argument("--times", type=int, default=10, help="how often they stand in the large one (10)")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds ({ROUNDS})")
    parser.add_argument("--folder", type=Path, help="where the archives are made, 3.2 GB; else among temporary files")
    parser.add_argument("--markdown", action="store_true", help="print the table of docs/scale.md")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        found = measured(Path(folder), options.pages, options.times, options.rounds)
    about = f"{found.pages:,} pages, {found.size / 1e6:,.0f} MB, {found.interesting} of interest"
    print(f"{about}; {os.cpu_count()} cores; median of {options.rounds}\n")
    print(shown(rows(found, options.times), markdown=options.markdown))
    fast = statistics.median(found.of_bare) >= OF_BARE and statistics.median(found.of_careful) >= OF_CAREFUL
    return 0 if fast and max(found.memory, found.memory_small) < MOST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
