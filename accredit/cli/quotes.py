"""`accredit quotes`: who says what in texts, whatever they are about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.program import FAILED

if TYPE_CHECKING:
    from accredit.extract.attribution import Attribution
    from accredit.read import Verbatim

_EPILOG = """\b
Examples:
  accredit quotes article.txt
  accredit quotes articles/*.txt --json > attributions.jsonl
  cat article.txt | accredit quotes - --rules
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--rules", is_flag=True, help="Read by rules alone, without the trained network.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file (docs/schemas) instead of text.")
@click.pass_context
def quotes(context: click.Context, paths: tuple[str, ...], rules: bool, as_json: bool) -> None:
    """Show who says what in any news text.

    FILE is English text in UTF-8, taken as it is: no header lines, no pages; - is standard input.

    The text comes back with each source, the words that say so and what is said marked, and a list below it: who says
    so and through whom. Problems are lines on stderr; the exit code is then 1.
    """
    from accredit.extract.attribution import attributions
    from accredit.read import Problem, verbatim

    failed, first = False, True
    for item in verbatim(paths):
        if isinstance(item, Problem):
            click.echo(screen.problem_line(item.place, item.message), err=True)
            failed = True
            continue
        found = attributions(item.text, rules_only=rules)
        if as_json:
            row = {"id": item.id, "attributions": [_json(one) for one in found]}
            click.echo(screen.json_words(row))
        else:
            _show(item, found, first=first)
            first = False
    if failed:
        context.exit(FAILED)


def _show(item: Verbatim, found: Sequence[Attribution], *, first: bool) -> None:
    from accredit.cli.quotes_view import bracketed, heading, legend, listed, styled

    console = screen.console()
    plain = console.color_system is None  # no terminal, or one without styles
    screen.emit(*([legend(plain=plain)] if first else []), "", heading(item.id, found), "")
    if plain:
        click.echo(bracketed(item.text, found).rstrip())  # not by rich, which has a widest line
    else:
        screen.emit(styled(item.text, found))
    if found:
        screen.emit("", *listed(found, console.width))


def _json(one: Attribution) -> dict[str, Any]:
    """An attribution in the shape of docs/schemas/quotes.json."""
    voice = one.voice
    return {
        "source": one.source,
        "cue": one.cue,
        "content": one.content,
        "mode": one.mode,
        "act": one.act,
        "stance": one.stance,
        "voice": voice
        and {
            "name": voice.name,
            "role": voice.role,
            "affiliation": voice.affiliation,
            "kind": voice.kind,
            "said": voice.said,
        },
        "parent": one.parent,
        "score": one.score,
    }
