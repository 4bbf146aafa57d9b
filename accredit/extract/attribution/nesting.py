"""Which attribution lies in which."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.attribution.found import Found


def parents(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the place of the smallest other one whose content holds its cue, or its beginning."""
    out: list[int | None] = []
    for k, one in enumerate(found):
        anchor = (one.cue or one.content)[0][0]
        holding = [
            p
            for p, other in enumerate(found)
            if p != k and other.holds(anchor) and (other.size > one.size or (other.size == one.size and p < k))
        ]
        out.append(min(holding, key=lambda p: found[p].size, default=None))
    return out
