"""Starts the process that looks through an archive, bounded in memory and in the time between two words of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Generator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import accredit
from accredit.errors import UnreadableError
from accredit.read import MAX_BYTES
from accredit.sift.frames import Frame, frames
from accredit.sift.sieve import Piece
from accredit.triage import Names

SECONDS = 60.0
"""The most time that it may be silent: it speaks twice a second unless one record holds it up."""

MEMORY = 2_000_000_000
"""Bytes of address space that it may have, where the system can hold it to that."""

_AHEAD = 1 << 20  # bytes that it may be ahead of the reader, where the system lets a pipe hold as much


def looked_through(piece: Piece, names: Sequence[Names], bound: int = MAX_BYTES) -> Generator[Frame, None, None]:
    """The frames of a piece. A process that fails or hangs is ended, and the last frame says so."""
    process = _started()
    assert process.stdin is not None and process.stdout is not None
    told: dict[str, Any] = {
        "path": piece.path,
        "place": asdict(piece.place),
        "until": piece.until,
        "bound": bound,
        "memory": MEMORY,
    }
    told["names"] = [asdict(each) for each in names]
    place, ended = piece.place, False
    try:
        process.stdin.write(json.dumps(told).encode("ascii") + b"\n")
        process.stdin.close()
        for frame in frames(process.stdout, SECONDS):
            place, ended = frame.place, frame.kind in ("lost", "end")
            yield frame
        if not ended:
            yield Frame("lost", place, message="what looks through it ended: a record was too large or too deep")
    except (UnreadableError, OSError) as error:
        yield Frame("lost", place, message=str(error))
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def _started() -> subprocess.Popen[bytes]:
    above = str(Path(accredit.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (above, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "accredit.sift.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,  # Ctrl-C is for this process, which ends the child itself
        pipesize=_AHEAD if sys.platform == "linux" else -1,
    )
