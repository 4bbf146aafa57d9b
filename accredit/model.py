"""The values that pass between the steps. Standard library only; nothing here does I/O.

Every type is frozen and slotted. Ids are hashes of content, so the same article read twice, on two machines, gives
the same ids. Days are `datetime.date`; offsets count code points of the stored text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from accredit.errors import EvidenceError

CONTRACT = 1

MissionKind = Literal[
    "embassy", "consulate-general", "consulate", "permanent-mission", "liaison-office", "office", "unknown"
]
VoiceKind = Literal["outlet", "official", "organisation", "government", "document", "anonymous"]
WhenKind = Literal["instant", "from", "until", "throughout"]
Polarity = Literal["affirmed", "denied"]
Modality = Literal["actual", "reported", "possible", "planned", "requested"]
Stance = Literal["asserts", "has_not_confirmed", "declines_to_comment"]
Aspect = Literal["state", "change"]
Basis = Literal["formal", "de-facto"]

PREDICATES: tuple[str, ...] = (
    "controls", "handed_over", "cooperates_with",
    "operates", "closed", "opened", "suspended", "custody",
    "appointed", "accredited", "holds_post", "dismissed", "expelled", "sent_diplomats", "visited",
    "issues_documents", "honours_documents", "disowns_documents", "funds", "collects_fees",
    "damaged", "repaired",
    "recognises", "has_relations", "keeps_mission",
    "hosts_opposition", "designates_terrorist", "trades_with", "position",
    "other",
)  # fmt: skip
"""The vocabulary of the claim contract, in its order."""

REAL: frozenset[str] = frozenset({"actual", "reported"})
"""Modalities that say that something is so; the others never count as done."""

HOST_STATE = "host-state"
"""The party id of the receiving state, in every situation."""
_canonical = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str).encode


def digest(*parts: object) -> str:
    """SHA-256, in hex, of the parts as canonical JSON (sorted keys, no spaces)."""
    return hashlib.sha256(_canonical(parts).encode("ascii")).hexdigest()


def text_digest(text: str) -> str:
    """SHA-256, in hex, of a text's code points (UTF-8, lone surrogates kept)."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: `text[start:end] == exact`."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` between two offsets; the only way that steps make one."""
        if not 0 <= start < end <= len(text):
            raise EvidenceError(f"span {start}:{end} lies outside a text of {len(text)} code points")
        return cls(start, end, text[start:end])


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, both ends included; either may be open. `text` holds the words it came from."""

    earliest: date | None
    latest: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """When what is claimed happened or held; no more precise than the words.

    `instant`: at one unknown moment of the interval. `from`, `until`: the state began,
    ended within it. `throughout`: it held on every day of it.
    """

    kind: WhenKind
    earliest: date | None
    latest: date | None
    text: str


@dataclass(frozen=True, slots=True)
class Party:
    """A body that claims to act for the contested state, or the host state."""

    id: str
    name: str
    names: tuple[str, ...]
    ambiguous: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    short: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A public official. `party` is a hint for reading, never an answer: people change sides."""

    name: str
    names: tuple[str, ...]
    party: str | None
    role: str | None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Mission:
    """A mission of the contested state: its own id, the host (ISO 3166-1 alpha-2) and the city."""

    id: str
    sending: str
    host: str
    city: str | None
    kind: MissionKind
    city_names: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    jurisdictions: tuple[str, ...] = ()
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """A state of the world with the names that news gives it and its government."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    capital: str
    capital_names: tuple[str, ...]
    ministries: tuple[str, ...]
    metonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """A contest over who speaks for a state, as loaded from a pack.

    `capital_party` is who the bare name of the capital or of the state's government stands for
    in news of the time; `former_party` who "the former government" does.
    """

    id: str
    title: str
    sending: str
    start: date
    lapse_days: int
    parties: tuple[Party, ...]
    people: tuple[Person, ...]
    missions: tuple[Mission, ...]
    states: tuple[State, ...]
    groups: Mapping[str, tuple[str, ...]]
    digest: str
    home_cities: tuple[str, ...] = ()
    capital_party: str | None = None
    former_party: str | None = None
    opposition: tuple[str, ...] = ()

    def mission(self, mission_id: str) -> Mission | None:
        """The mission with this id, or None."""
        return next((m for m in self.missions if m.id == mission_id), None)

    def party(self, party_id: str) -> Party | None:
        """The party with this id, or None."""
        return next((p for p in self.parties if p.id == party_id), None)

    def state(self, code: str) -> State | None:
        """The state with this ISO 3166-1 alpha-2 code, or None."""
        return next((s for s in self.states if s.code == code), None)


@dataclass(frozen=True, slots=True)
class Article:
    """A carrier of a text. `published` and `modified` (its last change) are ISO date-times, days, months or years."""

    id: str
    text: str
    text_id: str
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    author: str | None = None
    sample: bool = False
    modified: str | None = None

    @classmethod
    def make(
        cls,
        text: str,
        *,
        id: str | None = None,
        url: str | None = None,
        outlet: str | None = None,
        title: str | None = None,
        published: str | None = None,
        language: str | None = None,
        author: str | None = None,
        sample: bool = False,
        modified: str | None = None,
    ) -> Article:
        """An article named `id`, else by a hash of text, outlet, url and date."""
        text_id = text_digest(text)
        name = id or digest(text_id, outlet, url, published)[:16]
        return cls(name, text, text_id, url, outlet, title, published, language, author, sample, modified)

    @property
    def key(self) -> str:
        """Hash of everything that the article is, `modified` where known: what the ledger tells carriers apart by."""
        names = self.__slots__[: None if self.modified is not None else -1]  # so that older keys are what they were
        return digest(*(getattr(self, name) for name in names if name != "text"))

    @property
    def carrier(self) -> str:
        """Hash of id, outlet and address: what all versions of one article share."""
        return digest(self.id, self.outlet, self.url)

    @property
    def published_interval(self) -> Interval | None:
        """The days on which it may have been published; None when undated."""
        return partial_interval(self.published) if self.published else None


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of a chain: who says it, in which capacity, for which party, and when."""

    name: str | None
    role: str | None
    party: str | None
    kind: VoiceKind
    said: Interval | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a claim wider than one mission is about. `hosts == ("*",)` is every state; denied, none."""

    hosts: tuple[str, ...] = ()
    except_: tuple[str, ...] = ()
    group: str | None = None
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """The person of a claim as it names them: canonical where the situation knows the person."""

    name: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """One voice saying one thing about one mission, one state or one named set (the claim contract)."""

    article_id: str
    situation: str
    predicate: str
    mission: Mission | None
    scope: Scope | None
    party: str | None
    person: Actor | None
    polarity: Polarity
    modality: Modality
    stance: Stance
    aspect: Aspect | None
    basis: Basis | None
    chain: tuple[Voice, ...]
    when: When | None
    evidence: Span
    confidence: float
    rule: str
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.chain:
            raise EvidenceError("a claim needs at least one voice")
        if not self.id:
            object.__setattr__(self, "id", self._hash())

    def _hash(self) -> str:
        return digest(
            CONTRACT,
            self.article_id,
            self.situation,
            self.predicate,
            self.mission and self.mission.id,
            _plain(self.scope),
            self.party,
            _plain(self.person),
            self.polarity,
            self.modality,
            self.stance,
            self.aspect,
            self.basis,
            [_plain(v) for v in self.chain],
            _plain(self.when),
            (self.evidence.start, self.evidence.end, self.evidence.exact),
        )[:24]

    @property
    def origin(self) -> Voice:
        """The last voice: who vouches."""
        return self.chain[-1]

    @property
    def real(self) -> bool:
        """Said to be so, not planned, possible or requested."""
        return self.modality in REAL


@dataclass(frozen=True, slots=True)
class Reading:
    """One extraction of one article, with what made it. A newer reading supersedes an older one's claims."""

    article_key: str
    extractor: str
    lexicon: str
    situation: str
    pack: str
    claims: tuple[Claim, ...]

    @property
    def id(self) -> str:
        """Hash of the article, of what read it and of what came out."""
        return digest(
            self.article_key, self.extractor, self.lexicon, self.situation, self.pack, [c.id for c in self.claims]
        )


@dataclass(frozen=True, slots=True)
class RecordedClaim:
    """A claim with the article that carries it (without its text), as the ledger gives it back.
    `report` names the report that the text is a light rewrite of; empty where it is its own.
    `rulings` are the ids of those that bear on it; `original` is the id it was read under, where they changed it.
    """

    claim: Claim
    article: Article
    recorded_at: str
    report: str = ""
    rulings: tuple[str, ...] = ()
    original: str | None = None

    @property
    def text(self) -> str:
        """What tells reports apart: texts that are one report share it."""
        return self.report or self.article.text_id


def partial_interval(words: str) -> Interval | None:
    """The days that an ISO date-time, day, month or year may mean; None when it is none of these.

    >>> partial_interval("2023-02")
    Interval(earliest=datetime.date(2023, 2, 1), latest=datetime.date(2023, 2, 28), text='2023-02')
    """
    head = words.strip()[:10]
    try:
        if len(head) == 10:
            day = date.fromisoformat(head)
            return Interval(day, day, words)
        if len(head) == 7 and head[4] == "-":
            first = date(int(head[:4]), int(head[5:7]), 1)
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return Interval(first, following - timedelta(days=1), words)
        if len(head) == 4:
            return Interval(date(int(head), 1, 1), date(int(head), 12, 31), words)
    except ValueError:
        return None
    return None


def _plain(value: Any) -> Any:
    """A frozen value as nested lists, for hashing; anything else as it is."""
    fields = getattr(value, "__dataclass_fields__", None)
    return value if fields is None else [[name, _plain(getattr(value, name))] for name in fields]
