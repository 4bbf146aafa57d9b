"""The characters of a page's bytes: UTF-8 where it fits, else what the page declares, else a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from accredit.errors import UnreadableError

Guess = Callable[[bytes], Iterable[str]]

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)\b[^>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE
)
_LOOKED_AT = 8192
# Only these: Python's codecs also hold ciphers, escapes and compressions, and a page may name any.
_TEXT_CODECS = re.compile(
    r"iso-?8859-(?:[2-9]|1[0-6])|windows-(?:125[0-8]|874)|cp(?:125[0-8]|866|874|932|949)|koi8-[rut]|ibm866"
    r"|big5(?:-hkscs)?|euc-(?:jp|kr)|shift[_-]jis|iso-2022-jp|gb18030|macintosh|x-mac-cyrillic"
)
# Names that stand for a larger set, as browsers read them.
_SAME_AS = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932", "sjis": "cp932", "shift_jis": "cp932",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-9": "cp1254", "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic", "ibm866": "cp866", "koi8-u": "koi8-u",
}  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
# Valid sequences that outnumber the broken ones by this much do not come about in another encoding.
_MOSTLY = 5


def decode(data: bytes, guess: Guess) -> tuple[str, str | None]:
    """The page's characters, and what has to be said about its encoding.

    `guess` names encodings, best first. Raises UnreadableError when none fits.
    """
    if (text := _fits(data, "utf-8")) is not None:
        return text, None
    patched = data.decode("utf-8", "replace")
    broken = patched.count("\ufffd")
    whole = sum(c > "\x7f" for c in patched) - broken
    if whole >= _MOSTLY * broken:
        return patched, f"encoding is UTF-8 but for {broken} broken places, now U+FFFD"
    declared = _declared(data)
    if declared and (text := _fits(data, declared)) is not None:
        return text, None
    for name in guess(data):
        if (text := _fits(data, name)) is not None:
            return text, f"encoding is not what the page declares, if it declares one: read as {name}"
    raise UnreadableError("no encoding fits the page's bytes")


def named(data: bytes, label: str) -> str | None:
    """The characters in the encoding that a label names; None when it names no text encoding or does not fit."""
    label = label.strip().lower()
    if label in ("utf-8", "utf8"):
        return _fits(data, "utf-8")
    codec = _SAME_AS.get(label) or (label if _TEXT_CODECS.fullmatch(label) else None)
    return _fits(data, codec) if codec else None


def undeclared(data: bytes) -> bool:
    """Whether the bytes are no UTF-8 and no page that names its encoding."""
    return _fits(data, "utf-8") is None and _declared(data) is None


def guessed_text(data: bytes) -> tuple[str, str]:
    """Plain text in an encoding that nothing names, and the warning that says which was taken.

    Raises UnreadableError unless the guess gives a text that is seen to be in a language.
    """
    from trafilatura.utils import detect_encoding

    from accredit.read.language import detect

    for name in detect_encoding(data):
        text = _fits(data, name)
        if text and not _CONTROLS.search(text) and detect(text):
            return text, f"is no UTF-8 text: read as {name}"
    raise UnreadableError("no encoding fits the text's bytes")


def _declared(data: bytes) -> str | None:
    """The Python codec of the encoding that the page names; None for none and for what is no text encoding."""
    match = _DECLARED.search(data[:_LOOKED_AT])
    label = match[1].decode("ascii").lower() if match else ""
    return _SAME_AS.get(label) or (label if _TEXT_CODECS.fullmatch(label) else None)


def _fits(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
