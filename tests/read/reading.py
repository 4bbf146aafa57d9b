"""Articles and problems apart: what the tests of the readers share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from accredit.model import Article
from accredit.read import Problem, articles

TODAY = date(2026, 6, 1)
Read = Callable[..., tuple[list[Article], list[Problem]]]


def sorted_out(paths: list[str | Path], **options: int) -> tuple[list[Article], list[Problem]]:
    """What reading gives, as of TODAY."""
    found = list(articles(paths, today=TODAY, **options))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]
