"""Which claims a denial denies, whether they were said before it or after it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from accredit.model import Claim, RecordedClaim, Scope, Situation
from accredit.verdict.holding import spoken_day
from accredit.verdict.independence import fold

_Between = tuple[date | None, date | None]
"""A first and a last day, either open."""

_HOLDING = frozenset({"controls", "handed_over"})
"""Who denies the one speaks against the other too: nobody runs what he was not given."""

_EVENTS = frozenset(
    {"handed_over", "custody", "closed", "opened", "suspended", "visited", "appointed", "accredited", "dismissed",
     "expelled", "sent_diplomats", "damaged", "repaired"}
)  # fmt: skip
"""Claims that tell of something that came about; the others tell how things are."""

_OF_PERSONS = frozenset({"appointed", "accredited", "holds_post", "dismissed", "expelled"})
"""Claims about one person each; a visit is one whoever led it."""


def denials(claims: Iterable[RecordedClaim], situation: Situation) -> dict[str, tuple[str, ...]]:
    """Each denial's id with the ids of the claims that it denies, in the order given; none for a denial alone.

    A denial meets what somebody says to be so of the same subject, party and person, on the
    same basis, about days that may be the same: never of another mission, never a change that
    came after it was said, and never a word that had lapsed by then.
    """
    said = {r.claim.id: r for r in claims if r.claim.real and r.claim.stance == "asserts"}.values()
    lapse = timedelta(days=situation.lapse_days)
    denied = [_Word.of(r, lapse) for r in said if r.claim.polarity == "denied"]
    matters = {d.matter for d in denied}
    affirmed: dict[Hashable, list[_Word]] = {}
    for recorded in said:
        if recorded.claim.polarity == "affirmed" and (matter := _matter(recorded.claim)) in matters:
            affirmed.setdefault(matter, []).append(_Word.of(recorded, lapse))
    return {
        d.claim.id: tuple(a.claim.id for a in affirmed.get(d.matter, ()) if _denies(d, a, situation)) for d in denied
    }


@dataclass(frozen=True, slots=True)
class _Word:
    """A claim with what is asked of it again for each claim that it may meet: the days that it may be about.

    `happened` are the days of an event that its words date.
    """

    claim: Claim
    matter: Hashable
    said: date | None
    days: _Between
    happened: _Between | None

    @classmethod
    def of(cls, recorded: RecordedClaim, lapse: timedelta) -> _Word:
        claim, said = recorded.claim, spoken_day(recorded)
        happened = (claim.when.earliest, claim.when.latest) if claim.when and _event(claim) else None
        return cls(claim, _matter(claim), said, _days(claim, said, lapse), happened)


def _matter(claim: Claim) -> Hashable:
    """What both must be about; states are compared apart, because sets may hold them."""
    predicate = "controls" if claim.predicate in _HOLDING else claim.predicate
    return predicate, claim.mission and claim.mission.id, claim.party


def _denies(denial: _Word, other: _Word, situation: Situation) -> bool:
    one, two = denial.claim, other.claim
    return (
        (one.mission is not None or _share_a_state(one.scope, two.scope, situation))
        and not (one.basis and two.basis and one.basis != two.basis)
        and _same_person(one, two)
        and _meet(denial, other)
    )


def _same_person(one: Claim, other: Claim) -> bool:
    if one.predicate not in _OF_PERSONS or not (one.person and one.person.name and other.person and other.person.name):
        return True
    return fold(one.person.name) == fold(other.person.name)


def _share_a_state(one: Scope | None, other: Scope | None, situation: Situation) -> bool:
    """Whether some state is in both sets. Sets without named states are not known to share one."""
    if one is None or other is None:
        return False
    left, right = _states(one, situation), _states(other, situation)
    return bool(left & right)


def _states(scope: Scope, situation: Situation) -> set[str]:
    named = {s.code for s in situation.states} if "*" in scope.hosts else set(scope.hosts)
    return (named | set(situation.groups.get(scope.group or "", ()))) - set(scope.except_)


def _meet(denial: _Word, other: _Word) -> bool:
    """Whether both may speak of one day; without any day they may."""
    said, when = denial.said, other.claim.when
    if said and when and when.kind in ("instant", "from") and (when.earliest or said) > said:
        return False  # it came about after the denial
    if denial.happened and other.happened:
        return _overlap(denial.happened, other.happened)
    return _overlap(denial.days, other.days)


def _overlap(one: _Between, other: _Between) -> bool:
    (first, last), (begin, end) = one, other
    return (end is None or first is None or first <= end) and (last is None or begin is None or begin <= last)


def _event(claim: Claim) -> bool:
    """Whether it tells of something that came about, not of how things are."""
    return claim.predicate in _EVENTS or claim.aspect == "change"


def _days(claim: Claim, spoken: date | None, lapse: timedelta) -> _Between:
    """The first and the last day that a word may be about.

    A word about now counts until it lapses. What came about stays so from its day on; told or
    denied without one it may have been on any day before.
    """
    when, denied = claim.when, claim.polarity == "denied"
    if when is None:
        goes_on = _event(claim) and not denied
        return None if _event(claim) else spoken, None if goes_on or spoken is None else spoken + lapse
    if when.kind == "until":
        return None, when.latest
    if not denied and when.kind in ("instant", "from"):
        return when.earliest, None
    return when.earliest, when.latest
