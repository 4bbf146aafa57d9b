"""An attribution while it is being found: places of words, before voices and offsets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from accredit.extract.attribution.words import Words

Act = Literal["speech", "attitude", "intention"]
"""What the cue tells of: words that were uttered or written, a belief or a stand, a plan."""
Run = tuple[int, int]
"""Words from the first up to, without, the second."""


@dataclass(frozen=True, slots=True)
class Found:
    """Runs of words of source, cue and content; how sure it is, from 0 to 1."""

    source: tuple[Run, ...]
    cue: tuple[Run, ...]
    content: tuple[Run, ...]
    act: Act
    score: float

    def holds(self, word: int) -> bool:
        """The word lies in the content."""
        return any(a <= word < b for a, b in self.content)

    @property
    def size(self) -> int:
        """Words of the content."""
        return sum(b - a for a, b in self.content)


def runs(places: Iterable[int]) -> tuple[Run, ...]:
    """The runs of neighbouring places."""
    out: list[Run] = []
    for p in sorted(set(places)):
        if out and out[-1][1] == p:
            out[-1] = (out[-1][0], p + 1)
        else:
            out.append((p, p + 1))
    return tuple(out)


def trimmed(words: Words, run: Run, marks: str) -> Run:
    """The run without these marks at its ends."""
    a, b = run
    while a < b and words.word(a) in marks:
        a += 1
    while b > a and words.word(b - 1) in marks:
        b -= 1
    return a, b


def places(found: Sequence[Run]) -> set[int]:
    """The places that the runs cover."""
    return {i for a, b in found for i in range(a, b)}
