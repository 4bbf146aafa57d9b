"""Things with properties, as linked data: written as Turtle or as JSON-LD, node by node, so that no graph is held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from accredit.export.words import carried, finished, json_words, quoted

ACC = "https://accredit.invalid/ns#"
PREFIXES: Mapping[str, str] = {
    "acc": ACC,
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

KEPT = 10_000
"""Things inside other things whose words are kept at hand: many claims name the same ones."""

_ESCAPED = re.compile(r'[\\"\x01-\x1f\x7f]')
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


class Iri(NamedTuple):
    """A thing, by its full name."""

    name: str


class Literal(NamedTuple):
    """A value: words, or of an XML Schema type such as `xsd:date`."""

    words: str
    kind: str = ""


class Node(NamedTuple):
    """A thing of some types with properties, each by its prefixed name, in order; None for one without a name."""

    name: str | None
    types: tuple[str, ...]
    properties: tuple[tuple[str, Iri | Literal | Node], ...]


def turtle_head() -> str:
    """The prefixes that nodes use."""
    return "".join(f"@prefix {short}: <{full}> .\n" for short, full in PREFIXES.items()) + "\n"


def turtle(node: Node) -> str:
    """A named node as Turtle (w3.org/TR/turtle)."""
    return f"<{node.name}> {_turtle_inside(node, ' ;' + chr(10) + '    ')} .\n"


def _turtle_inside(node: Node, between: str) -> str:
    parts = [f"a {', '.join(node.types)}"] if node.types else []
    return between.join([*parts, *(f"{name} {_turtle_value(value)}" for name, value in node.properties)])


def _turtle_value(value: Iri | Literal | Node) -> str:
    if isinstance(value, Iri):
        return f"<{value.name}>"
    if isinstance(value, Node):
        return _turtle_unnamed(value)
    words = _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", carried(value.words))
    return f'"{words}"^^{value.kind}' if value.kind else f'"{words}"'


@lru_cache(maxsize=KEPT)
def _turtle_unnamed(node: Node) -> str:
    return f"[ {_turtle_inside(node, ' ; ')} ]"


def jsonld_head() -> dict[str, Any]:
    """The context that nodes use."""
    return {"@context": dict(PREFIXES)}


def jsonld(node: Node) -> str:
    """A node as one line of a JSON-LD graph (w3.org/TR/json-ld11)."""
    return finished(_jsonld_node(node))


def _jsonld_node(node: Node) -> str:
    said = [f'"@id":{quoted(node.name)}'] if node.name else []
    if node.types:
        said.append(_jsonld_types(node.types))
    found: dict[str, str] = {}
    several: set[str] = set()
    for name, value in node.properties:
        words = _jsonld_value(value)
        if name in found:
            several.add(name)
            words = f"{found[name]},{words}"
        found[name] = words
    for name, words in found.items():
        said.append(f'"{name}":[{words}]' if name in several else f'"{name}":{words}')
    return f"{{{','.join(said)}}}"


@lru_cache(maxsize=100)
def _jsonld_types(types: tuple[str, ...]) -> str:
    return f'"@type":{json_words(list(types))}'


def _jsonld_value(value: Iri | Literal | Node) -> str:
    if not isinstance(value, Literal):
        return _jsonld_inside(value)
    words = quoted(carried(value.words))
    return f'{{"@value":{words},"@type":"{value.kind}"}}' if value.kind else words


@lru_cache(maxsize=KEPT)
def _jsonld_inside(value: Iri | Node) -> str:
    return f'{{"@id":{quoted(value.name)}}}' if isinstance(value, Iri) else _jsonld_node(value)
