"""From paths to articles, with archives looked through before anything of them is taken apart."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from accredit.crawl.resume import Resume
from accredit.errors import UnreadableError
from accredit.model import Article, Situation
from accredit.read import Problem, Progress, is_archive_file, of_record, sources
from accredit.sift import Frame, Team
from accredit.triage import Names

Item = str | Article | Problem | Progress

_SAVED = 1.0  # seconds between two notes of how far it is


def taken(
    paths: Iterable[str | Path], situations: Sequence[Situation], resume: Resume, team: Team | None = None
) -> Iterator[Item]:
    """What is to be read: the paths of files as they are, and of archives the articles that may be of interest.

    What was yielded is taken for done when the next is asked for. `team` is one that was started early; it is closed
    at the end.
    """
    try:
        for source in sources(paths):
            if isinstance(source, Problem):
                yield source
            elif source.path is None or not is_archive_file(source.path):
                yield str(source.path or "-")
            else:
                team = team or Team([Names.of(s) for s in situations])
                yield from _articles(source.path, team, resume)
    finally:
        if team is not None:
            team.close()


def _articles(path: Path, team: Team, resume: Resume) -> Iterator[Item]:
    name, known = resume.known(path)
    size = path.stat().st_size
    if known.pages:
        yield Progress(str(path), known.place.offset, size, before=known.pages, repeated=known.kept)
    if known.finished:
        return
    saved = time.monotonic()
    with closing(team.frames(path, known.place)) as frames:
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
            known = replace(known, place=frame.behind, finished=frame.kind == "end")
            if known.finished or time.monotonic() - saved > _SAVED:
                resume.keep(name, known)
                saved = time.monotonic()


def _of(frame: Frame, path: Path) -> Iterator[Article | Problem]:
    if frame.record is not None:
        yield from of_record(frame.record, str(path))
    elif frame.kind == "aside":
        yield Problem(f"{path}:{frame.place.record}", frame.message, UnreadableError)
    elif frame.kind == "lost":
        yield Problem(str(path), frame.message, UnreadableError)
