"""What one source vouches for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Content:
    """What one source vouches for: tokens `first` up to `last`; the source's own tokens; the cue.

    `source` is None where the cue has no subject of its own; `denies` where the source says no.
    """

    cue: int
    source: tuple[int, int] | None
    first: int
    last: int
    denies: bool
    relayed: bool = False
    aside: bool = False
