"""The words that name a source: the noun phrase before a cue, or after it in "…, said X"."""

from __future__ import annotations

from accredit.extract.analysis import Line
from accredit.extract.lexicon import words
from accredit.extract.tokens import Token

_RELATIVE = frozenset({"who", "which", "whom", "whose", "where"})
QUOTES = frozenset({'"', "“", "”", "«", "»"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")
OPENERS = frozenset(
    [
        "after",
        "although",
        "and",
        "as",
        "because",
        "before",
        "but",
        "however",
        "if",
        "since",
        "so",
        "though",
        "when",
        "while",
        "yet",
    ]
)
"""Words that open a clause before its subject."""


def subject_of(line: Line, left: int) -> tuple[int, int] | None:
    """The noun phrase before the verb group that starts at `left`, with its apposition or relative clause."""
    tokens = line.tokens
    end = left
    while end > 0 and (
        tokens[end - 1].tag in ("RB", "RBR")
        or tokens[end - 1].norm in ("also", "later", "earlier", "then", "neither", "both")
    ):
        end -= 1
    if end == 0:
        return None
    core = end
    if tokens[end - 1].norm in (",", "—", "–", ")"):
        core = _opening(tokens, end - 1) or end - 1
    start = skip_opening(line, _left_bound(line, core), core)
    start = _skip_time(line, start, core)
    comma = next((p for p in range(core - 1, start, -1) if tokens[p].norm == ","), None)
    if comma is not None and not _role_then_name(line, start, comma, core):
        start = skip_opening(line, comma + 1, core)
    if (
        start >= core
        or not _nominal(line, start, core)
        or tokens[start].norm in ("whatever", "whoever", "however", "what")
    ):
        return None
    last = _phrase_end(line, start, end)
    return (start, last) if last > start else None


def _skip_time(line: Line, start: int, end: int) -> int:
    """As in "A day after the embassy …": the subject of the clause that follows, not the day."""
    tokens = line.tokens
    for p in range(start, min(start + 5, end)):
        if (
            tokens[p].norm in ("after", "before", "since")
            and p > start
            and tokens[p - 1].lemma in ("day", "week", "month", "year", "hour", "time")
        ):
            return skip_opening(line, p + 1, end)
    return start


def _role_then_name(line: Line, start: int, comma: int, end: int) -> bool:
    """An office, a comma and its holder's name, as in "the ambassador of the former government, X"."""
    person = line.mention(comma + 1)
    if person is None or person.kind != "person" or person.last < end:
        return False
    offices = words("nouns", "voices", "offices")
    return any(t.lemma in offices for t in line.tokens[start:comma]) and not any(
        t.tag in _FINITE for t in line.tokens[start:comma]
    )


def _nominal(line: Line, a: int, b: int) -> bool:
    return any(t.tag.startswith(("NN", "PRP", "WP")) or line.mention(i) for i, t in enumerate(line.tokens[a:b], a))


def _left_bound(line: Line, end: int) -> int:
    """Where the stretch with the subject begins: after a stop, "that", a conjunction or an earlier finite verb."""
    tokens = line.tokens
    p = end - 1
    while p >= 0:
        token = tokens[p]
        if (
            token.text in QUOTES
            or token.norm in (";", ":", "—", "–", "(")
            or (token.norm == "that" and token.tag != "DT")
        ):
            return p + 1
        if token.norm in _RELATIVE and p > 0 and tokens[p - 1].norm not in (",", "—"):
            # "An aide who would not give his name said": the phrase before the pronoun.
            p -= 1
            continue
        if token.tag in _FINITE and line.mention(p) is None and not _in_relative(tokens, p):
            return p + 1
        if token.norm in ("and", "but", "while", "although", "though", "because", "whereas") and (
            p == 0 or tokens[p - 1].norm == "," or has_clause(tokens, 0, p)
        ):
            return p + 1
        p -= 1
    return 0


def _in_relative(tokens: tuple[Token, ...], p: int) -> bool:
    """The finite verb at `p` belongs to "who …" or "which …"."""
    return any(t.norm in _RELATIVE for t in tokens[max(0, p - 4) : p])


def _opening(tokens: tuple[Token, ...], closing: int) -> int | None:
    """The comma or dash that opens the insertion which `closing` ends."""
    mark = tokens[closing].norm
    want = "(" if mark == ")" else mark
    for p in range(closing - 1, max(-1, closing - 30), -1):
        if tokens[p].norm == want:
            inner = tokens[p + 1]
            nominal = inner.tag.startswith(
                ("NN", "DT", "JJ", "WP", "WDT", "VBG", "VBN", "PRP$")
            ) or inner.norm in _RELATIVE | {"on", "in", "who"}
            return p if nominal and p > 0 else None
    return None


def skip_opening(line: Line, start: int, end: int) -> int:
    """Passes over conjunctions, adverbs and dates before the noun phrase: "Earlier", "On Wednesday", "which"."""
    tokens = line.tokens
    calendar = words("dates", "calendar_words")
    while start < end:
        token = tokens[start]
        if line.mention(start) is not None:
            break
        if (
            token.norm in OPENERS
            or token.norm == ","
            or token.tag in ("RB", "CC", "RBR")
            or token.norm in ("earlier", "later", "then")
        ) or (token.norm in _RELATIVE and start + 1 < end):
            start += 1
        elif (
            token.tag == "IN"
            and (dated := next((p for p in range(start + 1, min(start + 6, end)) if tokens[p].norm in calendar), None))
            is not None
        ):
            start = dated + 1
            while start < end and (tokens[start].tag == "CD" or tokens[start].norm == ","):
                start += 1
        else:
            break
    return start


def _phrase_end(line: Line, start: int, end: int) -> int:
    """The end of the stretch without a trailing comma or adverb."""
    tokens = line.tokens
    while end > start and (
        tokens[end - 1].norm in (",", "—", "–")
        or tokens[end - 1].tag == "RB"
        or tokens[end - 1].norm in words("dates", "calendar_words")
        or tokens[end - 1].norm in ("on",)
    ):
        end -= 1
    return end


def inverted(line: Line, k: int) -> tuple[int, int] | None:
    """The source after the cue: "…, said the ministry", with a clause or a quotation before the comma."""
    tokens = line.tokens
    if k == 0 or not (tokens[k - 1].norm == "," or tokens[k - 1].text in QUOTES):
        return None
    quoted = tokens[k - 1].text in QUOTES or (k > 1 and tokens[k - 2].text in QUOTES)
    opening = _opening(tokens, k - 1) if tokens[k - 1].norm == "," else None
    before = tokens[: k - 1 if opening is None or any(t.tag in _FINITE for t in tokens[:opening]) else opening]
    if not quoted and not any(t.tag in _FINITE for t in before):
        return None
    if any(t.norm == "that" for t in tokens[k + 1 : k + 3]):
        return None
    p = k + 1
    if p >= len(tokens) or not (tokens[p].tag.startswith(("NN", "DT", "PRP", "JJ")) or line.mention(p)):
        return None
    end = p
    while (
        end < len(tokens)
        and tokens[end].norm not in (".", ";", ",")
        and tokens[end].tag not in _FINITE
        and tokens[end].norm not in _RELATIVE
    ):
        end += 1
    if end + 1 < len(tokens) and tokens[end].norm == ",":
        name = line.mention(end + 1)
        if name is not None and name.kind == "person":
            end = name.last
    if end <= p or any(t.tag in _FINITE for t in tokens[end : end + 2]):
        return None
    return p, end


def has_clause(tokens: tuple[Token, ...], cue: int, at: int) -> bool:
    """A clause with a verb of its own, or a noun that the cue takes, stands between the cue and the conjunction."""
    return any(t.tag in _FINITE for t in tokens[cue + 1 : at]) or (
        tokens[cue].lemma in words("cues", "takes_noun") and at - cue < 8
    )
