"""What an address of the API asks: the situation, the times, the stretch of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from accredit.errors import QuestionError
from accredit.ledger.moments import asked as moment_asked
from accredit.model import digest
from accredit.views.times import moment_of
from accredit.web.api.answering import Made, answered
from accredit.web.api.cursors import Cursor, Key, stretch
from accredit.web.api.whole import Asked
from accredit.web.asking import Asked as Times
from accredit.web.asking import Name, site_of
from accredit.web.site import Site
from accredit.web.view import View

T = TypeVar("T")

BASE = "/api/v1"
MOST = 500
"""Items of one stretch."""

Listed = Callable[[Asked, tuple[T, ...], str | None], object]
"""What is asked, the items, and the address of what comes next, as one answer."""

Word = Annotated[str | None, Query(min_length=1, max_length=200)]
Held = Annotated[
    str | None,
    Query(
        alias="recorded-after",
        max_length=60,
        description="Only what the ledger holds so since after this moment: take `recorded_at` of an earlier answer.",
    ),
]


@dataclass(frozen=True, slots=True)
class Seen:
    """A view of a situation, and the moment of the ledger that it is of."""

    view: View
    moment: str

    @property
    def asked(self) -> Asked:
        """What is answered."""
        view, own = self.view, self.view.asked
        return Asked(own.situation, own.as_of, own.known_at, self.moment, own.without, own.left_out, view.snapshot.head)

    def href(self, *parts: str) -> str:
        """The address of something of the situation. Ids here are made of letters that need no escape."""
        return "/".join((BASE, "situations", self.view.situation.id, *parts))


class Question:
    """A question about one situation: its times and the sources left out, as every address takes them."""

    def __init__(
        self,
        request: Request,
        site: Annotated[Site, Depends(site_of)],
        situation: Name,
        times: Times,
    ) -> None:
        known_parameters(request)
        self.request, self.site, self.situation = request, site, situation
        self._times = times

    def seen(self, *, exact: bool, only: str | None = None, cursor: Cursor | None = None) -> Seen:
        """The situation as asked, or as a walk began; `exact` asks for one moment though it may be the newest."""
        last = self.site.ledger.last_moment()
        if cursor:
            moment = cursor.moment
            if moment > last:
                raise QuestionError("cursor: it is of another ledger")
        else:
            moment = last
            if self._times.recorded_at:
                moment = min(last, moment_asked(moment_of("recorded-at", self._times.recorded_at)))
        view = View.of(
            self.site,
            self.situation,
            as_of=cursor.as_of.isoformat() if cursor else self._times.as_of,
            known_at=self._times.known_at,
            recorded_at=moment if exact or moment < last else None,
            without=self._times.without,
            only=only,
        )
        return Seen(view, moment)

    def answer(self, make: Callable[[Seen], object], only: str | None = None) -> Response:
        """What `make` makes of what is seen."""

        def made(exact: bool) -> Made:
            return make(self.seen(exact=exact, only=only)), None

        return answered(self.request, self.site, made)


class Walk:
    """A question whose answer is a list, given in stretches."""

    def __init__(
        self,
        question: Annotated[Question, Depends(Question)],
        limit: Annotated[int, Query(ge=1, le=MOST, description="Items at most.")] = 100,
        cursor: Annotated[
            str, Query(max_length=1000, description="Where to go on: as it stands in `next`. Opaque.")
        ] = "",
    ) -> None:
        self._question, self._limit = question, limit
        parts = [(k, v) for k, v in question.request.query_params.multi_items() if k not in ("limit", "cursor")]
        self._parts = parts
        self._walked = digest("walk", question.request.url.path, sorted(parts))[:16]
        self._cursor = Cursor.read(cursor, self._walked) if cursor else None

    def answer(
        self,
        found: Callable[[Seen], Sequence[T]],
        key: Callable[[T], Key],
        shape: Callable[[T, Seen], object],
        of: Callable[[Asked, int, tuple[Any, ...], str | None], object],
        only: str | None = None,
    ) -> Response:
        """The next stretch of what is found, in the order of its keys, which must be unique; each item in its shape,
        all of it in the list `of` them.
        """

        def made(exact: bool) -> Made:
            seen = self._question.seen(exact=exact, only=only, cursor=self._cursor)
            items = found(seen)
            taken, after = stretch(items, key, self._cursor.after if self._cursor else None, self._limit)
            following = self._next(seen, after) if after else None
            return of(seen.asked, len(items), tuple(shape(item, seen) for item in taken), following), following

        return answered(self._question.request, self._question.site, made)

    def answer_each(
        self, make: Callable[[Seen, Key | None, int], tuple[Sequence[T], Key | None]], of: Listed[T]
    ) -> Response:
        """The same for a list that is found bit by bit: `make` gets the key to go on after and how many are wanted, and
        gives them with the key to go on after, None at the end.
        """

        def made(exact: bool) -> Made:
            seen = self._question.seen(exact=exact, cursor=self._cursor)
            items, after = make(seen, self._cursor.after if self._cursor else None, self._limit)
            following = self._next(seen, after) if after else None
            return of(seen.asked, tuple(items), following), following

        return answered(self._question.request, self._question.site, made)

    def _next(self, seen: Seen, after: Key) -> str:
        """The address of the next stretch."""
        cursor = Cursor(seen.moment, seen.view.times.as_of, after, self._walked)
        asked = urlencode([*self._parts, ("limit", str(self._limit)), ("cursor", str(cursor))])
        return f"{self._question.request.url.path}?{asked}"


def known_parameters(request: Request) -> None:
    """Refuse a parameter that this address does not take: a filter that is misspelled would leave nothing out."""
    path = request.scope["route"].path
    taken = {p["name"] for p in request.app.openapi()["paths"][path]["get"].get("parameters", ()) if p["in"] == "query"}
    for name in request.query_params:
        if name not in taken:
            raise QuestionError(f"{name[:40]!r}: this address takes no such parameter, but {', '.join(sorted(taken))}")


def since_of(recorded_after: str | None) -> str:
    """The moment after which things are wanted; before all moments where none is given."""
    return moment_asked(moment_of("recorded-after", recorded_after)) if recorded_after else ""


Asking = Annotated[Question, Depends(Question)]
Walking = Annotated[Walk, Depends(Walk)]
