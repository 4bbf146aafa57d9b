"""`accredit show`: the dossier of one mission or state."""

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
  accredit show khorog
  accredit show "afghan embassy tajikistan" --as-of 2023-03
  accredit show af-tj-khorog-consulate-general --json
  accredit show tajikistan
"""


@click.command(epilog=_EPILOG)
@click.argument("subject", metavar="MISSION")
@ledger_option
@situation_option
@time_options
@without_option
@json_option
def show(
    subject: str,
    ledger: str,
    situation: str,
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show the dossier of a mission or a state.

    Each question with its answer and the reason; then who says what and when, in their exact words. MISSION is an
    id, a city or a loose name; the name of a state shows the state.
    """
    times = Times.typed(as_of, known_at, recorded_at)
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        from accredit.views.held import Held, entry, entry_json

        wanted, held = Held.about(subject, opened, loaded, times, without)
    found = entry(wanted, held)
    if as_json:
        screen.emit_json(entry_json(found, held, with_claims=True))
        return
    from accredit.cli.dossier_view import dossier_words

    screen.emit(*dossier_words(found, held))
