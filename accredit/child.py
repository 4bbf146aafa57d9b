"""Processes of our own that are told through a pipe what to do, and tell through another what they found.

What is told at once is a frame: its length in eight bytes, then its bytes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import IO, BinaryIO

import accredit

AHEAD = 1 << 20
"""Bytes that one who tells may be ahead of one who listens, where the system lets a pipe hold as much."""


def started(module: str, *arguments: str, ahead: bool = False) -> subprocess.Popen[bytes]:
    """A process that runs a module of this package, wherever somebody stands; with `ahead`, its pipes hold `AHEAD`."""
    above = str(Path(accredit.__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (above, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        # -P: what lies in the folder that somebody stands in is not imported.
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path},
        start_new_session=True,  # Ctrl-C is for this process, which ends the child itself
        pipesize=AHEAD if ahead and sys.platform == "linux" else -1,
    )


def telling() -> BinaryIO:
    """Where a process of our own tells what it found. What it prints goes to stderr from then on, not among that."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def tell(pipe: IO[bytes], words: bytes, behind: bytes | memoryview = b"") -> None:
    """Tell one frame, with bytes behind it whose length the frame says."""
    pipe.write(len(words).to_bytes(8, "big") + words + behind)
    pipe.flush()


def heard(pipe: IO[bytes]) -> bytes | None:
    """The next frame; None where the pipe ends before it is whole."""
    head = pipe.read(8)
    size = int.from_bytes(head, "big")
    words = pipe.read(size) if len(head) == 8 else b""
    return words if words and len(words) == size else None
