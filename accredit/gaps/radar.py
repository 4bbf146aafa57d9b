"""What claims attest, held against a snapshot: gaps, likely matches, what differs, and what nobody tells of. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accredit.gaps.matching import NEAR, family, kilometres, same_place
from accredit.gaps.snapshot import Listed, Snapshot
from accredit.model import Mission, RecordedClaim, Situation
from accredit.situation.source import fold
from accredit.verdict import Verdict, answer


@dataclass(frozen=True, slots=True)
class Attested:
    """A mission that claims tell of, with those claims, the earliest article first."""

    mission: Mission
    evidence: tuple[RecordedClaim, ...]


@dataclass(frozen=True, slots=True)
class Gap(Attested):
    """One that the snapshot has not. `covering` are rows of elsewhere that are accredited to its host."""

    covering: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Match(Attested):
    """One that a row is, or may be, and why."""

    row: Listed
    why: str


@dataclass(frozen=True, slots=True)
class Untold:
    """A row that no claim tells of; `mission` is the situation's own where it has it."""

    row: Listed
    mission: Mission | None


@dataclass(frozen=True, slots=True)
class Differing:
    """A mission that is there with another operator than the verdict's; `listed` are those that the snapshot names."""

    mission: Mission
    row: Listed
    verdict: Verdict
    listed: tuple[str, ...]
    evidence: tuple[RecordedClaim, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Each mission told of is in one of `gaps`, `likely` and `present`; each row is matched or untold."""

    gaps: tuple[Gap, ...]
    likely: tuple[Match, ...]
    present: tuple[Match, ...]
    untold: tuple[Untold, ...]
    differing: tuple[Differing, ...]
    names_operators: bool


def attests(recorded: RecordedClaim) -> bool:
    """Whether a claim tells that its mission is, or was, there: all do but an opening that did not take place."""
    claim = recorded.claim
    if claim.mission is None:
        return False
    return claim.predicate != "opened" or (claim.real and claim.polarity == "affirmed" and claim.stance == "asserts")


def gaps(
    claims: Sequence[RecordedClaim],
    situation: Situation,
    snapshot: Snapshot,
    *,
    as_of: date,
    items: Mapping[str, str] | None = None,
) -> Gaps:
    """The missions that the claims attest against the snapshot. `items` are the Wikidata items of parties."""
    told = _attested(claims)
    matched = _matched([a.mission for a in told], snapshot.rows)
    used = {row.item for row, _, _ in matched.values()}
    present = tuple(_match(a, matched) for a in told if a.mission.id in matched and matched[a.mission.id][2])
    likely = tuple(_match(a, matched) for a in told if a.mission.id in matched and not matched[a.mission.id][2])
    missing = tuple(_gap(a, snapshot) for a in told if a.mission.id not in matched)
    differing: tuple[Differing, ...] = ()
    if snapshot.names_operators:
        differing = tuple(_differing(present, claims, situation, as_of, items or {}))
    rest = [row for row in snapshot.rows if row.item not in used]
    untold = _untold(rest, situation)
    return Gaps(missing, likely, present, untold, differing, snapshot.names_operators)


def _attested(claims: Iterable[RecordedClaim]) -> list[Attested]:
    found: dict[str, tuple[Mission, list[RecordedClaim]]] = {}
    for recorded in claims:
        if recorded.claim.mission and attests(recorded):
            mission = recorded.claim.mission
            found.setdefault(mission.id, (mission, []))[1].append(recorded)
    return [Attested(m, tuple(sorted(some, key=_day))) for _, (m, some) in sorted(found.items())]


def _day(recorded: RecordedClaim) -> tuple[str, str, int]:
    """Undated articles last."""
    article = recorded.article
    return (article.published or "9999", article.id, recorded.claim.evidence.start)


_Found = tuple[Listed, str, bool]


def _matched(missions: Sequence[Mission], rows: Sequence[Listed]) -> dict[str, _Found]:
    """A row for each mission that has one, the surest pairs first; no row twice."""
    pairs = [(rank, m, row, why) for m in missions for row in rows for rank, why in _alike(m, row)]
    found: dict[str, _Found] = {}
    used: set[str] = set()
    for rank, mission, row, why in sorted(pairs, key=lambda p: (p[0], p[1].id, p[2].item)):
        if mission.id not in found and row.item not in used:
            found[mission.id] = (row, why, rank < _LIKELY)
            used.add(row.item)
    return found


_LIKELY = 10


def _alike(mission: Mission, row: Listed) -> Iterator[tuple[int, str]]:
    """Why a row is the mission, with a rank: below `_LIKELY` it is, from there on it may be."""
    if mission.wikidata == row.item:
        yield 0, "same item"
        return
    if mission.host != row.host:
        if mission.city is None and mission.kind == row.kind == "embassy" and mission.host in row.covers:
            yield 13, "covers the host"
        return
    same_kind = family(mission.kind) == row.kind
    if _one_place(mission, row):
        yield (1, "same place and kind") if same_kind else (10, "same place, another kind")
    elif same_kind and row.city is None and row.latitude is None:
        yield 12, "the row names no place"
    elif same_kind and (row.kind == "embassy" or mission.city is None):
        yield 11, "same host, another place"


def _one_place(mission: Mission, row: Listed) -> bool:
    names = [n for n in (mission.city, *mission.city_names) if n]
    if row.city and any(same_place(name, row.city) for name in names):
        return True
    if None in (mission.latitude, mission.longitude, row.latitude, row.longitude):
        return False
    here, there = (mission.latitude, mission.longitude), (row.latitude, row.longitude)
    return kilometres(here, there) <= NEAR  # type: ignore[arg-type]  # none of them is None


def _match(one: Attested, matched: Mapping[str, _Found]) -> Match:
    row, why, _ = matched[one.mission.id]
    return Match(one.mission, one.evidence, row, why)


def _gap(one: Attested, snapshot: Snapshot) -> Gap:
    host = one.mission.host
    return Gap(one.mission, one.evidence, tuple(r for r in snapshot.rows if host in r.covers and r.host != host))


def _untold(rows: Sequence[Listed], situation: Situation) -> tuple[Untold, ...]:
    matched = _matched(situation.missions, rows)
    own = {row.item: situation.mission(name) for name, (row, _, sure) in matched.items() if sure}
    return tuple(Untold(row, own.get(row.item)) for row in rows)


def _differing(
    present: Iterable[Match],
    claims: Sequence[RecordedClaim],
    situation: Situation,
    as_of: date,
    items: Mapping[str, str],
) -> Iterator[Differing]:
    parties = _parties(situation, items)
    by_id = {r.claim.id: r for r in claims}
    for one in present:
        verdict = answer("operator", one.mission.id, claims, situation, as_of=as_of)
        told = {verdict.value} if verdict.value else set(verdict.values)
        if not told:
            continue
        listed = {parties.get(fold(name), name) for name in one.row.operators}
        same = bool(one.row.closed) if told == {"closed"} else listed == told and not one.row.closed
        if not same:
            behind = tuple(by_id[i] for i in (*verdict.support, *verdict.dissent) if i in by_id)
            yield Differing(one.mission, one.row, verdict, one.row.operators, behind)


def _parties(situation: Situation, items: Mapping[str, str]) -> dict[str, str]:
    """Parties by the names and items that mean one of them alone."""
    found: dict[str, set[str]] = {}
    for party in situation.parties:
        for name in (party.id, party.name, party.short, *party.names, items.get(party.id, "")):
            found.setdefault(fold(name), set()).add(party.id)
    return {name: next(iter(ids)) for name, ids in found.items() if name and len(ids) == 1}
