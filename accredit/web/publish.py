"""The site as files that any host serves: every page as HTML and JSON, the map and its sliders working."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from accredit.errors import LedgerError
from accredit.panel import Every
from accredit.views.names import segment
from accredit.web.addresses import Addresses, file_of
from accredit.web.feeds import TYPES, feed_body
from accredit.web.grid import grid
from accredit.web.pages.article import article_page, articles_page
from accredit.web.pages.compare import ComparePage, compare_page
from accredit.web.pages.find import find_page
from accredit.web.pages.matrix import matrix_page
from accredit.web.pages.mission import mission_page
from accredit.web.pages.search import search_page
from accredit.web.pages.situation import situation_page
from accredit.web.pages.state import state_page, states_page
from accredit.web.pages.voices import voice_page, voices_page
from accredit.web.render import STATIC, html
from accredit.web.serialize import to_json
from accredit.web.shelves import shelves
from accredit.web.shown import ArticleShown
from accredit.web.site import Site
from accredit.web.view import View

MARK = "accredit-site.txt"
"""A file by which a folder is known as one that was published into before."""

PAIRS = 400
"""Comparisons that are written, those of articles that stand beside each other most often."""


@dataclass(frozen=True, slots=True)
class Published:
    """How much was written."""

    pages: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class _Written:
    """A page on its way into a file."""

    path: tuple[str, ...]
    template: str
    page: Any


def publish(site: Site, folder: Path, every: Every = "month") -> Published:
    """Write the site into a folder, whole: what stood there of an earlier publication is replaced at the end.

    Raises LedgerError where the folder holds anything else.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARK).is_file())):
        raise LedgerError(f"{folder}: is no empty folder and was not published into before")
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = (folder.with_name(f".{folder.name}.{each}") for each in ("fresh", "old"))
    for each in (fresh, old):
        shutil.rmtree(each, ignore_errors=True)
    fresh.mkdir()
    pages = _write(site, fresh, every)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    files = [p for p in folder.rglob("*") if p.is_file()]
    return Published(pages, len(files), sum(p.stat().st_size for p in files))


def _write(site: Site, folder: Path, every: Every) -> int:
    shutil.copytree(STATIC, folder / "static", ignore=shutil.ignore_patterns("land.txt"))
    (folder / MARK).write_text("Written by accredit publish, which replaces all of this folder.\n", "utf-8")
    count = 0
    for number, situation in enumerate(site.situations):
        view = View.of(site, situation.id)
        pairs = _pairs(view)
        context = {
            "written": max((r.recorded_at[:10] for r in view.snapshot.found.claims), default=""),
            "pairs": [*{frozenset((a.name, b.name)): (a, b) for a, b, _ in reversed(pairs)}.values()][::-1],
            "pair_written": _Pairs({(one.name, other.name) for one, other, _ in pairs}),
        }
        front = _Written((situation.id,), "situation.html", situation_page(view))
        for each in (front, *_pages(view, pairs)):
            _page(folder, each, view, context)
            count += 1
        if number == 0:
            _page(folder, _Written((), front.template, front.page), view, context)
            count += 1
        _feeds(folder, view)
        _put(folder / situation.id / "marks.json", to_json(grid(view, every)))
        words, found = shelves(view, f"{situation.id}/search")
        _put(folder / situation.id / "found" / "words.json", to_json(words))
        for place, shelf in enumerate(found):
            _put(folder / situation.id / "found" / f"{place}.json", to_json(shelf))
    return count


def _feeds(folder: Path, view: View) -> None:
    """The feeds of the situation and of every mission, empty ones too: whoever follows one finds it."""
    own = view.situation.id
    for kind in TYPES:
        _put(folder / own / f"feed.{kind}", feed_body(view.site, own, None, kind))
        for name in map(segment, view.snapshot.missions):
            place = folder / own / "missions" / name / f"feed.{kind}"
            _put(place, feed_body(view.site, own, name, kind))


class _Pairs:
    """Which comparisons were written."""

    def __init__(self, names: set[tuple[str, str]]) -> None:
        self._names = names

    def __call__(self, one: str, other: str) -> bool:
        return (one, other) in self._names


def _pages(view: View, pairs: Sequence[tuple[ArticleShown, ArticleShown, ComparePage]]) -> Iterator[_Written]:
    own = view.situation.id
    for mission in view.snapshot.missions.values():
        name = segment(mission.id)
        first = mission_page(view, name)
        yield _Written((own, "missions", name), "mission.html", first)
        if first.left_out:
            yield _Written((own, "missions", name, "matrix"), "matrix.html", matrix_page(view, name))
        for number in range(2, first.pages + 1):
            yield _Written((own, "missions", f"{name}--{number}"), "mission.html", mission_page(view, name, number))
    yield _Written((own, "states"), "states.html", states_page(view))
    for state in view.situation.states:
        yield _Written((own, "states", state.code), "state.html", state_page(view, state.code))
    yield _Written((own, "articles"), "articles.html", articles_page(view, on_page=len(view.snapshot.articles) + 1))
    for name in view.snapshot.articles:
        yield _Written((own, "articles", name), "article.html", article_page(view, name))
    yield _Written((own, "compare"), "compare.html", compare_page(view))
    for left, right, page in pairs:
        yield _Written((own, "compare", left.name, right.name), "compare.html", page)
    said = voices_page(view)
    yield _Written((own, "voices"), "voices.html", said)
    for voice in said.voices:
        yield _Written((own, "voices", voice.name), "voice.html", voice_page(view, voice.name))
    yield _Written((own, "find"), "find.html", find_page(view))
    yield _Written((own, "search"), "search.html", search_page(view))


def _pairs(view: View) -> list[tuple[ArticleShown, ArticleShown, ComparePage]]:
    """The comparisons in which something is shared or contradicted, the contradicted first."""
    found: dict[tuple[str, str], tuple[ArticleShown, ArticleShown, ComparePage]] = {}
    for name in view.snapshot.articles:
        page = article_page(view, name)
        for other in page.beside:
            if (name, other.name) not in found and len(found) < PAIRS:
                compared = compare_page(view, name, other.name)
                found[name, other.name] = (page.article, other, compared)
    told = [each for each in found.values() if each[2].contradicted or each[2].shared]
    return sorted(told, key=lambda each: (-len(each[2].contradicted), each[0].name, each[1].name))


def _page(folder: Path, written: _Written, view: View, context: dict[str, Any]) -> None:
    path = "/".join(written.path)
    at = Addresses(path, published=True)
    here = written.path or (view.situation.id,)
    body = html(
        written.template, written.page, at, view.site.options.catalogue,
        asked=written.page.asked, own=view.situation.id, here=here, **context,
    )  # fmt: skip
    _put(folder / file_of(path), body)
    _put(folder / file_of(path, "json"), to_json(written.page))


def _put(place: Path, body: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(body)
