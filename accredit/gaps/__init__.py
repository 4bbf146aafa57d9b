"""The gap radar: missions that claims attest and that a snapshot of Wikidata does not have, and what differs."""

from accredit.gaps.radar import Attested, Differing, Gap, Gaps, Match, Untold, attests, gaps
from accredit.gaps.snapshot import Listed, Snapshot, read_snapshot

__all__ = [
    "Attested",
    "Differing",
    "Gap",
    "Gaps",
    "Listed",
    "Match",
    "Snapshot",
    "Untold",
    "attests",
    "gaps",
    "read_snapshot",
]
