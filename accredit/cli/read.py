"""`accredit read`: files into the ledger, and what that changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from accredit.cli import screen
from accredit.cli.options import json_option, ledger_option, load_situations, situations_option
from accredit.cli.program import FAILED, INTERRUPTED

if TYPE_CHECKING:
    from accredit.ledger import Ledger
    from accredit.model import Situation
    from accredit.pipeline import Extracted, Summary
    from accredit.read import Problem

_EPILOG = """\b
Examples:
  accredit read article.txt
  accredit read saved-pages/ feed.jsonl --ledger embassies.db
  curl -s https://news.example/export.jsonl | accredit read -
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@situations_option
@json_option
@click.pass_context
def read(
    context: click.Context, paths: tuple[str, ...], ledger: str, situation: tuple[str, ...], as_json: bool
) -> None:
    """Read articles into the ledger and say what that changed.

    PATH is text, JSON Lines, HTML, MHTML, a feed, PDF, mail, WARC or WACZ, packed or not, or a folder of these; - is
    standard input.

    Ends with a summary: what was read, repeated, off topic, undated, the claims by predicate and the missions whose
    answer changed. Problems are lines on stderr; the other articles are read all the same, and the exit code is 1.
    """
    from accredit.ledger import open_ledger

    situations = load_situations(situation)
    with open_ledger(ledger) as opened:
        summary = read_with_progress(opened, paths, situations)
    from accredit.cli.summary import summary_json, summary_words

    if as_json:
        screen.emit_json(summary_json(summary, ledger))
    else:
        screen.emit(*summary_words(summary, ledger, situations))
    if summary.interrupted:
        context.exit(INTERRUPTED)
    if any(p.kind == "error" for p in summary.problems):
        context.exit(FAILED)


def read_with_progress(ledger: Ledger, paths: tuple[str, ...], situations: list[Situation]) -> Summary:
    """Read with a count on the terminal, and a line on stderr for each problem as it comes."""
    from accredit.pipeline import Extracted, read_into

    with screen.progress() as bar:
        task = bar.add_task("reading", total=None)

        def notice(item: Extracted | Problem) -> None:
            if isinstance(item, Extracted):
                bar.advance(task)
            else:
                # The bar's own stream, so that the line stands above the bar and not inside it.
                bar.console.print(screen.problem_line(item.place, item.message), soft_wrap=True)

        return read_into(ledger, paths, situations, notice)
