"""Mail (EML) and pages saved as MHTML: one article each.

A letter's own words are its plain part, else its HTML part. A saved page is its root part. What is attached
is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from accredit.errors import UnreadableError
from accredit.read import charset
from accredit.read.found import Found
from accredit.read.fragment import text_of
from accredit.read.language import settled

MOST_PARTS = 500
"""Parts that one message may have, and that may stand inside each other: real ones have a handful."""

_LONGEST_HEADER = 2_000
_BOUNDARY = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)
_LEAST_PLAIN = 200  # characters of a plain part that may stand for an HTML part; fewer only say "see the HTML part"


def found(data: bytes) -> Found:
    """The article of a message. Raises UnreadableError when it holds no words."""
    if len(_BOUNDARY.findall(data)) > MOST_PARTS:
        raise UnreadableError(f"is mail with more than {MOST_PARTS} parts inside each other: not taken apart")
    message = message_from_bytes(data)
    if _saved_page(message):
        return _page(message)
    return _letter(message)


def _saved_page(message: Message) -> bool:
    return message.get_content_type() == "multipart/related" and bool(
        message["Snapshot-Content-Location"] or not message["From"] or "Saved by" in _header(message, "From")
    )


def _page(message: Message) -> Found:
    from accredit.read import page

    root = _root(message)
    if root is None:
        raise UnreadableError("is a saved page without a page in it")
    address = _header(message, "Snapshot-Content-Location") or _header(root, "Content-Location")
    return page.found(_bytes(root), address if re.match(r"https?://", address) else None)


def _root(message: Message) -> Message | None:
    """The part that is the page: the one that the message names as its start, else the first page."""
    start = message.get_param("start")
    parts = [part for part in _parts(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    named = [part for part in parts if isinstance(start, str) and part["Content-ID"] == start]
    return next(iter(named or parts), None)


def _letter(message: Message) -> Found:
    plain, markup = _part(message, "text/plain"), _part(message, "text/html")
    text = "" if plain is None else _words(plain)
    if markup is not None and len(text.strip()) < _LEAST_PLAIN:
        text = text_of(_characters(markup)) or text
    if not text.strip():
        raise UnreadableError("is mail without words of its own")
    sender, address = parseaddr(_header(message, "From"))
    declared = _header(message, "Content-Language").partition(",")[0]
    return Found(
        text,
        url=_web_address(message),
        outlet=sender or address or None,
        title=_header(message, "Subject") or None,
        published=_sent(message),
        language=settled(declared, text),
    )


def _parts(message: Message) -> Iterator[Message]:
    """Every part that is no attachment and stands in no attached message."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822":
            continue
        # Asked for a part's own words, the library looks up the encoding that it names, which may be anything.
        if not part.is_multipart():
            yield part
            continue
        waiting += reversed([inner for inner in part.get_payload() if isinstance(inner, Message)])


def _part(message: Message, kind: str) -> Message | None:
    return next((part for part in _parts(message) if part.get_content_type() == kind), None)


def _bytes(part: Message) -> bytes:
    """A part's content; in UTF-8 where the part names an encoding that fits."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    named = part.get_content_charset()
    text = charset.named(data, named) if named else None
    return data if text is None else text.encode("utf-8")


def _characters(part: Message) -> str:
    data = _bytes(part)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return charset.guessed_text(data)[0]


def _words(part: Message) -> str:
    """The words of a plain part; lines that were only broken for sending are joined (RFC 3676)."""
    text = _characters(part).replace("\r\n", "\n")
    if str(part.get_param("format", "")).lower() == "flowed":
        text = re.sub(r"(?<!-- ) \n(?!\n)", " ", text)
    return text


def _header(message: Message, name: str) -> str:
    """A header's words, decoded, on one line."""
    raw = str(message.get(name, ""))[:_LONGEST_HEADER]
    words = raw
    with suppress(HeaderParseError, LookupError, UnicodeError, ValueError):
        words = str(make_header(decode_header(raw)))
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split())


def _sent(message: Message) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).isoformat()
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _web_address(message: Message) -> str | None:
    """Where the letter stands on the web, if it says so: the archive's address of a list."""
    match = re.search(r"https?://[^\s<>]+", _header(message, "Archived-At") or _header(message, "List-Archive-Message"))
    return match[0] if match else None
