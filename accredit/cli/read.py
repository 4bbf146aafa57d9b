"""`accredit read`: files into the ledger, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accredit.cli import screen
from accredit.cli.alert_run import alerts_option, begun, tell
from accredit.cli.options import (
    chosen_extractor,
    extractor_option,
    json_option,
    ledger_option,
    load_situations,
    situations_option,
    tell_broken_readers,
)
from accredit.cli.program import FAILED, INTERRUPTED
from accredit.errors import QuestionError
from accredit.views.words import printable

if TYPE_CHECKING:
    from accredit.crawl import Resume
    from accredit.extract import Extractor
    from accredit.ledger import Ledger
    from accredit.model import Article, Situation
    from accredit.pipeline import Outcome, Summary
    from accredit.sift import Team

_EPILOG = """\b
Examples:
  accredit read article.txt
  accredit read saved-pages/ feed.jsonl --ledger embassies.db
  accredit read crawl/*.warc.gz --cluster local
  accredit read article.txt --extractor llm:model.toml
  curl -s https://news.example/export.jsonl | accredit read -
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@ledger_option
@situations_option
@extractor_option
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have a Ray cluster look through the archives: its address, or local for one on this machine.",
)
@click.option(
    "--piece",
    type=click.IntRange(min=100_000),
    metavar="BYTES",
    help="With --cluster: so many bytes of an archive go to a worker at once. 32,000,000 unless given.",
)
@click.option("--anew", is_flag=True, help="Read archives from their beginning, whatever an earlier run had done.")
@alerts_option
@json_option
@click.pass_context
def read(
    context: click.Context,
    paths: tuple[str, ...],
    ledger: str,
    situation: tuple[str, ...],
    extractor: str | None,
    cluster: str | None,
    piece: int | None,
    anew: bool,
    alerts: Path | None,
    as_json: bool,
) -> None:
    """Read articles into the ledger and say what that changed.

    PATH is text, JSON Lines, HTML, MHTML, a feed, PDF, mail, WARC or WACZ, packed or not, or a folder of these; - is
    standard input. WARC files may be of any size: a run that was cut off is continued where it stopped.

    Ends with a summary: what was read, repeated, off topic, undated, the claims by predicate and the missions whose
    answer changed. Problems are lines on stderr; the other articles are read all the same, and the exit code is 1.
    """
    situations = load_situations(situation)
    chosen = chosen_extractor(extractor)
    if chosen and cluster:
        raise QuestionError("--cluster: the workers of a cluster read by the rules; leave --extractor out")
    tell_broken_readers()
    team = _started(paths, situations) if cluster is None else None
    from accredit.crawl import Resume
    from accredit.ledger import beside, open_ledger

    with closing(team) if team else nullcontext(), open_ledger(ledger) as opened:
        telling = begun(alerts, ledger, opened)
        place = None if ledger == ":memory:" else beside(ledger)
        kept = place.with_name(f"{place.name}.archives.json") if place else None
        resume = Resume(kept, opened, situations, anew=anew, extractor=chosen)
        items = _items(paths, situations, resume, team, cluster, piece)
        summary = read_with_progress(opened, items, situations, paths, chosen)
        told = list[str]()
        aside = tell(telling, opened, told.append)
    from accredit.cli.summary import summary_json, summary_words

    if as_json:
        screen.emit_json(summary_json(summary, ledger, chosen))
    else:
        screen.emit(*summary_words(summary, ledger, situations, chosen))
    for line in told:
        click.echo(printable(line), err=as_json)
    if summary.interrupted:
        context.exit(INTERRUPTED)
    if aside or any(p.kind == "error" for p in summary.problems):
        context.exit(FAILED)


def _started(paths: tuple[str, ...], situations: list[Situation]) -> Team | None:
    """What looks through archives, where there are any: it gets ready while the rest of the program is loaded."""
    from accredit.read import archives
    from accredit.sift import Team
    from accredit.triage import Names

    return Team([Names.of(s) for s in situations]) if next(archives(paths), None) else None


def _items(
    paths: tuple[str, ...],
    situations: list[Situation],
    resume: Resume,
    team: Team | None,
    cluster: str | None,
    piece: int | None,
) -> Iterable[str | Article | Outcome]:
    from accredit.crawl import PIECE, clustered, taken

    if cluster is None:
        return taken(paths, situations, resume, team)
    return clustered(paths, situations, resume, cluster, size=piece or PIECE)


def read_with_progress(
    ledger: Ledger,
    items: Iterable[str | Article | Outcome],
    situations: list[Situation],
    paths: tuple[str, ...] = (),
    extractor: Extractor | None = None,
) -> Summary:
    """Read with a count on the terminal, and a line on stderr for each problem as it comes.

    `paths` are those that the items come from, for a forecast over the archives among them.
    """
    from accredit.cli.reading_view import ReadingView
    from accredit.pipeline import read_into

    with ReadingView(paths) as view:
        return read_into(ledger, items, situations, view.notice, extractor)
