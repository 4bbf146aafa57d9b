"""What the network sees at once: whole paragraphs as word pieces, and around each cue a shorter stretch.

Training and reading cut texts by the same functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accredit.extract.attribution.words import Words

UNKNOWN, CLS, SEP = 1, 2, 3
"""The ids of a piece that is not in the vocabulary, and of the marks before a window and after each paragraph."""
LONGEST = 254
"""The most pieces of one window."""
FILL = 190
"""A window takes further paragraphs while it stays under this many pieces."""
BEFORE, AFTER = 26, 26
"""Pieces beside a cue's sentence that its source and content are looked for in."""
STRETCH = 136
"""The most pieces of such a stretch."""
_LONG_WORD = 12

SPAN = 24
"""Pieces on each side of a cue whose distance from it is told apart."""

Pieces = Callable[[Sequence[str]], list[list[int]]]
"""Gives each word's piece ids."""


@dataclass(frozen=True, slots=True)
class Window:
    """Piece ids, and for the words `first` up to `last` the place of each one's first piece."""

    ids: tuple[int, ...]
    first: int
    last: int
    at: tuple[int, ...]

    def place(self, word: int) -> int:
        """The place of the word's first piece in `ids`."""
        return self.at[word - self.first]

    def after(self, word: int) -> int:
        """The place behind the last piece of the word before `word`."""
        return self.place(word) if word < self.last else len(self.ids) - 1


def windows(words: Words, pieces: Pieces) -> list[Window]:
    """The windows of a text, in order; every word lies in exactly one."""
    split = [p[:_LONG_WORD] or [UNKNOWN] for p in pieces([words.word(i) for i in range(len(words))])]
    out: list[Window] = []
    begin = 0
    for end in _cuts(words, [len(p) for p in split]):
        ids, at = [CLS], []
        for i in range(begin, end):
            if i > begin and words.paragraph[i] != words.paragraph[i - 1]:
                ids.append(SEP)
            at.append(len(ids))
            ids.extend(split[i])
        out.append(Window((*ids, SEP), begin, end, tuple(at)))
        begin = end
    return out


def _cuts(words: Words, lengths: Sequence[int]) -> list[int]:
    """Where windows end: after a paragraph, in a long one after a sentence, in a long sentence anywhere."""
    out: list[int] = []
    begin = total = 0
    sentence_start = 0
    for i, length in enumerate(lengths):
        new_paragraph = i > begin and words.paragraph[i] != words.paragraph[i - 1]
        if i > 0 and words.sentence[i] != words.sentence[i - 1]:
            sentence_start = i
        if (new_paragraph and total + _paragraph(words, lengths, i) > FILL) or total + length + 2 > LONGEST - 1:
            cut = i if new_paragraph or sentence_start <= begin else sentence_start
            out.append(cut)
            total = sum(lengths[cut:i]) + (i > cut)
            begin = cut
        total += length + new_paragraph
    if lengths:
        out.append(len(lengths))
    return out


def _paragraph(words: Words, lengths: Sequence[int], i: int) -> int:
    """The pieces of the paragraph that begins at word `i`."""
    total = 0
    for k in range(i, len(lengths)):
        if words.paragraph[k] != words.paragraph[i]:
            break
        total += lengths[k]
    return total


def stretch(words: Words, window: Window, cue: tuple[int, int]) -> tuple[int, int]:
    """The words around a cue that its roles are looked for in: its sentence and some pieces on both sides."""
    first, last = cue
    while first > window.first and words.sentence[first - 1] == words.sentence[cue[0]]:
        first -= 1
    while last < window.last and words.sentence[last] == words.sentence[cue[0]]:
        last += 1
    lowest = max(1, window.place(first) - BEFORE)
    highest = min(len(window.ids) - 1, window.after(last) + AFTER)
    if highest - lowest > STRETCH:
        middle = window.place(cue[0])
        lowest = max(lowest, middle - STRETCH // 2)
        highest = min(highest, middle + STRETCH // 2)
    while first > window.first and window.place(first - 1) >= lowest:
        first -= 1
    while last < window.last and window.after(last + 1) <= highest:
        last += 1
    while first < cue[0] and window.place(first) < lowest:
        first += 1
    while last > cue[1] and window.after(last) > highest:
        last -= 1
    return first, last


def distances(low: int, high: int, cue: tuple[int, int]) -> list[int]:
    """For the pieces `low` up to `high` the distance from the cue's, `SPAN` on the cue itself."""
    first, last = cue
    return [
        SPAN + (max(p - first, -SPAN) if p < first else min(p - last + 1, SPAN) if p >= last else 0)
        for p in range(low, high)
    ]
