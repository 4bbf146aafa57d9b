"""`accredit matrix`: who says what of one mission, for and against."""

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
from accredit.errors import QuestionError
from accredit.model import Mission
from accredit.views.times import Times

_EPILOG = """\b
Examples:
  accredit matrix khorog
  accredit matrix khorog --as-of 2023-03 --without anonymous
  accredit matrix af-tj-khorog-consulate-general --json
"""


@click.command(epilog=_EPILOG)
@click.argument("mission")
@ledger_option
@situation_option
@time_options
@without_option
@json_option
def matrix(
    mission: str,
    ledger: str,
    situation: str,
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show who says what of a mission, for and against.

    Each thing that is said of it, with everybody who affirms it, denies it, was asked and did not confirm it, and,
    where five or more articles were read, the parties and the host that are silent. MISSION is an id, a city or a
    loose name.
    """
    times = Times.typed(as_of, known_at, recorded_at)
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        from accredit.views.held import Held

        wanted, held = Held.about(mission, opened, loaded, times, without)
    if not isinstance(wanted, Mission):
        raise QuestionError(f"{wanted.name} is a state; a matrix is of one mission (show has what is said of a state)")
    from accredit.cli.matrix_view import matrix_json, matrix_page
    from accredit.verdict import matrix as laid_out

    found = laid_out(wanted.id, held.by_mission.get(wanted.id, ()), loaded, as_of=times.as_of)
    if as_json:
        screen.emit_json(matrix_json(found, wanted, held))
    else:
        screen.emit(*matrix_page(found, wanted, held))
