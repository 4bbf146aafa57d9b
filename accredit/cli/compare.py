"""`accredit compare`: what two articles share, contradict, or have alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accredit.cli import screen
from accredit.cli.options import existing_ledger, json_option, ledger_option, load_situation, situation_option
from accredit.errors import ArticleError, LedgerMissingError, QuestionError

if TYPE_CHECKING:
    from accredit.cli.compare_view import Side
    from accredit.model import Situation

_EPILOG = """\b
Examples:
  accredit compare first.txt second.html
  accredit compare first.txt kabulnow-2023-03-26 --ledger embassies.db
"""


@click.command(epilog=_EPILOG)
@click.argument("a")
@click.argument("b")
@ledger_option
@situation_option
@json_option
def compare(a: str, b: str, ledger: str, situation: str, as_json: bool) -> None:
    """Compare the claims of two articles.

    Those that both make, those that they contradict, and those that one has alone. A and B are files with one
    article each, or ids of articles in the ledger.
    """
    from accredit.cli.compare_view import comparison_json, comparison_words
    from accredit.compare import compare as compared

    loaded = load_situation(situation)
    left, right = (_side(name, ledger, loaded) for name in (a, b))
    found = compared(left.claims, right.claims)
    if as_json:
        screen.emit_json(comparison_json(found, left, right, loaded))
    else:
        screen.emit(*comparison_words(found, left, right, loaded))


def _side(name: str, ledger: str, situation: Situation) -> Side:
    if name == "-" or Path(name).exists():
        return _from_file(name, situation)
    try:
        return _from_ledger(name, ledger, situation)
    except LedgerMissingError:
        raise QuestionError(f"{name!r} is no file, and there is no ledger {ledger} to look it up in") from None


def _from_file(place: str, situation: Situation) -> Side:
    """The one article of a file. Raises ArticleError when it holds none, or more."""
    from accredit.cli.compare_view import Side
    from accredit.model import RecordedClaim
    from accredit.pipeline import Extracted, extracted

    found = list(extracted([place], [situation]))
    articles = [item for item in found if isinstance(item, Extracted)]
    errors = [item for item in found if not isinstance(item, Extracted) and item.kind == "error"]
    if errors:
        raise ArticleError(f"{errors[0].place}: {errors[0].message}")
    if len(articles) != 1:
        raise ArticleError(f"{place}: holds {len(articles) or 'no'} articles; compare takes a file with one")
    article = articles[0].article
    claims = tuple(RecordedClaim(c, article, "") for reading in articles[0].readings for c in reading.claims)
    return Side(article, claims)


def _from_ledger(name: str, place: str, situation: Situation) -> Side:
    from accredit.answers import recorded
    from accredit.cli.compare_view import Side

    with existing_ledger(place) as ledger:
        article = ledger.article(name)
        if article is None:
            raise QuestionError(f"{name!r} is no file, and no article in {place}")
        # By id and text: a ruling may have given the article another date or outlet.
        same = (article.id, article.text_id)
        claims = recorded(ledger, situation)
        return Side(article, tuple(c for c in claims if (c.article.id, c.article.text_id) == same))
