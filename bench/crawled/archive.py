"""Made-up archives: WARC files of made-up pages, of which few are of interest."""

from __future__ import annotations

import html
import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from accredit.read import warc_record
from bench.crawled.pages import NAMED, Maker

SAMPLES = Path(__file__).resolve().parents[2] / "accredit" / "samples"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nServer: made-up\r\n\r\n"
_DATE = "2026-01-31T12:00:00Z"


def make(path: Path, pages: int, *, rare: int = 1000, times: int = 1, seed: int = 1, named: int = NAMED) -> int:
    """Write an archive of `pages` times `times` pages, one in `rare` of interest; how many of these there are.

    With `times`, the pages of no interest come again as often, byte for byte; those of interest are new ones, so that
    each has to be read and kept.
    """
    maker, stories = Maker(seed, named), _stories(seed)
    stretches: list[tuple[int, int]] = []
    with path.open("wb") as out:
        for _ in range(pages // rare):
            start = out.tell()
            for _ in range(rare - 1):
                out.write(_record(maker))
            stretches.append((start, out.tell()))
            out.write(_record(maker, *next(stories)))
        out.flush()
        with path.open("rb") as again:
            for start, end in stretches * (times - 1):
                again.seek(start)
                out.write(again.read(end - start))
                out.write(_record(maker, *next(stories)))
    return len(stretches) * times


def _record(maker: Maker, paragraphs: list[str] | None = None, title: str = "") -> bytes:
    address, page = maker.page(paragraphs or (), title)
    return warc_record(address, _DATE, _HEAD + page.encode("utf-8"), "192.0.2.1")


def _stories(seed: int) -> Iterator[tuple[list[str], str]]:
    """The sample dispatches with claims as paragraphs, again and again, each time a text of its own."""
    chance = random.Random(seed)
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt")) if "garden" not in path.name]
    for number in count():
        words = chance.choice(texts).partition("\n\n")[2]
        yield (
            [*map(html.escape, words.split("\n\n")), f"This is report number {number}."],
            f"Report {number} of the day",
        )
