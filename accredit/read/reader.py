"""articles(): tells each source's format, hands it to its reader and goes on after every fault."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from accredit.errors import ArticleError, OutOfProportionError, OversizedError, UnreadableError
from accredit.model import Article
from accredit.read import feed, isolated, jsonfile, plain, plugged, unpack, webarchive
from accredit.read.content import Content
from accredit.read.files import sources
from accredit.read.found import Found, settle
from accredit.read.isolated import Task
from accredit.read.problem import Problem, white
from accredit.read.sniff import tell
from accredit.read.warcfile import Record

MAX_BYTES = 20_000_000
"""The most bytes that one article may hold: a file, or a line of JSON Lines."""

_JSON_NAMES = (".json", ".jsonl", ".ndjson")


def articles(
    paths: Iterable[str | Path], *, bound: int = MAX_BYTES, today: date | None = None
) -> Iterator[Article | Problem]:
    """The articles of files, folders and standard input (`-`), in order, each followed by its warnings.

    Nothing wrong with one article stops the next: it comes back as a Problem.
    `bound` is in bytes; `today` (UTC's day when not given) only tells dates in the future.
    """
    day = today or datetime.now(UTC).date()
    for source in sources([paths] if isinstance(paths, str | Path) else paths):
        if isinstance(source, Problem):
            yield source
            continue
        try:
            with source.open() as stream:
                size = os.stat(source.path).st_size if source.path and source.path.is_file() else None
                named = source.path.name if source.path else ""
                yield from _read(Content.of(source.place, stream, bound, size=size, named=named), day)
        except (ArticleError, OSError) as error:
            yield Problem.of(source.place, error)


def taken_from(
    data: bytes, place: str, address: str, *, kind: str = "", bound: int = MAX_BYTES, today: date | None = None
) -> Iterator[Article | Problem]:
    """The articles of what an address gave: `articles` for content that is no file.

    `kind` is the answer's Content-Type; it counts only where nothing else names an encoding.
    """
    day = today or datetime.now(UTC).date()
    try:
        given = webarchive.in_utf8(data, kind)
        yield from _read(Content.of(place, io.BytesIO(given), bound, size=len(given), address=address), day)
    except ArticleError as error:
        yield Problem.of(place, error)


def of_record(record: Record, place: str, *, bound: int = MAX_BYTES) -> Iterator[Article | Problem]:
    """The articles of one record of the web archive at `place`: `articles` for what was framed elsewhere."""
    content = Content(place, b"", _Nothing(), 0, True, bound)
    yield from webarchive.page(record, content, datetime.now(UTC).date(), _read)


class _Nothing:
    """A stream at its end."""

    def read(self, _size: int, /) -> bytes:
        return b""


def _read(content: Content, today: date) -> Iterator[Article | Problem]:
    if content.complete and not content.head.strip():
        raise white(content.head)
    taker = plugged.taker(content.head, content.named or content.place)
    yield from (Problem(content.place, words, ArticleError, "warning") for words in taker.broken)
    if taker.entry is not None:
        for found in plugged.found(taker, content.whole(), content.named or content.place):
            yield from _settled(found, content, content.place, today)
        return
    kind = tell(content.head, content.complete)
    match kind:
        case "gzip":
            yield from _read(unpack.gunzipped(content), today)
        case "zip":
            yield from _zip(content, today)
        case "warc":
            yield from webarchive.pages(content, today, _read)
        case "json-lines":
            yield from _json_lines(content, today)
        case "json":
            yield from _json(content, today)
        case "html" | "feed" | "mail" | "pdf":
            for found in isolated.found(Task(kind, content.whole(), content.address)):
                yield from _settled(found, content, content.place, today)
        case "text":
            if content.named.lower().endswith(_JSON_NAMES):
                raise UnreadableError("is named as JSON and is no JSON object")
            yield from _text(content, today)


def _settled(found: Found, content: Content, place: str, today: date) -> Iterator[Article | Problem]:
    """The article; one that was taken from an address is named by it, so that its versions are known for such."""
    if content.address:
        found = replace(found, id=found.id or webarchive.page_id(content.address), url=found.url or content.address)
    return settle(found, place, today)


def _text(content: Content, today: date) -> Iterator[Article | Problem]:
    """Text in UTF-8; else in an encoding that can be told with certainty, else the first byte that does not fit."""
    data = content.whole()
    try:
        text = plain.decode(data, content.mark)
    except UnreadableError as error:
        if b"\0" in data:
            raise
        try:
            guessed = isolated.found(Task("odd-text", data))
        except UnreadableError:
            raise error from None
        for found in guessed:
            yield from _settled(found, content, content.place, today)
    else:
        yield from _settled(plain.found(text), content, content.place, today)


def _zip(content: Content, today: date) -> Iterator[Article | Problem]:
    """The files of a ZIP, or the web archives of a WACZ. What is wrong with one member does not stop the next."""
    unpack.deeper(content)
    with unpack.opened(content) as archive:
        unpack.check_kind(archive)
        for member in unpack.members(content, archive, webarchive.archives(archive)):
            if isinstance(member, Problem):
                yield member
                continue
            try:
                yield from _read(member, today)
            except OutOfProportionError:
                raise
            except ArticleError as error:
                yield Problem.of(member.place, error)


def _json_lines(content: Content, today: date) -> Iterator[Article | Problem]:
    for number, line in jsonfile.numbered_lines(content.chunks(), content.bound):
        place = f"{content.place}:{number}"
        try:
            if isinstance(line, OversizedError):
                raise line
            value = jsonfile.parse(line)
            found = feed.found_in_json(value) if feed.is_json_feed(value) else [jsonfile.found(value)]
        except ArticleError as error:
            yield Problem.of(place, error)
        else:
            for one in found:
                yield from settle(one, place, today)


def _json(content: Content, today: date) -> Iterator[Article | Problem]:
    """One object, a JSON Feed, or an array whose items are told apart by their number."""
    value = jsonfile.parse(content.whole())
    if feed.is_json_feed(value):
        for found in feed.found_in_json(value):
            yield from settle(found, content.place, today)
        return
    if not isinstance(value, list):
        yield from settle(jsonfile.found(value), content.place, today)
        return
    if not value:
        raise UnreadableError("holds no article: an empty array")
    for number, item in enumerate(value, 1):
        try:
            one: Found = jsonfile.found(item)
        except UnreadableError as error:
            yield Problem(content.place, f"item {number} {error}", type(error))
        else:
            yield from settle(one, content.place, today)
