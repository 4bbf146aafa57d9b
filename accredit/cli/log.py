"""`accredit log`: the changes of answers with their causes, newest first."""

from __future__ import annotations

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
from accredit.views.times import day_of, today

_EPILOG = """\b
Examples:
  accredit log
  accredit log --mission khorog --limit 5
  accredit log --as-of 2023-12-31 --json
  accredit log --without anonymous
"""


@click.command(epilog=_EPILOG)
@click.option("--mission", metavar="M", help="Only this mission (id, city or loose name) or state.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many changes."
)
@click.option("--as-of", metavar="D", help="True in the world on day D. Today unless given.")
@ledger_option
@situation_option
@without_option
@json_option
def log(
    mission: str | None,
    limit: int,
    as_of: str | None,
    ledger: str,
    situation: str,
    without: tuple[str, ...],
    as_json: bool,
) -> None:
    """Show how the answers came to be what they are, the newest change first.

    Each change with what brought it about: a new article, a changed version of one, another reading of it, or a
    person's ruling. The moments are those at which the ledger recorded it.
    """
    day = day_of("--as-of", as_of) if as_of else today()
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        from accredit.changes import log as logged
        from accredit.cli.changes_view import log_json, log_words
        from accredit.views.find import find

        subject = None
        if mission is not None:
            spoken = (r.claim.mission for r in opened.claims(loaded) if r.claim.mission)
            known = {m.id: m for m in (*spoken, *loaded.missions)}
            subject = find(mission, loaded, known.values())
        found = logged(opened, loaded, as_of=day, subject=subject, limit=limit, without=without)
    if as_json:
        screen.emit_json(log_json(found, day, loaded, without))
    else:
        screen.emit(*log_words(found, day, loaded, without))
