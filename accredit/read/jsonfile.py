"""JSON Lines, a single JSON object, or an array of objects: one article an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from accredit.errors import OversizedError, UnreadableError
from accredit.read.found import Found
from accredit.read.fragment import text_of
from accredit.read.problem import oversized

_NAMES = ("id", "url", "outlet", "title", "published", "modified", "language", "author")

_OTHER_NAMES = {
    "text": ("content_text", "articleBody", "body", "content", "content_html", "html"),
    "title": ("headline",),
    "url": ("link", "canonical_url"),
    "outlet": ("source", "publisher", "site_name"),
    "author": ("authors", "byline"),
    "published": ("date_published", "datePublished", "published_at", "publication_date", "pubDate", "date"),
    "modified": ("date_modified", "dateModified", "modified_at", "updated_at", "last_modified", "updated"),
    "language": ("lang", "inLanguage"),
}
_EARLIEST, _LATEST = 100_000_000, 10_000_000_000  # seconds since 1970 that are a day of news


def found(value: object) -> Found:
    """The article of a JSON object. Raises UnreadableError when it is none or a field has the wrong type."""
    if not isinstance(value, dict):
        raise UnreadableError("is no JSON object")
    value = _by_our_names(value)
    text = value.get("text")
    if text is None or (isinstance(text, str) and not text.strip()):
        raise UnreadableError("has no text")
    for name in ("text", *_NAMES):
        if not isinstance(value.get(name), str | None):
            raise UnreadableError(f"{name!r} is {_kind(value[name])}, not text")
    sample = value.get("sample")
    if not isinstance(sample, bool | None):
        raise UnreadableError(f"'sample' is {_kind(sample)}, not true or false")
    fields: dict[str, Any] = {name: value.get(name) for name in _NAMES}
    return Found(text, sample=bool(sample), **fields)


def _by_our_names(value: dict[str, Any]) -> dict[str, Any]:
    """The object with what others call our fields under our names; a field that has our name stays as it is."""
    named = dict(value)
    for ours, others in _OTHER_NAMES.items():
        found = next((value[other] for other in others if value.get(other) is not None), None)
        if value.get(ours) is None and found is not None:
            named[ours] = _plainly(found)
    if value.get("text") is None and isinstance(named.get("text"), str):
        named["text"] = text_of(named["text"])
    for name in ("outlet", "author"):
        named[name] = _plainly(named.get(name))
    for name in ("published", "modified"):
        day = named.get(name)
        if isinstance(day, int) and not isinstance(day, bool) and _EARLIEST <= day < _LATEST:
            named[name] = datetime.fromtimestamp(day, UTC).isoformat()
    return named


def _plainly(value: Any) -> Any:
    """A name out of an object, and names out of a list; anything else as it is."""
    if isinstance(value, list) and value and all(isinstance(_plainly(one), str) for one in value):
        return ", ".join(_plainly(one) for one in value)
    return value["name"] if isinstance(value, dict) and isinstance(value.get("name"), str) else value


def parse(data: bytes) -> Any:
    """The JSON value of the bytes. Raises UnreadableError; lone surrogates are let through."""
    try:
        return json.loads(data.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is no JSON: byte {error.start} is no UTF-8") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is no JSON: {error}") from None
    except RecursionError:
        raise UnreadableError("is no JSON that can be read: nested too deeply") from None
    except ValueError:
        raise UnreadableError("is no JSON that can be read: a number is too long") from None


def numbered_lines(chunks: Iterable[bytes], bound: int) -> Iterator[tuple[int, bytes | OversizedError]]:
    """Each line that is not blank, with its number from 1; a line over the bound is an error and is not kept."""
    number, parts, size = 1, list[bytes](), 0
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            yield from _line(number, [*parts, end], size + len(end), bound)
            number, parts, size = number + 1, [], 0
        size += len(rest)
        parts = [*parts, rest] if size <= bound else []
    yield from _line(number, parts, size, bound)


def _line(number: int, parts: list[bytes], size: int, bound: int) -> Iterator[tuple[int, bytes | OversizedError]]:
    if size > bound:
        yield number, OversizedError(oversized(size, bound))
    elif line := b"".join(parts).strip():
        yield number, line


def _kind(value: object) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "an array",
        dict: "an object",
    }
    return kinds[type(value)]
