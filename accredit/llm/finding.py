"""Words of an answer looked for in an article, under a normalisation that leads back to the exact characters.

The same under it: runs of white space; single and double quotation marks of any shape; hyphens and dashes; letters
with their accents composed or apart (Unicode NFC); an ellipsis and three dots. What cannot be seen (soft hyphens,
zero-width and direction marks) is passed over. Nothing else: case counts, and letters that only look alike differ.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_SINGLE, _DOUBLE = "‘’‚‛ʼ′`´", "“”„‟«»″"
_DASHES = "‐‑‒–—―−"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_ONE_FORM = str.maketrans(
    dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_DASHES, "-") | {"…": "..."}
)
_MARKS = " \"'"


class Words:
    """A text under the normalisation: `plain`, with the offsets that each of its characters comes from."""

    __slots__ = ("_ends", "_starts", "plain", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []
        self._ends: list[int] = []
        made: list[str] = []
        for start, end, form in _clusters(text):
            if form == " " and made and made[-1] == " ":
                self._ends[-1] = end
                continue
            for c in form:
                made.append(c)
                self._starts.append(start)
                self._ends.append(end)
        self.plain = "".join(made)

    def places(self, words: str) -> Iterator[tuple[int, int]]:
        """Offsets in the text of every place where whole words are these, in order."""
        wanted = Words(words).plain.strip(_MARKS)
        at = self.plain.find(wanted) if wanted else -1
        while at >= 0:
            start, end = self._starts[at], self._ends[at + len(wanted) - 1]
            if _whole(self.text, start, end) and Words(self.text[start:end]).plain == wanted:
                yield start, end
            at = self.plain.find(wanted, at + 1)

    def holds(self, words: str) -> bool:
        """Whether these words stand anywhere in the text."""
        return any(True for _ in self.places(words))


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Pieces of a text that are normalised together: a letter with its accents, or one sign."""
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and (unicodedata.combining(text[end]) or text[end] in _UNSEEN):
            end += 1
        piece = text[at:end]
        seen = "".join(c for c in piece if c not in _UNSEEN)
        form = " " if seen[:1].isspace() else unicodedata.normalize("NFC", seen).translate(_ONE_FORM)
        if form:
            yield at, at + len(piece.rstrip(_UNSEEN)), form
        at = end


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word is cut at either end."""
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (cut_before or cut_after)
