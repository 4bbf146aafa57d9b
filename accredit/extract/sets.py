"""Sets in words: how many ("at least 14"), which group ("the neighbours"), who is left out ("all but Tajikistan")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accredit.extract.analysis import Line
from accredit.extract.gazetteer import Mention
from accredit.extract.lexicon import table
from accredit.extract.tokens import Token
from accredit.model import Situation

# Words that bound the number after them, longest first: the least and the most that they leave, as
# additions to it; None where they leave it open.
_BOUNDS: tuple[tuple[tuple[str, ...], int | None, int | None], ...] = (
    (("no", "fewer", "than"), 0, None),
    (("no", "less", "than"), 0, None),
    (("no", "more", "than"), None, 0),
    (("at", "least"), 0, None),
    (("at", "most"), None, 0),
    (("more", "than"), 1, None),
    (("fewer", "than"), None, -1),
    (("less", "than"), None, -1),
    (("up", "to"), None, 0),
    (("over",), 1, None),
    (("nearly",), None, 0),
    (("almost",), None, 0),
    (("under",), None, -1),
    (("about",), None, None),
    (("around",), None, None),
    (("roughly",), None, None),
    (("approximately",), None, None),
    (("some",), None, None),
)
_EXCEPT = (("apart", "from"), ("aside", "from"), ("other", "than"), ("except", "for"), ("exception", "of"))
_EXCEPT_ONE = frozenset({"except", "excluding", "bar", "barring", "save"})


def bounds(tokens: Sequence[Token], first: int, stop: int) -> tuple[int | None, int | None] | None:
    """The least and the most of the number at the start of the words `first` to `stop`; None without a number."""
    for i in range(begin_of(tokens, first), stop):
        number = _number(tokens[i])
        if number is None:
            continue
        begin = i - 1 if i and tokens[i - 1].norm in ("a", "an") else i
        for words, least, most in _BOUNDS:
            if tuple(t.norm for t in tokens[max(0, begin - len(words)) : begin]) == words:
                return (None if least is None else number + least, None if most is None else number + most)
        return number, number
    return None


def bounded(tokens: Sequence[Token], k: int) -> bool:
    """A number stands at `k`, or words that bound one: "at least 14"."""
    for words in ((), *(b[0] for b in _BOUNDS)):
        at = k + len(words)
        if at < len(tokens) and tuple(t.norm for t in tokens[k:at]) == words:
            at += tokens[at].norm in ("a", "an")
            if at < len(tokens) and _number(tokens[at]) is not None:
                return True
    return False


def begin_of(tokens: Sequence[Token], first: int) -> int:
    """Where a noun phrase that starts at `first` starts with its number and the words that bound it."""
    at = first
    if at + 1 < len(tokens) and tokens[at].norm in ("least", "most", "more", "fewer", "less"):
        at += 1 + (tokens[at + 1].norm == "than")
    if at > 1 and tokens[at - 1].norm == "of" and _number(tokens[at - 2]) is not None:
        at -= 2
    elif at and _number(tokens[at - 1]) is not None:
        at -= 1
    elif at >= len(tokens) or _number(tokens[at]) is None:
        return first
    at -= bool(at) and tokens[at - 1].norm in ("a", "an")
    for words, _, _ in _BOUNDS:
        if tuple(t.norm for t in tokens[max(0, at - len(words)) : at]) == words:
            return at - len(words)
    return at


def _number(token: Token) -> int | None:
    if token.text.isdecimal():
        return int(token.text)
    if token.norm in ("a", "an", "one"):
        return None
    found = table("dates")["numbers"].get(token.norm)
    return int(found) if found else {"dozen": 12}.get(token.norm)


def excepted(line: Line, situation: Situation) -> tuple[str, ...]:
    """The states that the sentence leaves out of a set."""
    return tuple(dict.fromkeys(m.key for m in exceptions(line) if m.key != situation.sending))


def exceptions(line: Line) -> Iterator[Mention]:
    """The states and capitals behind "except", "apart from" and, behind a set, "but"; lists of them too."""
    tokens = line.tokens
    before: Mention | None = None
    for m in line.mentions:
        if m.kind not in ("state", "city"):
            continue
        p = m.first - 1
        while p >= 0 and tokens[p].norm in ("the", "of"):
            p -= 1
        listed = before is not None and m.first - before.last <= 2 and tokens[m.first - 1].norm in ("and", ",", "or")
        if listed or (p >= 0 and _leaves_out(tokens, p)) or _ends(tokens, m.first, ("exception", "of")):
            before = m
            yield m


def end_of(line: Line, stop: int) -> int:
    """Where a set that ends at `stop` ends with those that it leaves out: "all but Tajikistan"."""
    for m in exceptions(line):
        if 0 < m.first - stop <= 4:
            stop = m.last
    return stop


def _leaves_out(tokens: Sequence[Token], p: int) -> bool:
    if tokens[p].norm in _EXCEPT_ONE or any(_ends(tokens, p + 1, words) for words in _EXCEPT):
        return True
    # "all but Tajikistan", and not "all did, but Tajikistan did not"
    return tokens[p].norm == "but" and p > 0 and tokens[p - 1].norm != "," and not tokens[p - 1].tag.startswith("V")


def _ends(tokens: Sequence[Token], stop: int, words: Sequence[str]) -> bool:
    return tuple(t.norm for t in tokens[max(0, stop - len(words)) : stop]) == tuple(words)


def group_at(tokens: Sequence[Token], i: int, situation: Situation) -> str | None:
    """The pack's group that a plural names: "all of Afghanistan's neighbours", "the Central Asian states"."""
    word = tokens[i].norm.replace("neighbor", "neighbour")
    return next((name for name in situation.groups if name.lower() == word), None)
