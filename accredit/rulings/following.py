"""Where a ruling on a claim went in a newer reading of its article."""

from __future__ import annotations

from collections.abc import Iterable

from accredit.model import RecordedClaim
from accredit.ruling import Anchor
from accredit.verdict.independence import fold


def landing(anchor: Anchor, carried: Iterable[RecordedClaim]) -> RecordedClaim | None:
    """The claim of its article that a ruling is about now, or None; `carried` are the live claims of that article.

    The very claim where it stands; else the one with the same predicate, mission or scope, party, person and
    polarity whose words overlap: of several, of the same voice first, then the one that shares most of the words.
    """
    found = [(_nearness(anchor, each, Anchor.of(each)), each) for each in carried]
    near = [(shared, each) for shared, each in found if shared]
    return min(near, key=lambda pair: (_less(pair[0]), pair[1].claim.id))[1] if near else None


_Nearness = tuple[bool, bool, int]


def _less(nearness: _Nearness) -> _Nearness:
    same, voice, shared = nearness
    return not same, not voice, -shared


def _nearness(was: Anchor, recorded: RecordedClaim, now: Anchor) -> _Nearness | None:
    """The very claim or not, the same voice or not, and how many characters are shared; None for another claim."""
    if was.claim == now.claim:
        return True, True, 0
    if _act(was) != _act(now):
        return None
    shared = _shared(was, now)
    return (False, _name(was.voice) == _name(now.voice), shared) if shared else None


def _act(anchor: Anchor) -> tuple[str | None, ...]:
    return anchor.predicate, anchor.about, anchor.party, _name(anchor.person), anchor.polarity


def _name(words: str | None) -> str:
    return fold(words or "")


def _shared(was: Anchor, now: Anchor) -> int:
    """Characters of evidence in common. In another version of the text only words that hold each other count."""
    one, two = was.evidence, now.evidence
    if was.text_id == now.text_id:
        return max(0, min(one.end, two.end) - max(one.start, two.start))
    shorter, longer = sorted((" ".join(one.exact.split()), " ".join(two.exact.split())), key=len)
    return len(shorter) if shorter and shorter in longer else 0
