"""`accredit diff`: which answers changed between two days of knowledge, or two moments of the ledger."""

from __future__ import annotations

from datetime import date

import click

from accredit.cli import screen
from accredit.cli.options import (
    existing_ledger,
    json_option,
    ledger_option,
    load_situation,
    situation_option,
    without_option,
)
from accredit.errors import QuestionError
from accredit.views.times import day_of, moment_of, today

_EPILOG = """\b
Examples:
  accredit diff 2023-03 2023-11
  accredit diff 2023-03 2023-11 --as-of 2023-03-28 --json
  accredit diff --recorded-at 2026-11-20 2026-11-21
"""


@click.command(epilog=_EPILOG)
@click.argument("a")
@click.argument("b")
@click.option("--recorded-at", "by_recording", is_flag=True, help="Compare what this ledger held at A and at B.")
@click.option(
    "--as-of",
    metavar="D",
    help="True in the world on day D. Of two days of knowledge, as of each of them unless given; else today.",
)
@ledger_option
@situation_option
@without_option
@json_option
def diff(
    a: str,
    b: str,
    by_recording: bool,
    as_of: str | None,
    ledger: str,
    situation: str,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show which answers changed from A to B, and because of what.

    A and B are days, months or years: what had been published by A and what by B. With --recorded-at they are
    moments of the ledger. A month or a year means its last day.
    """
    from accredit.changes import held_changes, known_changes
    from accredit.cli.changes_view import Axis, diff_json, diff_words

    wanted = day_of("--as-of", as_of) if as_of else None
    loaded = load_situation(situation)
    if by_recording:
        first, second = _in_order(moment_of("A", a), moment_of("B", b))
        days = [wanted or today()]
        with existing_ledger(ledger) as opened:
            found = held_changes(opened, loaded, first, second, days, without=without)
        axis = Axis("recorded_at", first, second)
    else:
        one, two = day_of("A", a), day_of("B", b)
        days = [wanted] if wanted else _both(one, two)
        with existing_ledger(ledger) as opened:
            found = known_changes(opened, loaded, one, two, days, without=without)
        axis = Axis("known_at", one.isoformat(), two.isoformat())
    if as_json:
        screen.emit_json(diff_json(found, axis, days, loaded, without))
    else:
        screen.emit(*diff_words(found, axis, days, loaded, without))


def _both(one: date, two: date) -> list[date]:
    """What was thought of the first day then, and what of the second day now: each once."""
    return list(dict.fromkeys((one, two)))


def _in_order(first: str, second: str) -> tuple[str, str]:
    if second < first:
        raise QuestionError(f"{second} is before {first}: give the earlier moment first")
    return first, second
