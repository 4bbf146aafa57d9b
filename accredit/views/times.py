"""The three times of a question, from what a person typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from accredit.errors import QuestionError
from accredit.model import partial_interval

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True, slots=True)
class Times:
    """As of a day; known at a day or open (None); recorded at a moment of the ledger or open (None)."""

    as_of: date
    known_at: date | None
    recorded_at: str | None

    @classmethod
    def typed(cls, as_of: str | None, known_at: str | None, recorded_at: str | None) -> Times:
        """The times as typed; as of today unless told. Raises QuestionError for what is no date."""
        return cls(
            day_of("--as-of", as_of) if as_of is not None else today(),
            None if known_at is None else day_of("--known-at", known_at),
            None if recorded_at is None else moment_of("--recorded-at", recorded_at),
        )


def today() -> date:
    """Today in UTC, which the ledger's moments are in too."""
    return datetime.now(UTC).date()


def day_of(option: str, words: str) -> date:
    """The day meant; of a month or a year its last day, as for publication dates. Raises QuestionError."""
    days = partial_interval(words) if _DATE.fullmatch(words.strip()) else None
    if days is None or days.latest is None:
        raise QuestionError(
            f"{option} {words[:40]!r} is no date: give a day, month or year (2023-03-28, 2023-03, 2023)"
        )
    return days.latest


def days_of(option: str, words: str) -> tuple[date, date]:
    """The first and the last day of what was meant. Raises QuestionError."""
    last = day_of(option, words)
    days = partial_interval(words)
    return (days.earliest if days and days.earliest else last), last


def moment_of(option: str, words: str) -> str:
    """The moment meant, ISO with Z: a date-time as it stands, else the end of the day, month or year."""
    if "T" in words:
        try:
            moment = datetime.fromisoformat(words.strip())
            moment = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
        except (ValueError, OverflowError):
            raise QuestionError(f"{option} {words[:40]!r} is no moment: give a date or 2026-11-21T20:15:00Z") from None
        return moment.isoformat().replace("+00:00", "Z")
    return f"{day_of(option, words).isoformat()}T23:59:59.999999Z"
