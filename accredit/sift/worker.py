"""The process that looks through archives: told names, then one piece a line, it tells frames until nobody asks."""

from __future__ import annotations

import json
import sys

from accredit.child import telling
from accredit.read import Place, bound_memory
from accredit.sift.sieve import Piece, Sieve
from accredit.triage import Names, Screen


def main() -> None:
    """Look through pieces."""
    told = json.loads(sys.stdin.buffer.readline())
    bound_memory(told["memory"])
    out = telling()
    sieve = Sieve(Screen([Names(tuple(n["every"]), tuple(n["excluded"])) for n in told["names"]]), told["bound"])
    try:
        while line := sys.stdin.buffer.readline():
            asked = json.loads(line)
            piece = Piece(**(asked | {"place": Place(**asked["place"])}))
            for frame in sieve.frames(piece):
                frame.write(out)
    except BrokenPipeError:  # nobody listens any more
        return


if __name__ == "__main__":
    main()
