"""One export or one peer of `bench.export`, in a process that has loaded nothing else."""

from __future__ import annotations

import gc
import json
import os
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread

from accredit.export import FORMATS, Options, export, export_folder
from accredit.ledger import open_ledger
from accredit.situation import load

SITUATION = "afghanistan-2021"


def one(processes: str, name: str, ledger: str, out: str) -> None:
    """Print seconds and megabytes of one export by so many processes; by none, of its peer."""
    import_module(f"accredit.export.{FORMATS[name].module}")  # what the peer has at hand too
    peaks: dict[int, int] = {}
    Thread(target=_watch, args=(peaks,), daemon=True).start()
    seconds = _export(int(processes), name, ledger, Path(out)) if int(processes) else _bare(name, ledger, Path(out))
    print(json.dumps([seconds, (_peak(os.getpid()) + sum(peaks.values())) / 1024]))


def _watch(peaks: dict[int, int]) -> None:
    """Keep the peak of every process that helps. Its usage as a child would begin at what its parent held."""
    while True:
        for tasks in Path("/proc/self/task").iterdir():
            with suppress(OSError):
                for pid in map(int, (tasks / "children").read_text().split()):
                    # The last one told: between its start and its first own step it is told its parent's.
                    peaks[pid] = _peak(pid) or peaks.get(pid, 0)
        time.sleep(0.02)


def _peak(process: int) -> int:
    """The most memory that a process held so far, in kB, as the kernel tells it; 0 where it has ended."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def _export(processes: int, name: str, ledger: str, target: Path) -> float:
    situation = load(SITUATION)
    if name == "parquet":
        _settle_arrow()
    with open_ledger(ledger, create=False) as opened:
        start = time.perf_counter()
        if FORMATS[name].folder:
            target.mkdir()
            export_folder(name, opened, situation, Options(), target, processes=processes)
        else:
            with target.open("wb") as stream:
                export(name, opened, situation, Options(), stream, processes=processes)
        return time.perf_counter() - start


def _settle_arrow() -> None:
    """pyarrow imports pandas with its first array, where there is one; the peer's rows were made with it before."""
    import pyarrow as pa

    pa.array([""])


def _bare(name: str, ledger: str, target: Path) -> float:
    """The peer, which is not slowed by the search for cycles among rows that somebody else made."""
    from bench import export_peers

    with open_ledger(ledger, create=False) as opened:
        rows = export_peers.rows(name, opened, load(SITUATION))
    if FORMATS[name].folder:
        target.mkdir()
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    export_peers.PEERS[name](rows, target)
    return time.perf_counter() - start
