"""Which attribution lies in which."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.attribution.found import Found


def parents(found: Sequence[Found]) -> list[int | None]:
    """For each attribution the place of the smallest other one whose content holds its cue, or its beginning."""
    out: list[int | None] = [None] * len(found)
    innermost: dict[int, int] = {}
    # From the largest content to the smallest: whatever was laid down before holds what comes now.
    for k in sorted(range(len(found)), key=lambda k: (-found[k].size, k)):
        one = found[k]
        out[k] = innermost.get((one.cue or one.content)[0][0])
        innermost.update((word, k) for a, b in one.content for word in range(a, b))
    return out
