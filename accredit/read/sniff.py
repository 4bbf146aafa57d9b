"""Tells a format by the first bytes of its content, never by its name."""

from __future__ import annotations

import re
from typing import Literal

from accredit.errors import UnreadableError
from accredit.read.jsonfile import parse

Format = Literal["text", "html", "json", "json-lines"]

_KNOWN = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP file or office document",
    b"\x1f\x8b": "a gzip file",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
_ARRAY = re.compile(rb"\s*\[\s*(?:[\[{\]]|\Z)")
_OBJECT = re.compile(rb"\s*\{\s*(?:[\"}]|\Z)")
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed|urlset|rdf:rdf)\b", re.IGNORECASE)
_ROOT = re.compile(rb"<html\b", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|table|meta|title|h1)[\s/>]", re.IGNORECASE
)


def tell(head: bytes, complete: bool) -> Format:
    """The format of content that begins with `head` (no byte order mark); `complete` when that is all of it.

    Raises UnreadableError for formats that are known and not read, and for binary content.
    """
    for start, name in _KNOWN.items():
        if head.startswith(start):
            raise UnreadableError(f"is {name}: only text, JSON and HTML are read")
    if _ARRAY.match(head):
        return "json"
    if (json := _json(head, complete)) is not None:
        return json
    if (nul := head.find(0)) >= 0:
        raise UnreadableError(f"is no text: byte {nul} is a NUL")
    if not head.lstrip().startswith(b"<"):
        return "text"
    if _XML.match(head) and not _ROOT.search(head):
        raise UnreadableError("is XML that is no web page")
    return "html" if _TAG.search(head) else "text"


def _json(head: bytes, complete: bool) -> Format | None:
    """JSON Lines or one object; a bad first line must not turn the others into one text."""
    lines = [line for line in head.split(b"\n") if line.strip()]
    whole = lines if complete else lines[:-1]
    if not _OBJECT.match(head):
        opened = [line for line in whole if _OBJECT.match(line)]
        return "json-lines" if 2 * len(opened) >= len(whole) and any(map(_parses, opened)) else None
    if len(lines) < 2 or _parses(lines[0]) or lines[1].lstrip().startswith(b"{"):
        return "json-lines"
    return "json" if lines[0].rstrip().endswith((b"{", b"[", b",", b":")) else "json-lines"


def _parses(line: bytes) -> bool:
    try:
        return isinstance(parse(line), dict)
    except UnreadableError:
        return False
