"""One article: its text with sources, cues, contents and claims marked, each with its chain; and the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from accredit.errors import NothingHereError
from accredit.export.allowance import name_of
from accredit.extract.attribution import attributions
from accredit.model import Article, RecordedClaim, Span
from accredit.web.segments import Role, Segment, Stretch, segments
from accredit.web.shown import ArticleShown, ClaimShown, article_shown
from accredit.web.view import Asked, View

LONGEST = 60_000
"""Code points of a text in which attributions are marked; longer ones have their claims alone."""

BESIDE = 8
"""Articles named for comparing."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text in its segments, and the ids of the claims that begin in it."""

    segments: tuple[Segment, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """All of one article. `whole` says whether its text may be shown; where it may not, the quotes of the claims stand.

    `attributions` is how many were found in the text, None where nobody looked. `copies` carry the same text;
    `beside` speak of the same missions.
    """

    asked: Asked
    article: ArticleShown
    whole: bool
    paragraphs: tuple[Paragraph, ...]
    attributions: int | None
    claims: tuple[ClaimShown, ...]
    copies: tuple[ArticleShown, ...]
    beside: tuple[ArticleShown, ...]
    characters: int


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article with how many claims it makes here."""

    article: ArticleShown
    claims: int


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """The articles in which something was found, the newest first. `page` of `pages`."""

    asked: Asked
    articles: tuple[ArticleRow, ...]
    all_articles: int
    page: int
    pages: int


ON_PAGE = 200
"""Articles on one page of the list."""


def article_page(view: View, name: str) -> ArticlePage:
    """The page of an article by its name in addresses. Raises QuestionError for one that there is not."""
    article, claims = held(view, name)
    text = view.site.ledger.text(article.text_id)
    whole = view.allowance.whole(article)
    stretches = view.site.remember(("attributions", article.text_id), lambda: _stretches(text)) if whole else None
    spans = {r.claim.id: r.claim.evidence for r in claims}
    shown = view.shown(claims)
    return ArticlePage(
        asked=view.asked,
        article=article_shown(article, view.allowance),
        whole=whole,
        paragraphs=paragraphs(text, stretches or (), spans) if whole else (),
        attributions=len({s.number for s in stretches}) if stretches is not None else None,
        claims=tuple(sorted(shown, key=lambda c: (c.start, c.end, c.id))),
        copies=tuple(
            article_shown(a, view.allowance)
            for key, a in view.snapshot.articles.items()
            if a.text_id == article.text_id and key != name
        ),
        beside=_beside(view, name, claims),
        characters=len(text),
    )


def held(view: View, name: str) -> tuple[Article, tuple[RecordedClaim, ...]]:
    """An article and its claims; one without claims too. Raises QuestionError for one that is not here or private."""
    article = view.snapshot.articles.get(name)
    if article is None:
        every = view.site.remember(
            ("articles", view.snapshot.head, view.times.recorded_at),
            lambda: {name_of(a): a for a in view.site.ledger.articles(recorded_at=view.times.recorded_at)},
        )
        article = every.get(name)
    if article is None or not view.allowance.may(article):
        raise NothingHereError(f"no article {name[:40]!r} here")
    return article, view.snapshot.by_article.get(name, ())


def articles_page(view: View, page: int = 1, on_page: int = ON_PAGE) -> ArticlesPage:
    """The list. Raises QuestionError for a page that there is not."""
    snapshot = view.snapshot
    names = sorted(snapshot.articles, key=lambda n: (snapshot.articles[n].published or "", n), reverse=True)
    pages = max(1, -(-len(names) // on_page))
    if not 1 <= page <= pages:
        raise NothingHereError(f"page {page}: there are {pages}")
    rows = tuple(
        ArticleRow(article_shown(snapshot.articles[n], view.allowance), len(snapshot.by_article[n]))
        for n in names[(page - 1) * on_page : page * on_page]
    )
    return ArticlesPage(view.asked, rows, len(names), page, pages)


def paragraphs(text: str, stretches: Sequence[Stretch], spans: Mapping[str, Span]) -> tuple[Paragraph, ...]:
    """The text by lines that hold something, each in its segments."""
    found: list[Paragraph] = []
    line: list[Segment] = []

    def close() -> None:
        if any(s.text.strip() for s in line):
            found.append(Paragraph(tuple(line), tuple(name for s in line for name in s.starts)))
            line.clear()

    for each in segments(text, stretches, spans):
        first, *rest = each.text.split("\n")
        line.append(Segment(first, each.roles, each.starts, each.claims))
        for part in rest:
            close()
            line.append(Segment(part, each.roles, (), each.claims))
    close()
    return tuple(found)


def _stretches(text: str) -> tuple[Stretch, ...] | None:
    if len(text) > LONGEST:
        return None
    return tuple(
        Stretch(start, end, role, number)
        for number, one in enumerate(attributions(text), 1)
        for role, spans in zip(get_args(Role), (one.content, one.source, one.cue), strict=True)
        for start, end in spans
    )


def _beside(view: View, name: str, claims: Sequence[RecordedClaim]) -> tuple[ArticleShown, ...]:
    """Other articles by how many of their claims are about the same missions."""
    missions = {r.claim.mission.id for r in claims if r.claim.mission}
    shared: dict[str, int] = {}
    for mission in missions:
        for recorded in view.snapshot.by_mission.get(mission, ()):
            other = name_of(recorded.article)
            shared[other] = shared.get(other, 0) + 1
    shared.pop(name, None)
    best = sorted(shared, key=lambda n: (-shared[n], n))[:BESIDE]
    return tuple(article_shown(view.snapshot.articles[n], view.allowance) for n in best)
