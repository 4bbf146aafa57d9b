"""Which way a date points that names no year or no week, told from the sentence's own words.

"will close on Friday" is the next Friday, "closed on Friday" the last. The nearest word before the
date decides; where the date opens its sentence, the first word after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from accredit.extract.lexicon import table

Tense = Literal["past", "future", "arranged", "present", "unclear"]

_OTHER_WORDS = r"(?:\s+[\w’'-]+)"


def _any(key: str) -> str:
    phrases = sorted(table("dates")["tense"][key], key=len, reverse=True)
    return "|".join(p.replace(" ", r"\s+") for p in phrases)


_CUE = re.compile(
    rf"""\b(?:
      (?P<unreal>(?:would|should|may|might|must|could|cannot)(?:\s+not)?\s+have\s+[a-z]+)
    | (?P<asking>{_any("asking")}){_OTHER_WORDS}{{0,6}}?\s+(?P<to>to\s+(?:be\s+)?[a-z]+|(?=until\b|till\b))
    | (?P<term>(?:have|has|given){_OTHER_WORDS}{{0,3}}?\s+(?=until\b|till\b))
    | (?P<unclear>{_any("unclear")})(?:\s+to)?(?:\s+be)?(?:\s+[a-z]+)?
    | (?P<future>{_any("future")})(?:\s+(?:not|also|then|only|now|soon|likely|again|[a-z]+ly))?
      (?:\s+(?:be|have))?(?:\s+[a-z]+ly)?(?:\s+[a-z]+)?(?:\s+[a-z]{{2,}}(?:ed|en|ut)\b)?
    | (?P<arranged>{_any("arranged")})
    | (?P<present>{_any("present")})(?:\s+(?:not|also|still|now|being))?(?:\s+[a-z]+(?:ed|en|ing)\b(?!\s+to\b))?
    | (?<!\bto\s)(?P<past>{_any("past")}|(?!(?:{_any("not_past")})\b)[a-z]{{2,}}ed)
    )\b""",
    re.VERBOSE,
)
_BREAK = re.compile(r"(?<=[\w)”\"’][.!?])[”\"’)]?\s+(?=[A-Z“\"‘(])|\n\s*\n")
_ABBREVIATED = re.compile(r"\b(?:[A-Z][a-z]{2,3}|[A-Z])\.$")
_INFINITIVE = re.compile(
    r"\bto\s+(?!(?:the|an?|his|her|its|their|this|that|these|those|all|some|any|no)\b)[a-z]{2,}(?<!s|g)\b"
)
_LEAD = re.compile(r"\b(since|until|till|by)\s+(?:the\s+)?(?:(?:end|start|beginning|middle)\s+of\s+)?$", re.IGNORECASE)


class Tenses:
    """The tense words of a piece of text, found when first asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    def at(self, begin: int) -> Tense | None:
        """The tense of the date that begins at an offset; None where no word tells.

        A date behind "since" lies behind; one behind "until" or "by" lies ahead unless a past verb says
        otherwise, and where it might be either it is unclear.
        """
        low, high = self.sentence(begin)
        lead = _LEAD.search(self.text[max(low, begin - 40) : begin])
        word = lead[1].lower() if lead else ""
        if word == "since":
            return "past"
        told = self._told(low, begin, high)
        if word:
            return told if told in ("past", "unclear") else "future"
        return told

    def _told(self, low: int, begin: int, high: int) -> Tense | None:
        before = [kind for at, kind in self._cues if low <= at < begin]
        after = [kind for at, kind in self._cues if begin <= at < high]
        if before:
            return next((kind for kind in reversed(before) if kind != "present"), "present")
        if _INFINITIVE.search(self.text, low, begin):
            return "future"
        first = next((kind for kind in after if kind != "present"), None)
        if first in ("future", "arranged") and len(self.text[low:begin].split()) > 3:
            return "unclear"
        return first or (after[0] if after else None)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence around an offset, cut at full stops before capitals."""
        low = max((b for b in self._breaks if b <= at), default=self.start)
        return low, min((b for b in self._breaks if b > at), default=self.end)

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        found = _BREAK.finditer(self.text, self.start, self.end)
        return tuple(m.end() for m in found if not _ABBREVIATED.search(self.text, self.start, m.start()))

    @cached_property
    def _cues(self) -> tuple[tuple[int, Tense], ...]:
        return tuple(self._found())

    def _found(self) -> Iterator[tuple[int, Tense]]:
        for m in _CUE.finditer(self.text, self.start, self.end):
            if m["asking"]:
                if m["asking"].endswith("d") or m["asking"] in ("told", "gave"):
                    yield m.start(), "past"
                yield m.start("to"), "future"
            elif m["unreal"]:
                yield m.start(), "past"
            elif m["term"]:
                yield m.end() - 1, "future"
            else:
                kinds: tuple[Tense, ...] = ("unclear", "future", "arranged", "present", "past")
                yield m.start(), next(kind for kind in kinds if m[kind])
