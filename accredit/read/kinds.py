"""Which reader takes which kind of content apart. Called by the worker, and by what searches for faults in readers."""

from __future__ import annotations

from collections.abc import Callable

from accredit.errors import UnreadableError
from accredit.read.found import Found


def take_apart(kind: str, data: bytes, address: str | None = None) -> list[Found]:
    """The articles in the bytes. Raises UnreadableError or OversizedError; readers are loaded when first used."""
    return _READERS[kind](data, address)


def _html(data: bytes, address: str | None) -> list[Found]:
    from accredit.read import page

    return [page.found(data, address)]


def _feed(data: bytes, _address: str | None) -> list[Found]:
    from accredit.read import feed

    return feed.found(data)


def _entries(data: bytes, _address: str | None) -> list[Found]:
    """What a feed leads to, with or without words."""
    from accredit.read import feed, jsonfile

    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        value = jsonfile.parse(data.removeprefix(b"\xef\xbb\xbf"))
        if not feed.is_json_feed(value):
            raise UnreadableError("is JSON that is no feed")
        return feed.entries_in_json(value)
    return feed.entries(data)


def _outline(data: bytes, _address: str | None) -> list[Found]:
    from accredit.read import feed

    return feed.outline(data)


def _mail(data: bytes, _address: str | None) -> list[Found]:
    from accredit.read import mail

    return [mail.found(data)]


def _pdf(data: bytes, address: str | None) -> list[Found]:
    from accredit.read import pdf

    return [pdf.found(data, address)]


def _odd_text(data: bytes, _address: str | None) -> list[Found]:
    """Text in an encoding that has to be guessed."""
    from accredit.read import charset, plain

    text, warning = charset.guessed_text(data)
    read = plain.found(text)
    if not read.text.strip():
        raise UnreadableError("holds only white space")
    return [plain.with_warning(read, warning)]


_READERS: dict[str, Callable[[bytes, str | None], list[Found]]] = {
    "html": _html,
    "feed": _feed,
    "entries": _entries,
    "outline": _outline,
    "mail": _mail,
    "pdf": _pdf,
    "odd-text": _odd_text,
}
