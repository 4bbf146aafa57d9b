"""The words of a page in one quick pass, with no guess at what is the article: more than its words, never less."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import unescape

from accredit.triage.forms import OLD_ENCODINGS
from accredit.triage.rawbytes import ESCAPE

_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^<>]*?\b(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LOOKED_AT = 8192
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|code|dfn|del|em|font|i|ins|kbd|mark|nobr|q|s|samp|small|span|strike|strong|sub"
    r"|sup|tt|u|var|wbr)\b[^<>]*>|<!--[^<>]*-->",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_HIDDEN = re.compile(r"<(script|style|nav|footer|select|!--)", re.IGNORECASE)
_FRAME = ("nav", "footer", "select")
_ARTICLE = re.compile(r"<(?:article|main|h1)\b", re.IGNORECASE)
_LINKED_DATA = re.compile(r"ld\+json", re.IGNORECASE)


def texts(data: bytes, label: str | None) -> Iterator[str]:
    """The page's words in each encoding that its bytes may be in; `label` is the one that its answer named.

    UTF-8 alone where the bytes are UTF-8.
    """
    try:
        yield words(data.decode("utf-8"))
        return
    except UnicodeDecodeError:
        yield words(data.decode("utf-8", "replace"))
    declared = _DECLARED.search(data[:_LOOKED_AT])
    named = [label or "", declared[1].decode("ascii", "replace") if declared else "", "cp1252", *OLD_ENCODINGS]
    for codec in dict.fromkeys(filter(None, map(_codec, named))):
        yield words(data.decode(codec, "replace"))


def _codec(label: str) -> str | None:
    """Python's name of an encoding of text; None for what is none."""
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", False) and found.name not in _NOT_OF_PAGES else None


_NOT_OF_PAGES = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}


def words(markup: str) -> str:
    """What a reader of the page may see, and what it says of itself as linked data."""
    shown = " ".join(_shown(markup))
    return unescape(_TAG.sub(" ", _INLINE.sub("", shown)))


def _shown(markup: str) -> Iterator[str]:
    """The page's pieces outside scripts, styles, comments and what frames the page: its menus and its foot.

    One pass, however many of them have no end.
    """
    at, endless = 0, set[str]()
    for match in _HIDDEN.finditer(markup):
        kind = match[1].lower()
        if match.start() < at or kind in endless:
            continue
        end = "-->" if kind == "!--" else f"</{kind}"
        found = _find(markup, end, match.end())
        if found < 0:
            endless.add(kind)  # what has no end hides nothing
            continue
        if kind in _FRAME and _ARTICLE.search(markup, match.end(), found):
            continue  # a menu that nobody closed
        yield markup[at : match.start()]
        if kind == "script" and _LINKED_DATA.search(markup, match.end(), match.end() + 200):
            inside = markup[markup.find(">", match.end()) + 1 : found]
            yield ESCAPE.sub(lambda m: chr(int(m[1], 16)), inside).replace("\\n", " ").replace("\\/", "/")
        at = found
    yield markup[at:]


def _find(markup: str, end: str, start: int) -> int:
    """Where the end stands, whatever the case of its letters; -1 where it does not."""
    match = re.compile(re.escape(end), re.IGNORECASE).search(markup, start)
    return match.start() if match else -1
