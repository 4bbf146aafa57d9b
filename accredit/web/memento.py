"""Mission pages through time: RFC 7089 (Memento) over *recorded at*.

A mission's address is its own TimeGate (the RFC's pattern 1.1): asked with Accept-Datetime it leads, by 302, to the
memento that stood then. A memento is the same page with `recorded-at` in its address, the moment of an append that
bears on the mission. Its TimeMap lists them all.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, HTTPException, Query, Request
from fastapi.responses import Response

from accredit.errors import NothingHereError, QuestionError
from accredit.ledger.moments import asked as moment_asked
from accredit.model import Situation
from accredit.ruling import Ruling
from accredit.rulings.bearing import bearing
from accredit.views.names import segment
from accredit.views.times import moment_of
from accredit.web.asking import Name, site_of
from accredit.web.site import Site
from accredit.web.view import View

LINK_FORMAT = "application/link-format"
VARY = "accept-encoding, accept-datetime"

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(rf"({'|'.join(_DAYS)}), (\d\d) ({'|'.join(_MONTHS)}) (\d{{4}}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII)
_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,255}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?", re.ASCII)


def accepted(words: str) -> datetime:
    """The moment of an Accept-Datetime header, to the second. Raises QuestionError for what is none."""
    found = _DATE.fullmatch(words.strip())
    try:
        if found is None:
            raise ValueError(words)
        day, month, year, hour, minute, second = found[2], _MONTHS.index(found[3]) + 1, *found.groups()[3:]
        moment = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
        if _DAYS[moment.weekday()] != found[1]:
            raise ValueError(words)
    except ValueError:
        raise QuestionError(
            f"Accept-Datetime {words[:60]!r} is no date of HTTP: write Sat, 31 May 2031 00:00:00 GMT"
        ) from None
    return moment


def http_date(moment: str) -> str:
    """A moment of the ledger as HTTP writes it, to the second that it lies in."""
    return format_datetime(datetime.fromisoformat(moment).astimezone(UTC), usegmt=True)


def base_of(scheme: str, host: str) -> str:
    """What stands before a path in whole addresses; nothing where the host is none that could stand there."""
    return f"{scheme}://{host}" if _HOST.fullmatch(host) else ""


def moments_of(site: Site, situation: Situation, mission_id: str) -> tuple[str, ...]:
    """The moments, in their order, at which what is held about a mission changed, as far as it is shown here."""
    name = ("moments", site.ledger.head(), situation.id, mission_id)
    return site.remember(name, lambda: _moments(site, situation, mission_id))


def _moments(site: Site, situation: Situation, mission_id: str) -> tuple[str, ...]:
    turns = site.ledger.turns(situation, mission_id)
    rulings = site.ledger.rulings()
    hidden: set[str] = set()
    if site.options.public and rulings:
        carriers = {turn.carrier for turn in turns} | {r.ruling.target for r in rulings}
        allowance = site.allowance(site.ledger.head())
        hidden = {a.carrier for a in site.ledger.articles(carriers=carriers) if not allowance.may(a)}
    told = {turn.moment for turn in turns if turn.carrier not in hidden}
    shown = {turn.carrier for turn in turns} - hidden
    own = [r for r in bearing(rulings, situation.id, mission_id, shown) if not hidden & _articles(r.ruling)]
    first = min([*told, *(r.recorded_at for r in own if r.ruling.kind == "added")], default=None)
    told |= {r.recorded_at for r in own if first is not None and r.recorded_at >= first}
    return tuple(sorted(told))


def _articles(ruling: Ruling) -> set[str]:
    """The articles that a ruling is on."""
    return {ruling.target, *(anchor.carrier for anchor in ruling.anchors)}


@dataclass(frozen=True, slots=True)
class Past:
    """An address with its mementos. `asked` is the rest of the question, without the moment.

    `day` says that the address answers for the day on which it is asked, so that a memento names its own.
    """

    base: str
    path: str
    asked: tuple[tuple[str, str], ...]
    moments: Sequence[str]
    day: bool

    @property
    def original(self) -> str:
        """The address itself, its own TimeGate."""
        return self._at(self.path, self.asked)

    def timemap(self, kind: str = "") -> str:
        """The address of the TimeMap."""
        own, of = (self.path.removesuffix(".json"), [("of", "json")] if self.path.endswith(".json") else [])
        return self._at(f"{own}/timemap{kind}", (*of, *self.asked))

    def memento(self, moment: str) -> str:
        """The address of the memento of a moment."""
        day = [("as-of", moment[:10])] if self.day else []
        return self._at(self.path, (*self.asked, *day, ("recorded-at", moment.replace("+00:00", "Z"))))

    def stood(self, moment: str) -> int | None:
        """The number of the memento that stood at a moment; None before the first."""
        return bisect_right(self.moments, moment) - 1 if self.moments and moment >= self.moments[0] else None

    def until(self, second: datetime) -> int:
        """The same for the end of a second, as HTTP tells no finer; before the first one, the first."""
        return max(0, bisect_right(self.moments, f"{second.isoformat(timespec='seconds')[:19]}.999999+00:00") - 1)

    def links(self, number: int | None = None, *, around: bool = False) -> list[str]:
        """The links of an answer; with `around` those to the first and last memento and to those beside `number`."""
        found = [f'<{self.original}>; rel="original timegate"', self._map()]
        if around and self.moments:
            found += [self._link(n, number) for n in sorted(self._near(number))]
        return found

    def link_format(self) -> str:
        """The TimeMap as RFC 6690 writes links."""
        span = f'from="{http_date(self.moments[0])}"; until="{http_date(self.moments[-1])}"'
        own = f'<{self.timemap()}>; rel="self"; type="{LINK_FORMAT}"; {span}'
        other = f'<{self.timemap(".json")}>; rel="alternate"; type="application/json"'
        every = [self._link(n, None) for n in range(len(self.moments))]
        return ",\n".join([f'<{self.original}>; rel="original timegate"', own, other, *every]) + "\n"

    def _map(self) -> str:
        return f'<{self.timemap()}>; rel="timemap"; type="{LINK_FORMAT}"'

    def _near(self, number: int | None) -> set[int]:
        beside = set() if number is None else {number - 1, number, number + 1}
        return (beside | {0, len(self.moments) - 1}) & set(range(len(self.moments)))

    def _link(self, n: int, number: int | None) -> str:
        beside = {} if number is None else {number - 1: "prev", number + 1: "next"}
        names = [
            *(["first"] if n == 0 else []),
            *(["last"] if n == len(self.moments) - 1 else []),
            *([beside[n]] if n in beside else []),
            "memento",
        ]
        moment = self.moments[n]
        return f'<{self.memento(moment)}>; rel="{" ".join(names)}"; datetime="{http_date(moment)}"'

    def _at(self, path: str, asked: Sequence[tuple[str, str]]) -> str:
        return f"{self.base}{path}{'?' + urlencode(asked) if asked else ''}"


def negotiated(request: Request, situation: Name, mission: Name, site: Annotated[Site, Depends(site_of)]) -> None:
    """Stands before a mission's page: leads to a memento, or says with the page how it stands in time.

    Raises HTTPException (302) for the way to a memento, QuestionError for a malformed moment, NothingHereError where
    a moment is asked for and there is no memento.
    """
    recorded_at = request.query_params.get("recorded-at")
    wanted = request.headers.get("accept-datetime")
    if recorded_at:
        _say_when(
            request, _past(request, site, situation, mission), moment_asked(moment_of("recorded-at", recorded_at))
        )
        return
    if wanted is None:
        past = _past(request, site, situation, mission, looked=False)
        request.state.also = {"vary": VARY, "link": ", ".join(past.links())}
        return
    second = accepted(wanted)
    past = _past(request, site, situation, mission)
    if not past.moments:
        raise NothingHereError(f"nothing was ever held about {mission[:60]!r}: there is no memento")
    number = past.until(second)
    headers = {"location": past.memento(past.moments[number]), "vary": VARY, "cache-control": "no-cache"}
    raise HTTPException(302, "see the memento", headers | {"link": ", ".join(past.links(number, around=True))})


def _say_when(request: Request, past: Past, moment: str) -> None:
    """A page with a moment of its own is the memento that stood then, if one did."""
    number = past.stood(moment)
    request.state.also = {"link": ", ".join(past.links(number, around=True))}
    if number is not None:
        request.state.also["memento-datetime"] = http_date(past.moments[number])


def _past(request: Request, site: Site, situation: str, mission: str, *, looked: bool = True, path: str = "") -> Past:
    """The past of the page that is asked for; not `looked`, without its mementos."""
    of = site.situation(situation)
    moments: Sequence[str] = ()
    if looked:
        known = next((m.id for m in of.missions if segment(m.id) == mission), mission)
        moments = moments_of(site, of, known)
        if not moments and of.mission(known) is None:  # of another name in addresses than its own
            moments = moments_of(site, of, View.of(site, situation).mission(mission).id)
    given = request.query_params.multi_items()
    day = site.options.as_of is None
    at = next((v for k, v in given if k == "recorded-at" and v), None)
    if day and at:  # a memento names its own day, which its original does not
        stood = Past("", "", (), moments, day).stood(moment_asked(moment_of("recorded-at", at)))
        own = "" if stood is None else moments[stood][:10]
        given = [(k, v) for k, v in given if (k, v) != ("as-of", own)]
    asked = tuple((k, v) for k, v in given if k not in ("recorded-at", "of") and v)
    day = day and "as-of" not in dict(asked)
    base = base_of(request.url.scheme, request.headers.get("host", ""))
    return Past(base, path or request.url.path, asked, moments, day)


@dataclass(frozen=True, slots=True)
class Memento:
    """One memento: its moment to the second, and its address."""

    datetime: str
    uri: str


@dataclass(frozen=True, slots=True)
class Mementos:
    """All mementos of an address, the first and the last."""

    first: Memento
    last: Memento
    list: tuple[Memento, ...]


@dataclass(frozen=True, slots=True)
class MapAddresses:
    """Where a TimeMap is, in each format."""

    link_format: str
    json_format: str


@dataclass(frozen=True, slots=True)
class TimeMap:
    """The moments at which what is held about a mission changed, with the page as it was since."""

    original_uri: str
    timegate_uri: str
    timemap_uri: MapAddresses
    mementos: Mementos


Of = Annotated[str, Query(pattern="^(json)?$", description="`json` for the past of the page as JSON.")]


def _mapped(
    request: Request, situation: Name, mission: Name, site: Annotated[Site, Depends(site_of)], of: Of = ""
) -> Past:
    path = re.sub(r"/timemap(\.json)?$", f".{of}" if of else "", request.url.path)
    past = _past(request, site, situation, mission, path=path)
    if not past.moments:
        raise NothingHereError(f"nothing was ever held about {mission[:60]!r}: there is no memento")
    return past


Mapped = Annotated[Past, Depends(_mapped)]


def timemap_links(past: Mapped) -> Response:
    """The TimeMap as application/link-format."""
    return Response(past.link_format(), headers={"content-type": LINK_FORMAT, "cache-control": "no-cache"})


def timemap(past: Mapped) -> TimeMap:
    """The TimeMap as JSON."""
    every = tuple(
        Memento(datetime.fromisoformat(m).strftime("%Y-%m-%dT%H:%M:%SZ"), past.memento(m)) for m in past.moments
    )
    addresses = MapAddresses(past.timemap(), past.timemap(".json"))
    return TimeMap(past.original, past.original, addresses, Mementos(every[0], every[-1], every))
