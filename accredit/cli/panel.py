"""`accredit panel`: a table for research, one row a subject, day and question."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from accredit.cli import screen
from accredit.cli.exports import noted, register_option
from accredit.cli.options import (
    existing_ledger,
    json_option,
    ledger_option,
    load_situation,
    situation_option,
    without_option,
)
from accredit.errors import QuestionError
from accredit.views.times import Times, days_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accredit.model import RecordedClaim
    from accredit.panel import Every, Known

_EPILOG = """\b
Examples:
  accredit panel --from 2021-08 --to 2024-12 --every month --csv > operators.csv
  accredit panel --from 2023 --to 2023 --every quarter --question operator --question head --json
  accredit panel --from 2021 --to 2025 --every year --states --then --csv
"""


@click.command(epilog=_EPILOG)
@click.option("--from", "first", required=True, metavar="D", help="The first day; of a month or a year its first.")
@click.option("--to", "last", required=True, metavar="D", help="The last day; of a month or a year its last.")
@click.option(
    "--every",
    type=click.Choice(["day", "week", "month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="How far the days are apart. A month, quarter or year stands for its last day.",
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="Q",
    help="May be given again.  [default: operator; recognition with --states]",
)
@click.option("--states", is_flag=True, help="States in place of missions.")
@click.option("--all", "every_state", is_flag=True, help="With --states: also states that nobody named.")
@click.option("--then", is_flag=True, help="Answer for each day from what had been published by that day.")
@click.option("--known-at", metavar="T", help="From what had been published by T. Open unless given.")
@click.option("--recorded-at", metavar="T", help="What this ledger held at T. Open unless given.")
@without_option
@register_option
@ledger_option
@situation_option
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV (docs/panel.md) instead of text.")
@json_option
def panel(
    first: str,
    last: str,
    every: Every,
    questions: tuple[str, ...],
    states: bool,
    every_state: bool,
    then: bool,
    known_at: str | None,
    recorded_at: str | None,
    without: tuple[str, ...],
    no_register: bool,
    ledger: str,
    situation: str,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Print answers day by day, as a table for research.

    Every mission has a row for each day and question, also where nothing is known. The same ledger and dates give the
    same bytes. docs/panel.md says what each column holds and how to cite it.
    """
    if as_csv and as_json:
        raise QuestionError("--csv and --json: give one of them")
    if then and known_at is not None:
        raise QuestionError("--then and --known-at: give one of them")
    times = Times.typed(None, known_at, recorded_at)
    loaded = load_situation(situation)
    from accredit.cli.panel_view import Printed, csv_words, panel_json, panel_words
    from accredit.panel import days, mission_rows, state_rows

    at = days(days_of("--from", first)[0], days_of("--to", last)[1], every)
    with existing_ledger(ledger) as opened:
        from accredit.answers import known_by

        know = known_by(opened, loaded, recorded_at=times.recorded_at, without=without)
        held: Known = know if then else _always(know(times.known_at))
        if states:
            rows = state_rows(held, loaded, at, questions or ("recognition",), every=every_state)
        else:
            rows = mission_rows(held, loaded, at, questions or ("operator",))
        if (as_csv or as_json) and not no_register:
            noted(
                "panel", "csv" if as_csv else "json", "-", opened, ledger, loaded, tuple(at),
                known_at=times.known_at, recorded_at=times.recorded_at,
                questions=questions or (("recognition",) if states else ("operator",)), without=without, then=then,
            )  # fmt: skip
    printed = Printed(rows, loaded, times, without, states=states, then=then)
    if as_csv:
        click.echo(csv_words(printed), nl=False)
    elif as_json:
        screen.emit_json(panel_json(printed))
    else:
        screen.emit(*panel_words(printed))


def _always(claims: Sequence[RecordedClaim]) -> Known:
    def known(_day: date) -> Sequence[RecordedClaim]:
        return claims

    return known
