"""The first page of a situation: the map, the counts, the list of all missions, the latest changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from accredit.errors import QuestionError
from accredit.model import Mission, RecordedClaim
from accredit.verdict import Verdict
from accredit.views.words import voice_words
from accredit.web.geo import project
from accredit.web.history import Step, latest
from accredit.web.shown import AnswerShown, MarkShown, MissionShown, answer_shown, mark_shown, mission_shown
from accredit.web.spread import spread
from accredit.web.view import Asked, View

STANDINGS = ("contested", "one-sided", "single", "agreed", "denied", "stale", "unknown")
"""In the order in which they are counted and listed."""

SORTS = ("standing", "place", "operator", "last")
VOICES = 3
"""Voices named in a row; the dossier has them all."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mark stands in the drawing, and where it belongs, in units of the map."""

    x: float
    y: float
    true_x: float
    true_y: float
    moved: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One mission with who runs it, how it is drawn, and who says so; `place` is None without coordinates."""

    mission: MissionShown
    answer: AnswerShown
    mark: MarkShown
    place: Place | None
    voices: tuple[str, ...]
    against: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class Count:
    """How many missions stand so."""

    standing: str
    missions: int


@dataclass(frozen=True, slots=True)
class PartyShown:
    """A party with its slot in drawings."""

    id: str
    name: str
    slot: str


@dataclass(frozen=True, slots=True)
class Other:
    """Another situation of the site."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class SituationPage:
    """The status of all missions. `rows` are those that were asked for, in the order asked for; `counts` are of all.

    `first` and `last` bound the sliders: the start of the contest and the later of today and the last publication.
    """

    asked: Asked
    counts: tuple[Count, ...]
    rows: tuple[Row, ...]
    latest: tuple[Step, ...]
    parties: tuple[PartyShown, ...]
    kinds: tuple[str, ...]
    others: tuple[Other, ...]
    sort: str
    standing: str | None
    words: str
    first: date
    last: date


def situation_page(view: View, *, sort: str = "", standing: str = "", words: str = "") -> SituationPage:
    """The page; `sort` is one of SORTS, `standing` one of STANDINGS or empty, `words` are looked for in names.

    Raises QuestionError for a sort or standing that there is not.
    """
    if sort and sort not in SORTS:
        raise QuestionError(f"sort: one of {', '.join(SORTS)}")
    if standing and standing not in STANDINGS:
        raise QuestionError(f"standing: one of {', '.join(STANDINGS)}")
    operators = view.operators()
    missions = tuple(view.snapshot.missions.values())
    places = view.site.remember(("places", missions), lambda: _places(missions))
    rows = [row(m, operators[m.id], places.get(m.id), view) for m in missions]
    kept = [r for r in rows if standing in ("", r.answer.standing) and _has(r, words)]
    return SituationPage(
        asked=view.asked,
        counts=tuple(Count(s, n) for s in STANDINGS if (n := sum(r.answer.standing == s for r in rows))),
        rows=tuple(sorted(kept, key=lambda r: _order(r, sort or "standing"))),
        latest=latest(view),
        parties=parties(view),
        kinds=tuple(dict.fromkeys(sorted(r.mission.kind for r in rows))),
        others=tuple(Other(s.id, s.title) for s in view.site.situations if s.id != view.situation.id),
        sort=sort or "standing",
        standing=standing or None,
        words=words,
        first=view.situation.start,
        last=max(view.site.today(), view.times.as_of),
    )


def parties(view: View) -> tuple[PartyShown, ...]:
    """The contending parties in the pack's order."""
    named = {p.id: p.name for p in view.situation.parties}
    return tuple(PartyShown(i, named[i], slot) for i, slot in view.slots.items())


def row(mission: Mission, verdict: Verdict, place: Place | None, view: View) -> Row:
    """A mission as a row of a list."""
    shown = mission_shown(mission, view.snapshot)
    claims = view.claims_on(mission)
    by_id = {r.claim.id: r for r in claims}
    return Row(
        shown,
        answer_shown(verdict),
        mark_shown(mission, verdict, view.slots, shown.words),
        place,
        _voices(by_id[i] for i in verdict.support if i in by_id),
        _voices(by_id[i] for i in verdict.dissent if i in by_id),
        len(claims),
    )


def _voices(claims: Iterable[RecordedClaim]) -> tuple[str, ...]:
    named = list(dict.fromkeys(voice_words(r.claim.origin, r.article) for r in claims))
    more = len(named) - VOICES
    return (*named[:VOICES], *([f"+{more}"] if more > 0 else []))


def _has(row: Row, words: str) -> bool:
    return words.casefold().strip() in f"{row.mission.words} {row.answer.words} {row.mission.id}".casefold()


def _order(row: Row, sort: str) -> tuple[object, ...]:
    """The contested first, then the answered by the day of the last word, unless sorted otherwise."""
    place = (row.mission.host_name, row.mission.city or "", row.mission.id)
    days = -(row.answer.last.toordinal() if row.answer.last else 0)
    if sort == "place":
        return place
    if sort == "operator":
        return (row.answer.words, *place)
    if sort == "last":
        return (days, *place)
    return (STANDINGS.index(row.answer.standing), days, *place)


def _places(missions: Iterable[Mission]) -> dict[str, Place]:
    """Where the marks stand: none hides another."""
    true = {
        m.id: project(m.longitude, m.latitude) for m in missions if m.longitude is not None and m.latitude is not None
    }
    placed = spread(true)
    return {
        name: Place(*placed[name], round(x, 1), round(y, 1), abs(placed[name][0] - x) + abs(placed[name][1] - y) > 3)
        for name, (x, y) in true.items()
    }
