"""Where feeds lead, and which feeds a list names: addresses without articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from accredit.errors import ArticleError, OversizedError
from accredit.read import isolated
from accredit.read.isolated import Task
from accredit.read.problem import Problem, oversized
from accredit.read.reader import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Link:
    """Where an entry of a feed leads, and the ISO date on which its page was last changed, where the feed says so."""

    url: str
    modified: str | None = None


def linked(data: bytes) -> list[Link]:
    """Where a feed's entries lead, in order. Raises UnreadableError for what is no feed, OversizedError."""
    return [Link(entry.url, entry.modified) for entry in isolated.found(Task("entries", data)) if entry.url]


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
