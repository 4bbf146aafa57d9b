"""Text files, with or without header lines. The body is kept code point for code point."""

from __future__ import annotations

import re
from dataclasses import replace

from accredit.errors import UnreadableError
from accredit.read.dates import is_iso, stated
from accredit.read.found import Found
from accredit.read.problem import white

# What exports and databases call the same, and lines of theirs that tell nothing here.
_OTHER_NAMES = {
    "headline": "title", "source": "outlet", "publication": "outlet", "byline": "author", "date": "published",
    "published on": "published", "publication date": "published", "link": "url", "lang": "language",
    "updated": "modified", "last updated": "modified", "last modified": "modified",
}  # fmt: skip
_IDLE = ("section", "length", "page", "keywords", "subject", "load-date", "copyright", "edition")
_OURS = ("title", "outlet", "published", "modified", "url", "language", "author", "id", "sample")
_NAMES = (*_OURS, *_OTHER_NAMES, *_IDLE)
_HEADER = re.compile(rf"({'|'.join(_NAMES)})[ \t]*:(.*)", re.IGNORECASE)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def decode(data: bytes, offset: int = 0) -> str:
    """The bytes as UTF-8; `offset` is where they begin in the file.

    Raises UnreadableError naming the first bad byte.
    """
    if (nul := data.find(0)) >= 0:
        raise UnreadableError(f"is no text: byte {offset + nul} is a NUL")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is no UTF-8 text: byte {offset + error.start} fits no character") from None


def found(text: str) -> Found:
    """The article of a text; its first block of header lines, if it is one, is not part of the body."""
    headers, body = _split(text)
    if not body.strip():
        raise UnreadableError("no text after the header lines") if headers else white(text)
    fields: dict[str, str] = {}
    warnings = []
    for given, value in headers:
        name = _OTHER_NAMES.get(given, given)
        if name in _IDLE:
            continue
        if name in ("published", "modified") and given != name and not is_iso(value):
            value = stated(value) or value  # what we call "published" is ISO, what others call "date" may be words
        if given == "byline":
            value = re.sub(r"^by\s+", "", value, flags=re.IGNORECASE)
        if name in fields:
            warnings.append(f"header line {name!r} stands twice: the first counts")
        fields.setdefault(name, value)
    sample = fields.pop("sample", "false")
    if sample.lower() not in _TRUTH:
        warnings.append(f"sample {sample!r} is neither true nor false: taken as false")
    return Found(body, sample=_TRUTH.get(sample.lower(), False), warnings=tuple(warnings), **fields)


def _split(text: str) -> tuple[list[tuple[str, str]], str]:
    """Names and values of the leading header lines and the body after the blank line; else none and the whole."""
    headers: list[tuple[str, str]] = []
    start = 0
    while (end := text.find("\n", start)) >= 0:
        line = text[start:end].strip()
        start = end + 1
        if not line:
            return (headers, text[start:]) if _tells(headers) else ([], text)
        if not (match := _HEADER.fullmatch(line)):
            break
        headers.append((match[1].lower(), match[2].strip()))
    return [], text


def _tells(headers: list[tuple[str, str]]) -> bool:
    """Whether these are header lines: not those alone that tell nothing."""
    return any(name not in _IDLE for name, _ in headers)


def with_warning(read: Found, warning: str) -> Found:
    """The same with a warning more, which stands first."""
    return replace(read, warnings=(warning, *read.warnings))
