"""The process that looks through archives, bounded in memory and in the time between two words of it.

It is started at once and kept for the next piece. A record that ends it, or holds it up, is set aside: a second
process names each record before it looks at it, so that one knows which it was, and a third goes on behind it.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from dataclasses import asdict, replace

from accredit.child import started
from accredit.errors import UnreadableError
from accredit.read import MAX_BYTES
from accredit.sift.frames import Counts, Frame, Told
from accredit.sift.sieve import Piece
from accredit.triage import Names

SECONDS = 60.0
"""The most time that it may be silent: it speaks twice a second unless one record holds it up."""

MEMORY = 2_000_000_000
"""Bytes of address space that it may have, where the system can hold it to that."""

MOST_ASIDE = 20
"""Records of one piece that are set aside; an archive with more of them ends there."""


class Sifter:
    """Looks through pieces, for some names; `drop` ends its process."""

    def __init__(self, names: Sequence[Names], bound: int = MAX_BYTES) -> None:
        self._told = {"names": [asdict(each) for each in names], "bound": bound, "memory": MEMORY}
        self._start()

    def _start(self) -> None:
        self.process = started("accredit.sift.worker", ahead=True)
        assert self.process.stdout is not None
        self._words = Told(self.process.stdout)
        self._tell(self._told)

    def frames(self, piece: Piece) -> Generator[Frame, None, None]:
        """The frames of a piece; the last one says that it ended, or why it ended early.

        The process begins at once. Unless all frames are taken, `drop` comes before it is asked again.
        """
        self._ask(piece)
        return self._frames(piece)

    def _frames(self, piece: Piece) -> Generator[Frame, None, None]:
        aside, stepwise, asked = 0, False, True
        while True:
            named, why = False, ""
            try:
                if not asked:
                    self._ask(replace(piece, stepwise=stepwise))
                asked = False
                for frame in self._told_of_piece():
                    yield frame
                    if frame.kind in ("lost", "end"):
                        return
                    named = frame.kind == "progress"
                    piece = replace(piece, place=frame.behind)
            except (UnreadableError, OSError) as error:
                why = " ".join(str(error).split()) or type(error).__name__
            if not stepwise:
                stepwise = True  # to learn which record it is
            elif named and aside < MOST_ASIDE:
                aside, stepwise = aside + 1, False
                frame = Frame("aside", piece.place, Counts(1), message=f"{why}; it is set aside")
                piece = replace(piece, place=piece.place.next)
                yield frame
            else:
                yield Frame("lost", piece.place, message=why)
                return

    def _ask(self, piece: Piece) -> None:
        if self.process.poll() is not None:
            self.drop()
            self._start()
        self._tell(asdict(piece))

    def _told_of_piece(self) -> Generator[Frame, None, None]:
        """The frames of one process. Raises UnreadableError where it ends before the piece does, or is silent."""
        whole = False
        try:
            while not whole:
                frame = self._words.next(SECONDS)
                whole = frame.kind in ("lost", "end")
                yield frame
        finally:
            if not whole:
                self.drop()

    def _tell(self, told: dict[str, object]) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(told).encode("ascii") + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            return  # it ended, as its frames will say

    def drop(self) -> None:
        """End the process and what it was asked for; the next piece gets another."""
        self.process.kill()
        self.process.wait()
        self._words.close()
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            try:
                pipe.close()
            except BrokenPipeError:  # what was not written any more goes nowhere
                continue
