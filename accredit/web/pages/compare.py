"""Two articles side by side: what both say, what they contradict, what one has alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.compare import Pair, compare
from accredit.web.pages.article import held
from accredit.web.shown import ArticleShown, ClaimShown, article_shown
from accredit.web.view import Asked, View


@dataclass(frozen=True, slots=True)
class PairShown:
    """Claims of the one article that say what claims of the other say, or that they gainsay."""

    subject: str
    left: tuple[ClaimShown, ...]
    right: tuple[ClaimShown, ...]


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The claims of two articles, grouped. Without two articles, only the list to choose from."""

    asked: Asked
    left: ArticleShown | None
    right: ArticleShown | None
    contradicted: tuple[PairShown, ...]
    shared: tuple[PairShown, ...]
    left_alone: tuple[ClaimShown, ...]
    right_alone: tuple[ClaimShown, ...]
    articles: tuple[ArticleShown, ...]


CHOICE = 500
"""Articles to choose from, the newest."""


def compare_page(view: View, left: str = "", right: str = "") -> ComparePage:
    """The comparison of two articles by their names in addresses. Raises QuestionError for one that there is not."""
    choice = choices(view)
    if not (left and right):
        return ComparePage(view.asked, None, None, (), (), (), (), choice)
    (one, ours), (other, theirs) = held(view, left), held(view, right)
    found = compare(ours, theirs)
    return ComparePage(
        view.asked,
        article_shown(one, view.allowance),
        article_shown(other, view.allowance),
        _pairs(found.contradicted, view),
        _pairs(found.shared, view),
        view.shown(found.left_alone),
        view.shown(found.right_alone),
        choice,
    )


def choices(view: View) -> tuple[ArticleShown, ...]:
    """The articles to choose from, the newest first."""
    name = ("choices", view.snapshot.head, view.situation.id, view.times, view.without)
    return view.site.remember(name, lambda: _choices(view))


def _choices(view: View) -> tuple[ArticleShown, ...]:
    articles = sorted(view.snapshot.articles.values(), key=lambda a: (a.published or "", a.id), reverse=True)
    return tuple(article_shown(a, view.allowance) for a in articles[:CHOICE])


def _pairs(pairs: Sequence[Pair], view: View) -> tuple[PairShown, ...]:
    found = []
    for pair in pairs:
        left, right = view.shown(pair.left), view.shown(pair.right)
        found.append(PairShown(left[0].subject, left, right))
    return tuple(found)
