"""`accredit watch`: feeds looked through for new pages, and what became new about which mission."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.alert_run import alerts_option, begun, tell
from accredit.cli.fetch import made, outbound_options, page_json, read_showing, show_page
from accredit.cli.options import json_option, ledger_option, load_situations, situations_option
from accredit.cli.program import FAILED, INTERRUPTED
from accredit.views.words import printable

if TYPE_CHECKING:
    from accredit.fetch import Feed, Page, Watcher
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
@click.option(
    "--recheck",
    type=click.FloatRange(min=0),
    default=24.0,
    show_default=True,
    metavar="HOURS",
    help="Ask again for a page that still stands in its feed after this time.",
)
@outbound_options
@alerts_option
@ledger_option
@situations_option
@json_option
@click.pass_context
def watch(
    context: click.Context,
    opml: Path,
    every: float | None,
    recheck: float,
    allow_private: bool,
    interval: float,
    alerts: Path | None,
    ledger: str,
    situation: tuple[str, ...],
    as_json: bool,
) -> None:
    """Look through feeds and say what became new about which mission.

    FEEDS.opml is a list of feeds, as feed readers export it. Each new page of each feed is fetched and read as by
    accredit fetch. A page that was fetched before is asked for again when its feed says that it changed, and once a day
    while it stands there; what changed is shown, and what its article no longer says. A feed that did not change costs
    one question. A round that was cut off is taken up by the next. With --json and --every, one object a round.
    """
    situations = load_situations(situation)
    from accredit.ledger import open_ledger
    from accredit.read import feeds

    urls = feeds(opml)
    with open_ledger(ledger) as opened:
        telling = begun(alerts, ledger, opened)
        while True:
            watcher = _watcher(opened, ledger, allow_private, interval, recheck)
            interrupted, failed = _round(opened, ledger, urls, situations, watcher, as_json)
            failed |= tell(telling, opened, lambda line: click.echo(printable(line), err=as_json))
            if interrupted:
                context.exit(INTERRUPTED)
            if every is None:
                break
            time.sleep(every * 60)
    if failed:
        context.exit(FAILED)


@dataclass(frozen=True, slots=True)
class _News:
    """What a round brought to one situation: claims that are new, and those that changed pages no longer make."""

    situation: Situation
    new: list[RecordedClaim]
    gone: list[RecordedClaim]

    @classmethod
    def between(cls, situation: Situation, before: list[RecordedClaim], after: list[RecordedClaim]) -> _News:
        """The claims by which two states of the ledger differ."""
        known, held = {_said(c) for c in before}, {_said(c) for c in after}
        return cls(situation, [c for c in after if _said(c) not in known], [c for c in before if _said(c) not in held])

    def __bool__(self) -> bool:
        return bool(self.new or self.gone)


def _watcher(opened: Ledger, ledger: str, private: bool, interval: float, recheck: float) -> Watcher:
    from datetime import timedelta

    from accredit.fetch import Snapshots, Watcher
    from accredit.fetch.fetcher import FRESH
    from accredit.ledger import beside

    snapshots = Snapshots(beside(ledger))
    fetcher = made(opened, ledger, private, interval, FRESH, snapshots)
    return Watcher(fetcher, snapshots, recheck=timedelta(hours=recheck))


def _round(
    opened: Ledger, ledger: str, urls: list[str], situations: list[Situation], watcher: Watcher, as_json: bool
) -> tuple[bool, bool]:
    """One round, shown; whether it was interrupted, and whether a feed or page failed."""
    from accredit.answers import recorded

    feeds: list[Feed] = []
    pages: list[Page] = []
    before = [recorded(opened, s) for s in situations]
    summary = read_showing(opened, watcher.round(urls, feeds.append, pages.append), situations)
    news = [_News.between(s, held, recorded(opened, s)) for s, held in zip(situations, before, strict=True)]
    if as_json:
        screen.emit_json(_json(feeds, pages, news, summary, ledger))
    else:
        _show(feeds, pages, news, summary, ledger, situations)
    return summary.interrupted, any(f.outcome == "failed" for f in feeds) or any(p.outcome == "failed" for p in pages)


def _said(recorded: RecordedClaim) -> tuple[object, ...]:
    """What makes a claim new: the article, what it says of what, and the words; not where in the text they stand."""
    claim = recorded.claim
    mission = claim.mission.id if claim.mission else None
    return (claim.article_id, claim.predicate, mission, claim.scope, claim.party, claim.polarity, claim.evidence.exact)


def _json(
    feeds: list[Feed],
    pages: list[Page],
    news: list[_News],
    summary: Summary,
    ledger: str,
) -> dict[str, Any]:
    """A round in the shape of docs/schemas/watch.json."""
    from accredit.cli.summary import summary_json
    from accredit.contract import claim_line

    return {
        "feeds": [
            {
                "url": f.url,
                "outcome": f.outcome,
                "message": f.message,
                "entries": f.entries,
                "new": f.new,
                "again": f.again,
            }
            for f in feeds
        ],
        "pages": [page_json(p) for p in pages],
        "news": [
            {
                "situation": each.situation.id,
                "claims": [claim_line(c.claim, c.article) for c in each.new],
                "gone": [claim_line(c.claim, c.article) for c in each.gone],
            }
            for each in news
            if each
        ],
        "summary": summary_json(summary, ledger),
    }


def _show(
    feeds: list[Feed],
    pages: list[Page],
    news: list[_News],
    summary: Summary,
    ledger: str,
    situations: list[Situation],
) -> None:
    from accredit.cli.summary import summary_words

    for feed in feeds:
        click.echo(printable(f"{feed.url}: {_feed_words(feed)}"))
    for page in pages:
        show_page(page)
    for each in news:
        _show_claims("New about", each.new, each.situation)
        _show_claims("No longer said about", each.gone, each.situation)
    if not any(news):
        click.echo("Nothing new about any mission.")
    screen.emit(*summary_words(summary, ledger, situations))


def _feed_words(feed: Feed) -> str:
    again = f"{feed.again} asked again" if feed.again else ""
    if feed.outcome != "read":
        return ", ".join(filter(None, (feed.outcome, again)))
    entries = f"{feed.entries} {'entry' if feed.entries == 1 else 'entries'}"
    return ", ".join(filter(None, (entries, f"{feed.new} new", again)))


def _show_claims(words: str, claims: list[RecordedClaim], situation: Situation) -> None:
    """Claims by mission or state, each with who says it and its words."""
    from accredit.views.words import chain_words, claim_words, subject_words

    named = sorted(((subject_words(c.claim, situation), c) for c in claims), key=lambda pair: pair[0])
    for subject, group in groupby(named, key=lambda pair: pair[0]):
        click.echo(printable(f"{words} {subject}:"))
        for _, recorded in group:
            claim, article = recorded.claim, recorded.article
            click.echo("  " + printable(f"{article.published or 'undated'}  {claim_words(claim)}"))
            click.echo("    " + printable(str(chain_words(claim, article))))
            click.echo("    " + printable(f"“{claim.evidence.exact}” · {article.url or article.id}"))
