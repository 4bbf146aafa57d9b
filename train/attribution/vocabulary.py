"""The published encoder's vocabulary, cut to what English news is written with."""

from __future__ import annotations

from collections.abc import Sequence

MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
"""These come first, in this order (accredit.extract.attribution.windows, train.attribution.fit)."""


def kept(published: Sequence[str]) -> list[int]:
    """The places of the pieces that stay: the marks, then pieces of Latin letters, signs and digits."""
    place = {piece: i for i, piece in enumerate(published)}
    rest = [i for i, piece in enumerate(published) if piece not in MARKS and _latin(piece)]
    return [place[m] for m in MARKS] + rest


def _latin(piece: str) -> bool:
    unused = piece.startswith("[unused")
    return not unused and all(ord(c) < 0x250 or 0x2000 <= ord(c) < 0x2200 for c in piece)
