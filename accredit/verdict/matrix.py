"""The disagreement about one mission: proposition × voice × stance, with days and claims.

A proposition is what claims say, whoever says it. Silence is a cell too: who was asked and did
not take it up; and who, in all that was read, said nothing on the topic.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from accredit.model import HOST_STATE, Claim, RecordedClaim, Situation
from accredit.verdict.because import party_words, voice_words
from accredit.verdict.compose import in_order
from accredit.verdict.denials import denials
from accredit.verdict.holding import spoken_day
from accredit.verdict.independence import contends, one_report, published_day, voice_key

CellStance = Literal["affirms", "denies", "has_not_confirmed", "declines_to_comment", "silent"]

TOPICS: Mapping[str, tuple[str, ...]] = {
    "operator": ("controls", "handed_over", "cooperates_with", "custody", "closed", "opened", "operates"),
    "visits": ("visited",),
    "premises": ("damaged", "repaired"),
    "head": ("appointed", "accredited", "holds_post", "dismissed", "expelled"),
    "services": ("suspended",),
    "documents": ("issues_documents", "honours_documents", "disowns_documents"),
    "money": ("funds", "collects_fees"),
    "other": ("sent_diplomats", "position", "other"),
}
"""What propositions are about, in the order of the table."""

TELLING = frozenset({"operator", "visits"})
"""Topics on which the parties and the host have something to say, so that their silence tells something."""

ENOUGH = 5
"""Articles on a mission that must have been read before anybody is called silent."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What was read without finding a word: so many reports on the mission, the last published on this day."""

    articles: int
    until: date


@dataclass(frozen=True, slots=True)
class Cell:
    """One voice's stance on one proposition, from its first day to its last; None where the day is not known.

    `denies` are the claims of others that it denies. Who is silent has `searched` and no claims.
    """

    voice: str
    party: str | None
    stance: CellStance
    first: date | None
    last: date | None
    claims: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    searched: Searched | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One proposition with its cells, the earliest first and the silent last.

    `change` says that it came about, `formal` that it is so on paper; `person` where it is about one.
    """

    topic: str
    predicate: str
    party: str | None
    person: str | None
    change: bool
    formal: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The disagreement about one mission. `not_done` are claims that are only planned, possible or requested."""

    mission: str
    rows: tuple[Row, ...]
    not_done: tuple[str, ...]


def matrix(
    mission: str, claims: Iterable[RecordedClaim], situation: Situation, *, as_of: date, denying: bool = True
) -> Matrix:
    """What is said of the mission (its id) about days up to `as_of`, by whom, for and against.

    Without `denying` no cell says which claims it denies, which takes longest where thousands are told.
    """
    about = [r for r in claims if r.claim.mission and r.claim.mission.id == mission and _by(r, as_of)]
    kept = sorted(one_report(about, situation), key=in_order)
    voices = _voices(kept, situation)
    denied = denials(kept, situation) if denying else {}
    told: dict[Row, dict[tuple[str, CellStance], list[RecordedClaim]]] = {}
    for recorded in kept:
        stance = _stance(recorded.claim)
        if stance:
            cells = told.setdefault(_proposition(recorded.claim), {})
            cells.setdefault((voices[recorded.claim.id], stance), []).append(recorded)
    own: dict[str, list[RecordedClaim]] = {}
    for recorded in kept:
        own.setdefault(voices[recorded.claim.id], []).append(recorded)
    words = {key: _longest(key, said, situation) for key, said in own.items()}
    rows = [
        replace(row, cells=tuple(_cell(words[v], s, found, denied) for (v, s), found in cells.items()))
        for row, cells in told.items()
    ]
    listed = _with_silent(sorted(rows, key=_place), kept, situation)
    return Matrix(mission, tuple(listed), tuple(r.claim.id for r in kept if not r.claim.real))


def _by(recorded: RecordedClaim, as_of: date) -> bool:
    """Whether it is about a day up to `as_of`; a word about now is about the day it was said."""
    when, spoken = recorded.claim.when, spoken_day(recorded)
    first = when.earliest if when else spoken
    return first is None or first <= as_of


def _stance(claim: Claim) -> CellStance | None:
    """None for what is not said to be so."""
    if not claim.real:
        return None
    if claim.stance != "asserts":
        return claim.stance
    return "denies" if claim.polarity == "denied" else "affirms"


def _proposition(claim: Claim) -> Row:
    """What it says, whoever says it; a row without cells."""
    (topic,) = [t for t, predicates in TOPICS.items() if claim.predicate in predicates] or ["other"]
    person = claim.person.name if claim.person and topic == "head" else None
    change = claim.predicate == "controls" and claim.aspect == "change"
    return Row(topic, claim.predicate, claim.party, person, change, claim.basis == "formal", ())


def _place(row: Row) -> tuple[object, ...]:
    """By topic, then as the topic lists its predicates; contested before undisputed is left to the reader."""
    at = TOPICS[row.topic]
    predicate = at.index(row.predicate) if row.predicate in at else len(at)
    return list(TOPICS).index(row.topic), predicate, row.change, row.party or "", row.formal, row.person or ""


def _voices(claims: Sequence[RecordedClaim], situation: Situation) -> dict[str, str]:
    """Whose word each claim is. An office by a shorter name is the one longer-named office of its report."""
    keys = {r.claim.id: voice_key(r, situation) for r in claims}
    of_report: dict[str, set[str]] = {}
    for recorded in claims:
        of_report.setdefault(recorded.text, set()).add(keys[recorded.claim.id])
    for recorded in claims:
        key = keys[recorded.claim.id]
        if key.startswith("office:"):
            longer = [k for k in of_report[recorded.text] if k != key and _shortens(key, k)]
            if len(longer) == 1:
                keys[recorded.claim.id] = longer[0]
    return keys


def _shortens(short: str, long: str) -> bool:
    if not long.startswith("office:"):
        return False
    (_, party, words), (_, other, more) = short.split(":", 2), long.split(":", 2)
    return party == other and set(words.split()) < set(more.split())


def _longest(key: str, own: Sequence[RecordedClaim], situation: Situation) -> tuple[str, str | None]:
    """A voice by the name it is first given in full in its own claims, and its party."""
    named = [r for r in own if voice_key(r, situation) == key] or own
    return voice_words(named[0], situation), named[0].claim.origin.party


def _cell(
    voice: tuple[str, str | None],
    stance: CellStance,
    found: Sequence[RecordedClaim],
    denied: Mapping[str, tuple[str, ...]],
) -> Cell:
    days = [d for r in found if (d := spoken_day(r))]
    met = (i for r in found for i in denied.get(r.claim.id, ()))
    outlets = (r.article.outlet for r in found if r.article.outlet)
    return Cell(
        voice[0],
        voice[1],
        stance,
        min(days, default=None),
        max(days, default=None),
        tuple(r.claim.id for r in found),
        tuple(dict.fromkeys(outlets)),
        tuple(dict.fromkeys(met)),
    )


def _with_silent(rows: Sequence[Row], claims: Sequence[RecordedClaim], situation: Situation) -> list[Row]:
    """The rows with the parties and the host that said nothing on the topic, where enough was read."""
    searched = _searched(claims)
    if searched is None:
        return list(rows)
    listed = []
    principals = [p.id for p in situation.parties if contends(p.id, situation)] + [HOST_STATE]
    for row in rows:
        if row.topic in TELLING:
            spoke = {c.party for r in rows if r.topic == row.topic for c in r.cells if c.claims}
            silent = (_silent(p, searched, situation) for p in principals if p not in spoke)
            row = replace(row, cells=(*row.cells, *silent))
        listed.append(row)
    return listed


def _silent(party: str, searched: Searched, situation: Situation) -> Cell:
    return Cell(party_words(party, situation), party, "silent", None, None, (), searched=searched)


def _searched(claims: Iterable[RecordedClaim]) -> Searched | None:
    """The reports on the mission that were read; None where they are too few. Undated ones prove nothing."""
    dated = {r.text: day for r in claims if (day := published_day(r.article))}
    return Searched(len(dated), max(dated.values())) if len(dated) >= ENOUGH else None
