"""The words that a claim rests on."""

from __future__ import annotations

from accredit.extract.analysis import Line
from accredit.extract.clauses import clause_end, group, is_verb, stretch_start
from accredit.model import Span

# Sentences up to this many tokens are quoted whole: a short quote without its sentence misleads.
_WHOLE = 30


def evidence_of(line: Line, first: int, last: int | None, text: str) -> Span:
    """The sentence, or of a long one the clause between tokens `first` and `last` with its subject."""
    tokens = line.tokens
    if last is None or len(tokens) <= _WHOLE:
        return Span.of(text, line.sentence.start, line.sentence.end)
    verb = next((i for i in range(last - 1, first - 1, -1) if is_verb(tokens[i])), first)
    begin, _ = stretch_start(tokens, group(tokens, verb).left)
    begin = min(first, begin)
    end = min(len(tokens), max(last, clause_end(tokens, max(first, last - 1))))
    while end < len(tokens) and tokens[end].text in ".”\"’":
        end += 1
    return Span.of(text, tokens[begin].start, tokens[end - 1].end)
