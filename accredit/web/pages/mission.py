"""The dossier of one mission: answers, who says what, timeline, people, evidence, history, a citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accredit.errors import NothingHereError
from accredit.model import RecordedClaim
from accredit.verdict import Cell, Searched, Verdict, matrix
from accredit.verdict import Row as Proposition
from accredit.views.words import core_words, printable
from accredit.web.history import History, history
from accredit.web.pages.situation import PartyShown, parties
from accredit.web.shown import (
    AnswerShown,
    ClaimShown,
    MarkShown,
    MissionShown,
    answer_shown,
    evidence_ids,
    mark_shown,
    mission_shown,
)
from accredit.web.timeline import Timeline, timeline
from accredit.web.view import Asked, View

CARDS = 60
"""Evidence cards on one page."""

PEOPLE = frozenset({"appointed", "accredited", "holds_post", "dismissed", "expelled"})
PEOPLE_SHOWN = 60


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
    """Something that is said of the mission, with a cell for each voice."""

    topic: str
    words: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class SilenceShown:
    """Who, in so many articles on the mission until a day, said nothing on a topic."""

    topic: str
    voices: tuple[str, ...]
    articles: int
    until: date


@dataclass(frozen=True, slots=True)
class PostShown:
    """What one claim says of a person and a post."""

    person: str
    words: str
    said: date | None
    voice: str
    claim: str


@dataclass(frozen=True, slots=True)
class MissionPage:
    """All of one mission. `claims` are one page of its evidence: first what stands behind the answers, then the rest.

    `page` is the page of the evidence, of `pages`. `not_done` counts claims that are only planned, possible or asked
    for. `citation` is a text to copy.
    """

    asked: Asked
    mission: MissionShown
    mark: MarkShown
    wikidata: str | None
    jurisdictions: tuple[str, ...]
    answers: tuple[AnswerShown, ...]
    matrix: tuple[PropositionShown, ...]
    silences: tuple[SilenceShown, ...]
    not_done: int
    timeline: Timeline | None
    people: tuple[PostShown, ...]
    history: History
    claims: tuple[ClaimShown, ...]
    all_claims: int
    page: int
    pages: int
    set_aside: tuple[ClaimShown, ...]
    parties: tuple[PartyShown, ...]
    citation: str


def mission_page(view: View, name: str, page: int = 1) -> MissionPage:
    """The dossier. Raises NothingHereError for a mission or a page of evidence that there is not."""
    mission = view.mission(name)
    claims = view.claims_on(mission)
    verdicts = view.dossier(mission)
    ordered = _ordered(claims, verdicts.values())
    pages = max(1, -(-len(ordered) // CARDS))
    if not 1 <= page <= pages:
        raise NothingHereError(f"page {page}: there are {pages}")
    shown = mission_shown(mission, view.snapshot)
    on_page = ordered[(page - 1) * CARDS : page * CARDS]
    cards = view.shown(on_page)
    said = ("matrix", mission.id, view.snapshot.head, view.situation.id, view.times, view.without)
    found = view.site.remember(said, lambda: matrix(mission.id, claims, view.situation, as_of=view.times.as_of))
    return MissionPage(
        asked=_asked(view, claims),
        mission=shown,
        mark=mark_shown(mission, verdicts["operator"], view.slots, shown.words),
        wikidata=mission.wikidata,
        jurisdictions=tuple(_state(code, view) for code in mission.jurisdictions),
        answers=tuple(map(answer_shown, verdicts.values())),
        matrix=tuple(_proposition(row) for row in found.rows),
        silences=_silences(found.rows),
        not_done=len(found.not_done),
        timeline=timeline(cards, view),
        people=_people(view.shown(r for r in claims if r.claim.predicate in PEOPLE and r.claim.real)[:PEOPLE_SHOWN]),
        history=history(view, mission),
        claims=cards,
        all_claims=len(ordered),
        page=page,
        pages=pages,
        set_aside=view.shown(view.snapshot.aside(mission)),
        parties=parties(view),
        citation=citation(f"{shown.words}: who runs it", verdicts["operator"], view),
    )


def _asked(view: View, claims: Sequence[RecordedClaim]) -> Asked:
    """What is answered, with the articles that speak of the mission counted in place of all."""
    articles = {r.article.key: r.article for r in claims}
    undated = sum(a.published_interval is None for a in articles.values())
    sample = any(a.sample for a in articles.values())
    return replace(view.asked, articles=len(articles), undated=undated, sample=sample)


def citation(question: str, verdict: Verdict, view: View) -> str:
    """One paragraph that says what was answered, from what, and how anybody can tell whether it is still the same."""
    asked = view.asked
    answer = answer_shown(verdict)
    times = f"as of {asked.as_of}, known at {asked.known_at or 'open'}, recorded at {asked.recorded_at or 'open'}"
    left_out = f", as if {', '.join(asked.without)} had never spoken" if asked.without else ""
    return printable(
        f"{question}: {answer.words}{', ' if answer.since_words else ''}{answer.since_words} "
        f"({times}{left_out}). {answer.because} accredit, {asked.title}, ledger head {asked.head}."
    )


def _ordered(claims: Sequence[RecordedClaim], verdicts: Iterable[Verdict]) -> list[RecordedClaim]:
    """What stands behind the answers first, in the order of the questions; then the rest, in the order of saying."""
    place = {name: n for n, name in enumerate(evidence_ids(verdicts))}
    return sorted(claims, key=lambda r: place.get(r.claim.id, len(place)))


def _state(code: str, view: View) -> str:
    state = view.situation.state(code)
    return state.name if state else code


def _proposition(row: Proposition) -> PropositionShown:
    words = core_words(row.predicate, row.party, row.person, change=row.change)
    formally = ", formally" if row.formal else ""
    return PropositionShown(
        row.topic, printable(f"{words}{formally}"), tuple(_cell(c) for c in row.cells if not c.searched)
    )


def _cell(cell: Cell) -> CellShown:
    return CellShown(cell.voice, cell.party, cell.stance, cell.first, cell.last, cell.claims, cell.outlets)


def _silences(rows: Sequence[Proposition]) -> tuple[SilenceShown, ...]:
    """Who is silent, once a topic: in each of its propositions they have the same cell."""
    found: dict[tuple[str, Searched], dict[str, None]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.searched:
                found.setdefault((row.topic, cell.searched), {})[cell.voice] = None
    return tuple(
        SilenceShown(topic, tuple(voices), searched.articles, searched.until)
        for (topic, searched), voices in found.items()
    )


def _people(claims: Sequence[ClaimShown]) -> tuple[PostShown, ...]:
    """Each saying about a person once, in the order of saying."""
    found: Mapping[tuple[str, str, date | None, str], PostShown] = {
        (c.person or "", c.words, c.said, c.chain[-1].words): PostShown(
            c.person or "", c.words, c.said, c.chain[-1].words, c.id
        )
        for c in claims
        if c.person
    }
    return tuple(found.values())
