"""Web archives: the pages in WARC files, and in WACZ, which is a ZIP of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.model import Article, digest
from accredit.read import charset
from accredit.read.content import Content
from accredit.read.problem import Problem, oversized
from accredit.read.warcfile import Bytes, Record, answer, records

Read = Callable[[Content, date], Iterator[Article | Problem]]

# Only these hold articles; a crawl is mostly pictures, scripts and styles, which are passed over without a word.
_WORDY = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", "multipart/related")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def pages(content: Content, today: date, read: Read) -> Iterator[Article | Problem]:
    """The articles of a WARC, each followed by its warnings; `read` reads what a record holds.

    A broken record is a Problem with its number; where the framing itself is lost, the archive ends there.
    """
    for record in records(content):
        yield from page(record, content, today, read)


def page(record: Record, content: Content, today: date, read: Read) -> Iterator[Article | Problem]:
    """The articles of one record of an archive."""
    place = f"{content.place}:{record.number}"
    try:
        inner = _inner(record, content, place)
        if inner is not None:
            yield from read(inner, today)
    except ArticleError as error:
        yield Problem.of(place, error)


def archives(archive: zipfile.ZipFile) -> list[str] | None:
    """The names of a WACZ's WARC files; None for a ZIP that is no WACZ."""
    names = archive.namelist()
    if "datapackage.json" not in names:
        return None
    return [name for name in names if name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))] or None


def page_id(address: str) -> str:
    """The id of an article that was taken from an address: what its later versions share."""
    return digest("page", address.partition("#")[0])[:16]


@dataclass(frozen=True, slots=True)
class Body:
    """What a record holds, out of its packing; `kind` is the type that the answer named, where there was one."""

    data: Bytes
    kind: str = ""

    @property
    def label(self) -> str | None:
        """The encoding that the answer named."""
        return _label(self.kind)


def body(record: Record, bound: int) -> Body | None:
    """What a record holds; None when that is no article. Raises UnreadableError or OversizedError for a broken one."""
    http = record.kind == "response" and record.fields.get("content-type", "").startswith("application/http")
    if record.block is None:
        if http or _wordy(record.fields.get("content-type", "")):
            raise OversizedError(oversized(record.size, bound))
        return None
    if not http:
        return Body(record.block) if _wordy(record.fields.get("content-type", "")) else None
    given = answer(record.block, bound)
    kind = given.fields.get("content-type", "text/html")
    if given.status != 200 or not _wordy(kind):
        return None
    return Body(given.body, kind)


def _inner(record: Record, content: Content, place: str) -> Content | None:
    held = body(record, content.bound)
    return None if held is None else _content(in_utf8(bytes(held.data), held.kind), record, content, place)


def in_utf8(body: bytes, kind: str) -> bytes:
    """A body whose encoding only the answer names, in UTF-8; any other as it is."""
    label = _label(kind)
    text = charset.named(body, label) if label and charset.undeclared(body) else None
    return body if text is None else text.encode("utf-8")


def _label(kind: str) -> str | None:
    found = _CHARSET.search(kind)
    return found[1] if found else None


def _wordy(kind: str) -> bool:
    return kind.lower().partition(";")[0].strip() in _WORDY


def _content(data: bytes, record: Record, content: Content, place: str) -> Content | None:
    if not data.strip():
        return None
    if content.depth > 8:
        raise UnreadableError("is an archive in an archive: not opened any further")
    return Content.of(
        place, _Once(data), content.bound, size=len(data), depth=content.depth + 1, address=record.address
    )


class _Once:
    """Bytes as a stream."""

    def __init__(self, data: bytes) -> None:
        self._data = memoryview(data)

    def read(self, size: int, /) -> bytes:
        given, self._data = bytes(self._data[:size]), self._data[size:]
        return given
