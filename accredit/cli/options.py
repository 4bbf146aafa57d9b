"""Options that several commands share, and the opening of what they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import click

from accredit.errors import QuestionError
from accredit.model import Situation

if TYPE_CHECKING:
    from accredit.extract import Extractor
    from accredit.ledger import Ledger

F = TypeVar("F", bound=Callable[..., object])

DEFAULT_SITUATION = "afghanistan-2021"

ledger_option = click.option(
    "--ledger",
    envvar="ACCREDIT_LEDGER",
    default="accredit.db",
    metavar="PLACE",
    show_default=True,
    show_envvar=True,
    help="The ledger: a file, or postgresql://USER@HOST/DATABASE.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/schemas) instead of text.")
situation_option = click.option(
    "--situation",
    default=DEFAULT_SITUATION,
    show_default=True,
    metavar="S",
    help="A shipped situation's id, or the folder of a pack.",
)

situations_option = click.option(
    "--situation",
    multiple=True,
    metavar="S",
    help="A shipped situation's id, or the folder of a pack; may be given again. Every shipped one unless given.",
)


without_option = click.option(
    "--without",
    multiple=True,
    metavar="SOURCE",
    help="As if this voice or outlet had never spoken; anonymous for every unnamed voice. May be given again.",
)


extractor_option = click.option(
    "--extractor",
    metavar="NAME[:FILE]",
    help="What makes the claims: rules (unless given), llm, or a plug-in's name; FILE has settings for it (TOML).",
)


def chosen_extractor(spec: str | None) -> Extractor | None:
    """The extractor that was asked for; None for the rules. Raises QuestionError, PluginError or ExtractorError."""
    if spec is None or spec == "rules":
        return None
    from accredit.extractors import extractor

    return extractor(spec)


def tell_broken_readers() -> None:
    """A line on stderr for each plug-in reader that does not load; the others read all the same."""
    from accredit.entries import loaded
    from accredit.views.words import printable

    for error in loaded("accredit.readers")[1]:
        click.echo(printable(str(error)), err=True)


def time_options(command: F) -> F:
    """The three times of a question."""
    for option in (
        click.option("--recorded-at", metavar="T", help="What this ledger held at T. Open unless given."),
        click.option("--known-at", metavar="T", help="From what had been published by T. Open unless given."),
        click.option("--as-of", metavar="D", help="True in the world on day D. Today unless given."),
    ):
        command = option(command)
    return command


def load_situation(name: str) -> Situation:
    """The situation of this id or folder. Raises SituationError."""
    from accredit.situation import load

    return load(name)


def load_situations(names: tuple[str, ...]) -> list[Situation]:
    """These situations, or all that ship with the program. Raises SituationError."""
    from accredit.situation import shipped

    return [load_situation(name) for name in names or shipped()]


def wikidata_item(words: str) -> tuple[str, str]:
    """A name with its item of Wikidata, as in `taliban=Q1234`. Raises QuestionError for what is none."""
    name, _, item = words.rpartition("=")
    if not name or not item.startswith("Q") or not item[1:].isdigit():
        raise QuestionError(f"--item {words!r}: give a name and its item, as taliban=Q1234")
    return name, item


def existing_ledger(place: str) -> Ledger:
    """The ledger that stands at this place. Raises LedgerMissingError when there is none."""
    from accredit.ledger import open_ledger

    return open_ledger(place, create=False)
