"""Where feeds lead, and which feeds a list names: addresses without articles."""

from __future__ import annotations

from pathlib import Path

from accredit.errors import ArticleError, OversizedError
from accredit.read import isolated
from accredit.read.isolated import Task
from accredit.read.problem import Problem, oversized
from accredit.read.reader import MAX_BYTES


def linked(data: bytes) -> list[str]:
    """The addresses of a feed's entries, in order. Raises UnreadableError for what is no feed, OversizedError."""
    return [entry.url for entry in isolated.found(Task("entries", data)) if entry.url]


def feeds(path: Path) -> list[str]:
    """The addresses of the feeds that an OPML file names.

    Raises ArticleError, which names the file, for one that cannot be read or names none.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise OversizedError(oversized(None, MAX_BYTES))
        return [feed.url for feed in isolated.found(Task("outline", data)) if feed.url]
    except (ArticleError, OSError) as error:
        raise ArticleError(str(Problem.of(str(path), error))) from None
