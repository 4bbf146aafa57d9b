"""Text files, with or without header lines. The body is kept code point for code point."""

from __future__ import annotations

import re
from dataclasses import replace

from accredit.errors import UnreadableError
from accredit.read.found import Found
from accredit.read.problem import white

_HEADER = re.compile(r"(title|outlet|published|url|language|author|id|sample)[ \t]*:(.*)", re.IGNORECASE)
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
    for name, value in headers:
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
            return (headers, text[start:]) if headers else ([], text)
        if not (match := _HEADER.fullmatch(line)):
            break
        headers.append((match[1].lower(), match[2].strip()))
    return [], text


def with_warning(read: Found, warning: str) -> Found:
    """The same with a warning more, which stands first."""
    return replace(read, warnings=(warning, *read.warnings))
