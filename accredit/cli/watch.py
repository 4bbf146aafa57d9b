"""`accredit watch`: feeds looked through for new pages, and what became new about which mission."""

from __future__ import annotations

import time
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.fetch import made, outbound_options, page_json, read_showing, show_page
from accredit.cli.options import json_option, ledger_option, load_situations, situations_option
from accredit.cli.program import FAILED, INTERRUPTED

if TYPE_CHECKING:
    from accredit.fetch import Feed, Page
    from accredit.ledger import Ledger
    from accredit.model import RecordedClaim, Situation
    from accredit.pipeline import Summary

_EPILOG = """\b
Examples:
  accredit watch feeds.opml
  accredit watch feeds.opml --every 30 --ledger embassies.db
"""


@click.command(epilog=_EPILOG)
@click.argument("opml", type=click.Path(path_type=Path), metavar="FEEDS.opml")
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    metavar="MINUTES",
    help="Look again and again, with this pause, until interrupted. Once unless given.",
)
@outbound_options
@ledger_option
@situations_option
@json_option
@click.pass_context
def watch(
    context: click.Context,
    opml: Path,
    every: float | None,
    allow_private: bool,
    interval: float,
    ledger: str,
    situation: tuple[str, ...],
    as_json: bool,
) -> None:
    """Look through feeds and say what became new about which mission.

    FEEDS.opml is a list of feeds, as feed readers export it. Each new page of each feed is fetched and read as by
    accredit fetch; a feed that did not change costs one question, and a page that was fetched before none. With --json
    and --every, one object a round.
    """
    situations = load_situations(situation)
    from accredit.ledger import open_ledger
    from accredit.read import feeds

    urls = feeds(opml)
    with open_ledger(ledger) as opened:
        while True:
            interrupted, failed = _round(opened, ledger, urls, situations, allow_private, interval, as_json)
            if interrupted:
                context.exit(INTERRUPTED)
            if every is None:
                break
            time.sleep(every * 60)
    if failed:
        context.exit(FAILED)


def _round(
    opened: Ledger,
    ledger: str,
    urls: list[str],
    situations: list[Situation],
    private: bool,
    interval: float,
    as_json: bool,
) -> tuple[bool, bool]:
    """One round, shown; whether it was interrupted, and whether a feed or page failed."""
    from accredit.fetch import Snapshots, Watcher
    from accredit.fetch.fetcher import FRESH
    from accredit.ledger import beside

    feeds: list[Feed] = []
    pages: list[Page] = []
    before = [{_said(c) for c in _claims(opened, s)} for s in situations]
    snapshots = Snapshots(beside(ledger))
    fetcher = made(opened, ledger, private, interval, FRESH, snapshots)
    summary = read_showing(opened, Watcher(fetcher, snapshots).round(urls, feeds.append, pages.append), situations)
    news = [
        (s, [c for c in _claims(opened, s) if _said(c) not in known])
        for s, known in zip(situations, before, strict=True)
    ]
    if as_json:
        screen.emit_json(_json(feeds, pages, news, summary, ledger))
    else:
        _show(feeds, pages, news, summary, ledger, situations)
    return summary.interrupted, any(f.outcome == "failed" for f in feeds) or any(p.outcome == "failed" for p in pages)


def _claims(opened: Ledger, situation: Situation) -> list[RecordedClaim]:
    from accredit.answers import recorded

    return recorded(opened, situation)


def _said(recorded: RecordedClaim) -> tuple[object, ...]:
    """What makes a claim new: the article, what it says of what, and the words; not where in the text they stand."""
    claim = recorded.claim
    mission = claim.mission.id if claim.mission else None
    return (claim.article_id, claim.predicate, mission, claim.scope, claim.party, claim.polarity, claim.evidence.exact)


def _json(
    feeds: list[Feed],
    pages: list[Page],
    news: list[tuple[Situation, list[RecordedClaim]]],
    summary: Summary,
    ledger: str,
) -> dict[str, Any]:
    """A round in the shape of docs/schemas/watch.json."""
    from accredit.cli.summary import summary_json
    from accredit.contract import claim_line

    return {
        "feeds": [
            {"url": f.url, "outcome": f.outcome, "message": f.message, "entries": f.entries, "new": f.new}
            for f in feeds
        ],
        "pages": [page_json(p) for p in pages],
        "news": [
            {"situation": s.id, "claims": [claim_line(c.claim, c.article) for c in claims]}
            for s, claims in news
            if claims
        ],
        "summary": summary_json(summary, ledger),
    }


def _show(
    feeds: list[Feed],
    pages: list[Page],
    news: list[tuple[Situation, list[RecordedClaim]]],
    summary: Summary,
    ledger: str,
    situations: list[Situation],
) -> None:
    from accredit.cli.summary import summary_words
    from accredit.views.words import printable

    for feed in feeds:
        told = f"{feed.entries} entries, {feed.new} new" if feed.outcome == "read" else feed.outcome
        click.echo(printable(f"{feed.url}: {told}"))
    for page in pages:
        show_page(page)
    for situation, claims in news:
        _show_news(situation, claims)
    if not any(claims for _, claims in news):
        click.echo("Nothing new about any mission.")
    screen.emit(*summary_words(summary, ledger, situations))


def _show_news(situation: Situation, claims: list[RecordedClaim]) -> None:
    """New claims by mission or state, each with who says it and its words."""
    from accredit.views.words import chain_words, claim_words, printable, subject_words

    named = sorted(((subject_words(c.claim, situation), c) for c in claims), key=lambda pair: pair[0])
    for subject, group in groupby(named, key=lambda pair: pair[0]):
        click.echo(printable(f"New about {subject}:"))
        for _, recorded in group:
            claim, article = recorded.claim, recorded.article
            click.echo("  " + printable(f"{article.published or 'undated'}  {claim_words(claim)}"))
            click.echo("    " + printable(str(chain_words(claim, article))))
            click.echo("    " + printable(f"“{claim.evidence.exact}” · {article.url or article.id}"))
