"""Which exports say otherwise than what is known by now of the same days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accredit.changes import Changed, Past
from accredit.changes.between import Between
from accredit.changes.why import Articles
from accredit.export.alerting import Teller, key_of
from accredit.export.register import Exported
from accredit.ledger import Ledger
from accredit.model import Article, Mission, Situation
from accredit.rulings import Ruled

Key = tuple[str, str, date]
"""Subject, question and day."""


@dataclass(frozen=True, slots=True)
class Differing:
    """The answers of an export that are others between two moments of the ledger."""

    exported: Exported
    changes: dict[Key, Changed]


class Aftermath:
    """Answers again what exports said, from what may leave, at any moment. Remembers what the ledger held."""

    def __init__(self, ledger: Ledger, situation: Situation, teller: Teller) -> None:
        self._ledger, self._situation, self._teller = ledger, situation, teller
        self._pasts: dict[tuple[tuple[str, ...], bool], Past] = {}
        self._stood: dict[tuple[tuple[str, ...], bool, str, date | None], Ruled] = {}

    def differing(self, exported: Exported, first: str, second: str) -> Differing:
        """What the export asked, answered from the ledger at the first moment and at the second."""
        found: dict[Key, Changed] = {}
        past = self._past(exported)
        articles = Articles(past.articles(first) if first else (), past.articles(second))
        for day, known_at in exported.asked():
            sides = [self._at(exported, past, moment, known_at) for moment in (first, second)]
            for change in Between(self._situation, [day]).changes(sides[0], sides[1], articles):
                if _is_in(change, exported):
                    found[key_of(change), change.question, day] = change
        return Differing(exported, found)

    def since_made(self, exports: Iterable[Exported], moment: str) -> list[Differing]:
        """All that differs by now, export by export."""
        mine = (e for e in exports if e.situation == self._situation.id)
        return [self.differing(each, each.recorded_at, moment) for each in mine]

    def _at(self, exported: Exported, past: Past, moment: str, known_at: date | None) -> Ruled:
        name = (exported.without, exported.samples, moment, known_at)
        if name not in self._stood:
            self._stood[name] = past.stood(moment, known_at=known_at)
        return self._stood[name]

    def _past(self, exported: Exported) -> Past:
        name = (exported.without, exported.samples)
        if name not in self._pasts:
            may = self._teller.may if exported.samples else self._no_sample
            self._pasts[name] = Past(self._ledger, self._situation, without=exported.without, may=may)
        return self._pasts[name]

    def _no_sample(self, article: Article) -> bool:
        return not article.sample and self._teller.may(article)


def _is_in(change: Changed, exported: Exported) -> bool:
    if exported.questions and change.question not in exported.questions:
        return False
    return not exported.missions or (isinstance(change.subject, Mission) and change.subject.id in exported.missions)
