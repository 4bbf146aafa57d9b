"""`ftm` and `ftm-statements`: missions, parties, people, articles and claims as FollowTheMoney has them.

Missions are PublicBody, parties Organization, articles Article. Every claim is a Note on what it is about, with the
sentence of who says what. Only what is affirmed, real and asserted is a link besides: control an UnknownLink from the
party to the mission, a post an Occupancy. A denial or a silence is never a link, because links are read as facts.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from accredit.export import names
from accredit.export.line import Line, LineMission, LinePerson, LineWhen
from accredit.export.once import Piece, once, pieces
from accredit.export.phrases import KEPT
from accredit.export.shapes import Leaf
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import carried, csv_words, finished, quoted
from accredit.model import REAL
from accredit.verdict.because import party_words

DATASET = "accredit"
STATEMENT = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang",
    "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
"""The columns of FollowTheMoney's statements as CSV, in its order."""

_PROP_TYPES = {
    "name": "name", "country": "country", "jurisdiction": "country", "address": "address", "wikidataId": "identifier",
    "title": "string", "publisher": "string", "sourceUrl": "url", "publishedAt": "date", "language": "language",
    "bodyText": "text", "entity": "entity", "summary": "text", "description": "text", "proof": "entity",
    "subject": "entity", "object": "entity", "holder": "entity", "post": "entity", "organization": "entity",
    "role": "string", "startDate": "date", "endDate": "date", "keywords": "string", "author": "string",
    "notes": "text",
}  # fmt: skip
_LANGUAGES = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "ps": "pus", "pt": "por",
    "ru": "rus", "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip
_CONTROL = frozenset({"controls", "handed_over"})
_POSTS = frozenset({"holds_post", "accredited"})

_OF_ARTICLE = ("publisher", "sourceUrl")
"""What a claim tells of its article."""

Entity = dict[str, Any]
Properties = dict[str, list[str]]


def write_entities(source: Source, out: BinaryIO) -> None:
    """Write entities, one JSON object a line."""
    for some in once(in_order(source, _lines)):
        out.writelines(some)


def write_statements(source: Source, out: BinaryIO) -> None:
    """Write statements as CSV, one value of one property a row."""
    out.write(csv_words([STATEMENT], csv.unix_dialect).encode())
    for some in once(in_order(source, _rows)):
        out.writelines(some)


def _lines(source: Source, leaves: Iterable[Leaf]) -> list[Piece]:
    return pieces(_named(source, leaves), _line)


def _line(entity: Entity) -> str:
    """An entity as a line of JSON, value by value, which is quicker than all of it at once."""
    said = [
        f'"{prop}":[{quoted(values[0]) if len(values) == 1 else ",".join(map(quoted, values))}]'
        for prop, values in entity["properties"].items()
    ]
    words = f'{{"id":{quoted(entity["id"])},"schema":"{entity["schema"]}","properties":{{{",".join(said)}}}}}'
    return finished(words) + "\n"


def _rows(source: Source, leaves: Iterable[Leaf]) -> list[Piece]:
    return pieces(_named(source, leaves), lambda entity: csv_words(_statements(entity), csv.unix_dialect))


def _named(source: Source, leaves: Iterable[Leaf]) -> Iterator[tuple[str, Entity]]:
    return ((entity["id"], entity) for entity in _entities(source, leaves))


def _statements(entity: Entity) -> Iterator[list[str]]:
    ids = []
    for prop, values in entity["properties"].items():
        for value in values:
            row = _statement(entity, prop, _PROP_TYPES[prop], value)
            ids.append(row[-1])
            yield row
    seal = hashlib.sha1("".join(sorted(ids)).encode(), usedforsecurity=False).hexdigest()
    yield _statement(entity, "id", "id", seal)


def _statement(entity: Entity, prop: str, kind: str, value: str) -> list[str]:
    """A row; its id is FollowTheMoney's own hash of what it says."""
    key = f"{DATASET}.{entity['id']}.{prop}.{value}"
    made = hashlib.sha1(key.encode("utf-8"), usedforsecurity=False).hexdigest()
    name = entity["id"]
    return [name, name, prop, kind, entity["schema"], value, DATASET, "", "", "", "f", "", "", made]


def _entities(source: Source, leaves: Iterable[Leaf]) -> Iterator[Entity]:
    """Every entity, what is named before what names it; some again and again."""
    about = source.kept(_About)
    for leaf in leaves:
        yield from _of(leaf, about, source)


class _About:
    """What claims are about; what many are about is made once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._missions: dict[LineMission, Entity] = {}
        self._parties: dict[str, Entity | None] = {}
        self._posts: dict[tuple[LineMission, LinePerson], tuple[Entity, Entity]] = {}

    def of(self, line: Line) -> list[Entity]:
        """The mission of a claim, if it has one, then its party."""
        found = []
        if mission := line.mission:
            if mission not in self._missions:
                self._missions[mission] = _mission(mission, self._source)
            found.append(self._missions[mission])
        if party := line.party:
            if party not in self._parties:
                known = self._source.situation.party(party)
                self._parties[party] = _party(party, self._source) if known else None
            if entity := self._parties[party]:
                found.append(entity)
        return found

    def post(self, mission: LineMission, person: LinePerson) -> tuple[Entity, Entity]:
        """A person and the post at a mission that they are said to hold."""
        found = self._posts.get((mission, person))
        if found is None:
            if len(self._posts) >= KEPT:
                self._posts.clear()
            place = self._missions[mission]
            found = self._posts[mission, person] = _holder(person), _post(person, place, self._source)
        return found


def _of(leaf: Leaf, of: _About, source: Source) -> Iterator[Entity]:
    article = _article(leaf)
    yield article
    told_in = {prop: article["properties"][prop] for prop in _OF_ARTICLE if prop in article["properties"]}
    told_in["proof"] = [article["id"]]
    for told in leaf.claims:
        if told.set_aside:
            continue
        line = told.line
        about = of.of(line)
        yield from about
        summary = [_clean(source.phrases.sentence(line))]
        yield _note(told, summary, about, told_in)
        if line.mission and line.polarity == "affirmed" and line.stance == "asserts" and line.modality in REAL:
            yield from _links(told, summary, about, told_in, of)


def _article(leaf: Leaf) -> Entity:
    one = leaf.article
    return _entity(
        f"article-{leaf.key[:32]}",
        "Article",
        title=one.title,
        publisher=one.outlet,
        sourceUrl=names.web_address(one.url),
        publishedAt=one.published[:10] if one.published_interval and one.published else None,
        language=_LANGUAGES.get((one.language or "")[:2]),
        author=one.author,
        bodyText=leaf.text,
        notes="A sample: its outlet and wording are invented." if one.sample else None,
    )


def _mission(mission: LineMission, source: Source) -> Entity:
    known = source.situation.mission(mission.id)
    place = ", ".join(filter(None, (mission.city, mission.host)))
    return _entity(
        f"mission-{mission.id}",
        "PublicBody",
        name=source.phrases.mission(mission).removeprefix("the "),
        country=mission.sending.lower(),
        address=place,
        wikidataId=known.wikidata if known else None,
    )


def _party(party: str, source: Source) -> Entity:
    known = source.situation.party(party)
    return _entity(
        f"party-{source.situation.id}-{party}",
        "Organization",
        name=known.name if known else party_words(party, source.situation),
        country=source.situation.sending.lower(),
    )


def _holder(person: LinePerson) -> Entity:
    name = carried(person.name or "")
    return _entity(f"person-{hashlib.sha256(name.encode()).hexdigest()[:24]}", "Person", name=name)


def _post(person: LinePerson, mission: Entity, source: Source) -> Entity:
    named = hashlib.sha256(carried(mission["id"] + (person.role or "")).encode()).hexdigest()[:24]
    name = f"{person.role or 'a post'} at {mission['properties']['name'][0]}"
    country = source.situation.sending.lower()
    return _entity(f"post-{named}", "Position", name=name, organization=mission["id"], country=country)


def _note(told: Told, summary: list[str], about: list[Entity], told_in: Properties) -> Entity:
    line = told.line
    said: Properties = {"name": [_clean(f"{line.predicate}, {line.polarity}")], "summary": summary}
    if words := _clean(line.evidence.exact):
        said["description"] = [words]
    said.update(told_in)
    said["keywords"] = [line.stance, line.modality]
    said["entity"] = [entity["id"] for entity in about]
    return _made(f"claim-{told.id}", "Note", said)


def _links(told: Told, summary: list[str], about: list[Entity], told_in: Properties, of: _About) -> Iterator[Entity]:
    line = told.line
    if line.predicate in _CONTROL and len(about) == 2:
        said = {"subject": [about[1]["id"]], "object": [about[0]["id"]]}
        said["role"] = [_clean(f"{line.predicate} ({line.basis or 'basis not told'})")]
        yield _made(f"link-{told.id}", "UnknownLink", {**said, **_days(line.when), "summary": summary, **told_in})
    person, mission = line.person, line.mission
    if line.predicate in _POSTS and person and person.name and mission:
        holder, post = of.post(mission, person)
        yield holder
        yield post
        said = {"holder": [holder["id"]], "post": [post["id"]]}
        yield _made(f"occupancy-{told.id}", "Occupancy", {**said, **_days(line.when), "summary": summary, **told_in})


def _days(when: LineWhen | None) -> Properties:
    """A start or an end where the words give a day, month or year for them."""
    if not when or not when.earliest or not when.latest:
        return {}
    day = _common(when.earliest, when.latest)
    return {"endDate" if when.kind == "until" else "startDate": [day]} if day else {}


def _common(first: str, last: str) -> str | None:
    """As much of a date as both days share: FollowTheMoney takes 2023, 2023-02 and 2023-02-05."""
    parts = []
    for one, other in zip(first.split("-"), last.split("-"), strict=True):
        if one != other:
            break
        parts.append(one)
    return "-".join(parts) or None


def _entity(named: str, schema: str, /, **properties: str | None) -> Entity:
    """An entity with the properties that have a value."""
    said: Properties = {}
    for prop, given in properties.items():
        if given and (words := _clean(given)):
            said[prop] = [words]
    return _made(named, schema, said)


def _made(named: str, schema: str, said: Properties) -> Entity:
    return {"id": f"accredit-{carried(named)}", "schema": schema, "properties": said}


def _clean(words: str) -> str:
    return carried(words).strip()
