"""Quotations in a text, and what they tell about contents: whole quotations, and speeches that run on.

A quotation that nothing else claims goes on with the words of whoever was quoted last in its
paragraph, or in the paragraph before where that one's quotation was left open or the
paragraph is nothing but quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from accredit.extract.attribution.found import Found, Run, places, runs
from accredit.extract.attribution.types import Mode
from accredit.extract.attribution.words import Words

_PAIRS = {"“": "”", "«": "»", "„": "“", '"': '"'}
_CLOSERS = frozenset('”»"')
_LONG = 4
"""From so many words on a quotation is speech; shorter ones may be scare quotes."""
_MOST = 0.5


def quotations(words: Words) -> list[Run]:
    """The quotations, marks included, one run a paragraph.

    One that is not closed ends with its paragraph if the next one opens with a mark or it is
    the paragraph's first word; otherwise its mark is a slip and quotes nothing.
    """
    out: list[Run] = []
    start: int | None = None
    for i in range(len(words)):
        mark = words.word(i)
        if start is not None and words.paragraph[i] != words.paragraph[start]:
            first = start == 0 or words.paragraph[start - 1] != words.paragraph[start]
            if first or mark in _PAIRS:
                out.append((start, i))
            start = None
        if start is not None and mark == _PAIRS[words.word(start)]:
            out.append((start, i + 1))
            start = None
        elif start is None and mark in _PAIRS:
            start = i
    if start is not None and (start == 0 or words.paragraph[start - 1] != words.paragraph[start]):
        out.append((start, len(words)))
    return out


def whole(words: Words, found: Sequence[Found], quoted: Sequence[Run]) -> list[Found]:
    """Contents that hold most of a quotation hold all of it, up to the next cue or source."""
    out = []
    for one in found:
        content = places(one.content)
        taken = places(one.cue) | places(one.source)
        for a, b in quoted:
            spoken = [i for i in range(a, b) if words.word(i)[0].isalnum()]
            inside = sum(i in content for i in spoken)
            if spoken and inside >= _MOST * len(spoken) and not any(i in taken for i in range(a, b)):
                content.update(range(a, b))
        out.append(replace(one, content=runs(content)))
    return out


def run_on(words: Words, found: Sequence[Found], quoted: Sequence[Run]) -> list[Found]:
    """Gives quotations that no content holds to the speech that they go on with."""
    out = list(found)
    for a, b in quoted:
        if b - a - 2 < _LONG or any(_overlaps(one, (a, b)) for one in out):
            continue
        if (number := _speech_before(words, out, quoted, (a, b))) is not None:
            one = out[number]
            out[number] = replace(one, content=runs(places(one.content) | set(range(a, b))))
    return out


def _overlaps(one: Found, run: Run) -> bool:
    a, b = run
    return any(x < b and a < y for part in (one.content, one.cue, one.source) for x, y in part)


def _speech_before(words: Words, found: Sequence[Found], quoted: Sequence[Run], run: Run) -> int | None:
    """The number of the attribution that the quotation goes on with: the last one quoted before it, near enough."""
    paragraph = words.paragraph[run[0]]
    best: tuple[int, int] | None = None
    for number, one in enumerate(found):
        ends = [y for part in (one.content, one.cue, one.source) for _, y in part if y <= run[0]]
        if not ends or one.act != "speech" or not _quotes(one, quoted):
            continue
        last = max(ends)
        if best is None or last > best[0]:
            best = (last, number)
    if best is None:
        return None
    last, number = best
    before = words.paragraph[last - 1]
    if before == paragraph:
        return number
    alone = all(
        any(a <= i < b for a, b in quoted) for i in range(run[0], len(words)) if words.paragraph[i] == paragraph
    )
    starts = run[0] == 0 or words.paragraph[run[0] - 1] != paragraph
    neighbour = not any(words.paragraph[i] not in (before, paragraph) for i in range(last, run[0]))
    open_before = any(y == run[0] for _, y in quoted) and words.word(run[0] - 1) not in _CLOSERS
    return number if neighbour and starts and (alone or open_before) else None


def _quotes(one: Found, quoted: Sequence[Run]) -> bool:
    """Part of the content stands between quotation marks."""
    return any(x < b and a < y for x, y in one.content for a, b in quoted)


def mode_of(words: Words, one: Found, quoted: Sequence[Run]) -> Mode:
    """Direct where every word of the content is quoted, indirect where none is, else mixed."""
    said = [i for a, b in one.content for i in range(a, b) if words.word(i)[0].isalnum()]
    inside = [any(a <= i < b for a, b in quoted) for i in said]
    return "direct" if said and all(inside) else "mixed" if any(inside) else "indirect"
