"""The outlet of a page: what it states, else the name in its title that its frame repeats.

A title often holds the site's name before or behind the headline. It is the site's where the link to the front
page, a picture at the top, or the words at the head or foot of the page say it as well; what only the title says
may be a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from accredit.read.lines import folded
from accredit.read.marks import words_of
from accredit.read.statements import itemprop, metas, publisher

SIGNS = re.compile(r"\s+(?:[|·•»«/›—–]|-{1,2}|::)\s+|^\s*::\s*|\s*::\s+|(?<=\w)\s*[|_»]\s*(?=\w)|(?<=\w):\s+")
"""What parts a title's pieces."""

_STATED = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "citation_journal_title",
    "application-name",
)
_HOME = re.compile(
    r"(?:https?://[^/?#]+)?/?(?:index\.\w+|(?:[a-z]{2}/)?)?|(?:/|https?://[^/]+/)web/\d+/https?://[^/]+/?"
)
_NO_NAME = re.compile(
    r"(?:home(?: ?page)?|front ?page|start(?:seite|sida)?|accueil|inicio|início|главная|الرئيسية|"
    r"صفحه (?:اصلی|نخست|اول)|"
    r"logo|back|top|news|print|untitled|index|blog|website)",
    re.IGNORECASE,
)
_FRAME = 300  # characters at the head and foot of a page that are its frame
_LONGEST = 80


def outlet(tree: Any) -> str | None:
    """The outlet's name; None where nothing on the page says it surely."""
    declared = dict(reversed(list(metas(tree))))
    stated = [declared.get(_STATED[0]), publisher(tree), itemprop(tree, "publisher")]
    stated += [declared.get(name) for name in _STATED[1:]]
    return next((name for words in stated if words and (name := _name(words))), None) or _repeated(tree)


def _name(words: str) -> str | None:
    words = " ".join(words.split())
    odd = re.search(r"://|^@|^www\.|^[\w-]+(?:\.[\w-]+)+$", words) or not re.search(r"[^\W\d_]{2}", words)
    return None if odd or len(words) > _LONGEST or _NO_NAME.fullmatch(words) else words


def _repeated(tree: Any) -> str | None:
    """The piece of the title, or the words of the link to the front page, that most of the frame repeats."""
    homes, pictures = list(_homes(tree)), [i.get("alt") or "" for i in tree.iter("img")]
    head, foot = _frame(tree)
    title = next((words_of(t) for t in tree.iter("title")), "")
    headings = {folded(words_of(h)) for h in tree.iter("h1") if next(h.iter("a"), None) is None}
    lower = {folded(words_of(h)) for h in tree.iter("h2", "h3")}
    pieces = [re.sub(r"^(?:m|www)\.(?=\S)", "", p.strip()) for p in SIGNS.split(title)]
    best: tuple[int, str] | None = None
    for piece in filter(_name, pieces):
        name = folded(re.sub(r"\(.*\)", "", piece))
        if name in headings or len(name) < 3:
            continue
        said = [other for other in (*homes, *pictures) if _same(name, folded(other))]
        headed = f" {name} " in head and len(pieces) > 1 and name not in lower
        count = 3 * len(said) + 2 * (f" {name} " in foot) + headed
        if count and (best is None or count > best[0]):
            best = count, said[0] if said and piece.isupper() else piece
    if best is None:
        best = next(((1, h) for h in homes if _name(h) and len(folded(h)) > 4 and f" {folded(h)} " in foot), None)
    return best[1] if best else None


def _same(name: str, other: str) -> bool:
    """Whether they are one name, or one is the beginning of the other."""
    shorter, longer = sorted((name, other), key=len)
    return len(shorter) > 4 and (longer == shorter or longer.startswith(shorter + " "))


def _homes(tree: Any) -> Iterator[str]:
    for link in tree.iter("a"):
        href = (link.get("href") or "").strip()
        if href and (_HOME.fullmatch(href) or "home" in (link.get("rel") or "").split()):
            words = words_of(link) or next((i.get("alt") or "" for i in link.iter("img")), "")
            if words and not _NO_NAME.fullmatch(words):
                yield words


def _frame(tree: Any) -> tuple[str, str]:
    """The folded words at the head and at the foot of the page that lead nowhere."""
    body = next(tree.iter("body"), tree)
    words = [
        text
        for text in body.xpath(
            ".//text()[not(ancestor::a or ancestor::nav or ancestor::li or ancestor::script or ancestor::style)]"
        )
        if text.strip()
    ]
    head, foot = folded(" ".join(words[:20]))[:_FRAME], folded(" ".join(words[-12:]))[-_FRAME:]
    return f" {head} ", f" {foot} "
