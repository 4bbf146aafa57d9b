"""`accredit export`: claims and answers in the formats of others."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accredit.cli.exports import day_asked, noted, register_option
from accredit.cli.options import existing_ledger, ledger_option, load_situation, situation_option, wikidata_item
from accredit.errors import PluginError, QuestionError
from accredit.model import Mission, Situation
from accredit.views.times import day_of, moment_of

if TYPE_CHECKING:
    from accredit.export import Format, Options, Source
    from accredit.ledger import Ledger

# Named here so that help needs no export; a test holds them to accredit.export.FORMATS.
FORMATS = (
    "csv", "parquet", "jsonl", "geojson", "webannotation", "prov", "prov-jsonld", "schemaorg", "ftm",
    "ftm-statements", "quickstatements", "cameo", "atom", "jsonfeed",
)  # fmt: skip


class FormatName(click.ParamType[str]):
    """The name of a format: one of ours, else one of a plug-in that is installed."""

    name = "format"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, or click's error for one that there is not."""
        if value in FORMATS:
            return value
        from accredit.entries import named

        entry = named("accredit.exporters", value)
        if entry is None:
            self.fail(f"{value!r} is not one of {', '.join(map(repr, FORMATS))}.", param, ctx)
        entry.load()  # a broken one says so here
        return value


_EPILOG = """\b
Examples:
  accredit export csv --out claims/
  accredit export parquet --mission khorog --out khorog.parquet
  accredit export geojson --as-of 2023-03-31 > missions.geojson
  accredit export jsonl --since 2026-11-22T00:00:00Z > new.jsonl
"""


@click.command(epilog=_EPILOG)
@click.argument("format_name", metavar="FORMAT", type=FormatName())
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="PATH", help="Write here. Standard output unless given."
)
@click.option("--mission", "missions", multiple=True, metavar="M", help="Only this mission; may be given again.")
@click.option("--as-of", metavar="D", help="For answers: true in the world on day D. Today unless given.")
@click.option("--known-at", metavar="T", help="From what had been published by T. Open unless given.")
@click.option("--recorded-at", metavar="T", help="What this ledger held at T. Open unless given.")
@click.option("--since", metavar="CURSOR", help="Only what counts since; an export prints the cursor for the next one.")
@click.option("--with-moments", is_flag=True, help="With the moment at which the ledger recorded each claim.")
@click.option("--include-samples", is_flag=True, help="Take samples along, marked as such.")
@click.option("--leave-samples-out", is_flag=True, help="Leave samples out.")
@click.option(
    "--item", "items", multiple=True, metavar="NAME=Q…",
    help="For quickstatements: the Wikidata item of a party or an outlet; may be given again.",
)  # fmt: skip
@click.option(
    "--skip-dump",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="For quickstatements: leave out what this dump of Wikidata holds.",
)
@register_option
@ledger_option
@situation_option
def export(
    format_name: str,
    out: Path | None,
    missions: tuple[str, ...],
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    since: str | None,
    with_moments: bool,
    include_samples: bool,
    leave_samples_out: bool,
    items: tuple[str, ...],
    skip_dump: Path | None,
    no_register: bool,
    ledger: str,
    situation: str,
) -> None:
    """Write claims or answers in a format of others.

    FORMAT is csv (a folder), parquet, jsonl, geojson, webannotation, prov, prov-jsonld, schemaorg, ftm,
    ftm-statements, quickstatements, cameo, atom or jsonfeed; docs/exports.md has a page for each. A plug-in may bring
    others (accredit plugins).

    What may leave follows from each article's rights: of an article that may be quoted, short quotes; of a private one
    nothing. The same ledger and dates give the same bytes. What was written and left out is told on stderr.
    """
    if include_samples and leave_samples_out:
        raise QuestionError("--include-samples and --leave-samples-out: give one of them")
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        from accredit.export import Options, formats

        options = Options(
            day_of("--as-of", as_of) if as_of else None,
            day_of("--known-at", known_at) if known_at else None,
            moment_of("--recorded-at", recorded_at) if recorded_at else None,
            frozenset(_mission(words, loaded, opened) for words in missions),
            moment_of("--since", since) if since else None,
            "include" if include_samples else "leave-out" if leave_samples_out else "refuse",
            with_moments,
            skip_dump,
            dict(wikidata_item(words) for words in items),
        )
        known = formats()
        if format_name not in known:
            raise PluginError(f"plug-in {format_name} is no exporter: see docs/extending.md")
        done = _written(known[format_name], opened, loaded, options, out)
        if not no_register and known[format_name].holds != "changes":
            noted(
                "export", format_name, out.name if out else "-", opened, ledger, loaded, (day_asked(as_of),),
                known_at=options.known_at, recorded_at=done.recorded_at or None,
                missions=tuple(sorted(options.missions)), samples=include_samples,
            )  # fmt: skip
    click.echo(_told(done, format_name), err=True)


def _mission(words: str, situation: Situation, ledger: Ledger) -> str:
    from accredit.views.find import find

    if known := situation.mission(words.strip().lower()):
        return known.id  # without a look at every claim for missions that the situation does not have
    spoken = {m.id: m for r in ledger.claims(situation) if (m := r.claim.mission)}
    found = find(words, situation, {**spoken, **{m.id: m for m in situation.missions}}.values())
    if not isinstance(found, Mission):
        raise QuestionError(f"--mission {words!r}: is a state; exports are narrowed to missions")
    return found.id


def _written(found: Format, ledger: Ledger, situation: Situation, options: Options, out: Path | None) -> Source:
    """Write beside the place and move it there when it is whole, so that a failure leaves nothing half-written."""
    from accredit.export import export as stream_out
    from accredit.export.sharing import available

    if found.folder:
        return _folder(found.name, ledger, situation, options, out)
    if out is None:
        if found.binary and sys.stdout.isatty():
            raise QuestionError(f"{found.name} is nothing for a terminal: give --out PATH")
        done = stream_out(found.name, ledger, situation, options, sys.stdout.buffer, processes=available())
        sys.stdout.buffer.flush()
        return done
    if out.is_dir():
        raise QuestionError(f"--out {out}: is a folder; {found.name} is one file")
    # Not by a random name alone: a temporary file is readable by its owner only, an export as the umask has it.
    partial = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with partial.open("wb") as stream:
            done = stream_out(found.name, ledger, situation, options, stream, processes=available())
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return done


def _folder(name: str, ledger: Ledger, situation: Situation, options: Options, out: Path | None) -> Source:
    from accredit.export import export_folder
    from accredit.export.sharing import available

    if out is None:
        raise QuestionError(f"{name} is a folder of files: give --out PATH")
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise QuestionError(f"--out {out}: is there already; give a new or an empty folder")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as place:
        done = export_folder(name, ledger, situation, options, Path(place), processes=available())
        out.mkdir(exist_ok=True)
        for written in sorted(Path(place).iterdir()):
            shutil.move(written, out / written.name)
    return done


def _told(done: Source, name: str) -> str:
    tally = done.tally
    parts = [f"{name}: {tally.claims:,} claims of {tally.articles:,} articles"]
    if tally.cut:
        parts.append(f"{tally.cut:,} quotes shortened")
    if tally.private_claims:
        parts.append(f"{tally.private_claims:,} claims of {tally.private_articles:,} private articles left out")
    if tally.skipped:
        parts.append(f"{tally.skipped:,} not proposed")
    if tally.gone:
        parts.append(f"{len(tally.gone):,} claims count no longer")
    return f"{'; '.join(parts)}. Next time: --since {done.cursor}"
