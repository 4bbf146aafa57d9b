"""The process that looks through archives: told what to look through by its first line, it tells frames, and ends."""

from __future__ import annotations

import json
import os
import sys

from accredit.read import Place, bound_memory
from accredit.sift.sieve import Piece, Sieve
from accredit.triage import Names, Screen


def main() -> None:
    """Look through one piece."""
    told = json.loads(sys.stdin.buffer.readline())
    bound_memory(told["memory"])
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the frames
    screen = Screen([Names(tuple(n["every"]), tuple(n["excluded"])) for n in told["names"]])
    piece = Piece(told["path"], Place(**told["place"]), told["until"])
    try:
        for frame in Sieve(screen, told["bound"]).frames(piece):
            frame.write(out)
    except BrokenPipeError:  # nobody listens any more
        return


if __name__ == "__main__":
    main()
