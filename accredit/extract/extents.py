"""Where what a source vouches for begins and ends, beside its cue."""

from __future__ import annotations

from accredit.extract.analysis import Line
from accredit.extract.lexicon import words
from accredit.extract.sources import OPENERS
from accredit.extract.tokens import Token

QUOTES = frozenset({'"', "“", "”", "«", "»"})
"""Quotation marks."""
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def content_start(line: Line, k: int, denies: bool) -> int | None:
    """The token where the content right of the cue begins; None when it stands elsewhere."""
    tokens = line.tokens
    lemma = tokens[k].lemma
    p = k + 1
    that = that_after(tokens, k)
    if that is not None:
        return that + 1
    if k + 2 < len(tokens) and tokens[k + 1].norm == "," and tokens[k + 2].text not in QUOTES:
        return None
    while p < len(tokens):
        token = tokens[p]
        if token.norm == "that" and token.tag in ("IN", "WDT", "DT"):
            return p + 1
        if token.text in QUOTES or token.norm == ":":
            return p if p + 1 < len(tokens) - 1 else None
        if token.norm in (".", ";"):
            return None
        if token.norm == "," and _rest_is_short(tokens, p):
            return None
        if token.tag == "VBG" and denies:
            return p
        if p - k > 22:
            break
        if _is_content(line, k, p):
            break
        p += 1
    if p >= len(tokens):
        return None
    if lemma in words("cues", "needs_that") and lemma not in words("cues", "takes_noun"):
        return (
            None
            if not _finite_soon(tokens, k + 1)
            or lemma in ("go", "continue", "read", "put", "post", "quote", "describe")
            else p
        )
    if lemma in words("cues", "takes_noun") or _finite_soon(tokens, k + 1) or lemma == "say":
        return p
    return None


def that_after(tokens: tuple[Token, ...], k: int) -> int | None:
    """The "that" that opens the content, when no other finite verb stands before it."""
    for p in range(k + 1, min(k + 18, len(tokens))):
        if (
            tokens[p].norm == "that"
            and tokens[p].tag in ("IN", "WDT", "DT")
            and not (p + 1 < len(tokens) and tokens[p].tag == "DT" and tokens[p + 1].norm in (",", "."))
        ):
            return p
        passive = p + 1 < len(tokens) and tokens[p + 1].norm == "by"
        if (
            (tokens[p].tag in _FINITE and not passive)
            or tokens[p].norm in (";", ".", ":", "but", "while")
            or tokens[p].text in QUOTES
        ):
            return None
        if tokens[p].norm == "to" and p + 1 < len(tokens) and tokens[p + 1].tag == "VB":
            return None
    return None


def _is_content(line: Line, k: int, p: int) -> bool:
    """Whether the content may begin at `p`: past the hearer ("told Amu TV"), dates and places of saying."""
    tokens = line.tokens
    lemma = tokens[k].lemma
    if lemma in ("tell", "inform", "notify", "brief", "assure", "remind"):
        hearer = _hearer_end(line, k)
        return (
            p >= hearer
            and tokens[p].norm not in ("on", "in", "at", "to")
            and tokens[p].norm not in words("dates", "calendar_words")
        )
    if (
        (
            tokens[p].tag in ("IN", "TO", "RB")
            and tokens[p].norm
            in (
                "on",
                "in",
                "at",
                "to",
                "via",
                "through",
                "over",
                "by",
                "late",
                "earlier",
                "later",
                "during",
                "from",
                "again",
                "also",
            )
        )
        or tokens[p].norm in words("dates", "calendar_words")
        or tokens[p].norm in ("earlier", "later", "today", "yesterday")
    ):
        return not _adverbial(tokens, p)
    return not _inside_adverbial(tokens, k, p)


def _adverbial(tokens: tuple[Token, ...], p: int) -> bool:
    return p < len(tokens)


def _inside_adverbial(tokens: tuple[Token, ...], k: int, p: int) -> bool:
    """Inside a prepositional phrase that began right after the cue: "said in a statement on Monday that"."""
    has_that = any(t.norm == "that" and t.tag in ("IN", "WDT", "DT") for t in tokens[p : p + 14])
    begun = (k + 1 < p and tokens[k + 1].tag in ("IN", "TO")) or (
        k + 1 < p and tokens[k + 1].norm in words("dates", "calendar_words")
    )
    if not begun:
        return False
    if has_that:
        return True
    # Without "that" the phrase ends with its noun: the next noun phrase begins the content.
    q = p
    while q > k + 1 and tokens[q - 1].tag not in ("IN", "TO"):
        q -= 1
    return not any(t.tag.startswith("NN") or t.tag == "CD" for t in tokens[q:p])


def _hearer_end(line: Line, k: int) -> int:
    mention = line.mention(k + 1) or (line.mention(k + 2) if k + 2 < len(line.tokens) else None)
    if mention:
        return mention.last
    p = k + 1
    while p < len(line.tokens) and (
        line.tokens[p].tag in ("DT", "JJ", "PRP$", "PRP", "CD") or line.tokens[p].tag.startswith("NN")
    ):
        p += 1
    return p


def _rest_is_short(tokens: tuple[Token, ...], p: int) -> bool:
    return len(tokens) - p <= 3


def _finite_soon(tokens: tuple[Token, ...], p: int) -> bool:
    return any(t.tag in _FINITE or t.tag == "VBN" for t in tokens[p : p + 30])


def noun_next(line: Line, k: int) -> bool:
    """The cue has an object of its own: "announced a halt"."""
    tokens = line.tokens
    if k + 1 >= len(tokens) or tokens[k].lemma in ("tell", "put"):
        return False
    if tokens[k + 1].norm in words("dates", "calendar_words") or tokens[k + 1].norm in (
        "later",
        "earlier",
        "again",
        "late",
        "early",
        "last",
        "yesterday",
        "today",
    ):
        return False
    return tokens[k + 1].tag.startswith(("NN", "DT", "JJ", "PRP", "CD", "VBG"))


def postposed(line: Line, k: int, source: tuple[int, int]) -> bool:
    """As in "…, officials at the mission confirmed on Monday.": a clause before the comma, no content after the cue."""
    tokens = line.tokens
    before = tokens[source[0] - 1].norm
    if (
        source[0] < 3
        or (before != "," and not (before == "as" and tokens[source[0] - 2].norm == ","))
        or that_after(tokens, k) is not None
    ):
        return False
    if not any(t.tag in _FINITE for t in tokens[: source[0] - 1]) or any(
        t.norm in QUOTES for t in tokens[k + 1 : k + 3]
    ):
        return False
    if (tokens[0].tag in ("IN", "VBN", "VBG") and tokens[0].norm not in ("in", "on", "at", "of", "for")) or tokens[
        0
    ].norm in OPENERS:
        # "While Dushanbe has not confirmed it, the ministry said …" opens with a clause of its own.
        return not any(t.tag in _FINITE for t in tokens[k + 1 :]) and not noun_next(line, k)
    rest = tokens[k + 1 :]
    stop = next((i for i, t in enumerate(rest) if t.norm in (";", ",")), len(rest))
    return not any(t.tag in _FINITE for t in rest[:stop]) and not noun_next(line, k)


def parenthetical(line: Line, k: int, source: tuple[int, int]) -> bool:
    """A cue between commas: "the embassy, the ministry said, has closed", "in practice, he adds, it is not"."""
    tokens = line.tokens
    if source[0] < 2 or tokens[source[0] - 1].norm != "," or that_after(tokens, k) is not None:
        return False
    close = next((p for p in range(k + 1, min(k + 9, len(tokens))) if tokens[p].norm == ","), None)
    if close is None or close > len(tokens) - 4 or any(t.tag in _FINITE for t in tokens[k + 1 : close]):
        return False
    return not noun_next(line, k) and any(t.tag in _FINITE for t in tokens[close + 1 :])


def trails(tokens: tuple[Token, ...], k: int) -> bool:
    """Nothing but a date or an addition stands after the cue: "…, the ministry said on Sunday, citing …"."""
    if k + 2 < len(tokens) and tokens[k + 1].norm == "," and tokens[k + 2].tag in ("VBG", "IN", "CC"):
        return True
    for i in range(k + 1, len(tokens)):
        token = tokens[i]
        if token.text in ";" or token.tag in _FINITE:
            return token.text == ";" or (i - k > 3 and tokens[k + 1].norm in (",", ";"))
    return True


def of_the_document(tokens: tuple[Token, ...], k: int, source: tuple[int, int]) -> bool:
    """As in "The office is shut, the embassy said in a letter that a paper printed": "that" tells of the letter.

    A main clause stands before the source; one that only says when or why leaves the content behind "that".
    """
    that = that_after(tokens, k)
    if that is None or tokens[that - 1].lemma not in words("nouns", "voices", "documents"):
        return False
    before = tokens[: source[0]]
    if len(before) < 3 or before[-1].norm != ",":
        return False
    verb = next((i for i, t in enumerate(before) if t.tag in _FINITE), None)
    return verb is not None and not any(
        t.norm in OPENERS or t.tag in ("VBG", "VBN", "WDT", "WP") for t in before[:verb]
    )


def end_before(tokens: tuple[Token, ...], p: int) -> int:
    """The end of a content that stands before its source: without the comma."""
    while p > 0 and (tokens[p - 1].norm in (",", "and", "but") or tokens[p - 1].text in QUOTES):
        p -= 1
    return p


def clause_before(tokens: tuple[Token, ...], p: int) -> int:
    """Where a content that stands before its source begins: after a semicolon, else at the sentence."""
    return next((i + 1 for i in range(p - 1, -1, -1) if tokens[i].norm == ";"), 0)
