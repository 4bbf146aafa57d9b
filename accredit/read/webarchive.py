"""Web archives: the pages in WARC files, and in WACZ, which is a ZIP of them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.model import Article, digest
from accredit.read import charset
from accredit.read.content import Content
from accredit.read.problem import Problem, oversized
from accredit.read.warcfile import Record, answer, records

Read = Callable[[Content, date], Iterator[Article | Problem]]

# Only these hold articles; a crawl is mostly pictures, scripts and styles, which are passed over without a word.
_WORDY = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", "multipart/related")


def pages(content: Content, today: date, read: Read) -> Iterator[Article | Problem]:
    """The articles of a WARC, each followed by its warnings; `read` reads what a record holds.

    A broken record is a Problem with its number; where the framing itself is lost, the archive ends there.
    """
    for record in records(content):
        place = f"{content.place}:{record.number}"
        try:
            inner = _inner(record, content, place)
        except ArticleError as error:
            yield Problem.of(place, error)
            continue
        if inner is None:
            continue
        try:
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


def _inner(record: Record, content: Content, place: str) -> Content | None:
    """What a record holds; None when that is no article."""
    http = record.kind == "response" and record.fields.get("content-type", "").startswith("application/http")
    if record.block is None:
        if http or _wordy(record.fields.get("content-type", "")):
            raise OversizedError(oversized(record.size, content.bound))
        return None
    if not http:
        return _content(record.block, record, content, place) if _wordy(record.fields.get("content-type", "")) else None
    given = answer(record.block, content.bound)
    if given.status != 200 or not _wordy(given.fields.setdefault("content-type", "text/html")):
        return None
    return _content(in_utf8(given.body, given.fields["content-type"]), record, content, place)


def in_utf8(body: bytes, kind: str) -> bytes:
    """A body whose encoding only the answer names, in UTF-8; any other as it is."""
    label = re.search(r"charset=[\"']?([\w.:-]+)", kind, re.IGNORECASE)
    text = charset.named(body, label[1]) if label and charset.undeclared(body) else None
    return body if text is None else text.encode("utf-8")


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
