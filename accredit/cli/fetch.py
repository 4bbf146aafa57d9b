"""`accredit fetch`: pages from the web into the ledger, with a snapshot of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.options import F, json_option, ledger_option, load_situations, situations_option
from accredit.cli.program import FAILED, INTERRUPTED

if TYPE_CHECKING:
    from accredit.fetch import Fetcher, Page, Snapshots
    from accredit.ledger import Ledger
    from accredit.model import Article, Situation
    from accredit.pipeline import Summary
    from accredit.read import Problem

_EPILOG = """\b
Examples:
  accredit fetch https://news.example/world/embassy-reopens
  accredit fetch $(cat addresses.txt) --ledger embassies.db
"""
_SHOWN = 6  # lines of a change that are printed; JSON has all


def outbound_options(command: F) -> F:
    """Options of every command that connects to something."""
    for option in (
        click.option(
            "--allow-private", is_flag=True, help="Connect to this machine and its own networks as well; no host else."
        ),
        click.option(
            "--interval",
            type=click.FloatRange(min=0),
            default=2.0,
            show_default=True,
            metavar="SECONDS",
            help="The least time between two requests to one host.",
        ),
    ):
        command = option(command)
    return command


@click.command(epilog=_EPILOG)
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--again", is_flag=True, help="Ask also for what was asked for within the last hour.")
@outbound_options
@ledger_option
@situations_option
@json_option
@click.pass_context
def fetch(
    context: click.Context,
    urls: tuple[str, ...],
    again: bool,
    allow_private: bool,
    interval: float,
    ledger: str,
    situation: tuple[str, ...],
    as_json: bool,
) -> None:
    """Fetch pages from the web into the ledger.

    Asks robots.txt first, waits between two requests to one host, asks only whether a page has changed where it was
    fetched before, and keeps what came as WARC in LEDGER.snapshots. A changed page is a new version of its article; its
    headline, dates and lines that changed are shown, whether it touches a mission or not. Connects to nothing but the
    open internet. A run that was cut off goes on where it ended.
    """
    situations = load_situations(situation)
    from datetime import timedelta

    from accredit.fetch.fetcher import FRESH
    from accredit.ledger import open_ledger

    pages: list[Page] = []
    with open_ledger(ledger) as opened:
        fetcher = made(opened, ledger, allow_private, interval, timedelta(0) if again else FRESH)
        summary = read_showing(opened, fetcher.pages(urls, pages.append), situations)
    from accredit.cli.summary import summary_json, summary_words

    if as_json:
        screen.emit_json({"pages": [page_json(p) for p in pages], "summary": summary_json(summary, ledger)})
    else:
        for page in pages:
            show_page(page)
        screen.emit(*summary_words(summary, ledger, situations))
    if summary.interrupted:
        context.exit(INTERRUPTED)
    if any(p.outcome == "failed" for p in pages):
        context.exit(FAILED)


def made(
    ledger: Ledger, place: str, private: bool, interval: float, fresh: Any, snapshots: Snapshots | None = None
) -> Fetcher:
    """A fetcher for this ledger."""
    from accredit.fetch.ready import fetcher_for

    return fetcher_for(ledger, place, private=private, interval=interval, fresh=fresh, snapshots=snapshots)


def read_showing(ledger: Ledger, items: Iterable[Article | Problem], situations: list[Situation]) -> Summary:
    """Read what comes into the ledger, with a line on stderr for each problem."""
    from accredit.pipeline import Outcome, read_into
    from accredit.read import Problem

    def notice(item: Outcome) -> None:
        if isinstance(item, Problem):
            click.echo(screen.problem_line(item.place, item.message), err=True)

    return read_into(ledger, items, situations, notice)


def page_json(page: Page) -> dict[str, Any]:
    """A page in the shape of docs/schemas/fetch.json."""
    return {
        "url": page.url,
        "outcome": page.outcome,
        "message": page.message,
        "snapshot": page.snapshot,
        "fields": [{"name": f.name, "before": f.before, "after": f.after} for f in page.fields],
        "removed": list(page.removed),
        "added": list(page.added),
    }


def show_page(page: Page) -> None:
    """Print what came of a page, with the lines that changed."""
    from accredit.views.words import printable

    click.echo(f"{page.outcome:9}  {printable(page.url)}")
    if page.outcome == "changed" and page.message:
        click.echo(f"           {page.message}")
    for field in page.fields:
        click.echo(printable(f"           {field.name}: {field.before or 'none'} → {field.after or 'none'}"))
    for sign, lines in (("-", page.removed), ("+", page.added)):
        for line in lines[:_SHOWN]:
            click.echo(f"           {sign} {printable(line)}")
        if len(lines) > _SHOWN:
            click.echo(f"           {sign} … {len(lines) - _SHOWN} more lines")
