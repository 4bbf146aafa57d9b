"""Which rulings may have changed what counts about one mission, told without laying them over any claim."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from accredit.ruling import ON_ARTICLES, ON_PAIRS, RecordedRuling, Ruling


def bearing(
    rulings: Sequence[RecordedRuling], situation: str, mission_id: str, carriers: Collection[str]
) -> list[RecordedRuling]:
    """Those that bear on a mission of which the articles of these carriers tell: rather one too many than one too few.

    Rulings on voices and origins go by names, so they bear on every mission of their situation.
    """
    found: list[RecordedRuling] = []
    names, told = set[str](), set(carriers)
    for recorded in rulings:
        ruling = recorded.ruling
        if ruling.situation in (None, situation) and (
            _names(ruling, mission_id)
            or ruling.kind in ON_PAIRS
            or (ruling.kind in ON_ARTICLES and ruling.target in told)
            or (ruling.kind == "withdrawn" and ruling.target in names)
        ):
            found.append(recorded)
            names.add(ruling.id)
            if ruling.kind == "added":
                told.add(ruling.target)
            told |= {anchor.carrier for anchor in ruling.anchors}
    return found


def _names(ruling: Ruling, mission_id: str) -> bool:
    """Whether it is on a claim about the mission, or makes a claim one about it."""
    quoted = json.dumps(mission_id)
    value = (ruling.value or "").replace("\\", "")
    return any(anchor.about == mission_id for anchor in ruling.anchors) or quoted in value
