"""Saved web pages: the text without its frame, through trafilatura, and what the page states about itself.

The one module that imports trafilatura, and only when the first page comes: it takes half a second to load.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from warnings import catch_warnings

from accredit.errors import UnreadableError
from accredit.read import charset, statements
from accredit.read.found import Found
from accredit.read.language import settled
from accredit.read.lines import above
from accredit.read.pageauthor import author
from accredit.read.pagechange import modified
from accredit.read.pagedate import published
from accredit.read.pageoutlet import outlet
from accredit.read.pagetitle import title
from accredit.read.prepare import prepared
from accredit.read.trim import trimmed

# The extractor drops the zero-width non-joiner with the control characters, but Persian and Pashto
# words are spelt with it: it travels as a rare printable letter that the page does not hold.
_NON_JOINER = "\u200c"
_STAND_IN = "\ua66e"
_LARGE = 1_000_000
_LEAST = "40"
_SHORT = 400
_WRITTEN_NON_JOINER = re.compile(r"\u200c|&zwnj;|&#8204;|&#x200c;", re.IGNORECASE)


def found(data: bytes, given: str | None = None) -> Found:
    """The article of a page; `given` is where it was found, for a page that does not say so itself.

    Raises UnreadableError when it cannot be parsed or holds no article text.
    """
    from trafilatura.utils import detect_encoding

    characters, warning = charset.decode(data, detect_encoding)
    if _STAND_IN in characters:
        page = _taken_apart(characters, given)
    else:
        page = _restored(_taken_apart(_WRITTEN_NON_JOINER.sub(_STAND_IN, characters), given))
    return replace(page, language=settled(page.language, page.text), warnings=(warning,) if warning else ())


def _restored(page: Found) -> Found:
    texts = {name: getattr(page, name) for name in ("text", "title", "outlet", "author", "url")}
    return replace(page, **{name: words and words.replace(_STAND_IN, _NON_JOINER) for name, words in texts.items()})


def _taken_apart(characters: str, given: str | None) -> Found:
    """The page's parts, with the language that it declares."""
    from trafilatura import load_html

    document: Any = None
    head: Any = None
    try:
        with catch_warnings(action="ignore"):  # what libraries think of a page's odd dates is nobody's concern
            tree = load_html(characters.replace("\0", ""))
            if tree is not None:
                plain = prepared(tree)
                document = _extracted(plain, given)
                head = _head(plain, given)
            elif len(characters) > _LARGE:
                raise MemoryError  # the parser takes any words for a page, unless its memory ends
    except MemoryError:
        raise
    except Exception as error:
        # Not swallowed: pages in the wild find faults of the extractor, and one must not stop the others.
        raise UnreadableError(f"the page cannot be taken apart: {type(error).__name__}: {error}") from error
    text = (document.text or "") if document else ""
    if tree is None or not text.strip():
        raise UnreadableError("no article text in the page")
    lines = above(tree, text)
    site = outlet(tree)
    headline = title(tree, head.title, site, lines)
    writer = author(tree, site, headline, lines)
    text = trimmed(text, [*statements.headlines(tree), headline or ""], _names(head.author) + _names(writer))
    address = statements.canonical(tree) or head.url or given
    day = published(tree, address)
    return Found(
        text,
        url=address,
        outlet=site or _host(address),
        title=headline,
        published=day,
        language=statements.language(tree),
        author=writer,
        modified=modified(tree, address, day),
    )


def _head(tree: Any, given: str | None) -> Any:
    """What the page's head states, as the extractor reads it.

    It would also seek days and names among all elements, which takes longer than all else and is not used.
    """
    from trafilatura.metadata import examine_meta, extract_meta_json, extract_title, extract_url

    found: Any = examine_meta(tree)
    if found.author and " " not in found.author:
        found.author = None
    with suppress(Exception):  # linked data of an odd shape finds faults of the library: it costs what it states alone
        found = extract_meta_json(tree, found)
    found.title = found.title or extract_title(tree)
    found.url = found.url or extract_url(tree, given)
    found.clean_and_trim()
    return found


def _extracted(tree: Any, given: str | None) -> Any:
    """What the extractor makes of a page; the tree stays as it is.

    A short page may come back as one line with its headline in it, because the extractor thinks that it missed
    something: then what it found at first is taken, where that has more lines.
    """
    from trafilatura import bare_extraction

    found: Any = None
    for config in _settings():
        again: Any = bare_extraction(tree, url=given, include_comments=False, config=config)
        if found is None or (again is not None and (again.text or "").count("\n") > 0):
            found = again
        if found is None or len(found.text or "") > _SHORT or "\n" in (found.text or "").strip():
            break
    return found


@cache
def _settings() -> tuple[Any, Any]:
    """The extractor's own settings, and those with which it is content with less."""
    from trafilatura.settings import use_config

    content = use_config()
    content.set("DEFAULT", "MIN_EXTRACTED_SIZE", _LEAST)
    return use_config(), content


def _host(address: str | None) -> str | None:
    """The name of the host, for want of an outlet's; one that keeps other people's pages is none."""
    parts = urlsplit(address or "")
    kept = "://" in parts.path or re.search(r"/https?:/", parts.path)
    return None if kept or not parts.hostname else parts.hostname.removeprefix("www.")


def _names(author: str | None) -> list[str]:
    return [name.strip() for name in re.split(r"[;,]", author or "") if name.strip()]
