"""What a view holds in the shapes of the API. What may be shown of an article's words is the pages' affair too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from accredit.changes import Changed
from accredit.export.allowance import name_of
from accredit.model import Article, Interval, Mission, RecordedClaim, Scope, Situation, State, VoiceKind, digest
from accredit.model import Voice as Link
from accredit.model import When as Told
from accredit.verdict import STATE_QUESTIONS, named_states, put, told
from accredit.verdict import Verdict as Answer
from accredit.verdict.holding import spoken_day
from accredit.views.names import segment
from accredit.views.ruling_words import mark_words
from accredit.views.words import claim_words, mission_words
from accredit.web.api import shapes
from accredit.web.api.asking import BASE, Seen
from accredit.web.pages.voices import VoiceRow, voice_name
from accredit.web.shown import safe_url, shown_quote


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim with the articles that carry it, the first of which it is shown from."""

    recorded: RecordedClaim
    also_in: tuple[str, ...]


def situation(given: Situation) -> shapes.Situation:
    """A situation."""
    parties = tuple(shapes.Party(p.id, p.name, p.valid_from, p.valid_until) for p in given.parties)
    return shapes.Situation(
        given.id, f"{BASE}/situations/{given.id}", given.title, given.sending, given.start, given.lapse_days,
        given.digest, parties,
    )  # fmt: skip


def claims(seen: Seen) -> Mapping[str, Carried]:
    """The live claims by id. The same claim in two articles of one id is one claim."""
    view = seen.view
    snapshot = view.snapshot
    found: dict[str, list[RecordedClaim]] = {}
    for recorded in snapshot.found.claims:
        found.setdefault(recorded.claim.id, []).append(recorded)
    return {
        name: Carried(some[0], tuple(sorted({name_of(r.article) for r in some} - {name_of(some[0].article)})))
        for name, some in found.items()
    }


def verdict(answer: Answer) -> shapes.Verdict:
    """An answer."""
    return shapes.Verdict(
        question=answer.question,
        value=answer.value,
        leaning=answer.leaning,
        values=answer.values,
        standing=answer.standing,
        since=_days(answer.since),
        because=answer.because,
        formal=answer.formal,
        by=answer.by,
        parts=tuple(shapes.Part(d.name, d.value, d.standing, d.claims) for d in answer.detail),
        support=answer.support,
        dissent=answer.dissent,
        silent=tuple(cell.claim for cell in answer.silent),
        last=answer.last,
    )


def mission(given: Mission, seen: Seen) -> shapes.Mission:
    """A mission."""
    host = seen.view.situation.state(given.host)
    return shapes.Mission(
        given.id, seen.href("missions", segment(given.id)), mission_words(given, host), given.kind, given.sending,
        given.host, given.city, given.latitude, given.longitude, given.jurisdictions, given.wikidata,
        len(seen.view.claims_on(given)),
    )  # fmt: skip


def article_named(given: Article, seen: Seen) -> shapes.ArticleNamed:
    """The article of a claim."""
    name = name_of(given)
    url = safe_url(given.url)
    return shapes.ArticleNamed(name, seen.href("articles", name), given.title, given.outlet, url, given.published)


def article(given: Article, claims: int, seen: Seen) -> shapes.Article:
    """An article in a list."""
    name, rights = name_of(given), seen.view.allowance.rights(given)
    return shapes.Article(
        name, seen.href("articles", name), rights, given.title, given.outlet, safe_url(given.url), given.published,
        given.language, given.author, given.text_id, given.sample, claims,
    )  # fmt: skip


def claim(carried: Carried, seen: Seen) -> shapes.Claim:
    """A claim, with what may be shown of its words."""
    recorded, view = carried.recorded, seen.view
    given, words = recorded.claim, recorded.claim.evidence
    quote = shown_quote(recorded, view.allowance)
    voice = voice_name(recorded, view)
    chain = [_link(link) for link in given.chain]
    return shapes.Claim(
        id=given.id,
        href=seen.href("claims", given.id),
        words=claim_words(given),
        predicate=given.predicate,
        mission=given.mission.id if given.mission else None,
        scope=_scope(given.scope) if given.scope else None,
        party=given.party,
        person=shapes.Person(given.person.name, given.person.role) if given.person else None,
        polarity=given.polarity,
        modality=given.modality,
        stance=given.stance,
        aspect=given.aspect,
        basis=given.basis,
        chain=(*chain[:-1], replace(chain[-1], id=voice)),
        voice=voice,
        when=_when(given.when),
        said=spoken_day(recorded),
        quote=shapes.Quote(words.start, words.end, quote.exact if quote else None, quote == words),
        confidence=round(given.confidence, 4),
        rule=given.rule,
        article=article_named(recorded.article, seen),
        also_in=carried.also_in,
        recorded_at=recorded.recorded_at,
        rulings=tuple(mark_words(r) for r in view.snapshot.found.on(recorded)),
    )


def speaker(row: VoiceRow, seen: Seen) -> shapes.Speaker:
    """A voice in a list."""
    return shapes.Speaker(
        row.name, seen.href("voices", row.name), row.words, cast(VoiceKind, row.kind), row.party,
        row.claims, row.subjects, row.first, row.last,
    )  # fmt: skip


def states(seen: Seen) -> list[State]:
    """The states that somebody named or that host missions."""
    view = seen.view
    named = {code for r in view.snapshot.of_states for code in named_states(r.claim, view.situation)}
    hosts = {m.host for m in view.snapshot.missions.values()}
    return [s for s in view.situation.states if s.code in named | hosts]


def state(given: State, seen: Seen) -> shapes.State:
    """A state with its answers."""
    view = seen.view
    about = told(given.code, view.snapshot.of_states, view.situation, of_state=True)
    answers = [put(q, given.code, about, view.situation, as_of=view.times.as_of) for q in STATE_QUESTIONS]
    hosted = sorted(m.id for m in view.snapshot.missions.values() if m.host == given.code)
    return shapes.State(
        given.code, seen.href("states", given.code), given.name, tuple(hosted), tuple(map(verdict, answers))
    )


def change(given: Changed, seen: Seen) -> shapes.Change:
    """A change of an answer."""
    causes = tuple(
        shapes.Cause(c.kind, article_named(c.article, seen), _ids(c.new), _ids(c.gone)) for c in given.causes
    )
    moment, subject = given.recorded_at or "", subject_of(given)
    return shapes.Change(
        digest("change", seen.view.situation.id, moment, subject, given.question, given.as_of.isoformat())[:24],
        moment, subject, given.question, given.as_of, verdict(given.before), verdict(given.after), causes,
    )  # fmt: skip


def subject_of(given: Changed) -> str:
    """The id of what a change is about."""
    return given.subject.code if isinstance(given.subject, State) else given.subject.id


def _ids(claims: Sequence[RecordedClaim]) -> tuple[str, ...]:
    return tuple(r.claim.id for r in claims)


def _link(given: Link) -> shapes.Voice:
    return shapes.Voice(None, given.name, given.role, given.party, given.kind, _days(given.said))


def _days(given: Interval | None) -> shapes.Days | None:
    return shapes.Days(given.earliest, given.latest) if given else None


def _when(given: Told | None) -> shapes.When | None:
    return shapes.When(given.kind, given.earliest, given.latest) if given else None


def _scope(given: Scope) -> shapes.Scope:
    return shapes.Scope(given.hosts, given.except_, given.group, given.at_least, given.at_most)
