"""The fallback where the network cannot run: the claim rules' contents, for any text.

A cue verb of the lexicon has its source beside it and its content to the right, or to the left
where nothing follows (accredit.extract.contents).
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from accredit.extract.analysis import Line, analyse
from accredit.extract.attribution.found import Found, Run, runs, trimmed
from accredit.extract.attribution.words import Words
from accredit.extract.content import Content
from accredit.extract.contents import contents
from accredit.extract.lexicon import words as listed
from accredit.model import Situation

_NOWHERE = Situation("none", "no situation", "", date.min, 0, (), (), (), (), {}, "")
_SCORE = 0.5
_EDGE = ",.;:—–-―()"


def by_rules(words: Words) -> list[Found]:
    """The attributions of a text, by rules alone."""
    out: list[Found] = []
    for line in analyse(words.text, _NOWHERE):
        for content in contents(line):
            if content.cue >= 0 and (found := _found(words, line, content)):
                out.append(found)
    return out


def _found(words: Words, line: Line, content: Content) -> Found | None:
    cue = _run(words, line, content.cue, content.cue + 1)
    source = _run(words, line, *content.source) if content.source and content.source[0] < content.source[1] else None
    whole = _run(words, line, content.first, content.last)
    if source is None or cue is None or whole is None:
        return None
    held = set(range(*whole))
    if not content.aside:
        # The source and its cue stand inside the content in "…, the consul said, …".
        held -= set(range(min(cue[0], source[0]), max(cue[1], source[1])))
    kept = tuple(r for r in (trimmed(words, r, _EDGE) for r in runs(held)) if r[0] < r[1])
    if not kept:
        return None
    attitude = line.tokens[content.cue].lemma in listed("cues", "attitudes")
    return Found((trimmed(words, source, _EDGE),), (cue,), kept, "attitude" if attitude else "speech", _SCORE)


def _run(words: Words, line: Line, first: int, last: int) -> Run | None:
    """The words that tokens `first` up to `last` of a line cover."""
    if first >= last:
        return None
    a = bisect_left(words.ends, line.tokens[first].start + 1)
    b = bisect_left(words.starts, line.tokens[last - 1].end)
    return (a, b) if a < b else None
