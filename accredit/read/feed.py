"""RSS 0.9 to 2.0, RDF, Atom and JSON Feed: one article an entry.

Own code over lxml and no library: feeds are small trees, and what a feed may make a reader do (entities,
depth, size) is bounded here in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from accredit.errors import OversizedError, UnreadableError
from accredit.read.dates import stated
from accredit.read.found import Found
from accredit.read.fragment import text_of
from accredit.read.language import settled

MOST_ENTRIES = 5_000
"""Entries of one feed that are read; real ones have some dozens."""

_ENTRIES = frozenset({"item", "entry"})
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_BODY_NAMES = ("encoded", "content", "body", "description", "summary")
_DATE_NAMES = ("published", "pubdate", "issued", "date", "created")
_CHANGE_NAMES = ("updated", "modified")
_JSON_FEED = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")


def found(data: bytes) -> list[Found]:
    """The entries of an RSS, RDF or Atom feed that have words. Raises UnreadableError when it is none."""
    return _with_text(entries(data))


def outline(data: bytes) -> list[Found]:
    """The feeds that an OPML file names, each with its address and no text. Raises UnreadableError when it is none."""
    root = _tree(data)
    if _name(root) != "opml":
        raise UnreadableError("is no OPML: no list of feeds")
    named = ((o.get("xmlUrl") or o.get("xmlurl"), o.get("title") or o.get("text")) for o in root.iter("outline"))
    feeds = [Found("", url=url.strip(), title=title) for url, title in named if url and url.strip()]
    if not feeds:
        raise UnreadableError("is OPML that names no feed")
    if len(feeds) > MOST_ENTRIES:
        raise OversizedError(f"OPML of {len(feeds):,} feeds: at most {MOST_ENTRIES:,} are watched")
    return feeds


def entries(data: bytes) -> list[Found]:
    """Every entry of an RSS, RDF or Atom feed, also those without words. Raises UnreadableError when it is none."""
    root = _tree(data)
    if _name(root) not in ("rss", "rdf", "feed", "channel"):
        raise UnreadableError("is XML that is no web page and no feed")
    channel = next((c for c in root if _name(c) == "channel"), root)
    outlet, language = _words(channel, "title"), _language(root, channel)
    items = [e for e in root.iter() if _name(e) in _ENTRIES]
    if len(items) > MOST_ENTRIES:
        raise OversizedError(f"a feed of {len(items):,} entries: at most {MOST_ENTRIES:,} are read")
    base = _link(channel)
    return [_entry(item, outlet, language, base) for item in items]


def _tree(data: bytes) -> Any:
    from lxml import etree

    if _ENTITY.search(data):
        raise UnreadableError("the feed declares entities of its own: not read, since these can grow without end")
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data.replace(b"\0", b""), parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableError(f"is no feed that can be read: {error}") from None
    if root is None:
        raise UnreadableError("is no feed that can be read")
    return root


def is_json_feed(value: object) -> bool:
    """Whether a JSON value is a JSON Feed."""
    return isinstance(value, dict) and isinstance(v := value.get("version"), str) and bool(_JSON_FEED.match(v))


def found_in_json(value: dict[str, Any]) -> list[Found]:
    """The items of a JSON Feed that have words."""
    return _with_text(entries_in_json(value))


def entries_in_json(value: dict[str, Any]) -> list[Found]:
    """Every item of a JSON Feed."""
    items = value.get("items")
    given = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if len(given) > MOST_ENTRIES:
        raise OversizedError(f"a feed of {len(given):,} entries: at most {MOST_ENTRIES:,} are read")
    return [_item(item, value) for item in given]


def _with_text(read: list[Found]) -> list[Found]:
    if not read:
        raise UnreadableError("a feed without entries")
    kept = [entry for entry in read if entry.text.strip()]
    if not kept:
        raise UnreadableError("a feed whose entries hold no text")
    return kept


def _entry(entry: Any, outlet: str | None, language: str | None, base: str | None) -> Found:
    fields: dict[str, list[Any]] = {}
    for child in entry:
        fields.setdefault(_name(child), []).append(child)
    text = max((t for name in _BODY_NAMES for t in map(_body, fields.get(name, []))), key=len, default="")
    link = _link(entry)
    source = next((_words(s, "title") or _plain(s) for s in fields.get("source", [])), None)
    return Found(
        text,
        url=_joined(base, link) if link else None,
        outlet=source or outlet,
        title=_words(entry, "title"),
        published=_dated(fields, _DATE_NAMES),
        modified=_dated(fields, _CHANGE_NAMES),
        language=settled(entry.get(_XML_LANG) or language, text),
        author=_author(fields),
    )


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _dated(fields: dict[str, list[Any]], names: tuple[str, ...]) -> str | None:
    """The stated day of publication, or of the last change: the one is never taken for the other."""
    for name in names:
        for element in fields.get(name, []):
            if day := stated(_plain(element) or ""):
                return day
    return None


def _author(fields: dict[str, list[Any]]) -> str | None:
    for name in ("creator", "author"):
        for element in fields.get(name, []):
            words = _words(element, "name") or (None if len(element) else _plain(element))
            if words:
                # RSS 2.0 asks for an address with the name in brackets behind it.
                named = re.fullmatch(r"\S+@\S+ \((.+)\)", words)
                return named[1] if named else words
    return None


def _body(element: Any) -> str:
    """The text of an element that holds markup: escaped inside it, or as its own children."""
    if len(element) and (element.get("type") == "xhtml" or _name(element) == "body"):
        from lxml import etree

        return text_of(etree.tostring(element, encoding="unicode", with_tail=False))
    return text_of("".join(element.itertext()))


def _link(parent: Any) -> str | None:
    """The address of an entry's page: Atom's alternate link, RSS's own, or a guid that is an address."""
    for child in parent:
        if _name(child) != "link":
            continue
        address = (child.get("href") or _plain(child) or "").strip()
        if address and child.get("rel", "alternate") == "alternate":
            return address
    for child in parent:
        if _name(child) == "guid" and child.get("isPermaLink", "true") == "true":
            words = _plain(child) or ""
            return words if re.match(r"https?://", words) else None
    return None


def _joined(base: str | None, link: str) -> str | None:
    """The link as an address; None for one that is none."""
    try:
        return urljoin(base or "", link)
    except ValueError:
        return None


def _language(root: Any, channel: Any) -> str | None:
    return _words(channel, "language") or channel.get(_XML_LANG) or root.get(_XML_LANG)


def _words(parent: Any, name: str) -> str | None:
    """The words of the first child of that name, tags and entities taken away."""
    for child in parent:
        if _name(child) == name:
            words = " ".join(text_of("".join(child.itertext())).split())
            return words or None
    return None


def _plain(element: Any) -> str | None:
    return " ".join("".join(element.itertext()).split()) or None


def _name(element: Any) -> str:
    """The lower-case name without its namespace; none for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _item(item: dict[str, Any], feed: dict[str, Any]) -> Found:
    markup, plain, summary = (_text(item, name) for name in ("content_html", "content_text", "summary"))
    text = (text_of(markup) if markup else "") or plain or summary or ""
    return Found(
        text,
        url=_text(item, "url") or _text(item, "external_url"),
        outlet=_text(feed, "title"),
        title=_text(item, "title"),
        published=stated(_text(item, "date_published") or ""),
        modified=stated(_text(item, "date_modified") or ""),
        language=settled(_text(item, "language") or _text(feed, "language"), text),
        author=next(_authors(item), None) or next(_authors(feed), None),
    )


def _authors(holder: dict[str, Any]) -> Iterator[str]:
    listed = holder.get("authors")
    for author in [*(listed if isinstance(listed, list) else []), holder.get("author")]:
        if isinstance(author, dict) and (name := _text(author, "name")):
            yield name


def _text(holder: dict[str, Any], name: str) -> str | None:
    value = holder.get(name)
    return value.strip() or None if isinstance(value, str) else None
