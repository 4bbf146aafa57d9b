"""`accredit bundle`: a mission's dossier with all that it rests on, in one zip that proves itself."""

from __future__ import annotations

from pathlib import Path

import click

from accredit.cli import screen
from accredit.cli.exports import noted, register_option
from accredit.cli.options import (
    existing_ledger,
    json_option,
    ledger_option,
    load_situation,
    situation_option,
    time_options,
)
from accredit.errors import QuestionError
from accredit.model import Mission
from accredit.views.times import Times

_EPILOG = """\b
Examples:
  accredit bundle khorog --out khorog.zip
  accredit bundle af-tj-khorog-consulate-general --as-of 2023-03-31 --known-at 2023-12-31 --out khorog.zip
"""


@click.command(epilog=_EPILOG)
@click.argument("subject", metavar="MISSION")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="X.zip", help="Write here.")
@click.option("--include-samples", is_flag=True, help="Take samples along, marked as such.")
@register_option
@ledger_option
@situation_option
@time_options
@json_option
def bundle(
    subject: str,
    out: Path,
    include_samples: bool,
    no_register: bool,
    ledger: str,
    situation: str,
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    as_json: bool,
) -> None:
    """Write the dossier of a mission, with all that it rests on, into one zip that proves itself.

    Holds the dossier (HTML and JSON), claims, quotes, texts or their hashes by their rights, snapshots where there are
    any, PROV-O, and verify.py. Prints the root that verify.py asks for, the SHA-256 of the zip, and a citation with
    both. The same ledger and times give the same bytes.
    """
    times = Times.typed(as_of, known_at, recorded_at)
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        from accredit.bundle import bundle as bundled
        from accredit.export import Options
        from accredit.export.phrases import mission_name
        from accredit.ledger import beside
        from accredit.views.find import find

        spoken = {m.id: m for r in opened.claims(loaded) if (m := r.claim.mission)}
        mission = find(subject, loaded, {**spoken, **{m.id: m for m in loaded.missions}}.values())
        if not isinstance(mission, Mission):
            raise QuestionError(f"{subject!r} is a state; a bundle is of one mission")
        options = Options(
            times.as_of, times.known_at, times.recorded_at, samples="include" if include_samples else "refuse"
        )
        done = bundled(opened, loaded, mission, options, out, beside(ledger))
        if not no_register:
            noted(
                "bundle", "zip", out.name, opened, ledger, loaded, (times.as_of,),
                known_at=times.known_at, recorded_at=times.recorded_at, missions=(mission.id,), samples=include_samples,
            )  # fmt: skip
    name = mission_name(mission, loaded).removeprefix("the ")
    citation = (
        f"{name[:1].upper()}{name[1:]}: dossier as of {times.as_of.isoformat()}"
        + (f", known at {times.known_at.isoformat()}" if times.known_at else "")
        + f". accredit bundle {out.name}, root {done.root}, SHA-256 {done.sha256}."
    )
    if as_json:
        screen.emit_json(
            {"out": str(out), "root": done.root, "sha256": done.sha256, "size": done.size, "files": list(done.files),
             "citation": citation}
        )  # fmt: skip
        return
    click.echo(f"{out}: {len(done.files)} files, {done.size:,} bytes\nroot     {done.root}\nSHA-256  {done.sha256}\n")
    click.echo(f"Cite as: {citation}")
