"""Feeds as files: for a situation and for each of its missions, each file whole or as it was."""

from __future__ import annotations

import os
from pathlib import Path

from accredit.export.alerting import Teller
from accredit.export.feeds import Feeds, atom, jsonfeed
from accredit.ledger import Ledger
from accredit.model import Situation
from accredit.views.names import segment


def write(ledger: Ledger, situation: Situation, folder: Path, *, fresh: bool) -> int:
    """Write `SITUATION.atom`, `SITUATION.json` and the same for each mission in a folder of the situation's name.

    Where nothing is `fresh` and they stand there they are left as they are. How many files were written.
    """
    if not fresh and (folder / f"{segment(situation.id)}.atom").is_file():
        return 0
    feeds = Feeds(Teller(ledger, situation))
    places: dict[str | None, Path] = {None: folder / segment(situation.id)}
    places |= {mission: folder / segment(situation.id) / segment(mission) for mission in feeds.missions}
    for mission, place in places.items():
        feed = feeds.of(mission)
        place.parent.mkdir(parents=True, exist_ok=True)
        _put(place.with_name(f"{place.name}.atom"), atom(feed))
        _put(place.with_name(f"{place.name}.json"), jsonfeed(feed))
    return 2 * len(places)


def _put(place: Path, body: bytes) -> None:
    part = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        part.write_bytes(body)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
