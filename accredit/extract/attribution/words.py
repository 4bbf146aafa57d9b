"""A text as words with offsets, each with the number of its sentence and of its paragraph.

Coarser than the tokens of the claim rules: a word keeps its clitics and hyphens, which is
what attributions are compared by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from accredit.extract.tokens import without_surrogates

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: `text[starts[i]:ends[i]]`, in sentence `sentence[i]` of paragraph `paragraph[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    paragraph: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, i: int) -> str:
        """The word at place `i`."""
        return self.text[self.starts[i] : self.ends[i]]


def words_of(text: str) -> Words:
    """The words of a text; a paragraph ends at a line end, a sentence where sentencex ends it."""
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    paragraph: list[int] = []
    clean = without_surrogates(text)
    position = count = 0
    for number, line in enumerate(clean.splitlines(keepends=True)):
        if line.strip():
            begin = position
            for part in get_sentence_boundaries("en", line):
                for found in _WORD.finditer(clean, begin, begin + len(part["text"])):
                    starts.append(found.start())
                    ends.append(found.end())
                    sentence.append(count)
                    paragraph.append(number)
                begin += len(part["text"])
                count += 1
        position += len(line)
    return Words(text, tuple(starts), tuple(ends), tuple(sentence), tuple(paragraph))
