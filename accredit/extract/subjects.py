"""What stands before the core of a wording: the subject of its verb, or the owner of its noun."""

from __future__ import annotations

from collections.abc import Iterator

from accredit.extract.analysis import Line
from accredit.extract.clauses import PREPOSITIONS, Group, group, shared_verb, stretch_start
from accredit.extract.complements import PASSED, coordinated, describes
from accredit.extract.fillers import Slots
from accredit.extract.lexicon import words
from accredit.extract.memory import Filler
from accredit.extract.wordings import Element, Wording

_PLACES = frozenset({"opposite", "near", "behind", "beside", "outside", "facing"})
# Parts of a mission that may be shut while it is not.
_PARTS = frozenset({"window", "counter", "desk"})
# "Efforts are underway to take over …": whose they are the clause before says.
_EFFORTS = frozenset({"effort", "attempt", "work", "plan", "talk", "preparation", "process", "negotiation"})


def owner(line: Line, slots: Slots, element: Element, k: int) -> tuple[str, tuple[Filler, ...]] | None:
    """The possessor or modifier right before a noun: "the embassy's closure", "the Taliban takeover"."""
    for slot in element.slots:
        for f in slots.of(slot):
            gap = line.tokens[f.last : k]
            if f.last <= k and len(gap) <= 3 and all(t.norm in ("'s", "'", "-") or t.tag in ("JJ", "NN") for t in gap):
                return slot, (f,)
    return None


def subject(
    line: Line, slots: Slots, element: Element, verb: Group, start: int, higher: int | None, wording: Wording
) -> tuple[str, tuple[Filler, ...], bool] | None:
    """The filler before the verb: in its own clause, else that of the clause that it continues, else a pronoun's."""
    if (verb.bare and wording.passive) or (verb.bare and line.tokens[verb.verb].tag == "VBN" and wording.passive):
        near = _adjacent(line, slots, element, verb.left)
        if near:
            return (*near, False)
    shared = shared_verb(line.tokens, verb.left)
    while shared is not None:
        before = group(line.tokens, shared)
        begin, _ = stretch_start(line.tokens, before.left)
        common = _between(line, slots, element, begin, before.left)
        if common:
            return (*common, False)
        shared = shared_verb(line.tokens, before.left)
    own = _between(line, slots, element, start, verb.left)
    if own:
        return (*own, False)
    if not _may_inherit(line, start, verb):
        return None
    for earlier in _earlier_starts(line, start, higher):
        found = _between(line, slots, element, earlier, start if higher is None else higher)
        if found:
            return (*found, True)
    return None


def aside(line: Line, f: Filler, predicate: str) -> bool:
    """A mission that only says where or whose the subject is: "the café near the embassy", "its visa window"."""
    tokens = line.tokens
    p = f.first - 1
    while p > 0 and tokens[p].tag in PASSED:
        p -= 1
    if f.target is None or p < 1 or not tokens[p - 1].tag.startswith("NN"):
        return False
    if tokens[p].norm in _PLACES or [t.norm for t in tokens[p - 1 : p + 1]] == ["next", "to"]:
        return True
    return predicate in ("closed", "opened") and tokens[p].norm in ("of", "at", "in") and tokens[p - 1].lemma in _PARTS


def head_of_relative(line: Line, slots: Slots, element: Element, verb: Group) -> tuple[str, Filler] | None:
    """The object of a relative clause, which stands before it: "X, whom the Taliban had named"."""
    tokens = line.tokens
    if tokens[verb.verb].lemma in words("cues", "says"):
        return None  # "whom the ambassador recalls well"
    start, _ = stretch_start(tokens, verb.left)
    if start < 1 or tokens[start - 1].norm != "whom" or start == verb.left:
        return None
    end = start - 1 - (start > 1 and tokens[start - 2].norm == ",")
    for slot in element.slots:
        named = next((f for f in slots.of(slot) if f.last == end and not f.weak), None)
        if named is not None:
            # "Farhad Wakhani, an attaché whom …": the name before the description
            named = next((f for f in slots.of(slot) if describes(line, f, named)), named)
            return (slot, named) if named.person else None  # "diplomats whom it appointed" is background
    return None


def _may_inherit(line: Line, start: int, verb: Group) -> bool:
    """A clause without a noun phrase of its own before the verb takes its subject from the clause before."""
    own = line.tokens[start : verb.left]
    return not any((t.tag.startswith("NN") or t.tag == "PRP") and t.lemma not in _EFFORTS for t in own)


def _earlier_starts(line: Line, start: int, higher: int | None) -> Iterator[int]:
    p = start if higher is None else higher
    while p > 0:
        p, above = stretch_start(
            line.tokens, p - 1 if line.tokens[p - 1].norm in ("and", "but", ",", "or", "who", "which", "that") else p
        )
        yield p
        if above is not None:
            p = above
        elif p > 0:
            p -= 1


def _adjacent(line: Line, slots: Slots, element: Element, left: int) -> tuple[str, tuple[Filler, ...]] | None:
    """The noun phrase that a participle follows: "a diplomat sent by …"."""
    for slot in element.slots:
        for f in reversed(slots.of(slot)):
            if (
                f.last <= left
                and not f.weak
                and all(t.tag.startswith("RB") or t.norm in (",",) for t in line.tokens[f.last : left])
            ):
                return slot, (f,)
    return None


def _between(line: Line, slots: Slots, element: Element, a: int, b: int) -> tuple[str, tuple[Filler, ...]] | None:
    """The best filler between two tokens: outside prepositional phrases, then nearest to the verb, pronouns last."""
    best: tuple[tuple[bool, bool, bool, int], str, Filler] | None = None
    for slot in element.slots:
        for f in slots.of(slot):
            if f.first < a or f.first >= b:
                continue
            rank = (_set_apart(line, f.first), f.weak, _in_phrase(line, f.first, a), -f.first)
            if best is None or rank < best[0]:
                best = (rank, slot, f)
    if best is None:
        return None
    chosen = next((f for f in slots.of(best[1]) if describes(line, f, best[2])), best[2])
    group_ = [f for f in slots.of(best[1]) if a <= f.first < b and f.weak == chosen.weak]
    head = next((f for f in group_ if chosen in coordinated(line, slots, best[1], f, before_verb=True)), chosen)
    return best[1], coordinated(line, slots, best[1], head, before_verb=True)


def _set_apart(line: Line, first: int) -> bool:
    """As in "X, not Y, has closed": Y is no subject beside X."""
    before = [t.norm for t in line.tokens[max(0, first - 2) : first]]
    return before in ([",", "not"], ["and", "not"], ["but", "not"])


def _in_phrase(line: Line, first: int, a: int) -> bool:
    """The filler stands in a prepositional phrase."""
    p = first - 1
    while p >= a and (
        line.tokens[p].tag in PASSED or (line.tokens[p].tag in ("NN", "NNP") and line.mention(p) is None)
    ):
        p -= 1
    return p >= a and line.tokens[p].norm in PREPOSITIONS
