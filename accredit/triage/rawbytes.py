"""Triage of a page by its bytes, as they came: does a name that only one state or party has stand in them?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

from accredit.triage import forms
from accredit.triage.engines import Engine, scanner
from accredit.triage.folding import fold
from accredit.triage.names import Names, telling

_AROUND = 1000  # bytes on each side of a place that is looked at more closely
_MARKUP = re.compile(r"<!--.*?-->|<[^<>]*(?:>|$)", re.DOTALL)
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


class ByteScreen:
    """The names of some situations, looked for in bytes of any encoding that holds ASCII."""

    def __init__(self, names: Iterable[Names], engine: Engine | None = None) -> None:
        named = list(names)
        own = frozenset().union(*(each.own() for each in named))
        sure, others = _patterns(own, {word for each in named for word in _words(each, own)})
        self._scanner = scanner(sorted(sure), sorted(others), engine)
        self._own = re.compile("|".join(sorted(re.sub(r"[\s-]+", r"[\\s-]*", name) for name in own)) or r"(?!)")
        foreign = any(not name.isascii() for name in own)
        self._codecs = forms.OLD_ENCODINGS if foreign else ()

    def names(self, data: bytes | memoryview) -> bool:
        """Whether a name of a state's or party's own may stand in the bytes."""
        if self._scanner.slow and not self._scanner.sure(data) and not self._worth(bytes(data)):
            return False
        places = self._scanner.scan(data)
        if isinstance(places, bool):
            return places
        seen = 0
        for place in sorted(places):
            if place <= seen:
                continue
            seen = place + _AROUND // 2  # what a window holds to its middle is not looked at again
            if self._read(bytes(data[max(0, place - _AROUND) : seen + _AROUND // 2])):
                return True
        return False

    def _read(self, window: bytes) -> bool:
        """Whether the name stands in the window when it is read as text: no markup, no references, one form."""
        return any(self._own.search(fold(unmarked(text))) for text in self._texts(window))

    def _worth(self, data: bytes) -> bool:
        """Whether the whole page holds the name when it is read as text; far quicker than a slow scan for places."""
        texts = list(self._texts(data))
        return any(self._own.search(fold(form)) for text in texts for form in (unmarked(text), unescape(text)))

    def _texts(self, window: bytes) -> Iterable[str]:
        yield window.decode("utf-8", "ignore")
        if not window.isascii():
            yield window.decode("cp1252", "ignore")
            try:
                window[4:-4].decode("utf-8")
            except UnicodeDecodeError:
                yield from (window.decode(codec, "ignore") for codec in self._codecs)


def unmarked(text: str) -> str:
    """The text without tags, and with the characters that references and escapes stand for."""
    without = _MARKUP.sub("", text)
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), unescape(without))


def _words(names: Names, own: frozenset[str]) -> Iterable[str]:
    """The words of the names that hold a name of their own: with Afghan, Afghanistan too."""
    single = [name for name in own if _single(name)]
    for name in names.every:
        for word in re.split(r"[\s'’-]+", fold(name)):
            if any(each in word for each in single):
                yield word


def _single(name: str) -> bool:
    """Whether a name is one word, so that it need not be looked at more closely where it is found."""
    return " " not in name and "-" not in name


def _patterns(own: frozenset[str], words: set[str]) -> tuple[set[str], set[str]]:
    """What says enough by itself, and what needs a closer look."""
    sure: set[str] = set()
    others = set(forms.SOFT)
    for name in own:
        word = telling(name)
        found = {forms.plain(word), *forms.old(word)}
        if _single(name):
            sure |= found
            others.update(forms.spelt(name))
        else:
            others |= found
    for word in words:
        others.update(forms.broken(word))
        others.update(forms.accented(word))
    return sure, others
