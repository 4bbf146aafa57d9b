"""A compact notation for small sets of claims, and the invented world that they speak of.

Veloria (XV) is claimed by the `league`, which took its capital on 1 January 2030, and by the
`crown`. Arden, Borvia, Cand and Dorsa (XA to XD) receive its missions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from accredit.model import (
    Actor,
    Article,
    Aspect,
    Basis,
    Claim,
    Mission,
    Modality,
    Party,
    RecordedClaim,
    Scope,
    Situation,
    Span,
    Stance,
    State,
    Voice,
    VoiceKind,
    When,
    WhenKind,
    partial_interval,
)

PORT, HARBOUR = "xv-xa-port-embassy", "xv-xa-harbour-consulate"
MARKET, RIDGE = "xv-xb-market-embassy", "xv-xc-ridge-embassy"


def _state(code: str, name: str) -> State:
    return State(code, name, (), (), f"{name} City", (), (), ())


def _mission(name: str, host: str, city: str, kind: str) -> Mission:
    return Mission(name, "XV", host, city, kind)  # type: ignore[arg-type]  # the four kinds below are kinds


WORLD = Situation(
    id="veloria-2030",
    title="Veloria after January 2030",
    sending="XV",
    start=date(2030, 1, 1),
    lapse_days=540,
    parties=(
        Party("league", "League of Velorian Towns", ("the League",), short="League"),
        Party("crown", "Velorian Crown", ("the Crown",), short="Crown"),
        Party("host-state", "host state", (), short="Host state"),
    ),
    people=(),
    missions=(
        _mission(PORT, "XA", "Port", "embassy"),
        _mission(HARBOUR, "XA", "Harbour", "consulate"),
        _mission(MARKET, "XB", "Market", "embassy"),
        _mission(RIDGE, "XC", "Ridge", "embassy"),
    ),
    states=(_state("XA", "Arden"), _state("XB", "Borvia"), _state("XC", "Cand"), _state("XD", "Dorsa")),
    groups={"neighbours": ("XA", "XB")},
    digest="0" * 64,
)


def day(words: str) -> date:
    """A day, from its ISO form."""
    return date.fromisoformat(words)


def _bounds(words: str) -> tuple[date | None, date | None]:
    """`2031-03`, `2031-03-01..2031-03-05`, `..2031-08`: first and last day, either open."""
    first, _, last = words.partition("..")
    lower = partial_interval(first) if first else None
    upper = partial_interval(last if ".." in words else first)
    return lower.earliest if lower else None, upper.latest if upper else None


def _when(words: str | None) -> When | None:
    """`instant 2031-03`, `from 2031-03-01`, `until ..2031-02`, `throughout 2031`."""
    if words is None:
        return None
    kind, _, rest = words.partition(" ")
    assert kind in get_args(WhenKind), words
    return When(kind, *_bounds(rest), rest)  # type: ignore[arg-type]  # checked above


def _voice(by: str, said: str | None) -> Voice:
    """`Name/party` is an official, `=Name/party` a ministry or embassy, `~Name` an outlet, `?/party` unnamed."""
    name, _, party = by.partition("/")
    kinds: dict[str, VoiceKind] = {"=": "government", "~": "outlet", "?": "anonymous"}
    kind = kinds.get(name[:1], "official")
    interval = partial_interval(said) if said else None
    return Voice(name.lstrip("=~?") or None, None, party or None, kind, interval)


def say(
    published: str | None,
    outlet: str,
    predicate: str,
    party: str | None = None,
    *,
    by: str | None = None,
    via: str | None = None,
    said: str | None = None,
    where: str | None = PORT,
    denied: bool = False,
    modality: Modality = "actual",
    stance: Stance = "asserts",
    aspect: Aspect | None = None,
    basis: Basis | None = None,
    when: str | None = None,
    person: str | None = None,
    role: str | None = None,
    hosts: tuple[str, ...] = (),
    except_: tuple[str, ...] = (),
    group: str | None = None,
    text: str | None = None,
) -> RecordedClaim:
    """One claim in one article: claims of one outlet on one day share an article; `text` names a shared text.

    `by` is the origin (the outlet itself when left out), `via` a relay between; see `_voice`.
    """
    body = text or f"{outlet} on {published}"
    article = Article.make(body, id=f"{outlet}/{published}/{body}", outlet=outlet, published=published)
    chain = [Voice(outlet, None, None, "outlet", None if by or not said else partial_interval(said))]
    chain += [_voice(v, said if v == by else None) for v in (via, by) if v]
    wide = bool(hosts or group)
    mission = None if wide or where is None else WORLD.mission(where)
    claim = Claim(
        article_id=article.id,
        situation=WORLD.id,
        predicate=predicate,
        mission=mission,
        scope=Scope(hosts, except_, group) if wide else None,
        party=party,
        person=Actor(person, role) if person or role else None,
        polarity="denied" if denied else "affirmed",
        modality=modality,
        stance=stance,
        aspect=aspect,
        basis=basis,
        chain=tuple(chain),
        when=_when(when),
        evidence=Span(0, len(body), body),
        confidence=0.9,
        rule="case",
    )
    return RecordedClaim(claim, article, "2032-01-01T00:00:00Z")


def later(published: str, days: int) -> str:
    """The ISO day so many days after another."""
    return (day(published) + timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True)
class Case:
    """A few claims, a question, and the answer expected for the reason given.

    `support`, `dissent` and `silent` are places in `claims`; None leaves a field unchecked.
    """

    name: str
    reason: str
    claims: tuple[RecordedClaim, ...]
    standing: str
    value: str | None = None
    leaning: str | None = None
    formal: str | None = None
    by: str | None = None
    values: tuple[str, ...] | None = None
    support: tuple[int, ...] | None = None
    dissent: tuple[int, ...] | None = None
    silent: tuple[int, ...] | None = None
    since: str | None = None
    detail: tuple[tuple[str, str | None], ...] | None = None
    says: tuple[str, ...] = ()
    as_of: str = "2031-12-31"
    question: str = "operator"
    subject: str = PORT

    @property
    def bounds(self) -> tuple[date | None, date | None] | None:
        """The days of `since`."""
        return _bounds(self.since) if self.since else None
