"""What stands after the core of a wording: its words and the fillers of its slots."""

from __future__ import annotations

from accredit.extract.analysis import Line
from accredit.extract.clauses import PREPOSITIONS
from accredit.extract.fillers import Slots
from accredit.extract.memory import Filler
from accredit.extract.wordings import Element

PASSED = frozenset({"RB", "RBR", "RBS", "DT", "PRP$", "JJ", "JJR", "JJS", "CD", "PDT", "POS"})
_JOINTS = frozenset({",", "and", "or", "nor", "as", "well", "also", "of", "its", "in", "the", "their", "both"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def match_rest(
    line: Line, slots: Slots, rest: tuple[Element, ...], p: int, found: dict[str, tuple[Filler, ...]]
) -> int | None:
    """Matches the elements after the core from token `p`; the end, or None."""
    there: Filler | None = None
    for n, element in enumerate(rest):
        if there is not None:
            found[element.slots[0]] = (there,)
            there = None
            continue
        if element.lemmas:
            q = _literal(line, element, p, after_slot=n > 0 and bool(rest[n - 1].slots))
            if q is None:
                if element.optional:
                    continue
                there = _where(line, slots, element, rest[n + 1 : n + 2], p)
                if there is None:
                    return None
                p = max(p, there.last)
                continue
            p = q
        else:
            filled = _slot(line, slots, element, p)
            if filled is None and "HOLDER" in element.slots:
                filled = _inside_phrase(line, slots, element, p)
            if filled is None:
                if element.optional:
                    continue
                return None
            slot, fillers = filled
            found[slot] = fillers
            p = fillers[-1].last
    return p


def _where(line: Line, slots: Slots, element: Element, following: tuple[Element, ...], p: int) -> Filler | None:
    """The mission of "at MISSION" where it is "there", or where the sentence begins with it: "At the embassy, …"."""
    if not element.lemmas & {"at", "in"} or not following or following[0].slots != ("MISSION",):
        return None
    for f in slots.of("MISSION"):
        there = f.weak and f.first in (p, p + 1) and line.tokens[f.first].norm == "there"
        fronted = f.first == 1 and f.last < p and line.tokens[0].norm in ("at", "in")
        if there or fronted:
            return f
    return None


def _literal(line: Line, element: Element, p: int, *, after_slot: bool) -> int | None:
    """The end of the word that matches from token `p` on; what may stand between is passed over."""
    tokens = line.tokens
    limit = p + (3 if element.optional else 6)
    q = p
    while q < min(limit, len(tokens)):
        token = tokens[q]
        if token.lemma in element.lemmas or token.norm in element.lemmas:
            return q + 1
        if token.norm == "and" and q > p and q + 1 < len(tokens) and tokens[q + 1].tag in ("JJ", "NN", "NNS"):
            q += 2 if tokens[q + 1].lemma not in element.lemmas else 1
            continue
        passed = token.tag in PASSED and (not element.optional or q == p)
        running = token.tag == "VBG" and p < q < len(tokens) - 1 and tokens[q + 1].tag == "NNS"  # "its running costs"
        passed = passed or running
        adverb = after_slot and (token.tag.startswith("RB") or token.norm == ",")
        noun = (
            token.tag in ("NN", "NNS", "NNP", "VBN")
            and not element.optional
            and not after_slot
            and line.noun(q) is None
        )
        joined = token.norm == "and" and q == p and not element.optional and not after_slot
        if not (passed or adverb or noun or joined):
            return None
        q += 2 if joined else 1
    return None


def _slot(line: Line, slots: Slots, element: Element, p: int) -> tuple[str, tuple[Filler, ...]] | None:
    best: tuple[int, int, str, Filler] | None = None
    for rank, slot in enumerate(element.slots):
        for f in slots.of(slot):
            if f.last <= p or (f.first > p + 9 and slot != "OFFICE") or f.first > p + 16:
                continue
            begin = max(f.first, p)
            if (f.first < p and f.last - p < 1) or not _passable(line, p, begin, slot):
                continue
            row = (begin, rank, slot, f)
            if best is None or (row[0], row[3].weak, row[1]) < (best[0], best[3].weak, best[1]):
                best = row
    if best is None:
        return None
    return best[2], coordinated(line, slots, best[2], best[3])


def _passable(line: Line, p: int, q: int, slot: str) -> bool:
    """Whether the tokens between may be passed over on the way to a slot."""
    for i in range(p, q):
        token = line.tokens[i]
        if (
            token.tag in _FINITE
            or token.norm in (";", ":", "that", "who", "which")
            or (token.norm in PREPOSITIONS and token.norm != "of")
        ):
            return False
        named = slot == "PERSON" and token.norm == "," and i == q - 1 and i > p  # "names a trader, X, as consul"
        if token.norm in (",", "and") and slot != "OFFICE" and not named:
            return False
        if slot != "OFFICE" and token.tag.startswith("V") and token.tag != "VBN":
            return False
    return True


def coordinated(line: Line, slots: Slots, slot: str, first: Filler, *, before_verb: bool = False) -> tuple[Filler, ...]:
    """The filler and those joined to it by commas and "and"; after a verb not the subject of the next clause."""
    out = [first]
    for f in slots.of(slot):
        if f.first <= out[-1].last - 1:
            continue
        gap = line.tokens[out[-1].last : f.first]
        norms = [t.norm for t in gap]
        if slot == "PERSON" and describes(line, out[-1], f):
            continue
        if "as" in norms and "well" not in norms:
            break  # "named X, a trader, as consul"
        joined = any(n in (",", "and", "or", "nor") for n in norms) or "as well as" in " ".join(norms)
        if (f.weak and slot not in ("MISSION", "OFFICE")) or len(gap) > 4 or not joined:
            break
        if not all(n in _JOINTS or t.tag in ("DT", "JJ") for n, t in zip(norms, gap, strict=True)):
            break
        after = line.tokens[f.last].tag if f.last < len(line.tokens) else ""
        if after in _FINITE and slot != "OFFICE" and not before_verb:
            break
        out.append(f)
    return tuple(out)


def describes(line: Line, named: Filler, f: Filler) -> bool:
    """ "X, the Taliban's candidate, …": who X is, not a second person."""
    gap = [t.norm for t in line.tokens[named.last : f.first]]
    return bool(named.person) and not f.person and gap in ([","], [",", "the"])


def agent(line: Line, slots: Slots, element: Element, p: int, found: dict[str, tuple[Filler, ...]]) -> int:
    """As in "by …" or "from …" after a passive, not past a finite verb."""
    for q in range(p, min(p + 12, len(line.tokens))):
        token = line.tokens[q]
        if token.norm == "by" or (token.norm == "from" and q <= p + 1):
            filled = _slot(line, slots, element, q + 1) or _inside_phrase(line, slots, element, q + 1)
            if filled:
                found.setdefault(filled[0], filled[1])
                return filled[1][-1].last
            return p
        if token.tag in _FINITE or token.norm in (";", "but"):
            return p
    return p


def _inside_phrase(line: Line, slots: Slots, element: Element, p: int) -> tuple[str, tuple[Filler, ...]] | None:
    """A party inside the agent's phrase: "by chargés d'affaires whom the Taliban picked"."""
    end = next(
        (i for i in range(p, len(line.tokens)) if line.tokens[i].norm in (",", ";", ".", "and", "but")),
        len(line.tokens),
    )
    for slot in element.slots:
        for f in slots.of(slot):
            if p <= f.first < min(end, p + 14) and f.party and not f.weak and f.party != "host-state":
                return slot, (f,)
    return None
