"""What Wikidata holds already, from a dump of it: JSON with an entity a line, or what Special:EntityData gives."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from accredit.errors import QuestionError

LONGEST = 50_000_000
"""Bytes of one line at most: the largest item of Wikidata has a tenth of it."""

Held = frozenset[tuple[str, str, str]]


def held(dump: Path, items: set[str]) -> Held:
    """The statements on these items in a dump, as item, property and value in QuickStatements' spelling.

    Plain, gzip or bzip2 by the name. Raises QuestionError for a file that is no such dump.
    """
    found: set[tuple[str, str, str]] = set()
    try:
        with _opened(dump) as lines:
            for entity in _entities(lines, items):
                found |= set(_statements(entity))
    except (OSError, EOFError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise QuestionError(
            f"--skip-dump {dump}: is no JSON dump of Wikidata ({' '.join(str(error).split())})"
        ) from None
    return frozenset(found)


def _opened(dump: Path) -> IO[bytes] | gzip.GzipFile:
    if dump.suffix == ".bz2":
        return bz2.open(dump, "rb")
    return gzip.open(dump, "rb") if dump.suffix == ".gz" else dump.open("rb")


def _entities(lines: IO[bytes] | gzip.GzipFile, items: set[str]) -> Iterator[dict[str, Any]]:
    """The entities wanted. A line is parsed only where it may be one of them."""
    wanted = [f'"{item}"'.encode() for item in items]
    while line := lines.readline(LONGEST):
        words = line.strip().rstrip(b",")
        if words in (b"[", b"]", b"") or not any(name in words for name in wanted):
            continue
        found = json.loads(words)
        entities = found["entities"].values() if "entities" in found else [found]
        yield from (each for each in entities if each.get("id") in items)


def _statements(entity: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for prop, statements in (entity.get("claims") or {}).items():
        for statement in statements:
            value = (statement["mainsnak"].get("datavalue") or {}).get("value")
            if isinstance(value, dict) and "id" in value:
                yield entity["id"], prop, value["id"]
            elif isinstance(value, dict) and "time" in value:
                yield entity["id"], prop, f"{value['time']}/{value['precision']}"
