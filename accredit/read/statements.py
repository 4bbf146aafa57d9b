"""What a page states about itself in tags and JSON-LD: the raw values, in the order in which they count.

Trees are lxml's, as `page` parses them; this module only asks them and imports nothing of lxml.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*BlogPosting|SocialMediaPosting|Report)")
_HOUSES = re.compile(r"\w*Organization|NewspaperPublisher|Corporation")
_PAGE_TYPES = re.compile(r"\w*WebPage")
_FRAME_TAGS = frozenset({"aside", "nav", "footer", "head"})
_FRAME_CLASS = re.compile(r"related|comment|sidebar|widget|footer|recommend|most-?read|teaser", re.IGNORECASE)


def metas(tree: Any) -> Iterator[tuple[str, str]]:
    """Lower-case name (or property) and content of every meta tag that has both."""
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("http-equiv")
        content = (tag.get("content") or "").strip()
        if name and content:
            yield name.strip().lower(), content


def canonical(tree: Any) -> str | None:
    """The absolute canonical address; None when there is none or only a relative one."""
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        if "canonical" in (link.get("rel") or "").lower().split() and re.match(r"https?://", href, re.IGNORECASE):
            return href
    return None


def language(tree: Any) -> str | None:
    """The language that the page declares, as a tag; templates often declare the wrong one."""
    declared = dict(metas(tree))
    return tree.get("lang") or declared.get("content-language") or declared.get("og:locale")


def headlines(tree: Any) -> list[str]:
    """What the page calls itself or its article, in its head and in its headings of the first two ranks."""
    declared = dict(metas(tree))
    words = [declared.get("og:title"), declared.get("twitter:title"), declared.get("title"), declared.get("dc.title")]
    for tag in tree.iter("title", "h1", "h2"):
        words.append(" ".join("".join(tag.itertext()).split()))
    found = [w for w in words if w]
    # The site's name stands before or behind the headline, parted by a sign.
    return found + [part for w in found for part in re.split(r"\s+[|·•:–—-]+\s+", w) if len(part) > 12]


def publisher(tree: Any) -> str | None:
    """The publisher of the page's article in JSON-LD; else the one news organisation that stands there."""
    items = list(_objects(tree))
    for item in items:
        if _is(item, _ARTICLE_TYPES) and (named := _names(item.get("publisher"))):
            return named[0]
    houses = {name for item in items if _is(item, _HOUSES) for name in _names(item)}
    return houses.pop() if len(houses) == 1 else None


def headline(tree: Any) -> str | None:
    """The headline of the page's article in JSON-LD or microdata."""
    for item in _objects(tree):
        if _is(item, _ARTICLE_TYPES) and isinstance(item.get("headline"), str) and item["headline"].strip():
            return str(item["headline"])
    return itemprop(tree, "headline")


def authors(tree: Any) -> list[str]:
    """The names of the people who wrote the page's article, in JSON-LD; an organisation is none of them."""
    for item in _objects(tree):
        if not _is(item, _ARTICLE_TYPES):
            continue
        for field in ("author", "creator"):
            given = item.get(field)
            people = [a for a in (given if isinstance(given, list) else [given]) if not _is_house(a)]
            if found := [name for person in people for name in _names(person)]:
                return found
    return []


def itemprop(tree: Any, name: str) -> str | None:
    """The words of the first element that microdata name so, outside side columns; a nested name goes before."""
    for element in tree.xpath("//*[@itemprop]"):
        if name not in element.get("itemprop").lower().split() or (element.tag != "meta" and framed(element)):
            continue
        inner = next((e for e in element.iterdescendants() if e.get("itemprop") == "name"), element)
        words = inner.get("content") or " ".join("".join(inner.itertext()).split())
        if words.strip():
            return str(words.strip())
    return None


def _names(value: object) -> list[str]:
    """The name of a thing in JSON-LD, which may be the name itself."""
    if isinstance(value, list):
        return [name for one in value for name in _names(one)]
    name = value.get("name") if isinstance(value, dict) else value
    return [" ".join(name.split())] if isinstance(name, str) and name.strip() else []


def _is_house(value: object) -> bool:
    return isinstance(value, dict) and _is(value, _HOUSES)


def json_ld_dates(tree: Any, address: str | None, name: str) -> list[str]:
    """Values of such a date of the page's own article; of those that name the address, where any does."""
    items = list(_objects(tree))
    own = [i for i in items if _is(i, _ARTICLE_TYPES)] or [i for i in items if _is(i, _PAGE_TYPES)]
    if address and (named := [i for i in own if address.rstrip("/") in _addresses(i)]):
        own = named
    return [i[name] for i in own if isinstance(i.get(name), str)]


def broken_json_ld_dates(tree: Any, name: str) -> list[str]:
    """Values of such a date in JSON-LD blocks that cannot be parsed."""
    value = re.compile(rf'"{name}"\s*:\s*"([^"]*)"')
    return [found for words in _blocks(tree) if _parsed(words) is None for found in value.findall(words)]


def framed(element: Any) -> bool:
    """Whether an element stands in what surrounds the article: side columns, comments, other articles."""
    return any(
        a.tag in _FRAME_TAGS or _FRAME_CLASS.search(f"{a.get('class') or ''} {a.get('id') or ''}")
        for a in (element, *element.iterancestors())
        if a.tag not in ("html", "body")
    )


def _blocks(tree: Any) -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            yield script.text


def _parsed(words: str) -> Any:
    try:
        return json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The blocks' own objects; those inside other properties (a video, a comment) say nothing about the page."""
    waiting = [_parsed(words) for words in _blocks(tree)][::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [value[k] for k in ("mainEntity", "@graph") if k in value]


def _is(item: dict[str, Any], types: re.Pattern[str]) -> bool:
    kinds = item.get("@type")
    return any(isinstance(k, str) and types.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds]))


def _addresses(item: dict[str, Any]) -> set[str]:
    entity = item.get("mainEntityOfPage")
    values: Iterable[object] = (
        item.get("url"),
        item.get("@id"),
        entity,
        *(entity.values() if isinstance(entity, dict) else ()),
    )
    return {v.split("#")[0].rstrip("/") for v in values if isinstance(v, str)}
