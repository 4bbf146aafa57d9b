"""One target a reader: bytes in, an article or one of our own errors out, and nothing else.

Needs nothing but the program, so that the tests can replay the corpus without the fuzzer.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from accredit.errors import ArticleError, UnreadableError
from accredit.model import Article
from accredit.read import Problem, isolated
from accredit.read import reader as reading
from accredit.read.content import Content
from accredit.read.found import Found
from accredit.read.isolated import Task
from accredit.read.kinds import take_apart
from accredit.read.sniff import tell

TODAY = date(2026, 6, 1)
BOUND = 200_000


def _kind(kind: str) -> Callable[[bytes], None]:
    """The target of a reader that works in the child: here in this process, where the fuzzer can see it."""

    def target(data: bytes) -> None:
        try:
            found = take_apart(kind, data, "https://selm-courier.example/doors")
        except (ArticleError, RecursionError):
            return
        assert all(isinstance(item, Found) for item in found)
        for item in found:
            assert kind in ("entries", "outline") or item.text.strip()

    return target


def whole(data: bytes) -> None:
    """Everything from the telling of the format on: packings, archives, lines. Children's work is done here."""
    real = isolated.found
    isolated.found = _here
    try:
        items = list(reading.taken_from(data, "fuzz", "https://selm-courier.example/", bound=BOUND, today=TODAY))
    finally:
        isolated.found = real
    for item in items:
        assert isinstance(item, Article | Problem)
        assert not isinstance(item, Article) or item.text.strip()
        assert not isinstance(item, Problem) or "\n" not in str(item)
    assert items or _holds_nothing(data)


def _here(task: Task) -> list[Found]:
    try:
        return take_apart(task.kind, task.data, task.address)
    except RecursionError:
        raise UnreadableError("is nested too deeply to be taken apart") from None


def _holds_nothing(data: bytes) -> bool:
    """An archive may hold no article and say so by giving none; nothing else may."""
    try:
        return tell(Content.of("fuzz", io.BytesIO(data), BOUND).head, True) in ("warc", "zip", "gzip")
    except ArticleError:
        return False


TARGETS: dict[str, Callable[[bytes], None]] = {
    "whole": whole,
    "html": _kind("html"),
    "feed": _kind("feed"),
    "entries": _kind("entries"),
    "outline": _kind("outline"),
    "mail": _kind("mail"),
    "pdf": _kind("pdf"),
    "odd-text": _kind("odd-text"),
}
"""By name; the corpus of each is `fuzz/corpus/NAME/`."""
