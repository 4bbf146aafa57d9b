"""The dossier of one mission: answers, who says what, timeline, people, evidence, history, a citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accredit.errors import NothingHereError
from accredit.model import RecordedClaim
from accredit.verdict import Verdict
from accredit.verdict.holding import spoken_day
from accredit.views.words import printable
from accredit.web.history import History, history
from accredit.web.pages.matrix import (
    CELLS,
    PropositionShown,
    SilenceShown,
    evidence,
    places,
    propositions,
    referred,
    said_of,
    silences,
)
from accredit.web.pages.situation import PartyShown, parties
from accredit.web.shown import (
    CARDS,
    REFERENCES,
    AnswerShown,
    ClaimShown,
    MarkShown,
    MissionShown,
    answer_shown,
    mark_shown,
    mission_shown,
)
from accredit.web.timeline import Timeline, timeline
from accredit.web.view import Asked, View

PEOPLE = frozenset({"appointed", "accredited", "holds_post", "dismissed", "expelled"})
PEOPLE_SHOWN = 60


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

    `page` is the page of the evidence, of `pages`; `places` are the pages on which claims stand that this one points
    to. `left_out` cells of the matrix stand on its own page. `not_done` counts claims that are only planned, possible
    or asked for. `citation` is a text to copy.
    """

    asked: Asked
    mission: MissionShown
    mark: MarkShown
    wikidata: str | None
    jurisdictions: tuple[str, ...]
    answers: tuple[AnswerShown, ...]
    matrix: tuple[PropositionShown, ...]
    left_out: int
    silences: tuple[SilenceShown, ...]
    not_done: int
    timeline: Timeline | None
    people: tuple[PostShown, ...]
    history: History
    claims: tuple[ClaimShown, ...]
    all_claims: int
    page: int
    pages: int
    places: Mapping[str, int]
    set_aside: tuple[ClaimShown, ...]
    parties: tuple[PartyShown, ...]
    citation: str


def mission_page(view: View, name: str, page: int = 1) -> MissionPage:
    """The dossier. Raises NothingHereError for a mission or a page of evidence that there is not."""
    mission = view.mission(name)
    claims = view.claims_on(mission)
    verdicts = view.dossier(mission)
    ordered = evidence(view, mission)
    pages = max(1, -(-len(ordered) // CARDS))
    if not 1 <= page <= pages:
        raise NothingHereError(f"page {page}: there are {pages}")
    shown = mission_shown(mission, view.snapshot)
    on_page = ordered[(page - 1) * CARDS : page * CARDS]
    cards = view.shown(on_page)
    found = said_of(view, mission)
    rows = propositions(found, most=CELLS)
    people = _people(claims, view)
    pointed = {i for v in verdicts.values() for ids in (v.support, v.dissent) for i in ids[:REFERENCES]}
    pointed |= {post.claim for post in people}
    return MissionPage(
        asked=view.asked_of(claims),
        mission=shown,
        mark=mark_shown(mission, verdicts["operator"], view.slots, shown.words),
        wikidata=mission.wikidata,
        jurisdictions=tuple(_state(code, view) for code in mission.jurisdictions),
        answers=tuple(map(answer_shown, verdicts.values())),
        matrix=rows,
        left_out=sum(row.more for row in rows),
        silences=silences(found),
        not_done=len(found.not_done),
        timeline=timeline(cards, view),
        people=people,
        history=history(view, mission),
        claims=cards,
        all_claims=len(ordered),
        page=page,
        pages=pages,
        places=places(ordered, pointed | referred(rows)),
        set_aside=view.shown(view.snapshot.aside(mission)),
        parties=parties(view),
        citation=citation(f"{shown.words}: who runs it", verdicts["operator"], view),
    )


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


def _state(code: str, view: View) -> str:
    state = view.situation.state(code)
    return state.name if state else code


def _people(claims: Iterable[RecordedClaim], view: View) -> tuple[PostShown, ...]:
    """Each saying about a person once, in the order of saying; of many the last ones."""
    found: dict[tuple[object, ...], RecordedClaim] = {}
    for recorded in claims:
        claim = recorded.claim
        if claim.predicate in PEOPLE and claim.real and claim.person:
            how = (claim.polarity, claim.modality, claim.stance, claim.basis, claim.aspect)
            said = (claim.person, claim.predicate, claim.party, *how)
            found[*said, spoken_day(recorded), claim.origin] = recorded
    return tuple(
        PostShown(c.person or "", c.words, c.said, c.chain[-1].words, c.id)
        for c in view.shown([*found.values()][-PEOPLE_SHOWN:])
    )
