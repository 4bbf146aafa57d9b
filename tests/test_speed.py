"""What `bench.speed` and `bench.stream` print, and the streams that they read. Speed itself is measured by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from accredit.model import Article
from bench.peers import MODEL, PINS, place
from bench.speed import Round, lines
from bench.stream import drawn


class TestLines:
    def test_one_figure_a_line_with_medians_and_the_ends_of_the_ratio(self) -> None:
        """1,000 words: 2 seconds are 500 a second. The ratio is that of one round, so a slow minute harms neither."""
        rounds = [Round(2.0, 1.0), Round(4.0, 1.0), Round(2.0, 0.5)]
        assert lines(1000, rounds, "extraction", 0.35) == [
            "extraction: 500 words a second (median of 3)",
            "spaCy, small English pipeline: 1,000 words a second (median of 3)",
            "ratio: 0.25 (0.25–0.50), to reach: 0.35",
        ]


ONES = [Article.make(f"one {n}", id=f"one{n}") for n in range(3)]
OTHERS = [Article.make(f"other {n}", id=f"other{n}") for n in range(7)]


class TestStream:
    def test_one_in_a_hundred_is_of_interest(self) -> None:
        stream = drawn(ONES, OTHERS, 400, seed=1)
        assert len(stream) == 400
        assert sum(a in ONES for a in stream) == 4

    def test_the_same_seed_gives_the_same_stream(self) -> None:
        assert drawn(ONES, OTHERS, 200, seed=1) == drawn(ONES, OTHERS, 200, seed=1)
        assert drawn(ONES, OTHERS, 200, seed=1) != drawn(ONES, OTHERS, 200, seed=2)

    def test_a_stream_too_short_for_one_of_interest_is_refused(self) -> None:
        with pytest.raises(ValueError, match="100"):
            drawn(ONES, OTHERS, 99, seed=1)


class TestPeers:
    def test_every_package_is_pinned_with_its_hash_and_the_pipeline_to_one_wheel(self) -> None:
        text = PINS.read_text("utf-8")
        pinned = re.findall(r"^[a-z0-9-]+==\S+(?: ;[^\n]*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 20
        entry = text[text.index(f"\n{MODEL.replace('_', '-')}==") :].split("\n    # via")[0]
        assert entry.count("--hash=") == 1

    def test_the_program_never_imports_them(self, root: Path) -> None:
        hits = [p for p in (root / "accredit").rglob("*.py") if re.search(r"\bspacy\b", p.read_text("utf-8"))]
        assert hits == []

    def test_their_environment_lies_outside_the_repository(self, root: Path) -> None:
        assert not place().is_relative_to(root)
