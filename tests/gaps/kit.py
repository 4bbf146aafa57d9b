"""Snapshots as text, and claims about missions, in the invented world."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from accredit.gaps import Gaps, Snapshot, gaps, read_snapshot
from accredit.model import Mission, RecordedClaim, Situation, Span
from tests.world import WORLD, article, claim

DAY = date(2021, 4, 1)
COLUMNS = "wikidata,sending_iso2,sending,host_iso2,host,city,kind,lat,lon,jurisdictions"


def snapshot(folder: Path, *rows: str, columns: str = COLUMNS, situation: Situation = WORLD) -> Snapshot:
    """The snapshot that a file of these rows is."""
    path = folder / "snapshot.csv"
    path.write_text("\n".join([columns, *rows, ""]), "utf-8")
    return read_snapshot(path, situation)


def told(mission: Mission, **fields: object) -> RecordedClaim:
    """A claim about a mission, in an article of its own."""
    one = article(f"Of {mission.id} this is told.", id=f"about-{mission.id}")
    words = Span.of(one.text, 0, len(one.text))
    return RecordedClaim(claim(mission=mission, article_id=one.id, evidence=words, **fields), one, "")


def radar(found: Snapshot, *missions: Mission | RecordedClaim, situation: Situation = WORLD) -> Gaps:
    """What the radar says where each of these missions is spoken of."""
    claims = [m if isinstance(m, RecordedClaim) else told(m) for m in missions]
    return gaps(claims, situation, found, as_of=DAY)
