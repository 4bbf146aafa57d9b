"""Finds acts in a line: a wording's core, its subject before it and its complements after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from accredit.extract.analysis import Line
from accredit.extract.clauses import Group, group, shared_verb, stretch_start
from accredit.extract.fillers import Slots
from accredit.extract.memory import Filler
from accredit.extract.lexicon import words
from accredit.extract.modality import Manner, manner_of, noun_manner
from accredit.extract.wordings import OPTIONAL_SUBJECTS, Element, Wording, wordings

_PASSED = frozenset({"RB", "RBR", "RBS", "DT", "PRP$", "JJ", "JJR", "JJS", "CD", "PDT", "POS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
# "Efforts are underway to take over …": whose they are the clause before says.
_EFFORTS = frozenset({"effort", "attempt", "work", "plan", "talk", "preparation", "process", "negotiation"})
_PREPOSITIONS = frozenset({"of", "in", "to", "from", "with", "by", "for", "at", "on", "about", "over", "under", "near", "against", "during", "after", "between", "through", "via", "into", "among"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """An act in a line: its wording, the core token, who fills which slot, and its manner.

    `inherited` is True when the subject stands in another clause or in an earlier sentence.
    """

    wording: Wording
    line: Line
    core: int
    last: int
    fillers: Mapping[str, tuple[Filler, ...]]
    manner: Manner
    inherited: bool

    def get(self, *slots: str) -> tuple[Filler, ...]:
        """The fillers of the first of these slots that is filled."""
        for slot in slots:
            if slot in self.fillers:
                return self.fillers[slot]
        return ()

    @property
    def first(self) -> int:
        """The first token of the act with its fillers."""
        return min([self.core, *(f.first for fs in self.fillers.values() for f in fs)])


def find_acts(line: Line, slots: Slots) -> list[Act]:
    """The acts of a line; of the wordings that match at one core the first of each predicate."""
    table = wordings()
    out: list[Act] = []
    for i, token in enumerate(line.tokens):
        seen: set[tuple[str, str]] = set()
        for lemma in dict.fromkeys((token.lemma, token.norm)):
            for wording in table.get(lemma, ()):
                if (wording.predicate, wording.polarity) in seen:
                    continue
                act = _match(line, slots, wording, i)
                if act:
                    seen.add((wording.predicate, wording.polarity))
                    out.append(act)
    return out


def _match(line: Line, slots: Slots, wording: Wording, k: int) -> Act | None:
    if not wording.verb:
        return _match_noun(line, slots, wording, k)
    token = line.tokens[k]
    if line.mention(k) is not None and token.tag.startswith("NNP"):
        return None
    noun = line.noun(k)
    if noun is not None and k <= noun.head and token.norm != "-":
        return None  # "the designated ambassador": part of a title
    if token.lemma in ("have", "do") and _helps(line, k):
        return None
    verbal = token.tag.startswith("V") or token.tag == "MD" or token.norm != token.lemma and token.tag in ("JJ", "NN", "NNS") or token.lemma in ("be",)
    if not verbal and not _bare_verb(line, k):
        return None
    verb = group(line.tokens, k)
    if wording.passive != verb.passive and not (verb.bare and not wording.passive) and not (wording.passive and token.tag == "JJ" and _after_be(line, verb)):
        return None
    if wording.passive and verb.bare and (_object_follows(line, slots, wording, k) or not _participle(line, k)):
        return None
    found: dict[str, tuple[Filler, ...]] = {}
    end = _rest(line, slots, wording.rest, k + 1, found)
    if end is None:
        return None
    if not wording.passive and verb.passive and verb.bare and token.tag == "VBN" and not any(e.slots for e in wording.rest):
        # "an embassy closed by the host" has its subject on the left; a lone participle does too.
        pass
    if wording.agent:
        end = _agent(line, slots, wording.agent, end, found)
    start, higher = stretch_start(line.tokens, verb.left)
    inherited = False
    if wording.subject is not None:
        subject = _subject(line, slots, wording.subject, verb, start, higher, wording)
        if subject is None:
            if not (set(wording.subject.slots) & OPTIONAL_SUBJECTS or wording.subject.optional):
                return None
        else:
            slot, fillers, inherited = subject
            found[slot] = fillers
    manner = manner_of(line, verb, start, higher, end)
    if token.lemma == "be" and any(t.norm in ("not", "n't") for t in line.tokens[k + 1 : k + 3]):
        manner = replace(manner, denied=not manner.denied)
    literal_no = any("no" in e.lemmas for e in wording.rest)
    if not literal_no and any(t.norm in ("nobody", "none") or t.norm == "no" and line.tokens[i + 1 : i + 2] and line.tokens[i + 1].norm != "longer" for i, t in enumerate(line.tokens[k + 1 : end], k + 1)):
        manner = replace(manner, denied=not manner.denied)
    return Act(wording, line, k, end, found, manner, inherited)


def _helps(line: Line, k: int) -> bool:
    """An auxiliary of the verb that follows it."""
    q = k + 1
    while q < len(line.tokens) and (line.tokens[q].tag.startswith("RB") or line.tokens[q].norm in ("not", "n't")):
        q += 1
    return q < len(line.tokens) and line.tokens[q].tag.startswith("V")


def _bare_verb(line: Line, k: int) -> bool:
    """A base form that the tagger took for a noun, after "to" or a modal."""
    return k > 0 and (line.tokens[k - 1].norm == "to" or line.tokens[k - 1].tag == "MD") and line.tokens[k].tag in ("NN", "JJ", "RB")


def _after_be(line: Line, verb: Group) -> bool:
    return any(line.tokens[g].lemma == "be" for g in verb.governors)


def _object_follows(line: Line, slots: Slots, wording: Wording, k: int) -> bool:
    """A bare participle with an object after it is a past tense: "the Taliban named three consuls"."""
    if wording.subject is None or line.tokens[k].tag == "VBN" and k > 0 and line.tokens[k - 1].norm in (",",):
        return False
    for slot in wording.subject.slots:
        for f in slots.of(slot):
            if f.first in (k + 1, k + 2) and not f.weak:
                return True
    return False


def _participle(line: Line, k: int) -> bool:
    """A bare form that may be a participle: tagged so, or with "by" after it; after a comma only with a complement."""
    after = line.tokens[k + 1].norm if k + 1 < len(line.tokens) else ""
    if k > 0 and line.tokens[k - 1].norm == ",":
        return after in ("by", "since", "from", "in", "on", "under", "to", "over")
    return line.tokens[k].tag == "VBN" or after == "by"


def _match_noun(line: Line, slots: Slots, wording: Wording, k: int) -> Act | None:
    token = line.tokens[k]
    if token.tag.startswith("V") and token.tag != "VBG" or line.mention(k) is not None:
        return None
    if token.norm != token.lemma and token.lemma in words("cues", "says"):
        return None  # "…, a counsellor recalls" is a cue that the tagger took for a noun
    found: dict[str, tuple[Filler, ...]] = {}
    end = _rest(line, slots, wording.rest, k + 1, found)
    if end is None:
        return None
    if wording.subject is not None:
        owner = _owner(line, slots, wording.subject, k)
        if owner is None:
            return None
        found[owner[0]] = owner[1]
    manner = noun_manner(line, k, k)
    literal_no = any("no" in e.lemmas for e in (wording.core, *wording.rest))
    if any(t.norm == "no" for t in line.tokens[k : end]):
        manner = replace(manner, denied=not literal_no or wording.predicate == "visited")
    return Act(wording, line, k, end, found, manner, False)


def _owner(line: Line, slots: Slots, element: Element, k: int) -> tuple[str, tuple[Filler, ...]] | None:
    """The possessor or modifier right before a noun: "the embassy's closure", "the Taliban takeover"."""
    for slot in element.slots:
        for f in slots.of(slot):
            gap = line.tokens[f.last : k]
            if f.last <= k and len(gap) <= 3 and all(t.norm in ("'s", "'", "-") or t.tag in ("JJ", "NN") for t in gap):
                return slot, (f,)
    return None


def _rest(line: Line, slots: Slots, rest: tuple[Element, ...], p: int, found: dict[str, tuple[Filler, ...]]) -> int | None:
    """Matches the elements after the core from token `p`; the end, or None."""
    for n, element in enumerate(rest):
        if element.lemmas:
            q = _literal(line, element, p, after_slot=n > 0 and bool(rest[n - 1].slots))
            if q is None:
                if element.optional:
                    continue
                return None
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
        passed = token.tag in _PASSED and (not element.optional or q == p)
        adverb = after_slot and (token.tag.startswith("RB") or token.norm == ",")
        noun = token.tag in ("NN", "NNP", "VBN") and not element.optional and not after_slot and line.noun(q) is None
        joined = token.norm == "and" and q == p and not element.optional and not after_slot
        if not (passed or adverb or noun or joined):
            return None
        q += 2 if joined else 1
    return None


def _slot(line: Line, slots: Slots, element: Element, p: int) -> tuple[str, tuple[Filler, ...]] | None:
    best: tuple[int, int, str, Filler] | None = None
    for rank, slot in enumerate(element.slots):
        for f in slots.of(slot):
            if f.last <= p or f.first > p + 9 and slot != "OFFICE" or f.first > p + 16:
                continue
            begin = max(f.first, p)
            if f.first < p and f.last - p < 1 or not _passable(line, p, begin, slot):
                continue
            row = (begin, rank, slot, f)
            if best is None or (row[0], row[3].weak, row[1]) < (best[0], best[3].weak, best[1]):
                best = row
    if best is None:
        return None
    return best[2], _coordinated(line, slots, best[2], best[3])


def _passable(line: Line, p: int, q: int, slot: str) -> bool:
    """Whether the tokens between may be passed over on the way to a slot."""
    for i in range(p, q):
        token = line.tokens[i]
        if token.tag in _FINITE or token.norm in (";", ":", "that", "who", "which") or token.norm in _PREPOSITIONS and token.norm != "of":
            return False
        if token.norm in (",", "and") and slot != "OFFICE":
            return False
        if slot != "OFFICE" and token.tag.startswith("V") and token.tag != "VBN":
            return False
    return True


def _coordinated(line: Line, slots: Slots, slot: str, first: Filler) -> tuple[Filler, ...]:
    """The filler and those joined to it by commas and "and"."""
    out = [first]
    for f in slots.of(slot):
        if f.first <= out[-1].last - 1:
            continue
        gap = line.tokens[out[-1].last : f.first]
        if f.weak and slot not in ("MISSION", "OFFICE") or len(gap) > 4 or not gap or not any(t.norm in (",", "and", "or", "as") for t in gap):
            break
        if not all(t.norm in (",", "and", "or", "as", "well", "also", "of", "its", "in", "the", "their") or t.tag in ("DT", "JJ") for t in gap):
            break
        after = line.tokens[f.last].tag if f.last < len(line.tokens) else ""
        if after in _FINITE and slot != "OFFICE":
            break
        out.append(f)
    return tuple(out)


def _agent(line: Line, slots: Slots, element: Element, p: int, found: dict[str, tuple[Filler, ...]]) -> int:
    """"by …" or "from …" after a passive, not past a finite verb."""
    for q in range(p, min(p + 12, len(line.tokens))):
        token = line.tokens[q]
        if token.norm == "by" or token.norm == "from" and q <= p + 1:
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
    end = next((i for i in range(p, len(line.tokens)) if line.tokens[i].norm in (",", ";", ".", "and", "but")), len(line.tokens))
    for slot in element.slots:
        for f in slots.of(slot):
            if p <= f.first < min(end, p + 14) and f.party and not f.weak and f.party != "host-state":
                return slot, (f,)
    return None


def _subject(
    line: Line, slots: Slots, element: Element, verb: Group, start: int, higher: int | None, wording: Wording
) -> tuple[str, tuple[Filler, ...], bool] | None:
    """The filler before the verb: in its own clause, else that of the clause that it continues, else a pronoun's."""
    if verb.bare and wording.passive or verb.bare and line.tokens[verb.verb].tag == "VBN" and wording.passive:
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


def _may_inherit(line: Line, start: int, verb: Group) -> bool:
    """A clause without a noun phrase of its own before the verb takes its subject from the clause before."""
    own = line.tokens[start : verb.left]
    return not any((t.tag.startswith("NN") or t.tag == "PRP") and t.lemma not in _EFFORTS for t in own)


def _earlier_starts(line: Line, start: int, higher: int | None) -> Iterator[int]:
    p = start if higher is None else higher
    while p > 0:
        p, above = stretch_start(line.tokens, p - 1 if line.tokens[p - 1].norm in ("and", "but", ",", "or", "who", "which", "that") else p)
        yield p
        if above is not None:
            p = above
        elif p > 0:
            p -= 1


def _adjacent(line: Line, slots: Slots, element: Element, left: int) -> tuple[str, tuple[Filler, ...]] | None:
    """The noun phrase that a participle follows: "a diplomat sent by …"."""
    for slot in element.slots:
        for f in reversed(slots.of(slot)):
            if f.last <= left and not f.weak and all(t.tag.startswith("RB") or t.norm in (",",) for t in line.tokens[f.last : left]):
                return slot, (f,)
    return None


def _between(line: Line, slots: Slots, element: Element, a: int, b: int) -> tuple[str, tuple[Filler, ...]] | None:
    """The best filler between two tokens: outside prepositional phrases first, then nearest to the verb, pronouns last."""
    best: tuple[tuple[bool, bool, int], str, Filler] | None = None
    for slot in element.slots:
        for f in slots.of(slot):
            if f.first < a or f.first >= b:
                continue
            rank = (f.weak, _in_phrase(line, f.first, a), -f.first)
            if best is None or rank < best[0]:
                best = (rank, slot, f)
    if best is None:
        return None
    chosen = best[2]
    group_ = [f for f in slots.of(best[1]) if a <= f.first < b and f.weak == chosen.weak]
    head = next((f for f in group_ if chosen in _coordinated(line, slots, best[1], f)), chosen)
    return best[1], _coordinated(line, slots, best[1], head)


def _in_phrase(line: Line, first: int, a: int) -> bool:
    """The filler stands in a prepositional phrase."""
    p = first - 1
    while p >= a and (line.tokens[p].tag in _PASSED or line.tokens[p].tag in ("NN", "NNP") and line.mention(p) is None):
        p -= 1
    return p >= a and line.tokens[p].norm in _PREPOSITIONS
