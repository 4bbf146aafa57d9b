"""`accredit plugins`: what other packages add, and what is wrong with those that do not load."""

from __future__ import annotations

from typing import get_args

import click

from accredit.cli import screen
from accredit.cli.options import json_option
from accredit.cli.program import FAILED

_EPILOG = """\b
Examples:
  accredit plugins
  accredit plugins --json
"""


@click.command(epilog=_EPILOG)
@json_option
@click.pass_context
def plugins(context: click.Context, as_json: bool) -> None:
    """List the readers, extractors and exporters that installed packages add.

    Each is loaded. One that does not load is said to be broken, and the exit code is 1; the others work all the same.
    docs/extending.md tells how to write one.
    """
    from accredit.entries import Group, entries
    from accredit.errors import PluginError
    from accredit.views.words import printable

    rows = []
    for group in get_args(Group):
        for entry in entries(group):
            try:
                entry.load()
                wrong = None
            except PluginError as error:
                wrong = str(error)
            rows.append({"name": entry.name, "kind": group.removeprefix("accredit.").removesuffix("s"),
                         "package": entry.package, "broken": wrong})  # fmt: skip
    if as_json:
        screen.emit_json(rows)
    elif not rows:
        screen.emit("No plug-ins are installed.")
    for row in [] if as_json else rows:
        screen.emit(f"{row['kind']:10} {printable(str(row['name']))}  ({printable(str(row['package']))})")
        if row["broken"]:
            click.echo(screen.problem_line("broken", str(row["broken"])), err=True)
    if any(row["broken"] for row in rows):
        context.exit(FAILED)
