"""The columns of the tables that csv and parquet write, and the rows of an article's claims in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from accredit.export.line import Line
from accredit.export.shapes import Leaf
from accredit.export.told import Told
from accredit.model import Mission, Situation

Kind = Literal["string", "text", "integer", "number", "date", "boolean"]
"""`text` holds words from outside; a `string` only words of accredit's own."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its cells are, and what they tell."""

    name: str
    kind: Kind
    about: str


def _columns(*given: tuple[str, Kind, str]) -> tuple[Column, ...]:
    return tuple(Column(*each) for each in given)


_SAID: tuple[tuple[str, Kind, str], ...] = (
    ("said_earliest", "date", "the first day on which the origin may have said it"),
    ("said_latest", "date", "the last such day"),
    ("said_text", "text", "the words for that day"),
)
CLAIMS = _columns(
    ("article", "string", "the article that carries it: key in articles"),
    ("id", "string", "the claim's id in the contract"),
    ("situation", "string", "the situation pack"),
    ("predicate", "string", "what is claimed, of the contract's vocabulary"),
    ("mission", "string", "the mission: id in missions"),
    ("scope_hosts", "string", "states that it is about, codes with spaces between; * is every state"),
    ("scope_except", "string", "states left out of these"),
    ("scope_group", "text", "a named set of states"),
    ("scope_at_least", "integer", "of so many at least"),
    ("scope_at_most", "integer", "of so many at most"),
    ("party", "string", "the party that it is about"),
    ("person_name", "text", "the person that it is about"),
    ("person_role", "text", "the person's role"),
    ("polarity", "string", "affirmed or denied"),
    ("modality", "string", "actual, reported, possible, planned, requested"),
    ("stance", "string", "asserts, has_not_confirmed, declines_to_comment"),
    ("aspect", "string", "state or change"),
    ("basis", "string", "formal or de-facto"),
    ("origin_name", "text", "who vouches: the last voice of the chain"),
    ("origin_role", "text", "in which capacity"),
    ("origin_party", "string", "for which party or state"),
    ("origin_kind", "string", "outlet, official, organisation, government, document, anonymous"),
    *_SAID,
    ("when_kind", "string", "instant, from, until, throughout"),
    ("when_earliest", "date", "the first day of when it happened or held"),
    ("when_latest", "date", "the last such day"),
    ("when_text", "text", "the words for it"),
    ("quote", "text", "the words that it rests on, as far as they may leave"),
    ("quote_start", "integer", "where they begin in the article's text, in code points"),
    ("quote_end", "integer", "where they end"),
    ("quote_cut", "boolean", "whether some of the words may not leave"),
    ("confidence", "number", "0 to 1: of the claims at 0.8, about 80 in 100 are right"),
    ("rule", "text", "what made it"),
    ("rulings", "string", "ids of people's rulings that bear on it, with spaces between"),
    ("original", "string", "the id under which it was read, where rulings changed it"),
    ("sample", "boolean", "whether its article is an invented sample"),
)  # fmt: skip
MOMENT = Column("recorded_at", "string", "when the ledger recorded it")

CHAINS = _columns(
    ("article", "string", "the article: key in articles"),
    ("claim", "string", "the claim: id in claims"),
    ("position", "integer", "1 for the outermost voice"),
    ("name", "text", "the voice"),
    ("role", "text", "in which capacity"),
    ("party", "string", "for which party or state"),
    ("kind", "string", "outlet, official, organisation, government, document, anonymous"),
    *_SAID,
)

ARTICLES = _columns(
    ("key", "string", "hash of all that the article is"),
    ("id", "text", "its given name, else a hash"),
    ("text_id", "string", "SHA-256 of its text: copies of one text share it"),
    ("url", "text", "its address"),
    ("outlet", "text", "who published it"),
    ("title", "text", "its title"),
    ("published", "text", "when: a moment, day, month or year"),
    ("language", "text", "its language"),
    ("author", "text", "its author"),
    ("rights", "string", "open or quote"),
    ("sample", "boolean", "whether it is an invented sample"),
)

MISSIONS = _columns(
    ("id", "string", "the mission's id"),
    ("sending", "string", "the sending state, ISO 3166-1 alpha-2"),
    ("host", "string", "the receiving state"),
    ("city", "text", "the city"),
    ("kind", "string", "embassy, consulate-general, consulate, permanent-mission, liaison-office, office, unknown"),
    ("latitude", "number", "of the city, in degrees north"),
    ("longitude", "number", "of the city, in degrees east"),
    ("wikidata", "string", "its Wikidata item"),
)

Cells = list[Any]
Voice = tuple[str | None, ...]
"""A voice of a chain: name, role, party, kind, and the first and last day and the words of when it said so."""

_NO_SCOPE = (None,) * 5
_NOBODY = (None, None)
_NEVER = (None,) * 4
_UNDATED = (None,) * 3


def claim_cells(leaf: Leaf, told: Told, chain: Sequence[Voice]) -> Cells:
    """A claim's row in the order of `CLAIMS`; `chain` is that of `chain_of`."""
    line = told.line
    mission, scope, person, when, words = line.mission, line.scope, line.person, line.when, line.evidence
    return [
        leaf.key, line.id, line.situation, line.predicate, mission.id if mission else None,
        *(_scope(scope) if scope else _NO_SCOPE),
        line.party, *((person.name, person.role) if person else _NOBODY),
        line.polarity, line.modality, line.stance, line.aspect, line.basis,
        *chain[-1],
        *((when.kind, when.earliest, when.latest, when.text) if when else _NEVER),
        words.exact, words.start, words.end, told.cut,
        line.confidence, line.rule,
        _joined([r.ruling.id for r in told.rulings]) if told.rulings else None, told.original, leaf.article.sample,
    ]  # fmt: skip


def _scope(scope: Mapping[str, Any]) -> tuple[str | int | None, ...]:
    hosts, but, count = scope.get("hosts"), scope.get("except"), scope.get("count") or {}
    return _joined(hosts), _joined(but), scope.get("group"), count.get("at_least"), count.get("at_most")


def chain_of(line: Line) -> list[Voice]:
    """What is told of a claim's voices, the outermost first."""
    return [
        (v.name, v.role, v.party, v.kind, *((v.said.earliest, v.said.latest, v.said.text) if v.said else _UNDATED))
        for v in line.chain
    ]


def chain_cells(leaf: Leaf, line: Line, chain: Sequence[Voice]) -> Iterator[Cells]:
    """The rows of a claim's voices in the order of `CHAINS`."""
    for position, voice in enumerate(chain, 1):
        yield [leaf.key, line.id, position, *voice]


def article_cells(leaf: Leaf) -> Cells:
    """An article's row in the order of `ARTICLES`."""
    one = leaf.article
    return [
        leaf.key, one.id, one.text_id, one.url, one.outlet, one.title, one.published, one.language, one.author,
        leaf.rights, one.sample,
    ]  # fmt: skip


def mission_cells(mission: Mission) -> Cells:
    """A mission's row in the order of `MISSIONS`."""
    return [
        mission.id, mission.sending, mission.host, mission.city, mission.kind,
        mission.latitude, mission.longitude, mission.wikidata,
    ]  # fmt: skip


def mission_of(line: Line, situation: Situation) -> Mission | None:
    """The mission of a claim, as the situation has it where it does."""
    named = line.mission
    return (situation.mission(named.id) or Mission(**msgspec.structs.asdict(named))) if named else None


def _joined(parts: list[str] | None) -> str | None:
    return " ".join(parts) if parts else None
