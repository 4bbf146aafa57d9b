"""The child of `isolated`: reads tasks from standard input, answers on standard output, ends when nobody asks."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any, BinaryIO

from accredit.child import tell, telling
from accredit.errors import OversizedError, UnreadableError
from accredit.read.kinds import take_apart


def main(memory: int) -> None:
    """Answer until standard input ends."""
    bound_memory(memory)
    answers = telling()
    while task := _task(sys.stdin.buffer):
        tell(answers, json.dumps(_answered(*task)).encode("ascii"))


def bound_memory(memory: int) -> None:
    """Hold this process to so many bytes of address space, where the system can."""
    try:
        import resource
    except ImportError:  # no such bound on this system; that on time stands
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _task(stream: BinaryIO) -> tuple[str, bytes, str | None] | None:
    line = stream.readline()
    if not line:
        return None
    header = json.loads(line)
    return header["kind"], stream.read(header["size"]), header["address"]


def _answered(kind: str, data: bytes, address: str | None) -> dict[str, Any]:
    try:
        return {"found": [asdict(item) for item in take_apart(kind, data, address)]}
    except OversizedError as error:
        return {"error": str(error), "oversized": True}
    except UnreadableError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "needs more memory than one article may have: given up", "spent": True}
    except RecursionError:
        return {"error": "is nested too deeply to be taken apart", "spent": True}
    except Exception as error:  # noqa: BLE001 - faults of libraries met by one article may not cost the others
        return {"error": f"cannot be taken apart: {type(error).__name__}: {error}", "spent": True}


if __name__ == "__main__":
    main(int(sys.argv[1]))
