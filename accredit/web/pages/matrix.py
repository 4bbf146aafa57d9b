"""Who says what of a mission: short on the mission's page where much is said, whole on a page of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accredit.model import Mission, RecordedClaim
from accredit.verdict import Cell, Matrix, Searched, matrix
from accredit.verdict import Row as Proposition
from accredit.views.words import core_words, printable
from accredit.web.shown import CARDS, REFERENCES, MissionShown, evidence_ids, mission_shown
from accredit.web.view import Asked, View

CELLS = 150
"""Cells of the matrix that stand on the mission's page; where there are more, each proposition has its newest."""

NEWEST = 2
"""Cells of each stance that a proposition has then; the matrix has a page of its own with all."""


@dataclass(frozen=True, slots=True)
class CellShown:
    """One voice's stance on one proposition."""

    voice: str
    party: str | None
    stance: str
    first: date | None
    last: date | None
    claims: tuple[str, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PropositionShown:
    """Something that is said of the mission, with a cell for each voice and stance, `more` of which are left out."""

    topic: str
    words: str
    cells: tuple[CellShown, ...]
    more: int


@dataclass(frozen=True, slots=True)
class SilenceShown:
    """Who, in so many articles on the mission until a day, said nothing on a topic."""

    topic: str
    voices: tuple[str, ...]
    articles: int
    until: date


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """All that is said of one mission, by whom, for and against. `places` are as on the mission's page."""

    asked: Asked
    mission: MissionShown
    matrix: tuple[PropositionShown, ...]
    silences: tuple[SilenceShown, ...]
    not_done: int
    places: Mapping[str, int]


def matrix_page(view: View, name: str) -> MatrixPage:
    """The whole matrix. Raises NothingHereError for a mission that there is not."""
    mission = view.mission(name)
    found = said_of(view, mission)
    rows = propositions(found)
    return MatrixPage(
        view.asked_of(view.claims_on(mission)),
        mission_shown(mission, view.snapshot),
        rows,
        silences(found),
        len(found.not_done),
        places(evidence(view, mission), referred(rows)),
    )


def evidence(view: View, mission: Mission) -> tuple[RecordedClaim, ...]:
    """What stands behind the answers first, in the order of the questions; then the rest, in the order of saying."""
    place = {name: n for n, name in enumerate(evidence_ids(view.dossier(mission).values()))}
    return tuple(sorted(view.claims_on(mission), key=lambda r: place.get(r.claim.id, len(place))))


def places(ordered: Sequence[RecordedClaim], ids: Collection[str]) -> dict[str, int]:
    """On which page of the evidence these claims stand."""
    return {r.claim.id: n // CARDS + 1 for n, r in enumerate(ordered) if r.claim.id in ids}


def referred(rows: Iterable[PropositionShown]) -> frozenset[str]:
    """The claims that a matrix points to."""
    return frozenset(i for row in rows for cell in row.cells for i in cell.claims[:REFERENCES])


def said_of(view: View, mission: Mission) -> Matrix:
    """The matrix of a mission; which claims a cell denies is not asked."""
    claims, situation, as_of = view.claims_on(mission), view.situation, view.times.as_of
    name = ("matrix", mission.id, view.snapshot.head, situation.id, view.times, view.without)
    return view.site.remember(name, lambda: matrix(mission.id, claims, situation, as_of=as_of, denying=False))


def propositions(found: Matrix, most: int | None = None) -> tuple[PropositionShown, ...]:
    """The rows; where they have more than `most` cells together, each with the newest of each stance."""
    rows = [(row, [c for c in row.cells if not c.searched]) for row in found.rows]
    short = most is not None and sum(len(cells) for _, cells in rows) > most
    return tuple(_proposition(row, cells, _newest(cells) if short else cells) for row, cells in rows)


def _newest(cells: Sequence[Cell]) -> list[Cell]:
    """The last words of each stance, in the order of all."""
    by_stance: dict[str, list[Cell]] = {}
    for cell in sorted(cells, key=lambda c: c.last or date.min, reverse=True):
        by_stance.setdefault(cell.stance, []).append(cell)
    kept = {id(cell) for each in by_stance.values() for cell in each[:NEWEST]}
    return [cell for cell in cells if id(cell) in kept]


def _proposition(row: Proposition, cells: Sequence[Cell], shown: Sequence[Cell]) -> PropositionShown:
    words = core_words(row.predicate, row.party, row.person, change=row.change)
    formally = ", formally" if row.formal else ""
    more = len(cells) - len(shown)
    return PropositionShown(row.topic, printable(f"{words}{formally}"), tuple(map(_cell, shown)), more)


def _cell(cell: Cell) -> CellShown:
    return CellShown(cell.voice, cell.party, cell.stance, cell.first, cell.last, cell.claims, cell.outlets)


def silences(found: Matrix) -> tuple[SilenceShown, ...]:
    """Who is silent, once a topic: in each of its propositions they have the same cell."""
    silent: dict[tuple[str, Searched], dict[str, None]] = {}
    for row in found.rows:
        for cell in row.cells:
            if cell.searched:
                silent.setdefault((row.topic, cell.searched), {})[cell.voice] = None
    return tuple(
        SilenceShown(topic, tuple(voices), searched.articles, searched.until)
        for (topic, searched), voices in silent.items()
    )
