"""`accredit extract`: claims only, without a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from accredit.cli import screen
from accredit.cli.options import (
    chosen_extractor,
    extractor_option,
    load_situations,
    situations_option,
    tell_broken_readers,
)
from accredit.cli.program import FAILED
from accredit.views.words import chain_words, claim_words, interval_words, printable, subject_words

if TYPE_CHECKING:
    from rich.console import RenderableType

    from accredit.model import Article, Claim, Situation
    from accredit.pipeline import Extracted

_EPILOG = """\b
Examples:
  accredit extract article.txt
  accredit extract articles.jsonl --jsonl > claims.jsonl
  cat article.html | accredit extract - --jsonl
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--jsonl", is_flag=True, help="Print the lines of the claim contract and nothing else.")
@situations_option
@extractor_option
@click.pass_context
def extract(
    context: click.Context, paths: tuple[str, ...], jsonl: bool, situation: tuple[str, ...], extractor: str | None
) -> None:
    """Print the claims of articles, without a ledger.

    PATH is text, JSON Lines, HTML, MHTML, a feed, PDF, mail, WARC or WACZ, packed or not, or a folder of these; - is
    standard input. Each claim has its
    voices, its time and the exact words it came from. Problems are lines on stderr; the exit code
    is then 1.
    """
    situations = load_situations(situation)
    chosen = chosen_extractor(extractor)
    tell_broken_readers()
    from accredit.pipeline import Extracted, extracted

    failed = False
    for item in extracted(paths, situations, extractor=chosen):
        if not isinstance(item, Extracted):
            click.echo(screen.problem_line(item.place, item.message), err=True)
            failed |= item.kind == "error"
            continue
        if jsonl:
            for line in _contract_lines(item):
                click.echo(line)
        else:
            screen.emit(*_words(item, situations))
    if chosen:
        from accredit.cli.summary import extractor_words

        for words in extractor_words(chosen):
            click.echo(str(words), err=True)
    if failed:
        context.exit(FAILED)


def _contract_lines(item: Extracted) -> Iterator[str]:
    from accredit.contract import claim_line

    return (screen.json_words(claim_line(claim, item.article)) for reading in item.readings for claim in reading.claims)


def _words(item: Extracted, situations: list[Situation]) -> Iterator[RenderableType]:
    from rich.text import Text

    article = item.article
    claims = [claim for reading in item.readings for claim in reading.claims]
    of = {situation.id: situation for situation in situations}
    title = " · ".join(filter(None, (article.outlet, article.title, article.published or "undated")))
    count = f"{len(claims) or 'no'} claim{'' if len(claims) == 1 else 's'}"
    yield Text(printable(f"{article.id}: {title}: {count}"), style="bold")
    if article.sample and claims:
        yield Text(screen.SAMPLE, style="yellow")
    for claim in claims:
        yield from _claim(claim, article, of[claim.situation])


def _claim(claim: Claim, article: Article, situation: Situation) -> Iterator[RenderableType]:
    from rich.padding import Padding

    when = f" ({interval_words(claim.when)})" if claim.when else ""
    yield Padding(printable(f"{subject_words(claim, situation)}: {claim_words(claim)}{when}"), (0, 0, 0, 2))
    yield Padding(chain_words(claim, article), (0, 0, 0, 4))
    yield Padding(f"“{printable(claim.evidence.exact)}”", (0, 0, 0, 4))
