"""One export or one peer of `bench.export`, in a process that has loaded nothing else."""

from __future__ import annotations

import gc
import json
import resource
import time
from importlib import import_module
from pathlib import Path

from accredit.export import FORMATS, Options, export, export_folder
from accredit.ledger import open_ledger
from accredit.situation import load

SITUATION = "afghanistan-2021"


def one(processes: str, name: str, ledger: str, out: str) -> None:
    """Print seconds and megabytes of one export by so many processes; by none, of its peer."""
    import_module(f"accredit.export.{FORMATS[name].module}")  # what the peer has at hand too
    seconds = _export(int(processes), name, ledger, Path(out)) if int(processes) else _bare(name, ledger, Path(out))
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the largest
    print(json.dumps([seconds, (own + most * max(0, int(processes) - 1)) / 1024]))


def _export(processes: int, name: str, ledger: str, target: Path) -> float:
    situation = load(SITUATION)
    with open_ledger(ledger, create=False) as opened:
        start = time.perf_counter()
        if FORMATS[name].folder:
            target.mkdir()
            export_folder(name, opened, situation, Options(), target, processes=processes)
        else:
            with target.open("wb") as stream:
                export(name, opened, situation, Options(), stream, processes=processes)
        return time.perf_counter() - start


def _bare(name: str, ledger: str, target: Path) -> float:
    """The peer, which is not slowed by the search for cycles among rows that somebody else made."""
    from bench import export_peers

    if name == "parquet":
        import pyarrow as pa

        pa.array([""])  # pyarrow imports pandas here where there is one; the rows were made with it before
    with open_ledger(ledger, create=False) as opened:
        rows = export_peers.rows(name, opened, load(SITUATION))
    if FORMATS[name].folder:
        target.mkdir()
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    export_peers.PEERS[name](rows, target)
    return time.perf_counter() - start
