"""`accredit read` in a process of its own, to be killed; and what a ledger holds after it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from accredit.ledger import open_ledger
from accredit.situation import load


def command(archive: Path, ledger: Path, *more: str) -> list[str]:
    program = [sys.executable, "-m", "accredit", "read", str(archive), "--ledger", str(ledger)]
    return [*program, "--situation", "afghanistan-2021", *more]


def killed(archive: Path, ledger: Path, after: float) -> bool:
    """Whether the run was over before it was killed; what it had started goes with its pipes."""
    process = subprocess.Popen(command(archive, ledger), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + after
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return process.returncode == 0
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    return False


def read(archive: Path, ledger: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(archive, ledger, *more), check=False, capture_output=True, text=True)


def content(ledger: Path) -> tuple[list[str], list[str]]:
    """The ids of what a ledger holds, after a look that it is sound: articles, claims."""
    with open_ledger(ledger, create=False) as opened:
        assert opened.check().faults == ()
        keys = sorted(a.key for a in opened.articles())
        claims = sorted(r.claim.id for r in opened.claims(load("afghanistan-2021")))
    assert len(keys) == len(set(keys))
    return keys, claims
