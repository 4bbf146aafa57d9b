"""What people's rulings made of claims, to be looked up by what was read."""

from __future__ import annotations

from collections.abc import Sequence

from accredit.contract import claim_line
from accredit.export.told import Told
from accredit.ledger.walking import Carried, StoredClaim
from accredit.model import Article, RecordedClaim
from accredit.rulings import Ruled


class Overlay:
    """Claims under rulings, by the id under which they were read; those that a person added, by the article."""

    def __init__(self, found: Ruled) -> None:
        self._found = found
        added = {r.ruling.id: r.ruling.target for r in found.in_force if r.ruling.kind == "added"}
        self._read: dict[str, list[tuple[RecordedClaim, bool]]] = {}
        self._added: dict[str, list[tuple[RecordedClaim, bool]]] = {}
        for aside, claims in ((False, found.claims), (True, found.set_aside)):
            for each in claims:
                carrier = next((added[i] for i in each.rulings if i in added), None)
                place = self._read.setdefault(each.original or each.claim.id, [])
                (place if carrier is None else self._added.setdefault(carrier, [])).append((each, aside))

    def told(self, one: Carried, stored: Sequence[StoredClaim]) -> tuple[Article, list[Told]]:
        """What an article tells, in the order in which it was read, and the article as the rulings have it."""
        article, told = one.article, []
        for claim in stored:
            for each, aside in self._read.get(claim.value["id"], ()):
                if each.article.id == article.id and each.article.text_id == article.text_id:
                    told.append(self._told(each, claim, aside))
                    article = each.article
                    break
        for each, aside in self._added.get(one.carrier, ()):
            told.append(self._told(each, None, aside))
            article = each.article
        return article, told

    def _told(self, each: RecordedClaim, read: StoredClaim | None, aside: bool) -> Told:
        line = claim_line(each.claim, each.article)
        on = tuple(self._found.on(each))
        reading = read and read.reading
        return Told.ruled(line, each.recorded_at, reading, rulings=on, original=each.original, set_aside=aside)
