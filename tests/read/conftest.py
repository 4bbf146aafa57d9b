"""Files in, articles and problems out: what the tests of the readers share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from accredit.model import Article
from accredit.read import Problem, articles

TODAY = date(2026, 6, 1)
Read = Callable[..., tuple[list[Article], list[Problem]]]


def sorted_out(paths: list[str | Path], **options: int) -> tuple[list[Article], list[Problem]]:
    found = list(articles(paths, today=TODAY, **options))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, Problem)]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes one file and reads it: `read(content, name="…", bound=…)`."""

    def reader(content: bytes | str, name: str = "piece", **options: int) -> tuple[list[Article], list[Problem]]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return sorted_out([path], **options)

    return reader
