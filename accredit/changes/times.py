"""Changes between two days of knowledge, and between two moments of a ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accredit.answers import under_rulings
from accredit.changes.between import Between
from accredit.changes.shapes import Changed
from accredit.changes.why import Articles
from accredit.errors import QuestionError
from accredit.ledger import Ledger
from accredit.model import Situation


def known_changes(
    ledger: Ledger,
    situation: Situation,
    first: date,
    second: date,
    as_of: Sequence[date],
    *,
    recorded_at: str | None = None,
    without: Sequence[str] = (),
) -> list[Changed]:
    """The answers as of each day that differ from what was known at the first day to what was at the second.

    Raises QuestionError when the second day is before the first, and as `answers.verdict` does.
    """
    if second < first:
        raise QuestionError(f"{second} is before {first}: give the earlier day first")
    before, after = (
        under_rulings(ledger, situation, known_at=day, recorded_at=recorded_at, without=without)
        for day in (first, second)
    )
    articles = Articles([c.article for c in before.claims], ())
    return Between(situation, as_of).changes(before, after, articles)


def held_changes(
    ledger: Ledger,
    situation: Situation,
    first: str,
    second: str,
    as_of: Sequence[date],
    *,
    known_at: date | None = None,
    without: Sequence[str] = (),
) -> list[Changed]:
    """The answers as of each day that differ from the ledger as it stood at the first moment to the second.

    A source left out may be one of whom the ledger held nothing then. Raises as `answers.verdict` does.
    """
    before, after = (
        under_rulings(ledger, situation, recorded_at=moment, known_at=known_at, without=without)
        for moment in (first, second)
    )
    articles = Articles(ledger.articles(recorded_at=first), ledger.articles(recorded_at=second))
    return Between(situation, as_of).changes(before, after, articles)
