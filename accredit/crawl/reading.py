"""From paths to articles, with archives looked through before anything of them is taken apart."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from accredit.crawl.resume import Resume
from accredit.errors import ArticleError, UnreadableError
from accredit.model import Article, Situation
from accredit.read import Problem, Progress, is_archive, of_record, sources
from accredit.sift.child import looked_through
from accredit.sift.frames import Frame
from accredit.sift.sieve import Piece
from accredit.triage import Names

Item = str | Article | Problem | Progress

_HEAD = 1 << 16
_SAVED = 1.0  # seconds between two notes of how far it is


def taken(paths: Iterable[str | Path], situations: Sequence[Situation], resume: Resume) -> Iterator[Item]:
    """What is to be read: the paths of files as they are, and of archives the articles that may be of interest.

    What was yielded is taken for done when the next is asked for.
    """
    for source in sources(paths):
        if isinstance(source, Problem):
            yield source
        elif source.path is None or not is_archive_file(source.path):
            yield str(source.path or "-")
        else:
            yield from _articles(source.path, [Names.of(s) for s in situations], resume)


def archives(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The archives among the files that the paths lead to."""
    for source in sources(paths):
        if not isinstance(source, Problem) and source.path is not None and is_archive_file(source.path):
            yield source.path


def is_archive_file(path: Path) -> bool:
    """Whether a path is a WARC file, gzipped or not."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return is_archive(file.read(_HEAD))
    except OSError:
        return False  # the reader says what is wrong with it


def _articles(path: Path, names: Sequence[Names], resume: Resume) -> Iterator[Item]:
    name, known = resume.known(path)
    size = path.stat().st_size
    if known.pages:
        yield Progress(str(path), known.place.offset, size, before=known.pages, repeated=known.kept)
    if known.finished:
        return
    saved = time.monotonic()
    with closing(looked_through(Piece(str(path), known.place), names)) as frames:
        for frame in frames:
            for item in _of(frame, path):
                yield item
                if isinstance(item, Article) and resume.holds(item.key):
                    known = known.with_article(item.key)
            known = replace(known, pages=known.pages + frame.counts.pages)
            counts = frame.counts
            yield Progress(str(path), frame.place.offset, size, counts.pages, counts.by_bytes, counts.by_text)
            if frame.kind == "record":
                continue  # its place is before it
            known = replace(known, place=frame.place, finished=frame.kind == "end")
            if known.finished or time.monotonic() - saved > _SAVED:
                resume.keep(name, known)
                saved = time.monotonic()


def _of(frame: Frame, path: Path) -> Iterator[Article | Problem]:
    if frame.record is not None:
        yield from of_record(frame.record, str(path))
    elif frame.kind == "lost":
        error: type[ArticleError] = UnreadableError
        yield Problem(str(path), frame.message, error)
