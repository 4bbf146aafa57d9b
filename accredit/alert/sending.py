"""Sends what waits in an outbox: each letter until it is taken, in order, with growing waits, by one process at a time.

A try is noted before it and its end after it. Whoever is killed in between does not know whether the receiver has it,
so the same letter with the same id goes out again: at least once on the wire, once by its id.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from accredit.alert.outbox import Letter, Outbox

LONGEST = 86_400.0
"""Seconds that a receiver may ask to be left alone."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a try gave: taken; `later`, perhaps after so many seconds; `never` this one; `gone`: none any more."""

    state: Literal["sent", "later", "never", "gone"]
    words: str
    after: float | None = None


class Receiver(Protocol):
    """Who is told."""

    @property
    def name(self) -> str:
        """The name in the configuration."""

    def send(self, letter: Letter) -> Outcome:
        """One try; raises nothing for what a receiver or a network does."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Seconds before the second try, doubled before each further one up to the longest; tries until it is set aside."""

    first: float = 30.0
    longest: float = 21_600.0
    attempts: int = 14

    def wait(self, attempts: int, chance: float) -> float:
        """Seconds after so many failed tries: at least half of the whole, the rest by chance between 0 and 1."""
        whole = min(self.longest, self.first * 2.0 ** min(attempts - 1, 60))
        return whole / 2 + chance * whole / 2


@dataclass(slots=True)
class Sent:
    """What a run did for one receiver: letters taken, put off and set aside; `fault` is what the last failure was."""

    receiver: str
    sent: int = 0
    later: int = 0
    aside: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run did, by receiver."""

    receivers: tuple[Sent, ...]

    @property
    def sent(self) -> int:
        """Letters taken."""
        return sum(each.sent for each in self.receivers)

    @property
    def aside(self) -> int:
        """Letters set aside."""
        return sum(each.aside for each in self.receivers)


class Postman:
    """Sends what is due. `chance` gives numbers between 0 and 1, so that many do not come back at once."""

    def __init__(
        self,
        outbox: Outbox,
        receivers: Mapping[str, Receiver],
        retry: Retry,
        now: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox, self._receivers, self._retry, self._now, self._chance = outbox, receivers, retry, now, chance

    def run(self) -> Tally:
        """Try each letter that is due; a receiver that fails is left alone until the next run. Raises BusyError."""
        done: dict[str, Sent] = {}
        left = set(self._receivers)
        with self._outbox.sending():
            while left and (letter := self._outbox.due(self._now(), left)):
                self._outbox.trying(letter, self._now())
                outcome = self._receivers[letter.receiver].send(letter)
                self._note(letter, outcome, done.setdefault(letter.receiver, Sent(letter.receiver)))
                if outcome.state in ("later", "gone"):
                    left.discard(letter.receiver)
        return Tally(tuple(done.values()))

    def _note(self, letter: Letter, outcome: Outcome, done: Sent) -> None:
        if outcome.state == "sent":
            self._outbox.sent(letter, outcome.words)
            done.sent += 1
            return
        done.fault = outcome.words
        if outcome.state == "later" and letter.attempts + 1 < self._retry.attempts:
            wait = max(self._retry.wait(letter.attempts + 1, self._chance()), min(outcome.after or 0, LONGEST))
            self._outbox.later(letter, outcome.words, self._now() + timedelta(seconds=wait))
            done.later += 1
            return
        self._outbox.aside(letter, outcome.words)
        done.aside += 1
        if outcome.state == "gone":
            done.aside += self._outbox.gone(letter.receiver, outcome.words)
