"""`accredit check`: whether a ledger is still what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.options import existing_ledger, json_option, ledger_option
from accredit.cli.program import FAILED
from accredit.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from accredit.ledger import Checked

_EPILOG = """\b
Examples:
  accredit check
  accredit check --head 3f5a…the 64 characters that an append printed
  accredit check --ledger embassies.db --json
"""

_HEAD_LENGTH = 64


@click.command(epilog=_EPILOG)
@click.option("--head", metavar="HASH", help="A head kept elsewhere: everything recorded up to it is still here.")
@ledger_option
@json_option
@click.pass_context
def check(context: click.Context, head: str | None, ledger: str, as_json: bool) -> None:
    """Check that a ledger is still what was recorded.

    Every row against the hash chain, every quote against its text, every id against its content, and the guards that
    keep rows from being changed. What was redacted is listed and is no fault. Exit code 1 when anything is wrong.

    Every command that adds to a ledger prints the chain's head. Keep one elsewhere: with --head, also what somebody cut
    off at the end, or wrote anew as a whole, is found.
    """
    if head is not None and (len(head) != _HEAD_LENGTH or set(head) - set("0123456789abcdef")):
        raise QuestionError(
            f"--head {head[:80]!r} is no head: give the {_HEAD_LENGTH} characters that an append printed"
        )
    with existing_ledger(ledger) as opened:
        found = opened.check(head=head)
    if as_json:
        screen.emit_json(_json(found, ledger))
    else:
        screen.emit(*_words(found, head))
    if found.faults:
        context.exit(FAILED)


def _json(found: Checked, ledger: str) -> dict[str, Any]:
    """In the shape of docs/schemas/check.json."""
    return {
        "ledger": ledger,
        "head": found.head,
        "appends": found.appends,
        "rows": dict(found.rows),
        "redacted": [
            {"mark": r.mark, "reason": r.reason, "who": r.who, "recorded_at": r.recorded_at, "rows": dict(r.rows)}
            for r in found.redacted
        ],
        "faults": [{"place": f.place, "message": f.message} for f in found.faults],
        "head_at": found.head_at,
    }


def _words(found: Checked, head: str | None) -> Iterator[Text]:
    from rich.text import Text

    from accredit.views.words import printable

    rows = dict(found.rows)
    told = ", ".join(f"{rows[table]} {table}" for table in ("texts", "articles", "readings", "claims", "rulings"))
    yield Text(f"Checked {found.appends} appends: {told}")
    for each in found.redacted:
        what = ", ".join(f"{number} {table}" for table, number in each.rows)
        yield Text(printable(f"redacted {each.recorded_at[:10]} by {each.who}: {each.reason} ({what}) {each.mark}"))
    for fault in found.faults:
        yield Text(printable(f"{fault.place}: {fault.message}"), style="red")
    if found.head_at is not None:
        yield Text(f"The head {(head or '')[:12]}… was that of append {found.head_at}.")
    yield Text(f"{len(found.faults)} faults." if found.faults else "Nothing is wrong.", style="bold")
    yield Text(f"head {found.head}")
