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
from accredit.export.line import Line, LineMission, LineWhen
from accredit.export.once import Piece, once, pieces
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
_LINKED = _CONTROL | _POSTS

Entity = dict[str, Any]


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
    said = [f'"{prop}":[{",".join(map(quoted, values))}]' for prop, values in entity["properties"].items()]
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


def _of(leaf: Leaf, of: _About, source: Source) -> Iterator[Entity]:
    article = _article(leaf)
    yield article
    for told in leaf.claims:
        if told.set_aside:
            continue
        line = told.line
        about = of.of(line)
        yield from about
        yield from _note(told, leaf, article, about, source)
        if line.mission and line.polarity == "affirmed" and line.stance == "asserts":
            yield from _links(told, leaf, article, about, source) if line.modality in REAL else ()


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


def _note(told: Told, leaf: Leaf, article: Entity, about: list[Entity], source: Source) -> Iterator[Entity]:
    line = told.line
    note = _entity(
        f"claim-{told.id}",
        "Note",
        name=f"{line.predicate}, {line.polarity}",
        summary=source.phrases.sentence(line),
        description=line.evidence.exact or None,
        publisher=leaf.article.outlet,
        sourceUrl=names.web_address(leaf.article.url),
        proof=article["id"],
        keywords=line.stance,
    )
    note["properties"]["entity"] = [entity["id"] for entity in about]
    note["properties"]["keywords"].append(line.modality)
    yield note


def _links(told: Told, leaf: Leaf, article: Entity, about: list[Entity], source: Source) -> Iterator[Entity]:
    line = told.line
    if line.predicate not in _LINKED:
        return
    mission = about[0]["id"]
    shared = {
        **_days(line.when),
        "summary": source.phrases.sentence(line),
        "publisher": leaf.article.outlet,
        "sourceUrl": names.web_address(leaf.article.url),
        "proof": article["id"],
    }
    if line.predicate in _CONTROL and len(about) == 2:
        role = f"{line.predicate} ({line.basis or 'basis not told'})"
        party = about[1]["id"]
        yield _entity(f"link-{told.id}", "UnknownLink", subject=party, object=mission, role=role, **shared)
    person = line.person
    if line.predicate in _POSTS and person and person.name:
        holder = f"person-{hashlib.sha256(carried(person.name).encode()).hexdigest()[:24]}"
        yield _entity(holder, "Person", name=person.name)
        post = f"post-{hashlib.sha256(carried(mission + (person.role or '')).encode()).hexdigest()[:24]}"
        name = f"{person.role or 'a post'} at {about[0]['properties']['name'][0]}"
        yield _entity(post, "Position", name=name, organization=mission, country=source.situation.sending.lower())
        yield _entity(f"occupancy-{told.id}", "Occupancy", holder=holder, post=post, **shared)


def _days(when: LineWhen | None) -> dict[str, str | None]:
    """A start and an end where the words give a day, month or year for them."""
    if not when or not when.earliest or not when.latest:
        return {}
    start = _common(when.earliest, when.latest)
    if when.kind == "until":
        return {"endDate": start}
    return {"startDate": start}


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
    said: dict[str, list[str]] = {}
    for prop, given in properties.items():
        if given and (words := carried(given).strip()):
            bare = _PROP_TYPES[prop] == "entity" and not words.startswith("accredit-")
            said[prop] = [f"accredit-{words}" if bare else words]
    return {"id": f"accredit-{carried(named)}", "schema": schema, "properties": said}
