"""`accredit compare-extractors`: two extractors side by side, on the same articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from accredit.cli import screen
from accredit.cli.options import json_option, load_situation, situation_option
from accredit.cli.program import FAILED

if TYPE_CHECKING:
    from accredit.cli.contrast_view import Beside
    from accredit.extract import Extractor
    from accredit.model import Situation

_EPILOG = """\b
Examples:
  accredit compare-extractors rules llm:model.toml article.txt
  accredit compare-extractors rules llm:model.toml tests/gold/a --json
"""


@click.command("compare-extractors", epilog=_EPILOG)
@click.argument("a")
@click.argument("b")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@situation_option
@json_option
@click.pass_context
def compare_extractors(
    context: click.Context, a: str, b: str, paths: tuple[str, ...], situation: str, as_json: bool
) -> None:
    """Show what two extractors make of the same articles.

    A and B are rules, llm:FILE or a plug-in's name, as for --extractor. Claims that both make, those that differ in
    some fields, and those that one alone makes. PATH is whatever accredit read takes; of a folder that holds
    articles.jsonl and gold.jsonl the labels are scored beside. Nothing is written to a ledger.
    """
    loaded = load_situation(situation)
    from accredit.cli.contrast_view import beside_json, beside_words
    from accredit.extractors import extractor

    left, right = extractor(a), extractor(b)
    found = _beside(left, right, paths, loaded)
    for problem in found.problems:
        click.echo(screen.problem_line(problem.place, problem.message), err=True)
    if as_json:
        screen.emit_json(beside_json(found))
    else:
        screen.emit(*beside_words(found))
    if any(p.kind == "error" for p in found.problems):
        context.exit(FAILED)


def _beside(left: Extractor, right: Extractor, paths: tuple[str, ...], situation: Situation) -> Beside:
    from accredit.cli.contrast_view import Beside, Read
    from accredit.contrast import contrast
    from accredit.errors import ArticleError
    from accredit.extract import reading_by
    from accredit.labelled import is_labelled, labels, score
    from accredit.read import Problem, articles

    read, problems = list[Read](), list[Problem]()
    for path in paths:
        folder = Path(path)
        gold = labels(folder) if is_labelled(folder) else None
        for item in articles([folder / "articles.jsonl" if gold is not None else path]):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            try:
                claims = [reading_by(each, item, situation).claims for each in (left, right)]
            except ArticleError as error:
                problems.append(Problem.of(f"article {item.id}", error))
                continue
            one, other = (score(gold.get(item.id, ()), some) for some in claims) if gold is not None else (None, None)
            read.append(Read(item, contrast(*claims), one, other))
    return Beside(left, right, situation, tuple(read), tuple(problems))
