"""One function an address: what it takes and what it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Annotated

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from accredit.changes import Changed, Past
from accredit.errors import NothingHereError, QuestionError
from accredit.export.allowance import name_of
from accredit.model import PREDICATES, Article, Mission, MissionKind, Modality, Polarity, Stance, State, VoiceKind
from accredit.verdict import MISSION_QUESTIONS, STATE_QUESTIONS, Standing
from accredit.web.api import making, shapes, whole
from accredit.web.api.answering import answered
from accredit.web.api.asking import BASE, Asking, Held, Seen, Walking, Word, known_parameters, since_of
from accredit.web.api.cursors import Key
from accredit.web.asking import Name, site_of
from accredit.web.pages.article import held
from accredit.web.pages.voices import VoiceRow, voice_name, voice_page, voices_page
from accredit.web.site import Site

Code = Annotated[str | None, Query(pattern="^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")]
Predicate = Annotated[str | None, Query(json_schema_extra={"enum": list(PREDICATES)}, max_length=40)]
Asked = Annotated[str | None, Query(json_schema_extra={"enum": [*MISSION_QUESTIONS, *STATE_QUESTIONS]}, max_length=40)]


def root(request: Request, site: Annotated[Site, Depends(site_of)]) -> Response:
    """Where to begin: the situations, and how far the ledger is."""
    known_parameters(request)

    def made(_: bool) -> tuple[object, None]:
        found = tuple(map(making.situation, site.situations))
        moment, head = site.ledger.last_moment(), site.ledger.head()
        return whole.Root("v1", moment, head, f"{BASE}/openapi.json", found), None

    return answered(request, site, made)


def situation(request: Request, site: Annotated[Site, Depends(site_of)], situation: Name) -> Response:
    """One situation: the state, its parties, since when."""
    known_parameters(request)
    of = site.situation(situation)
    return answered(request, site, lambda _: (making.situation(of), None))


def missions(
    walk: Walking,
    host: Code = None,
    kind: MissionKind | None = None,
    standing: Standing | None = None,
    operator: Word = None,
) -> Response:
    """Every mission with who runs it. `operator` is a party, or closed, none, cooperating."""

    def found(seen: Seen) -> list[Mission]:
        told = seen.view.operators()
        return [
            m
            for m in seen.view.snapshot.missions.values()
            if host in (None, m.host)
            and kind in (None, m.kind)
            and standing in (None, told[m.id].standing)
            and operator in (None, told[m.id].value)
        ]

    def shape(mission: Mission, seen: Seen) -> shapes.ListedMission:
        answer = seen.view.operators()[mission.id]
        return shapes.ListedMission(making.mission(mission, seen), making.verdict(answer))

    return walk.answer(found, lambda m: (m.id,), shape, whole.Missions)


def mission(asking: Asking, mission: Name) -> Response:
    """One mission with the answers to all questions: who runs it, premises, head, services, documents, money."""

    def made(seen: Seen) -> whole.MissionAnswer:
        of = seen.view.mission(mission)
        answers = tuple(map(making.verdict, seen.view.dossier(of).values()))
        return whole.MissionAnswer(seen.asked, making.mission(of, seen), answers)

    return asking.answer(made, only=mission)


def claims(
    walk: Walking,
    mission: Word = None,
    state: Code = None,
    predicate: Predicate = None,
    party: Word = None,
    polarity: Polarity | None = None,
    modality: Modality | None = None,
    stance: Stance | None = None,
    voice: Word = None,
    outlet: Word = None,
    article: Word = None,
    recorded_after: Held = None,
) -> Response:
    """The live claims, those held the longest first. `voice` and `article` are ids; `state` hosts the mission."""
    if predicate is not None and predicate not in PREDICATES:
        raise QuestionError(f"predicate: one of {', '.join(PREDICATES)}")
    since = since_of(recorded_after)

    def wanted(each: making.Carried, seen: Seen) -> bool:
        claim = each.recorded.claim
        names = (name_of(each.recorded.article), *each.also_in)
        return (
            each.recorded.recorded_at > since
            and (mission is None or bool(claim.mission and claim.mission.id == mission))
            and (state is None or bool(claim.mission and claim.mission.host == state))
            and predicate in (None, claim.predicate)
            and party in (None, claim.party)
            and polarity in (None, claim.polarity)
            and modality in (None, claim.modality)
            and stance in (None, claim.stance)
            and outlet in (None, each.recorded.article.outlet)
            and (article is None or article in names)
            and (voice is None or voice_name(each.recorded, seen.view) == voice)
        )

    def found(seen: Seen) -> list[making.Carried]:
        return [each for each in making.claims(seen).values() if wanted(each, seen)]

    def key(each: making.Carried) -> Key:
        return each.recorded.recorded_at, each.recorded.claim.id

    return walk.answer(found, key, making.claim, whole.Claims, only=mission)


def claim(asking: Asking, claim: Name) -> Response:
    """One live claim. One that was superseded is there at the moments at which it counted (`recorded-at`)."""

    def made(seen: Seen) -> whole.ClaimAnswer:
        found = making.claims(seen).get(claim)
        if found is None:
            raise NothingHereError(f"no claim {claim[:40]!r} counts here at this time")
        return whole.ClaimAnswer(seen.asked, making.claim(found, seen))

    return asking.answer(made)


Listed = tuple[str, Article | None, int]
"""An article by its id, None where it is private, with its claims."""


def articles(walk: Walking, outlet: Word = None, language: Word = None, mission: Word = None) -> Response:
    """The articles in which something was found. Of private ones, where rights are kept, no more than their ids."""

    def found(seen: Seen) -> Sequence[Listed]:
        snapshot = seen.view.snapshot
        listed: list[Listed] = []
        for name, each in snapshot.articles.items():
            some = snapshot.by_article[name]
            told = mission is None or any(r.claim.mission and r.claim.mission.id == mission for r in some)
            if outlet in (None, each.outlet) and language in (None, each.language) and told:
                listed.append((name, each, len(some)))
        if (outlet, language, mission) == (None, None, None):
            listed += [(key[:16], None, 0) for key in snapshot.left_out]
        return listed

    def shape(listed: Listed, seen: Seen) -> shapes.Article:
        name, each, count = listed
        if each is None:
            href = seen.href("articles", name)
            return shapes.Article(name, href, "private", None, None, None, None, None, None, None, False, 0)
        return making.article(each, count, seen)

    return walk.answer(found, lambda each: (each[0],), shape, whole.Articles)


def article(asking: Asking, article: Name) -> Response:
    """One article with its claims. Its text is not given here."""

    def made(seen: Seen) -> whole.ArticleAnswer:
        of, some = held(seen.view, article)
        carried = sorted((making.Carried(r, ()) for r in some), key=lambda c: c.recorded.claim.evidence.start)
        shown = {c.recorded.claim.id: making.claim(c, seen) for c in carried}
        return whole.ArticleAnswer(seen.asked, making.article(of, len(shown), seen), tuple(shown.values()))

    return asking.answer(made)


def voices(walk: Walking, party: Word = None, kind: VoiceKind | None = None) -> Response:
    """Who vouches for claims: offices, named officials, outlets."""

    def found(seen: Seen) -> list[VoiceRow]:
        rows = voices_page(seen.view).voices
        return [row for row in rows if party in (None, row.party) and kind in (None, row.kind)]

    return walk.answer(found, lambda row: (row.name,), making.speaker, whole.Speakers)


def voice(asking: Asking, voice: Name) -> Response:
    """One voice. What it said: /claims?voice=ID."""

    def made(seen: Seen) -> whole.SpeakerAnswer:
        return whole.SpeakerAnswer(seen.asked, making.speaker(voice_page(seen.view, voice).voice, seen))

    return asking.answer(made)


def states(walk: Walking) -> Response:
    """Every state that somebody named or that hosts a mission: recognition, relations, posture."""
    return walk.answer(making.states, lambda s: (s.code,), making.state, whole.States)


def state(asking: Asking, state: Name) -> Response:
    """One state."""

    def made(seen: Seen) -> whole.StateAnswer:
        of = seen.view.situation.state(state)
        if of is None:
            raise NothingHereError(f"{state[:40]!r} is no code of a state (ISO 3166-1 alpha-2)")
        return whole.StateAnswer(seen.asked, making.state(of, seen))

    return asking.answer(made)


def changes(
    walk: Walking, mission: Word = None, state: Code = None, question: Asked = None, recorded_after: Held = None
) -> Response:
    """The answers that changed, with what changed them, by the append that brought it about, the newest first.

    They are as of one day; the day on which something was known does not matter here, so `known-at` is refused.
    """
    if question is not None and question not in (*MISSION_QUESTIONS, *STATE_QUESTIONS):
        raise QuestionError(f"question: one of {', '.join((*MISSION_QUESTIONS, *STATE_QUESTIONS))}")
    if mission is not None and state is not None:
        raise QuestionError("mission, state: give one of the two")
    since = since_of(recorded_after)

    def made(seen: Seen, after: Key | None, limit: int) -> tuple[Sequence[shapes.Change], Key | None]:
        if seen.view.times.known_at:
            raise QuestionError("known-at: changes are by recording; leave it away")
        left = (
            each
            for each in _in_order(seen, _subject(seen, mission, state), after[0] if after else seen.moment)
            if question in (None, each.question) and (after is None or _key(each) < after)
        )
        taken = []
        for each in islice(left, limit + 1):
            if (each.recorded_at or "") <= since:
                break
            taken.append(each)
        further = _key(taken[limit - 1]) if len(taken) > limit else None
        return [making.change(each, seen) for each in taken[:limit]], further

    return walk.answer_each(made, whole.Changes)


def _subject(seen: Seen, mission: str | None, state: str | None) -> Mission | State | None:
    if mission is not None:
        return seen.view.mission(mission)
    if state is None:
        return None
    of = seen.view.situation.state(state)
    if of is None:
        raise NothingHereError(f"{state!r} is no code of a state (ISO 3166-1 alpha-2)")
    return of


def _key(each: Changed) -> Key:
    return each.recorded_at or "", making.subject_of(each), each.question


def _in_order(seen: Seen, subject: Mission | State | None, until: str) -> Iterator[Changed]:
    """The changes from a moment back, those of one moment in the order of their keys, the last first."""
    view = seen.view
    together: list[Changed] = []
    past = Past(view.site.ledger, view.situation, subject, view.without, view.allowance.may)
    for each in past.changes(view.times.as_of, until=until):
        if together and together[0].recorded_at != each.recorded_at:
            yield from sorted(together, key=_key, reverse=True)
            together = []
        together.append(each)
    yield from sorted(together, key=_key, reverse=True)
