"""`accredit demo`: the bundled samples, from files to the Khorog dossier."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from accredit.cli import screen
from accredit.cli.options import DEFAULT_SITUATION, json_option, load_situation
from accredit.cli.program import FAILED, INTERRUPTED
from accredit.cli.read import read_with_progress
from accredit.errors import LedgerError
from accredit.views.times import Times

_EPILOG = """\b
Examples:
  accredit demo
  accredit demo --as-of 2025-12
  accredit demo --ledger demo.db && accredit status --states --ledger demo.db
"""

# The disputes of the samples were alive then; years later every answer is stale.
AS_OF = "2023-12-31"
"""The day that the samples are looked at, unless another is given."""

_DOSSIER = "af-tj-khorog-consulate-general"


@click.command(epilog=_EPILOG)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the demo's ledger in this file, which must not exist yet. A temporary one unless given.",
)
@click.option("--as-of", default=AS_OF, show_default=True, metavar="D", help="True in the world on day D.")
@json_option
@click.pass_context
def demo(context: click.Context, ledger: Path | None, as_of: str, as_json: bool) -> None:
    """Read the bundled samples and show what comes out.

    Ends with the status table and the dossier of Khorog. Needs no network. Everything it prints is SAMPLE.
    """
    from accredit.ledger import open_ledger

    if ledger is not None and ledger.exists():
        raise LedgerError(f"{ledger}: is there already; the demo wants a fresh ledger")
    times = Times.typed(as_of, None, None)
    situation = load_situation(DEFAULT_SITUATION)
    with ExitStack() as stack:
        place = ledger or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="accredit-"))) / "demo.db"
        opened = stack.enter_context(open_ledger(place))
        summary = read_with_progress(opened, sample_files(), [situation])
        from accredit.cli.summary import summary_json, summary_words
        from accredit.views.held import Held, entry, entry_json, mission_entries

        if summary.interrupted:
            screen.emit(*summary_words(summary, str(place), [situation]))
            context.exit(INTERRUPTED)
        held = Held.of(opened, situation, times)
    found = mission_entries(held)
    mission = situation.mission(_DOSSIER)
    assert mission is not None, "the shipped pack has the demo's mission"
    dossier = entry(mission, held)
    if as_json:
        screen.emit_json(
            {
                "read": summary_json(summary, str(place)),
                "status": [entry_json(e, held) for e in found],
                "dossier": entry_json(dossier, held, with_claims=True),
                "sample": True,
            }
        )
    else:
        from accredit.cli.dossier_view import dossier_words
        from accredit.cli.status_view import status_words

        screen.emit(*summary_words(summary, str(place), [situation]), "")
        screen.emit(*status_words(found, held, states=False, width=screen.console().width), "")
        screen.emit(*dossier_words(dossier, held))
    if any(p.kind == "error" for p in summary.problems):
        context.exit(FAILED)


def sample_files() -> tuple[str, ...]:
    """The files of the dispatches that ship with the program."""
    from importlib.resources import files

    return tuple(sorted(str(path) for path in Path(str(files("accredit") / "samples")).glob("*.txt")))
