"""Processes of our own that are told through a pipe what to do, and tell through another what they found."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
