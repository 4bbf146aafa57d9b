"""What a reader says about an article that it could not use, or not wholly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accredit.errors import ArticleError, UnreadableError

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Problem:
    """Where and why; an `error` gave no article, a `warning` stands after the article that was kept.

    `place` is `path` or `path:line`. Both are one printable line, whatever a file is called or holds.
    """

    place: str
    message: str
    error: type[ArticleError]
    kind: Literal["error", "warning"] = "error"

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", one_line(self.place))
        object.__setattr__(self, "message", _cut(one_line(self.message)))

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @classmethod
    def of(cls, place: str, error: ArticleError | OSError) -> Problem:
        """The problem that an exception tells of."""
        if not isinstance(error, OSError):
            return cls(place, str(error), type(error))
        if isinstance(error, FileNotFoundError):
            return cls(place, "no such file or folder", ArticleError)
        return cls(place, (error.strerror or str(error)).lower(), ArticleError)


def one_line(words: str) -> str:
    """The words with everything unprintable written as an escape."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in words)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def oversized(size: int | None, bound: int) -> str:
    """How large and how large at most; `size` is None for a stream that was not read to its end."""
    found = f"{size:,}" if size is not None else f"more than {bound:,}"
    return f"{found} bytes: an article may hold {bound:,}"


def white(words: str | bytes) -> UnreadableError:
    """The error for content without a visible character."""
    return UnreadableError("holds only white space" if words else "is empty")
