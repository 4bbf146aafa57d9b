"""`accredit status`: who runs each mission; or, with --states, what each state does."""

from __future__ import annotations

import click

from accredit.cli import screen
from accredit.cli.options import (
    existing_ledger,
    json_option,
    ledger_option,
    load_situation,
    situation_option,
    time_options,
    without_option,
)
from accredit.views.times import Times

_EPILOG = """\b
Examples:
  accredit status
  accredit status --as-of 2023-03 --known-at 2023-12-31
  accredit status --states --json
  accredit status --without anonymous
"""


@click.command(epilog=_EPILOG)
@ledger_option
@situation_option
@time_options
@without_option
@click.option("--states", is_flag=True, help="Recognition, relations and posture by state.")
@click.option("--all", "every", is_flag=True, help="Also those that nobody spoke of.")
@json_option
def status(
    ledger: str,
    situation: str,
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    without: tuple[str, ...],
    states: bool,
    every: bool,
    as_json: bool,
) -> None:
    """Show who runs each mission, the contested first.

    A date is a day, a month or a year; a month or a year means its last day.
    """
    times = Times.typed(as_of, known_at, recorded_at)
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        from accredit.views.held import Held, entry_json, mission_entries, state_entries

        held = Held.of(opened, loaded, times, without)
    found = (state_entries if states else mission_entries)(held, every=every)
    if as_json:
        screen.emit_json([entry_json(e, held) for e in found])
        return
    from accredit.cli.status_view import status_words

    screen.emit(*status_words(found, held, states=states, width=screen.console().width))
