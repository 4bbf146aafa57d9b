"""Moments of recording: ISO 8601 in UTC with microseconds, so that their order as text is their order in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from accredit.errors import QuestionError


def stamp(moment: datetime) -> str:
    """An aware moment as the ledger writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def after(last: str | None, clock: datetime) -> str:
    """The clock's moment, or one microsecond after the last one where the clock is not past it."""
    if last is not None:
        clock = max(clock, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return stamp(clock)


def asked(words: str) -> str:
    """A moment that somebody asks about, as the ledger writes it.

    Takes any ISO date-time; without a zone it is UTC. A bare day means its end, as "on or before" does
    everywhere. Raises QuestionError for anything else.
    """
    try:
        if len(words) == 10:
            moment = datetime.combine(date.fromisoformat(words), time.max)
        else:
            moment = datetime.fromisoformat(words)
        return stamp(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):
        raise QuestionError(f"{words!r} is no moment: write a day (2024-05-31) or 2024-05-31T12:00:00+00:00") from None
