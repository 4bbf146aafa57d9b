"""`accredit situation`: the packs that ship, and what is wrong in a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.options import json_option
from accredit.cli.program import FAILED
from accredit.views.words import printable

if TYPE_CHECKING:
    from pathlib import Path

    from accredit.model import Situation
    from accredit.situation import Fault

_EPILOG = """\b
Examples:
  accredit situation list
  accredit situation check packs/monaco
"""
_LIST_EPILOG = """\b
Examples:
  accredit situation list
  accredit situation list --json
"""
_CHECK_EPILOG = """\b
Examples:
  accredit situation check packs/monaco
  accredit situation check venezuela-2019 --json
"""


@click.group(epilog=_EPILOG)
def situation() -> None:
    """List the situations that ship, or check a pack.

    docs/situations.md tells how to write one.
    """


@situation.command("list", epilog=_LIST_EPILOG)
@json_option
def list_(as_json: bool) -> None:
    """List the situations that ship with the program."""
    from accredit.situation import load, shipped

    loaded = [load(name) for name in shipped()]
    if as_json:
        screen.emit_json([_entry(one) for one in loaded])
        return
    for one in loaded:
        parties = ", ".join(party.id for party in one.parties)
        click.echo(printable(f"{one.id}: {one.title}"))
        click.echo(f"  {one.sending} since {one.start}; {_size(one)}; parties {parties}")


@situation.command(epilog=_CHECK_EPILOG)
@click.argument("pack", metavar="DIR")
@json_option
@click.pass_context
def check(context: click.Context, pack: str, as_json: bool) -> None:
    """Say everything that is wrong in a pack, with file and line.

    DIR is the folder of a pack or a shipped situation's id. An error keeps the pack from loading or makes it
    answer wrongly; a warning is worth a second look. The exit code is 1 when there is an error.
    """
    from accredit.situation import check as faults_of
    from accredit.situation import folder_of

    folder = folder_of(pack)
    faults = faults_of(folder)
    if as_json:
        screen.emit_json(_report(pack, folder, faults))
    else:
        for fault in faults:
            click.echo(screen.problem_line(fault.place, f"{fault.level}: {fault.message}"))
        click.echo(printable(f"{pack}: {_verdict(folder, faults)}"))
    if any(fault.level == "error" for fault in faults):
        context.exit(FAILED)


def _entry(one: Situation) -> dict[str, Any]:
    """A situation in the shape of docs/schemas/situation-list.json."""
    return {
        "id": one.id,
        "title": one.title,
        "sending": one.sending,
        "start": one.start.isoformat(),
        "parties": [party.id for party in one.parties],
        "missions": len(one.missions),
        "people": len(one.people),
    }


def _report(pack: str, folder: Path, faults: tuple[Fault, ...]) -> dict[str, Any]:
    """The faults in the shape of docs/schemas/situation-check.json; files are named from the pack's folder."""
    return {
        "pack": pack,
        "errors": _count(faults, "error"),
        "warnings": _count(faults, "warning"),
        "faults": [
            {"level": f.level, "file": str(f.path.relative_to(folder)), "line": f.line, "message": f.message}
            for f in faults
        ],
    }


def _count(faults: tuple[Fault, ...], level: str) -> int:
    return sum(fault.level == level for fault in faults)


def _verdict(folder: Path, faults: tuple[Fault, ...]) -> str:
    """How many faults; of a pack without errors also what it holds."""
    counts = [(_count(faults, level), level) for level in ("error", "warning")]
    told = ", ".join(f"{n or 'no'} {level}{'' if n == 1 else 's'}" for n, level in counts)
    if counts[0][0]:
        return told
    from accredit.situation import load_folder

    return f"{told}; {_size(load_folder(folder))}"


def _size(one: Situation) -> str:
    missions, people = len(one.missions), len(one.people)
    return f"{missions} mission{'' if missions == 1 else 's'}, {people} {'person' if people == 1 else 'people'}"
