"""Runs the extraction on a case and says what is missing and what is left over."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from accredit.extract import extract
from accredit.extract.dates import DateWords, find_dates
from accredit.model import Actor, Article, Claim, Scope, Voice, partial_interval
from tests.extract.expectation import CLAIM_FILES, Case, DateCase, Expected, cases, date_cases, situation

OUTLET = "Hari Rud Courier"
NO_FAULT = frozenset({"holds_post", "position", "other"})
"""Predicates that may be left over: what they ask for is held by the cases that expect them."""
BOUNDS = ("except", "group", "at_least", "at_most")
"""What a scope may say besides its hosts."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case came to: the lines that tell its faults and what came out. Right when there are no faults."""

    case: Case | DateCase
    faults: tuple[str, ...]
    found: tuple[str, ...]

    @property
    def right(self) -> bool:
        return not self.faults


def claims_of(text: str, published: str | None = None) -> tuple[Claim, ...]:
    """The claims of a text."""
    article = Article.make(text, id="case", outlet=OUTLET, published=published, language="en")
    return extract(article, situation()).claims


def dates_of(text: str, published: str | None = None) -> list[DateWords]:
    """The dates of a text; the same date said twice in a row (in two calendars) counts once."""
    found = find_dates(text, 0, len(text), partial_interval(published) if published else None)
    known = [d for d in found if d.earliest or d.latest]
    triples = [(d.kind, d.earliest, d.latest) for d in known]
    return [d for i, d in enumerate(known) if i == 0 or triples[i] != triples[i - 1]]


@lru_cache(maxsize=8)
def outcomes(name: str) -> tuple[Outcome, ...]:
    """What every case of a file came to."""
    if name == "dates":
        return tuple(map(_date_outcome, date_cases()))
    if name not in CLAIM_FILES:
        raise ValueError(f"no file of cases is called {name!r}")
    return tuple(map(_outcome, cases(name)))


def _date_outcome(case: DateCase) -> Outcome:
    dates = dates_of(case.text, case.published)
    found = tuple(f"{d.kind} {d.earliest or ''}..{d.latest or ''} {d.text!r}" for d in dates)
    fits = len(dates) == len(case.expect) and all(
        want.fits(d.kind, d.earliest, d.latest) for want, d in zip(case.expect, dates, strict=True)
    )
    wanted = ", ".join(want.words for want in case.expect) or "no days"
    return Outcome(case, () if fits else (f"wanted {wanted}",), found)


def _outcome(case: Case) -> Outcome:
    claims = claims_of(case.text, case.published)
    pairs = _assign(case.expect, claims)
    missing = [f"missing {_told(want)}" for place, want in enumerate(case.expect) if place not in pairs]
    spare = [c for place, c in enumerate(claims) if place not in pairs.values()]
    over = [
        f"left over {told(claim)}"
        for claim in spare
        if not any(matches(want, claim) for want in case.may) and (case.none or claim.predicate not in NO_FAULT)
    ]
    return Outcome(case, (*missing, *over), tuple(map(told, claims)))


def _assign(wants: tuple[Expected, ...], claims: tuple[Claim, ...]) -> dict[int, int]:
    """The largest one-to-one matching of expectations with claims, by their places."""
    fits = [[i for i, claim in enumerate(claims) if matches(want, claim)] for want in wants]
    owner: dict[int, int] = {}

    def place(want: int, seen: set[int]) -> bool:
        for i in fits[want]:
            if i not in seen:
                seen.add(i)
                if i not in owner or place(owner[i], seen):
                    owner[i] = want
                    return True
        return False

    for want in range(len(wants)):
        place(want, set())
    return {want: i for i, want in owner.items()}


def matches(want: Expected, claim: Claim) -> bool:
    """Whether a claim is what a case asks for."""
    keys = want.keys
    same = all(
        keys[name] == (getattr(claim, name) or "")
        for name in ("predicate", "polarity", "stance", "modality", "party", "aspect", "basis")
        if name in keys
    )
    return (
        same
        and keys["real"] == claim.real
        and ("mission" not in keys or (claim.mission is not None and claim.mission.id == keys["mission"]))
        and _same_scope(want, claim)
        and ("person" not in keys or _same_person(keys["person"], claim.person))
        and ("origin" not in keys or _same_origin(keys["origin"], claim.chain))
        and ("via" not in keys or _same_relays(keys["via"], claim.chain))
        and ("when" not in keys or _same_when(want, claim))
    )


def _same_scope(want: Expected, claim: Claim) -> bool:
    keys, scope, mission = want.keys, claim.scope, claim.mission
    if "hosts" in keys:
        stateless = mission is not None and mission.city is None
        hosts = {mission.host} if mission and stateless else set(scope.hosts if scope and not mission else ())
        if hosts != set(keys["hosts"]):
            return False
    rest = _bounds(scope) if scope else {}
    return all((tuple(keys[k]) if k == "except" else keys[k]) == rest.get(k) for k in BOUNDS if k in keys)


def _bounds(scope: Scope) -> dict[str, object]:
    """What a scope says besides its hosts, by the words of the contract."""
    return dict(zip(BOUNDS, (scope.except_, scope.group, scope.at_least, scope.at_most), strict=True))


def _same_person(name: str, person: Actor | None) -> bool:
    if not name:
        return person is None
    if person is None or not person.name:
        return False
    return ratio(_words(name)[-1], _words(person.name)[-1]) >= 80


def _same_origin(words: str, chain: tuple[Voice, ...]) -> bool:
    origin = chain[-1]
    if words == "outlet" or (origin.kind == "outlet" and len(chain) == 1):
        return words == "outlet" and origin.kind == "outlet" and len(chain) == 1
    wanted = _words(words)
    if wanted[0] == "anonymous":
        if origin.kind != "anonymous":
            return False
        wanted = wanted[1:]
    return _named(wanted, origin)


def _same_relays(relays: list[str], chain: tuple[Voice, ...]) -> bool:
    between = chain[1:-1]
    return len(between) == len(relays) and all(_named(_words(r), v) for r, v in zip(relays, between, strict=True))


def _named(wanted: list[str], voice: Voice) -> bool:
    """Half of the words or more are words of the voice's name, role or party; forms of one stem are one word."""
    held = _words(" ".join(filter(None, (voice.name, voice.role, voice.party))))
    hits = sum(any(word[:5] == other[:5] for other in held) for word in wanted)
    return 2 * hits >= len(wanted)


def _same_when(want: Expected, claim: Claim) -> bool:
    if want.when is None or claim.when is None:
        return want.when is None and claim.when is None
    return want.when.fits(claim.when.kind, claim.when.earliest, claim.when.latest)


def _words(text: str) -> list[str]:
    """Lower-case words without accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in plain).lower().split()


def _told(want: Expected) -> str:
    usual = {"polarity": "affirmed", "stance": "asserts", "real": True}
    return " ".join(f"{k}={v}" for k, v in want.keys.items() if k not in usual or v != usual[k])


def told(claim: Claim) -> str:
    """A claim in one line."""
    when = claim.when
    parts = (
        claim.predicate,
        claim.mission.id if claim.mission else _scope_told(claim.scope),
        claim.party,
        claim.person and f"person={claim.person.name}",
        claim.aspect,
        claim.basis,
        claim.polarity,
        claim.modality,
        claim.stance,
        "by " + (" > ".join(v.name or v.role or v.kind for v in claim.chain[1:]) or "outlet"),
        when and f"when={when.kind} {when.earliest or ''}..{when.latest or ''}",
        f"[{claim.rule}]",
    )
    return " ".join(part for part in parts if part and part not in ("affirmed", "actual", "asserts"))


def _scope_told(scope: Scope | None) -> str:
    if scope is None:
        return "nowhere"
    bounds = (f"{name}={value}" for name, value in _bounds(scope).items() if value)
    return " ".join((f"hosts={','.join(scope.hosts)}", *bounds))
