"""`read`: one file in, articles and problems out."""

from __future__ import annotations

from pathlib import Path

import pytest

from accredit.model import Article
from accredit.read import Problem
from tests.read.reading import Read, sorted_out


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes one file and reads it: `read(content, name="…", bound=…)`."""

    def reader(content: bytes | str, name: str = "piece", **options: int) -> tuple[list[Article], list[Problem]]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return sorted_out([path], **options)

    return reader
