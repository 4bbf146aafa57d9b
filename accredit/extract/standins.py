"""Words that stand for two missions spoken of, or one of them: "the former", "both", "only the first"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accredit.extract.memory import Filler
from accredit.extract.missions import Target, pick
from accredit.extract.wordings import wordings
from accredit.model import Mission

if TYPE_CHECKING:
    from accredit.extract.fillers import Slots

_FIRST, _SECOND = frozenset({"former", "first"}), frozenset({"latter", "second"})


def standins(slots: Slots) -> Iterator[Filler]:
    """Fillers for "the former", "the latter", "the first" and "the second" of two missions, and for "both"."""
    tokens = slots.line.tokens
    for i, token in enumerate(tokens[:-1]):
        following = tokens[i + 1]
        # "both issue passports", where the tagger sees no verb
        objected = following.lemma in wordings() and following.tag[:2] == "NN" and tokens[i + 2 : i + 3]
        verbal = following.tag.startswith(("V", "MD", "RB")) or (objected and tokens[i + 2].tag == "NNS")
        if not verbal or (i + 2 < len(tokens) and following.tag.startswith("RB") and tokens[i + 2].tag[:2] in ("NN",)):
            continue
        if token.norm == "both" and not _beside(slots, i) and (two := _two(slots, i)):
            yield Filler(i, i + 1, target=Target(two, inferred=True), weak=True)
        elif token.norm in _FIRST | _SECOND and i and tokens[i - 1].norm == "the" and (two := _two(slots, i)):
            yield Filler(i - 1, i + 1, target=Target((two[token.norm in _SECOND],), inferred=True))


def _beside(slots: Slots, i: int) -> bool:
    """As in "embassies that both …", "X and Y both": the two are named right before."""
    return i > 0 and slots.line.tokens[i - 1].norm not in (",", ";", "and", "but")


def _two(slots: Slots, i: int) -> tuple[Mission, Mission] | None:
    """The two missions spoken of last, in this sentence or the one before: neither fewer nor more."""
    number = slots.line.sentence.number
    here = [(n.first, slots.targets[n]) for n in slots.line.nouns if n.last <= i and n.office is None]
    found = list(dict.fromkeys(m for _, t in sorted(here, key=lambda h: h[0]) for m in t.missions))
    if not found and any(t.abroad for _, t in here):
        found = _cities(slots, i)
    if not found and not here:
        before = [t for where, noun, t in slots.memory.focus.targets if where == number - 1 and noun.office is None]
        if any(t.foreign for t in before):
            return None
        found = list(dict.fromkeys(m for t in before for m in t.missions))
    return (found[0], found[1]) if len(found) == 2 else None


def _cities(slots: Slots, i: int) -> list[Mission]:
    """As in "Tehran did, Ankara did not: of the two embassies only the first …": cities for missions."""
    kinds = [n.kind for n in slots.line.nouns if n.last <= i and slots.targets[n].abroad]
    found = []
    for m in slots.line.mentions:
        if m.kind == "city" and m.last <= i and m.key != slots.situation.sending:
            missions = [x for k in m.entry.missions if (x := slots.situation.mission(k))]
            found += [x for x in (pick(missions, kinds[0] if kinds else "unknown"),) if x]
    return list(dict.fromkeys(found))
