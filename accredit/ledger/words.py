r"""How words go into a database and come back code point for code point.

News holds what databases refuse: NUL (PostgreSQL), lone surrogates (both). Texts are kept as bytes.
Shorter words are kept as readable text in which only those characters, and the backslash that marks
them, are written as escapes. Lines of the claim contract stay valid JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import msgspec

_AWKWARD = re.compile("[\\\\\0\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:\\|u([0-9a-f]{4}))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_quickly = msgspec.json.Encoder().encode
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_POWER = re.compile(r"e-?[0-9]+[],}]")
"""How a number with a power of ten ends, which msgspec writes as `1e-5` and json as `1e-05`; words may end so too."""

_JSON_ESCAPE = re.compile(r"\\(?:u(d[89a-f][0-9a-f]{2})|.)")


def as_bytes(text: str) -> bytes:
    """A text as UTF-8 that keeps lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def from_bytes(body: bytes) -> str:
    """The text that `as_bytes` was given."""
    return body.decode("utf-8", "surrogatepass")


def escaped(words: str) -> str:
    r"""Words without NUL and lone surrogates.

    >>> escaped("C:\\x\0")
    'C:\\\\x\\u0000'
    """
    if words.isascii() and "\\" not in words and "\0" not in words:  # nearly all are
        return words
    return _AWKWARD.sub(lambda m: "\\\\" if m[0] == "\\" else f"\\u{ord(m[0]):04x}", words)


def unescaped(words: str) -> str:
    """The words that `escaped` was given."""
    if "\\" not in words:
        return words
    return _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else "\\", words)


def json_line(value: Mapping[str, Any]) -> str:
    """A value as JSON in which lone surrogates, and only they, stand as surrogate escapes."""
    try:
        line = _quickly(value).decode()
        if not _POWER.search(line):
            return line
    except UnicodeEncodeError:  # a lone surrogate
        pass
    line = _encoded(value)
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def from_json_line(line: str) -> Any:
    """The value that `json_line` was given.

    The escapes are undone before the parser sees them: it would join two that follow each other into
    one code point, and move the offsets behind it.
    """
    if "\\" not in line:
        return json.loads(line)
    return json.loads(_JSON_ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else m[0], line))
