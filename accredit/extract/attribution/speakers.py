"""Who a source is: its name, office, affiliation and kind, with pronouns and short forms resolved in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from accredit.extract.attribution.describing import described, together
from accredit.extract.attribution.found import Found, Run
from accredit.extract.attribution.lists import among
from accredit.extract.attribution.memory import Known, Memory
from accredit.extract.attribution.mentions import Mention, mentions, phrase
from accredit.extract.attribution.sayingtimes import said
from accredit.extract.attribution.types import Speaker
from accredit.extract.attribution.units import Units
from accredit.extract.attribution.who import Who
from accredit.extract.attribution.words import Words

_QUOTES = frozenset("“”«»„\"‘’'")


def speakers(words: Words, found: Sequence[Found]) -> list[Speaker | None]:
    """The speaker of each attribution; None where the text names no source."""
    return _Article(Units(words), found).speakers()


@dataclass(slots=True)
class _Heard:
    """A source: what its phrase tells, and whom the article tells it to be."""

    who: Who
    known: Known | None = None


@dataclass(slots=True)
class _Article:
    units: Units
    found: Sequence[Found]
    memory: Memory = field(default_factory=Memory)
    heard: dict[Run, _Heard] = field(default_factory=dict)
    held_by: list[int] = field(default_factory=list)
    covering: dict[int, Run] = field(default_factory=dict)

    def speakers(self) -> list[Speaker | None]:
        self._look_inside()
        sources = sorted({_source(one) for one in self.found if one.source})
        holders = {_source(one): k for k, one in enumerate(self.found) if one.source}
        told = mentions(self.units, sources)
        waiting = next(told, None)
        before: Known | None = None
        for run in sources:
            while waiting is not None and waiting.first < run[0]:
                before = self._mention(waiting, before)
                waiting = next(told, None)
            self._hear(run)
        while waiting is not None:
            before = self._mention(waiting, before)
            waiting = next(told, None)
        for run in sources:
            self._late(run, holders)
        times = self._beside()
        return [self._speaker(k, one, times) for k, one in enumerate(self.found)]

    def _look_inside(self) -> None:
        """The innermost content around each word, and the longest source around a relative pronoun."""
        self.held_by = [-1] * len(self.units)
        for k in sorted(range(len(self.found)), key=lambda k: -self.found[k].size):
            for a, b in self.found[k].content:
                self.held_by[a:b] = [k] * (b - a)
        for run in sorted({_source(one) for one in self.found if one.source}, key=lambda r: r[1] - r[0]):
            for i in range(*run):
                self.covering[i] = run

    def _mention(self, mention: Mention, before: Known | None) -> Known | None:
        """Remember who is named outside sources; the one named, for "X and Y"."""
        known: Known | None = None
        several = described(self.units, mention.first, mention.last)
        for who in several:
            if who.pronoun or who.sort is None or not (who.name or who.role):
                continue
            self._town(who)
            if who.person and (not mention.subject if who.name is None else self._place(who, mention.first)):
                continue
            known = self.memory.note(who, salient=mention.subject)
        pair = [one.who for one in (before, known) if one and one.who.person and one.who.name]
        if mention.joined and len(pair) == 2 and known is not before:
            self.memory.note(together(pair), salient=mention.subject)
        return known

    def _hear(self, run: Run) -> None:
        """Read a source, and remember it as the one who spoke last."""
        several = described(self.units, *run)
        if len(several) == 1 and several[0].pronoun:
            who = several[0]
            self.heard[run] = _Heard(who, self._stands_for(who, run))
            return
        for who in several:
            self._owned(who)
            self._town(who)
        known = [self._spoke(who) if who.name or who.role else None for who in several]
        if len(several) == 1:
            self.heard[run] = _Heard(several[0], known[0])
            return
        full = together([one.who if one else who for one, who in zip(known, several, strict=True)])
        self.heard[run] = _Heard(together(several), self.memory.note(full, salient=True))

    def _spoke(self, who: Who) -> Known:
        known = self.memory.note(who, salient=True)
        known.spoke = True
        return known

    def _place(self, who: Who, first: int) -> bool:
        """A name behind "in" that nothing shows to be a person's."""
        before = self.units.words.word(first - 1) if first else ""
        unsure = not (who.role or who.gender or who.titled) and self.memory.same(who) is None
        return unsure and before in ("in", "at", "near", "into", "across", "outside", "inside", "from")

    def _town(self, who: Who) -> None:
        """A town that speaks is a government, no person: "Grodno"."""
        if who.person and who.name in self.units.towns() and not who.role and who.gender is None:
            who.sort = "government"

    def _owned(self, who: Who) -> None:
        """ "Its minister" belongs to the body spoken of."""
        if who.owned == "it" and who.affiliation is None and (who.person or who.sort == "document"):
            owner = self.memory.pronoun("body")
            who.affiliation = owner.who.name if owner else None

    def _stands_for(self, who: Who, run: Run) -> Known | None:
        """Whom a pronoun means, as far as what stands before it tells."""
        if who.pronoun == "relative":
            whole = self.covering[run[0]]
            if whole != run:
                return self.heard[whole].known if whole in self.heard else None
            return self._before(run[0])
        if who.pronoun in (None, "self"):
            return None
        quoting = self._quoting(run[0])
        known = self.memory.pronoun(str(who.pronoun), [quoting] if quoting else [])
        if known is not None:
            self.memory.touch(known, salient=True)
            if known.who.gender is None and who.pronoun in ("man", "woman"):
                known.who.gender = "man" if who.pronoun == "man" else "woman"
        return known

    def _quoting(self, place: int) -> Known | None:
        """Who is quoted with the word in his own words: "he" in them is somebody else."""
        holder = self.held_by[place]
        if holder < 0 or not self.found[holder].source:
            return None
        first = self.found[holder].content[0][0]
        if self.units.words.word(first) not in _QUOTES:
            return None
        heard = self.heard.get(_source(self.found[holder]))
        return heard.known if heard else None

    def _before(self, place: int) -> Known | None:
        """The noun phrase right before a relative pronoun."""
        words = self.units.words
        end = place
        while end > 0 and words.word(end - 1) in (",", "—", "–", ")"):
            end -= 1
        first, _ = self.units.sentence(place)
        start = end
        for start in range(max(first, end - 12), end):
            found = phrase(self.units, start)
            if found is not None and found[1] >= end:
                break
        else:
            return None
        several = [who for who in described(self.units, start, end) if who.name or who.role]
        return self.memory.note(together(several), salient=True) if several else None

    def _late(self, run: Run, holders: dict[Run, int]) -> None:
        """What only the rest of the text tells: who says "I", whom a headline's surname means."""
        heard = self.heard[run]
        if heard.who.pronoun == "self" and heard.known is None:
            holder, seen = self.held_by[run[0]], set[int]()
            while holder >= 0 and holder not in seen and self.found[holder].source:
                seen.add(holder)
                outer = self.heard[_source(self.found[holder])]
                if outer.known is not None or outer.who.pronoun != "self":
                    heard.known = outer.known
                    return
                holder = self.held_by[_source(self.found[holder])[0]]
        elif heard.known is not None and _firm(heard.who) and _firm(heard.known.who):
            known = self.memory.same(heard.who)
            heard.known = known if known is not None and len(known.who.names) > 1 else heard.known
            if _firm(heard.known.who):
                # News gives a person's full name once; what never has one, nor a title or a pronoun, is a body.
                heard.known.who.sort = "organisation"
        elif (
            heard.known is not None
            and (heard.who.short or len(heard.who.names) == 1)
            and heard.known.who.name == heard.who.name
        ):
            heard.known = self.memory.same(heard.who) or heard.known

    def _beside(self) -> dict[int, list[int]]:
        """The attributions by the sentence of their cue."""
        out: dict[int, list[int]] = {}
        for k, one in enumerate(self.found):
            if one.cue:
                out.setdefault(self.units.words.sentence[one.cue[0][0]], []).append(k)
        return out

    def _speaker(self, k: int, one: Found, times: dict[int, list[int]]) -> Speaker | None:
        if not one.source:
            return None
        heard = self.heard[_source(one)]
        who = heard.known.who if heard.known is not None else heard.who
        beside = times.get(self.units.words.sentence[one.cue[0][0]], []) if one.cue else []
        return Speaker(
            who.name,
            heard.who.role or who.role,
            heard.who.affiliation or who.affiliation,
            who.kind,
            said(self.units, one, self.held_by, k, self.found, beside),
        )


def _firm(who: Who) -> bool:
    """One word with a capital and nothing that tells a person: no office, title or sex."""
    if not who.person or who.role or who.gender or who.titled or len(who.names) != 1 or who.affiliation:
        return False
    return who.names[0] not in among("people", "known") and not (who.name or "@").startswith("@")


def _source(one: Found) -> Run:
    """The longest run of a source."""
    return max(one.source, key=lambda r: r[1] - r[0])
