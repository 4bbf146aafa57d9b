"""What several pages show: what was asked, answers, claims with their voices and quotes, articles, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from accredit.export.allowance import Allowance, name_of
from accredit.model import Article, Interval, Mission, RecordedClaim, Span, Voice, When
from accredit.verdict import Verdict
from accredit.verdict.holding import spoken_day
from accredit.verdict.independence import published_day
from accredit.views.names import segment
from accredit.views.ruling_words import mark_words
from accredit.views.verdict_words import answer_words, since_words, value_words
from accredit.views.words import claim_words, interval_words, mission_words, subject_words, voice_words
from accredit.web.marks import SHAPES, fill_of
from accredit.web.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of days, both ends included, either open; `words` as people read it."""

    earliest: date | None
    latest: date | None
    words: str

    @classmethod
    def of(cls, value: Interval | When | None) -> Days | None:
        """The days of an interval; None where there is none, or none of its ends is known."""
        known = value and (value.earliest or value.latest)
        return Days(value.earliest, value.latest, interval_words(value)) if value and known else None


@dataclass(frozen=True, slots=True)
class MissionShown:
    """A mission by name: `name` in addresses, `words` as people read it."""

    id: str
    name: str
    kind: str
    city: str | None
    host: str
    host_name: str
    words: str


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of an answer; `value` is None where the part is contested."""

    name: str
    value: str | None
    standing: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """The answer to one question, with the reason in sentences. `support` and `dissent` are claim ids.

    `words` have the standing in them, `told` stands beside it.
    """

    question: str
    value: str | None
    leaning: str | None
    values: tuple[str, ...]
    standing: str
    words: str
    told: str
    since: Days | None
    since_words: str
    because: str
    formal: str | None
    by: str | None
    parts: tuple[PartShown, ...]
    support: tuple[str, ...]
    dissent: tuple[str, ...]
    silent: tuple[str, ...]
    last: date | None


@dataclass(frozen=True, slots=True)
class VoiceShown:
    """One link of a chain. Voices without a name have none in addresses either: they are joined to nothing."""

    words: str
    kind: str
    party: str | None
    said: Days | None


@dataclass(frozen=True, slots=True)
class ArticleShown:
    """An article without its text. `name` is its name in addresses; `url` only where a browser may open it."""

    name: str
    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    rights: str
    text_id: str
    sample: bool


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim: what it says of whom, who says it (the outlet first, the origin last), and in which words.

    `quote` is what may be shown of its words, None where nothing may; `cut` says that it is not all of them. `said` is
    the day of the origin's word, `published` the last day on which the article may have come out. `start` and `end`
    are offsets in the article's text, in code points.
    """

    id: str
    words: str
    predicate: str
    subject: str
    mission: MissionShown | None
    polarity: str
    modality: str
    stance: str
    party: str | None
    person: str | None
    chain: tuple[VoiceShown, ...]
    when: Days | None
    said: date | None
    published: date | None
    quote: str | None
    cut: bool
    start: int
    end: int
    confidence: float
    article: ArticleShown
    recorded_at: str
    rulings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkShown:
    """How a mission is drawn: the outline of its kind, the fill of its answer, and the same in words."""

    shape: str
    first: str
    second: str | None
    way: str
    label: str


CARDS = 60
"""Evidence cards on one page of a mission."""

REFERENCES = 8
"""Claims that an answer or a voice points to on a page; of more it says how many."""

_TELLING = 24
"""Code points from which the beginning of a quote is worth showing."""


def safe_url(url: str | None) -> str | None:
    """The address where a browser opens it as a page and not as anything else."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def mission_shown(mission: Mission, snapshot: Snapshot) -> MissionShown:
    """A mission by name."""
    host = snapshot.situation.state(mission.host)
    return MissionShown(
        mission.id, segment(mission.id), mission.kind, mission.city, mission.host, host.name if host else mission.host,
        mission_words(mission, host),
    )  # fmt: skip


def answer_shown(verdict: Verdict) -> AnswerShown:
    """An answer."""
    return AnswerShown(
        question=verdict.question,
        value=verdict.value,
        leaning=verdict.leaning,
        values=verdict.values,
        standing=verdict.standing,
        words=answer_words(verdict),
        told=value_words(verdict),
        since=Days.of(verdict.since),
        since_words=since_words(verdict),
        because=verdict.because,
        formal=verdict.formal,
        by=verdict.by,
        parts=tuple(PartShown(d.name, d.value, d.standing, d.claims) for d in verdict.detail),
        support=verdict.support,
        dissent=verdict.dissent,
        silent=tuple(cell.claim for cell in verdict.silent),
        last=verdict.last,
    )


def article_shown(article: Article, allowance: Allowance) -> ArticleShown:
    """An article without its text."""
    return ArticleShown(
        name=name_of(article),
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        url=safe_url(article.url),
        published=article.published,
        language=article.language,
        rights=allowance.rights(article),
        text_id=article.text_id,
        sample=article.sample,
    )


def voice_shown(voice: Voice, article: Article) -> VoiceShown:
    """One link of a chain."""
    return VoiceShown(voice_words(voice, article), voice.kind, voice.party, Days.of(voice.said))


def shown_quote(recorded: RecordedClaim, allowance: Allowance) -> Span | None:
    """What may be shown of a claim's words, None where that is nothing or too little to tell anybody anything."""
    quote = allowance.quote(recorded.article, recorded.claim)
    short = quote is not None and quote != recorded.claim.evidence and len(quote.exact) < _TELLING
    return None if short else quote


def claim_shown(recorded: RecordedClaim, snapshot: Snapshot, allowance: Allowance) -> ClaimShown:
    """A claim, with what may be shown of its words."""
    claim, article = recorded.claim, recorded.article
    quote = shown_quote(recorded, allowance)
    person = claim.person
    return ClaimShown(
        id=claim.id,
        words=claim_words(claim),
        predicate=claim.predicate,
        subject=subject_words(claim, snapshot.situation),
        mission=mission_shown(claim.mission, snapshot) if claim.mission else None,
        polarity=claim.polarity,
        modality=claim.modality,
        stance=claim.stance,
        party=claim.party,
        person=(person.name or person.role) if person else None,
        chain=tuple(voice_shown(v, article) for v in claim.chain),
        when=Days.of(claim.when),
        said=spoken_day(recorded),
        published=published_day(article),
        quote=quote.exact if quote else None,
        cut=quote != claim.evidence,
        start=claim.evidence.start,
        end=claim.evidence.end,
        confidence=round(claim.confidence, 2),
        article=article_shown(article, allowance),
        recorded_at=recorded.recorded_at,
        rulings=tuple(mark_words(r) for r in snapshot.found.on(recorded)),
    )


def claims_shown(claims: Iterable[RecordedClaim], snapshot: Snapshot, allowance: Allowance) -> tuple[ClaimShown, ...]:
    """Claims, in their order."""
    return tuple(claim_shown(r, snapshot, allowance) for r in claims)


def mark_shown(mission: Mission, verdict: Verdict, slots: Mapping[str, str], words: str) -> MarkShown:
    """How a mission is drawn; `words` are its name."""
    fill = fill_of(verdict, slots)
    shape = mission.kind if mission.kind in SHAPES else "unknown"
    return MarkShown(shape, fill.first, fill.second, fill.way, f"{words}: {answer_words(verdict)}")


def evidence_ids(verdicts: Iterable[Verdict]) -> list[str]:
    """The claims behind answers, in their order: for, against, silent, and those of parts."""
    return list(dict.fromkeys(i for verdict in verdicts for i in verdict.claims))
