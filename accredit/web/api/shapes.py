"""What the API tells of. A field that is here stays: what changes otherwise gets another version of the API.

`id` names a thing for good; `href` is its address, without the times that were asked about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from accredit.model import Aspect, Basis, MissionKind, Modality, Polarity, Stance, VoiceKind, WhenKind
from accredit.rights import Rights
from accredit.verdict import Standing


@dataclass(frozen=True, slots=True)
class Days:
    """Days, both ends included; either may be open (null)."""

    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class When:
    """When what is claimed happened (`instant`), began (`from`), ended (`until`) or held (`throughout`)."""

    kind: WhenKind
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True)
class Party:
    """A body that claims to act for the state. Of a past or future one, the days that it is known by."""

    id: str
    name: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class Situation:
    """A contest over who speaks for a state. `digest` is of the pack that describes it."""

    id: str
    href: str
    title: str
    sending: str
    start: date
    lapse_days: int
    digest: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an answer; `value` is null where the part is contested."""

    name: str
    value: str | None
    standing: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one question. Contested, it has no `value`, perhaps a `leaning`, and all live `values`.

    `support`, `dissent` and `silent` are ids of claims.
    """

    question: str
    value: str | None
    leaning: str | None
    values: tuple[str, ...]
    standing: Standing
    since: Days | None
    because: str
    formal: str | None
    by: str | None
    parts: tuple[Part, ...]
    support: tuple[str, ...]
    dissent: tuple[str, ...]
    silent: tuple[str, ...]
    last: date | None


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission, its place in degrees where it is known, and how many live claims are about it."""

    id: str
    href: str
    name: str
    kind: MissionKind
    sending: str
    host: str
    city: str | None
    latitude: float | None
    longitude: float | None
    jurisdictions: tuple[str, ...]
    wikidata: str | None
    claims: int


@dataclass(frozen=True, slots=True)
class ListedMission:
    """A mission in a list, with who runs it."""

    mission: Mission
    operator: Verdict


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a chain: the outlet first. Only who vouches, the last, has an id, unless unnamed."""

    id: str | None
    name: str | None
    role: str | None
    party: str | None
    kind: VoiceKind
    said: Days | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a claim: code points `start` to `end` of the article's text.

    `exact` is what may be shown of them, null where nothing may; `whole` says that it is all of them.
    """

    start: int
    end: int
    exact: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class ArticleNamed:
    """The article of a claim."""

    id: str
    href: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """The person of a claim."""

    name: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a claim wider than one mission is about; hosts `["*"]` are all states."""

    hosts: tuple[str, ...]
    excepted: tuple[str, ...]
    group: str | None
    at_least: int | None
    at_most: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice saying one thing about one mission, one state or one named set: docs/contract.md has the fields.

    `words` say it in English. `voice` is the id of who vouches. `said` is the day of their word. `also_in` are
    other articles in which the same claim stands. `recorded_at` is the append since which it is held so; `rulings` are
    people's decisions on it, in words.
    """

    id: str
    href: str
    words: str
    predicate: str
    mission: str | None
    scope: Scope | None
    party: str | None
    person: Person | None
    polarity: Polarity
    modality: Modality
    stance: Stance
    aspect: Aspect | None
    basis: Basis | None
    chain: tuple[Voice, ...]
    voice: str | None
    when: When | None
    said: date | None
    quote: Quote
    confidence: float
    rule: str
    article: ArticleNamed
    also_in: tuple[str, ...]
    recorded_at: str
    rulings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article in which something was found, without its text; of a private one no more than its id.

    `text_id` is the SHA-256 of the text's code points.
    """

    id: str
    href: str
    rights: Rights
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    author: str | None
    text_id: str | None
    sample: bool
    claims: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """An office, a named official or an outlet that vouches for claims; unnamed voices are never joined, so not here.

    `first` and `last` are the days of their words.
    """

    id: str
    href: str
    name: str
    kind: VoiceKind
    party: str | None
    claims: int
    subjects: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class State:
    """A state (ISO 3166-1 alpha-2) that somebody named or that hosts missions, with its answers."""

    id: str
    href: str
    name: str
    missions: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """What an article brought and took away, by ids of claims: new, has another version or reading, or a ruling."""

    kind: Literal["article", "version", "reading", "ruling"]
    article: ArticleNamed
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that differs since an append, about a mission or a state (`subject` is its id)."""

    id: str
    recorded_at: str
    subject: str
    question: str
    as_of: date
    before: Verdict
    after: Verdict
    causes: tuple[Cause, ...]
