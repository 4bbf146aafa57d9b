"""All that a ledger holds of a situation for one pair of times, laid out for pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accredit.export.allowance import Allowance, name_of
from accredit.model import Article, Mission, RecordedClaim, Situation, State
from accredit.rulings import Ruled
from accredit.views.held import names_state, order_of_saying

Known = Callable[[date | None], Sequence[RecordedClaim]]
"""The claims that count by day of knowledge."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Claims by what they are about, in the order of saying. `left_out` are articles whose claims may not leave."""

    situation: Situation
    found: Ruled
    head: str
    missions: Mapping[str, Mission]
    by_mission: Mapping[str, tuple[RecordedClaim, ...]]
    of_states: tuple[RecordedClaim, ...]
    by_article: Mapping[str, tuple[RecordedClaim, ...]]
    articles: Mapping[str, Article]
    left_out: tuple[str, ...]

    @classmethod
    def of(cls, situation: Situation, found: Ruled, head: str, allowance: Allowance | None) -> Snapshot:
        """Lay out what counts; with an allowance, only what may be shown elsewhere than on this machine."""
        kept = found
        left_out: tuple[str, ...] = ()
        if allowance:
            private = {r.article.key for r in (*found.claims, *found.set_aside) if not allowance.may(r.article)}
            kept = replace(
                found,
                claims=tuple(r for r in found.claims if r.article.key not in private),
                set_aside=tuple(r for r in found.set_aside if r.article.key not in private),
            )
            left_out = tuple(sorted(private))
        missions = {m.id: m for m in situation.missions}
        by_mission: dict[str, list[RecordedClaim]] = {}
        by_article: dict[str, list[RecordedClaim]] = {}
        articles: dict[str, Article] = {}
        of_states: list[RecordedClaim] = []
        for recorded in sorted(kept.claims, key=order_of_saying):
            claim = recorded.claim
            if claim.mission:
                missions.setdefault(claim.mission.id, claim.mission)
                by_mission.setdefault(claim.mission.id, []).append(recorded)
            elif claim.scope:
                of_states.append(recorded)
            name = name_of(recorded.article)
            articles[name] = recorded.article
            by_article.setdefault(name, []).append(recorded)
        return cls(
            situation, kept, head, missions, _frozen(by_mission), tuple(of_states), _frozen(by_article), articles,
            left_out,
        )  # fmt: skip

    def aside(self, subject: Mission | State) -> list[RecordedClaim]:
        """Claims about a mission or a state that people's rulings set aside."""
        if isinstance(subject, Mission):
            return [r for r in self.found.set_aside if r.claim.mission and r.claim.mission.id == subject.id]
        return [r for r in self.found.set_aside if names_state(r.claim, subject, self.situation)]

    def naming(self, state: State) -> list[RecordedClaim]:
        """Claims that name a state, alone or in a group."""
        return [r for r in self.of_states if names_state(r.claim, state, self.situation)]


def _frozen(found: Mapping[str, Iterable[RecordedClaim]]) -> dict[str, tuple[RecordedClaim, ...]]:
    return {name: tuple(each) for name, each in found.items()}


def claims_named(claims: Iterable[RecordedClaim], ids: Iterable[str]) -> list[RecordedClaim]:
    """Those of the claims that have one of these ids."""
    wanted = set(ids)
    return [r for r in claims if r.claim.id in wanted]
