"""What brought a change about: an article, another version or reading of it, or a ruling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from accredit.changes.shapes import Cause, CauseKind
from accredit.model import Article, RecordedClaim
from accredit.rulings import Ruled
from accredit.verdict import CONCERNS, Verdict


@dataclass(frozen=True, slots=True)
class Articles:
    """The articles on both sides of a change, which tell a new article from a new version or reading of one."""

    before: Iterable[Article]
    after: Iterable[Article]

    def sets(self) -> tuple[set[str], set[str], set[str]]:
        """Keys and carriers before, keys after."""
        before = list(self.before)
        return {a.key for a in before}, {a.carrier for a in before}, {a.key for a in self.after}


def identity(recorded: RecordedClaim) -> tuple[object, ...]:
    """What makes it the same claim on both sides: its content, the very article, and the rulings on it."""
    return recorded.claim.id, recorded.article, recorded.rulings


def _as_read(recorded: RecordedClaim) -> str:
    return recorded.original or recorded.claim.id


class Why:
    """Finds what brought a change about."""

    def __init__(self, before: Ruled, after: Ruled, articles: Articles) -> None:
        self._sides, self._articles = (before, after), articles
        self._ready = False

    def _look(self) -> None:
        """Take stock of both sides, once there is a change to explain: most moments of a ledger bring none."""
        if not self._ready:
            self._before, self._after = map(_twins, self._sides)
            self._keys, self._carriers, self._keys_after = self._articles.sets()
            self._ready = True

    def of(
        self,
        question: str,
        then: Verdict,
        now: Verdict,
        was: Sequence[RecordedClaim],
        has: Sequence[RecordedClaim],
    ) -> tuple[Cause, ...]:
        """The articles that brought or took away claims that either answer names; else any that concern it."""
        self._look()
        old, fresh = set(map(identity, was)), set(map(identity, has))
        new = [r for r in has if identity(r) not in old and r.claim.predicate in CONCERNS[question]]
        gone = [r for r in was if identity(r) not in fresh and r.claim.predicate in CONCERNS[question]]
        named = [r for r in new if r.claim.id in now.claims], [r for r in gone if r.claim.id in then.claims]
        return self._grouped(*(named if any(named) else (new, gone)))

    def _grouped(self, new: Sequence[RecordedClaim], gone: Sequence[RecordedClaim]) -> tuple[Cause, ...]:
        causes: dict[tuple[CauseKind, str], Cause] = {}
        for recorded in new:
            kind = self._came(recorded)
            cause = causes.setdefault((kind, recorded.article.carrier), Cause(kind, recorded.article, (), ()))
            causes[kind, recorded.article.carrier] = replace(cause, new=(*cause.new, recorded))
        for recorded in gone:
            kind = self._went(recorded)
            cause = causes.setdefault((kind, recorded.article.carrier), Cause(kind, recorded.article, (), ()))
            causes[kind, recorded.article.carrier] = replace(cause, gone=(*cause.gone, recorded))
        return tuple(sorted(causes.values(), key=lambda c: (c.article.published or "", c.article.id, c.kind)))

    def _came(self, recorded: RecordedClaim) -> CauseKind:
        if _ruled_otherwise(recorded, self._before) or recorded.claim.rule.startswith("ruling/"):
            return "ruling"
        if recorded.article.key in self._keys:
            return "reading"
        return "version" if recorded.article.carrier in self._carriers else "article"

    def _went(self, recorded: RecordedClaim) -> CauseKind:
        if _ruled_otherwise(recorded, self._after):
            return "ruling"
        return "reading" if recorded.article.key in self._keys_after else "version"


def _twins(found: Ruled) -> dict[str, tuple[RecordedClaim, bool]]:
    """Claims by the id under which they were read, and whether a ruling set them aside."""
    return {
        _as_read(r): (r, aside) for claims, aside in ((found.claims, False), (found.set_aside, True)) for r in claims
    }


def _ruled_otherwise(recorded: RecordedClaim, there: Mapping[str, tuple[RecordedClaim, bool]]) -> bool:
    """Whether the same claim stands on the other side, under other rulings."""
    twin, aside = there.get(_as_read(recorded), (None, False))
    return twin is not None and (aside or twin.rulings != recorded.rulings)
