"""Tells a format by the first bytes of its content, never by its name."""

from __future__ import annotations

import re
from typing import Literal

from accredit.errors import UnreadableError
from accredit.read.jsonfile import parse

Format = Literal["text", "html", "json", "json-lines", "feed", "mail", "pdf", "warc", "gzip", "zip"]

_READ: dict[bytes, Format] = {
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"\x1f\x8b": "gzip",
    b"WARC/": "warc",
}
_KNOWN = {
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
    b"7z\xbc\xaf": "a 7-Zip file",
    b"Rar!": "a RAR file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
}
_ARRAY = re.compile(rb"\s*\[\s*(?:[\[{\]]|\Z)")
_OBJECT = re.compile(rb"\s*\{\s*(?:[\"}]|\Z)")
_XML = re.compile(rb"\s*<(?:\?xml|rss|feed|urlset|rdf:rdf)\b", re.IGNORECASE)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^<]*(?:\[.*?\]\s*)?>\s*)*<(?:[\w.-]+:)?(?:rss|rdf|feed)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED_WITHIN = 8192
_PDF_WITHIN = 1024
# A block of header lines in which one stands that only mail has.
_MAIL_LINE = re.compile(rb"(?:[!-9;-~]{1,60}:[ \t]|[!-9;-~]{1,60}:\r?$|[ \t]+\S|From \S)")
_ONLY_MAIL = re.compile(
    rb"^(?:MIME-Version|Received|Return-Path|Message-ID|Delivered-To|DKIM-Signature|Content-Type):", re.I | re.M
)
_LETTER = (re.compile(rb"^From:", re.I | re.M), re.compile(rb"^(?:Date|To|Subject):", re.I | re.M))
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
            raise UnreadableError(f"is {name}: not read")
    for start, kind in _READ.items():
        if head.startswith(start):
            return kind
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if _ARRAY.match(head):
        return "json"
    if (json := _json(head, complete)) is not None:
        return json
    if (nul := head.find(0)) >= 0:
        raise UnreadableError(f"is no text: byte {nul} is a NUL")
    if _is_mail(head):
        return "mail"
    if not head.lstrip().startswith(b"<"):
        return "text"
    if _FEED.search(head[:_FEED_WITHIN]) and not _ROOT.search(head[:_FEED_WITHIN]):
        return "feed"
    if _XML.match(head) and not _ROOT.search(head):
        raise UnreadableError("is XML that is no web page and no feed")
    return "html" if _TAG.search(head) else "text"


def _is_mail(head: bytes) -> bool:
    """Whether the content begins with the header lines of a message."""
    lines = re.split(rb"\r?\n", head.lstrip(b"\r\n"))
    block: list[bytes] = []
    for line in lines:
        if not line:
            break
        if not _MAIL_LINE.match(line):
            return False
        block.append(line)
    words = b"\n".join(block)
    return bool(_ONLY_MAIL.search(words) or all(pattern.search(words) for pattern in _LETTER))


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
