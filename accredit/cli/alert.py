"""`accredit alert`: changes of answers told to whoever wants to know, each once."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.alert_run import Alerts, Ran, ran_words, sent_words
from accredit.cli.options import existing_ledger, json_option, ledger_option
from accredit.cli.program import FAILED
from accredit.views.words import printable

if TYPE_CHECKING:
    from accredit.alert.outbox import Row
    from accredit.alert.sending import Tally

_EPILOG = """\b
Examples:
  accredit alert
  accredit alert --config desk.toml --ledger embassies.db --every 15
  accredit alert status
"""
_STATUS_EPILOG = """\b
Examples:
  accredit alert status
  accredit alert status --json
"""
_RETRY_EPILOG = """\b
Examples:
  accredit alert retry
  accredit alert retry desk
"""

config_option = click.option(
    "--config",
    "config",
    envvar="ACCREDIT_ALERTS",
    default="alerts.toml",
    show_default=True,
    show_envvar=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What is told to whom (docs/alerts.md).",
)


@click.group(epilog=_EPILOG, invoke_without_command=True)
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    metavar="MINUTES",
    help="Look and send again and again, with this pause, until interrupted. Once unless given.",
)
@config_option
@ledger_option
@json_option
@click.pass_context
def alert(context: click.Context, every: float | None, config: Path, ledger: str, as_json: bool) -> None:
    """Tell what changed since the last time.

    Every change of an answer, with whose words did it, goes to the webhooks and mail addresses of the configuration and
    into its feeds; also what was exported and is wrong by now. The first time, what is so is remembered and nothing
    told. What fails is tried again with growing waits each time this runs. With --json and --every, one object a time.
    """
    if context.invoked_subcommand is not None:
        return
    alerts = Alerts.of(config, ledger)
    while True:
        with existing_ledger(ledger) as opened:
            ran = alerts.run(opened)
        if as_json:
            screen.emit_json(_ran_json(ran, alerts))
        else:
            _echo(list(ran_words(ran)) or ["Nothing new to tell."])
        if every is None:
            break
        time.sleep(every * 60)
    if ran.failed:
        context.exit(FAILED)


@alert.command(epilog=_STATUS_EPILOG)
@click.option("--all", "every_one", is_flag=True, help="Also what was sent.")
@ledger_option
@json_option
def status(every_one: bool, ledger: str, as_json: bool) -> None:
    """Show what waits and what was set aside, with what the last try gave."""
    rows = [row for row in _letters(ledger) if every_one or row.state != "sent"]
    if as_json:
        screen.emit_json({"letters": [_row_json(row) for row in rows]})
        return
    _echo([_row_words(row) for row in rows] or ["nothing waits and nothing was set aside"])


@alert.command(epilog=_RETRY_EPILOG)
@click.argument("receivers", nargs=-1, metavar="[RECEIVER]...")
@config_option
@ledger_option
@click.pass_context
def retry(context: click.Context, receivers: tuple[str, ...], config: Path, ledger: str) -> None:
    """Try at once what waits or was set aside.

    RECEIVER is a name as accredit alert status shows it; all unless given.
    """
    from datetime import UTC, datetime

    from accredit.alert.outbox import Outbox

    alerts = Alerts.of(config, ledger)
    known = alerts.config.receivers()
    for name in receivers:
        if name not in known:
            raise click.BadParameter(f"{name!r} is in the configuration under no such name: {', '.join(known)}")
    with Outbox(alerts.outbox) as outbox:
        outbox.retry(receivers, datetime.now(UTC))
    tally = alerts.send()
    _echo(list(sent_words(tally)) or ["Nothing waits."])
    if tally is not None and tally.aside:
        context.exit(FAILED)


def _letters(ledger: str) -> list[Row]:
    from accredit.alert.outbox import Outbox
    from accredit.ledger import beside

    place = beside(ledger)
    outbox = place.with_name(f"{place.name}.alerts")
    if not outbox.is_file():
        return []
    with Outbox(outbox) as opened:
        return opened.letters()


def _echo(lines: list[str]) -> None:
    for line in lines:
        click.echo(printable(line))


def _row_words(row: Row) -> str:
    state = f"waits until {row.next_at:%Y-%m-%d %H:%M} UTC" if row.state == "waiting" else row.state
    state = "set aside" if row.state == "aside" else state
    changes = f"{row.alerts} change{'s' if row.alerts > 1 else ''}"
    tries = f"{row.attempts} tr{'ies' if row.attempts != 1 else 'y'}"
    return f"{row.receiver}  {row.id}  {changes}, {state}, {tries}{': ' + row.last if row.last else ''}"


def _row_json(row: Row) -> dict[str, Any]:
    """A letter in the shape of docs/schemas/alert-status.json."""
    return {
        "id": row.id,
        "receiver": row.receiver,
        "state": {"aside": "set-aside"}.get(row.state, row.state),
        "alerts": row.alerts,
        "attempts": row.attempts,
        "next_at": row.next_at.isoformat() if row.state == "waiting" else None,
        "tried": row.tried.isoformat() if row.tried else None,
        "last": row.last,
    }


def _ran_json(ran: Ran, alerts: Alerts) -> dict[str, Any]:
    """A run in the shape of docs/schemas/alert-sent.json."""
    import msgspec

    from accredit.alert.outbox import Outbox

    with Outbox(alerts.outbox) as outbox:
        states = [row.state for row in outbox.letters()]
    return {
        "first": [found.situation.id for found in ran.found if found.first],
        "alerts": [msgspec.to_builtins(each) for found in ran.found for each in found.alerts],
        "sent": ran.tally.sent if ran.tally else 0,
        "waiting": states.count("waiting"),
        "set_aside": states.count("aside"),
        "receivers": _receivers_json(ran.tally),
    }


def _receivers_json(tally: Tally | None) -> list[dict[str, Any]]:
    return [
        {"receiver": r.receiver, "sent": r.sent, "put_off": r.later, "set_aside": r.aside, "fault": r.fault}
        for r in (tally.receivers if tally else ())
    ]
