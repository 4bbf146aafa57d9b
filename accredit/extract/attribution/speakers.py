"""Who a source is: its name, office, affiliation and kind, with pronouns and short forms resolved in the text."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.extract.attribution.found import Found
from accredit.extract.attribution.types import Speaker
from accredit.extract.attribution.words import Words


def speakers(words: Words, found: Sequence[Found]) -> list[Speaker | None]:
    """The speaker of each attribution; None where the text names no source."""
    out: list[Speaker | None] = []
    for one in found:
        source = " ".join(words.word(i) for a, b in one.source for i in range(a, b))
        out.append(Speaker(source, None, None, "anonymous") if source else None)
    return out
