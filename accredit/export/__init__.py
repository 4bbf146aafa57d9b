"""Every format in which claims and answers leave: one module a format, behind one list.

What may leave is decided in one place (`source`), by `accredit.rights`. The same ledger and dates give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, Protocol, get_args

from accredit.entries import Entry, guarded, loaded
from accredit.errors import QuestionError
from accredit.export.shapes import Leaf, Options, Samples, Tally
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.ledger.lines import no_cycles
from accredit.model import Situation

if TYPE_CHECKING:
    from accredit.ledger import Ledger

__all__ = [
    "FORMATS", "Exporter", "Format", "Leaf", "Options", "Samples", "Source", "Tally", "Told", "export", "export_folder",
    "formats",
]  # fmt: skip

Holds = Literal["claims", "answers", "changes"]


class Exporter(Protocol):
    """A format of a plug-in; what an entry point of the group `accredit.exporters` names. It may have `holds`, what it
    writes (claims, unless it says answers or changes), and `binary`, whether it is nothing for a terminal.
    """

    @property
    def about(self) -> str:
        """What it is for, in a few words."""

    def write(self, source: Source, out: BinaryIO) -> None:
        """Write what `source.leaves()` gives, and nothing else: those are the claims that may leave the machine."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: where it is written, what it holds, whether it is a folder of files, and what it is for."""

    name: str
    module: str
    writer: str
    holds: Holds
    about: str
    folder: bool = False
    binary: bool = False
    entry: Entry | None = None


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("csv", "csv_files", "write", "claims", "tables with a Frictionless data package (a folder)", True),
        Format("parquet", "parquet", "write", "claims", "one table for DuckDB, pandas, Polars", binary=True),
        Format("jsonl", "jsonl", "write", "claims", "the claim contract, one JSON object a line"),
        Format("geojson", "geojson", "write", "answers", "a map of who runs each mission"),
        Format("webannotation", "annotation", "write", "claims", "W3C Web Annotations on the texts"),
        Format("prov", "prov", "write_turtle", "claims", "PROV-O in Turtle: where each claim comes from"),
        Format("prov-jsonld", "prov", "write_jsonld", "claims", "the same as JSON-LD"),
        Format("schemaorg", "schemaorg", "write", "claims", "schema.org Claim and ClaimReview as JSON-LD"),
        Format("ftm", "ftm", "write_entities", "claims", "FollowTheMoney entities, one JSON object a line"),
        Format("ftm-statements", "ftm", "write_statements", "claims", "the same as FollowTheMoney statements (CSV)"),
        Format("quickstatements", "quickstatements", "write", "answers", "proposals for Wikidata, to be looked at"),
        Format("cameo", "cameo", "write", "claims", "event rows with CAMEO and PLOVER codes and a stance"),
        Format("atom", "feeds", "write_atom", "changes", "a feed of the changes of answers"),
        Format("jsonfeed", "feeds", "write_jsonfeed", "changes", "the same as JSON Feed 1.1"),
    )
}
"""The formats by name, in the order in which help lists them."""


def formats() -> dict[str, Format]:
    """The formats with those of plug-ins that load, which cannot take the name of one of ours."""
    return {**{f.name: f for f in plugged_formats()}, **FORMATS}


def plugged_formats() -> Iterator[Format]:
    """Those of plug-ins."""
    for entry, exporter in loaded("accredit.exporters")[0]:
        about: object = getattr(exporter, "about", None)
        holds: Any = getattr(exporter, "holds", "claims")
        if isinstance(about, str) and holds in get_args(Holds) and callable(getattr(exporter, "write", None)):
            binary = bool(getattr(exporter, "binary", False))
            yield Format(entry.name, "", "", holds, about, binary=binary, entry=entry)


def export(
    name: str, ledger: Ledger, situation: Situation, options: Options, out: BinaryIO, *, processes: int = 1
) -> Source:
    """Write one format into a stream; what comes back tells what was written and what was held back.

    With more `processes`, those help where the ledger is a file or on a server and holds many articles.

    Raises QuestionError for a format that is a folder, for options that do not go with it, and for samples that were
    not asked for; what stands in the stream then is nothing to keep.
    """
    found = _checked(name, options)
    if found.folder:
        raise QuestionError(f"{name} is a folder of files: give --out PATH")
    source = Source(ledger, situation, options, processes=processes)
    with no_cycles():
        _writer(found)(source, out)
    return source


def export_folder(
    name: str, ledger: Ledger, situation: Situation, options: Options, folder: Path, *, processes: int = 1
) -> Source:
    """The same for a format that is a folder, into an empty one."""
    source = Source(ledger, situation, options, processes=processes)
    with no_cycles():
        _writer(_checked(name, options))(source, folder)
    return source


def _checked(name: str, options: Options) -> Format:
    found = FORMATS.get(name) or formats().get(name)
    if found is None:
        raise QuestionError(f"no format {name!r}: known are {', '.join(formats())}")
    if options.as_of and found.holds == "claims":
        raise QuestionError(f"--as-of: {name} holds claims, which are of all days; give --known-at or --recorded-at")
    if options.since and found.holds == "answers":
        raise QuestionError(f"--since: {name} holds answers, whole each time")
    if options.skip_dump and name != "quickstatements":
        raise QuestionError(f"--skip-dump goes with quickstatements, not with {name}")
    if options.items and name != "quickstatements":
        raise QuestionError(f"--item goes with quickstatements, not with {name}")
    return found


def _writer(found: Format) -> Callable[[Source, BinaryIO | Path], None]:
    if found.entry is not None:
        return _plugged(found.entry)
    # Imported when asked for: no format waits for another one's library.
    write: Callable[[Source, BinaryIO | Path], None] = getattr(
        import_module(f"accredit.export.{found.module}"), found.writer
    )
    return write


def _plugged(entry: Entry) -> Callable[[Source, BinaryIO | Path], None]:
    exporter = entry.load()

    def write(source: Source, out: BinaryIO | Path) -> None:
        with guarded(entry, "cannot write"):
            exporter.write(source, out)

    return write
