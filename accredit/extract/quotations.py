"""Quotations that run over several sentences."""

from __future__ import annotations

from accredit.extract.analysis import Line

_OPEN = {"“": "”", "«": "»", "„": "“"}
# A quotation mark that is never closed quotes no more than this many code points.
_LONGEST = 1500


def quotations(text: str) -> list[tuple[int, int]]:
    """Offsets of what stands between quotation marks, straight or curly; unclosed ones are left out.

    A paragraph that opens with a mark while one is open goes on with the same quotation.
    """
    out: list[tuple[int, int]] = []
    start: int | None = None
    closing = ""
    for i, c in enumerate(text):
        if start is not None and i - start > _LONGEST:
            start = None
        if start is None:
            if c in _OPEN:
                start, closing = i, _OPEN[c]
            elif c == '"':
                start, closing = i, '"'
        elif c == closing:
            out.append((start, i + 1))
            start = None
    return out


def in_quotation(line: Line, spans: list[tuple[int, int]]) -> bool:
    """The whole sentence lies inside one quotation: a cue of its own it has not, unless it holds one."""
    start, end = line.sentence.start, line.sentence.end
    return any(a <= start and end <= b + 1 for a, b in spans)
