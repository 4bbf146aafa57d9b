"""When a claim holds: from its words about time, else from the day it was said.

A `Holding` is one claim turned into one value of one question, with the days on which it
holds. Nothing here is more precise than the words: an event "in March" surely has
happened only when March is over, or on the day that it was told as done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from accredit.model import HOST_STATE, RecordedClaim, Situation, When
from accredit.verdict.independence import against_interest, gains, origin_key, published_day, voice_key


@dataclass(frozen=True, slots=True)
class Holding:
    """A claim as a word on one value of one question.

    `denied`: it denies the value. `ends`: the value ended then, and it gives no other.
    `implied`: a denial that only counts against somebody who affirms. `change`: it tells of
    a change, which ends what was so before. `earliest` and `begins` bound the day it began
    (`begins` is the first day on which it surely holds); `until` is the last day it holds,
    `attested` the last day that it vouches for. `told` says that the words gave the days.
    `alone_from`: the day from which a denial stands without a claim to deny. `rank`: 0 for
    the subject itself, more for wider sets.
    """

    recorded: RecordedClaim
    value: str
    denied: bool
    ends: bool
    implied: bool
    change: bool
    gains: bool
    against: bool
    voice: str
    origin: str
    earliest: date | None
    begins: date
    until: date | None
    attested: date
    alone_from: date
    spoken: date | None
    told: bool
    rank: int = 0

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.recorded.claim.id

    @property
    def text(self) -> str:
        """The id of the report that carries it."""
        return self.recorded.text

    @property
    def affirms(self) -> bool:
        """Whether it says that the value holds."""
        return not self.denied and not self.ends

    @property
    def party(self) -> str | None:
        """The contending party for which it is said; the host state does not contend."""
        party = self.recorded.claim.origin.party
        return None if party == HOST_STATE else party

    def active(self, as_of: date) -> bool:
        """Whether it says anything about the day."""
        return self.begins <= as_of and (self.until is None or as_of <= self.until)

    def attests(self, as_of: date) -> date:
        """The last day that it vouches for, looking no further than `as_of`."""
        return min(self.attested, as_of)

    def word(self, as_of: date) -> date:
        """The day of the word: a state speaks for the days it vouches for, a change for the day it was told."""
        return min(as_of, max(self.spoken or self.attested, self.attested)) if self.change else self.attests(as_of)


@dataclass(frozen=True, slots=True)
class _Days:
    earliest: date | None
    begins: date
    attested: date
    until: date | None = None
    begun: bool = False
    """Whether the words say when it began."""


def spoken_day(recorded: RecordedClaim) -> date | None:
    """When the origin said it, else when it was published; None when neither is known."""
    said = recorded.claim.origin.said
    day = said and (said.latest or said.earliest)
    return day or published_day(recorded.article)


def holdings(
    recorded: RecordedClaim,
    value: str,
    situation: Situation,
    *,
    change: bool = False,
    denied: bool = False,
    ends: bool = False,
    implied: bool = False,
    gainer: str | None = None,
    staked: bool = True,
    contrary: bool | None = None,
    rank: int = 0,
) -> tuple[Holding, ...]:
    """The claim as words on a value: none when it carries no date, two when it tells an end.

    `gainer` is the party that gains if the value holds; `staked=False` where nobody does.
    `contrary` says that the word goes against the gainer though it denies no value ("no").
    """
    speaker, spoken = recorded.claim.origin.party, spoken_day(recorded)
    against = denied if contrary is None else contrary
    days = _days(recorded.claim.when, spoken, change, situation.start)
    if days is None:
        return ()
    alone = days.begins
    if denied and change:
        # A denied change denies it for every day up to the word, but was not spoken before it.
        alone = spoken or days.attested
        days = _Days(None, min(situation.start, alone), alone)
    first = Holding(
        recorded=recorded,
        value=value,
        denied=denied,
        ends=ends,
        implied=implied,
        change=change or days.begun,
        gains=staked and gains(speaker, gainer, against, situation),
        against=staked and against_interest(speaker, gainer, against, situation),
        voice=voice_key(recorded, situation),
        origin=origin_key(recorded, situation),
        earliest=days.earliest,
        begins=days.begins,
        until=days.until,
        attested=days.attested,
        alone_from=alone,
        spoken=spoken,
        told=recorded.claim.when is not None and (change or days.begun),
        rank=rank,
    )
    if days.until is None or denied:
        return (first,)
    ended = recorded.claim.when.latest if recorded.claim.when else None
    end = ended or days.until
    return (first, replace(first, ends=True, change=True, earliest=days.until, begins=end, attested=end, until=None))


def _days(when: When | None, spoken: date | None, change: bool, start: date) -> _Days | None:
    """The days of a claim; None when neither its words nor its article date it."""
    if when is None:
        return _Days(None, spoken, spoken) if spoken else None
    first, last = when.earliest, _done(when, spoken)
    if last is None:
        return None
    if when.kind == "until":
        known = first or last
        return _Days(None, min(start, known), known, until=known)
    if when.kind == "throughout":
        return _Days(first, first or last, last)
    if when.kind == "from" and not change:
        return _Days(first, last, max(spoken or last, last), begun=True)
    return _Days(first, last, last)


def _done(when: When, spoken: date | None) -> date | None:
    """The last day that the words leave open, or the day of the word where that is earlier: what is told is done."""
    if when.latest is None:
        return max(d for d in (spoken, when.earliest) if d) if spoken or when.earliest else None
    if spoken and (when.earliest or date.min) <= spoken < when.latest:
        return spoken
    return when.latest
