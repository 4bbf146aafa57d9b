"""Reads paths in a process of its own and says what came of it and what it took: `python -m tests.read.measuring`.

Prints one JSON object. Memory is the most that the system saw resident, in bytes: `own` for this process, `child`
for the one that takes pages apart (0 where none was needed).
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from accredit.model import Article
from accredit.read import articles, isolated

UNIT = 1 if sys.platform == "darwin" else 1024  # of what rusage counts memory in


def main() -> None:
    """Read the paths that are given."""
    found = list(articles(sys.argv[1:]))
    isolated._Child.end()
    told = {
        "texts": [len(item.text) for item in found if isinstance(item, Article)],
        "problems": [item.message for item in found if not isinstance(item, Article) and item.kind == "error"],
        "own": _most(),
        "child": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * UNIT,
    }
    sys.stdout.write(json.dumps(told))


def _most() -> int:
    """What the system's own count says: rusage's begins with what the process that started this one held."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    (line,) = [line for line in status.read_text("utf-8").splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main()
