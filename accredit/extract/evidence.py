"""The words that a claim rests on."""

from __future__ import annotations

from accredit.extract.analysis import Line
from accredit.extract.clauses import group, is_verb, shared_verb, stretch_start
from accredit.model import Span

# Sentences up to this many tokens are quoted whole: a short quote without its sentence misleads.
_WHOLE = 14
_ENDS = frozenset({",", ";", ":", "—", "–", ".", "”", '"', "»", "!", "?"})


def evidence_of(line: Line, first: int, core: int, last: int | None, text: str, denied: bool) -> Span:
    """The sentence, or of a long one the clause of the act at token `core` with its fillers from `first` to `last`.

    A subject beyond another finite verb is left out, but never the words that deny (`denied`).
    """
    tokens = line.tokens
    if last is None or len(tokens) <= _WHOLE:
        return Span.of(text, line.sentence.start, line.sentence.end)
    begin = core
    if tokens[core].tag != "EX":
        verb = core if is_verb(tokens[core]) else next((i for i in range(core, -1, -1) if is_verb(tokens[i])), core)
        left = group(tokens, verb).left
        begin = left if shared_verb(tokens, left) is not None else stretch_start(tokens, left)[0]
    begin = min(begin, core)
    if begin < first <= core and any(t.norm == "," for t in tokens[begin:first]):
        begin = first  # "In March, …", "he adds, …": what stands before the comma is no part of the act
        while begin > 0 and tokens[begin - 1].tag in ("DT", "JJ", "PRP$", "CD"):
            begin -= 1
    if denied:
        begin = min(begin, first)
    elif first < begin and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens[first:begin]):
        begin = first
        while begin > 0 and tokens[begin - 1].tag in ("DT", "JJ", "PRP$", "CD"):
            begin -= 1
    while begin < core and tokens[begin].text in _ENDS:
        begin += 1
    end = max(last, core + 1)
    while end < len(tokens) and tokens[end].text not in _ENDS and not _next_clause(line, end):
        end += 1
    return Span.of(text, tokens[begin].start, tokens[end - 1].end)


def _next_clause(line: Line, i: int) -> bool:
    token = line.tokens[i]
    if token.norm in ("while", "although", "but", "which", "who", "because", "whereas"):
        return True
    following = line.tokens[i + 1 : i + 4]
    return token.norm == "and" and any(is_verb(t) for t in following)
