"""Where a walk through a list stands.

A walk is of one state of the ledger: the first stretch fixes the moment (and the day that answers are for), and the
cursor carries both along with the key of the last item given. Whatever is appended meanwhile, each item that the
ledger held at that moment is met once.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from accredit.errors import QuestionError
from accredit.ledger.moments import asked as moment_asked

T = TypeVar("T")
Key = tuple[str, ...]

_VERSION = 1


@dataclass(frozen=True, slots=True)
class Cursor:
    """The moment and the day of the walk, the key after which it goes on, and a hash of what is walked through."""

    moment: str
    as_of: date
    after: Key
    walked: str

    def __str__(self) -> str:
        """As it stands in an address."""
        parts = [_VERSION, self.walked, self.moment, self.as_of.isoformat(), *self.after]
        return urlsafe_b64encode(json.dumps(parts, separators=(",", ":")).encode()).decode().rstrip("=")

    @classmethod
    def read(cls, words: str, walked: str) -> Cursor:
        """The cursor of an address. Raises QuestionError for what is none, or one of another list."""
        try:
            body = urlsafe_b64decode(words + "=" * (-len(words) % 4))
            version, of, moment, day, *after = json.loads(body)
            if version != _VERSION or not after or not all(isinstance(each, str) for each in (of, *after)):
                raise ValueError("of another shape")
            found = cls(moment_asked(moment), date.fromisoformat(day), tuple(after), of)
        except (ValueError, TypeError, RecursionError, QuestionError):
            raise QuestionError("cursor: this is none; take it as it stands in `next`") from None
        if found.walked != walked:
            raise QuestionError("cursor: it is of another list; change nothing but `limit` on the way")
        return found


def stretch(items: Sequence[T], key: Callable[[T], Key], after: Key | None, limit: int) -> tuple[list[T], Key | None]:
    """The next items in the order of their keys, and the key to go on after, None at the end."""
    ordered = sorted(((key(item), n) for n, item in enumerate(items)), key=lambda each: each)
    left = (each for each in ordered if after is None or each[0] > after)
    taken = list(islice(left, limit + 1))
    more = taken[limit - 1][0] if len(taken) > limit else None
    return [items[n] for _, n in taken[:limit]], more
