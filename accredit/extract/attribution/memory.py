"""Whom an article has named so far, and whom a pronoun, a surname or "the ministry" stands for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from accredit.extract.attribution.lists import among
from accredit.extract.attribution.who import Who

_LOOKED_AT = 12
"""Pronouns look at so many of those spoken of last."""


@dataclass(slots=True, eq=False)
class Known:
    """Somebody or something named in the article: all that was told so far."""

    who: Who
    spoke: bool = False


@dataclass(slots=True)
class Memory:
    """Those named so far, by the words of their names, by their offices, and in the order of their last mention."""

    _by_word: dict[str, list[Known]] = field(default_factory=dict)
    _by_head: dict[str, list[Known]] = field(default_factory=dict)
    _last: OrderedDict[int, Known] = field(default_factory=OrderedDict)
    _salient: OrderedDict[int, Known] = field(default_factory=OrderedDict)

    def note(self, who: Who, *, salient: bool) -> Known:
        """Remember what a phrase tells, with what was told of the same one before; the one that it is."""
        known = self.same(who)
        if known is None:
            known = Known(replace(who))
        else:
            _learn(known.who, who)
        for word in {*known.who.names, *([known.who.initials.lower()] if known.who.initials else [])}:
            _latest(self._by_word, word, known)
        if known.who.head:
            _latest(self._by_head, known.who.head, known)
        self.touch(known, salient=salient)
        return known

    def touch(self, known: Known, *, salient: bool) -> None:
        """It was spoken of just now; `salient`: as a sentence's subject or as a source."""
        for seen in (self._last, self._salient) if salient else (self._last,):
            seen[id(known)] = known
            seen.move_to_end(id(known))

    def same(self, who: Who) -> Known | None:
        """The one spoken of before that a phrase with a noun or a name means."""
        if who.name is not None and who.person:
            return self._namesake(who)
        if who.person:
            return self._office(who) if who.short else None
        if who.name is None:
            return None
        return self._body(who)

    def _namesake(self, who: Who) -> Known | None:
        """Somebody of that surname, or of that first name alone, who is no other by first name or sex."""
        if not who.names:
            return None
        for key in (who.names[-1], who.names[0]):
            for known in reversed(self._by_word.get(key, ())):
                other = known.who
                if other.plural or who.plural or not other.names:
                    continue
                if other.gender and who.gender and other.gender != who.gender:
                    continue
                shorter, longer = sorted((who.names, other.names), key=len)
                if all(w in longer for w in shorter) and (len(shorter) > 1 or other.person or len(who.names) == 1):
                    return known
        return None

    def _office(self, who: Who) -> Known | None:
        """Whom "the consul" or "the officials" means: the last one of that office."""
        for known in reversed(self._by_head.get(who.head, ())):
            other = known.who
            if other.person and other.plural == who.plural and _fits(who.role or "", other.role or ""):
                return known
        return None

    def _body(self, who: Who) -> Known | None:
        """A body of the same name, one whose initials or first words these are, or the last of that sort."""
        if len(who.names) == 1 and (who.name or "").isupper() and (surname := self._surname(who.names[0])):
            return surname
        names = set(who.names)
        for key in dict.fromkeys((*who.names[-1:], *who.names[:1])):
            for known in reversed(self._by_word.get(key, ())):
                other = known.who
                if other.person and not (len(names) == 1 and not who.short):
                    continue
                if other.initials and names == {other.initials.lower()}:
                    return known
                if names == set(other.names) or (
                    (who.short or len(names) < 3) and names < set(other.names) and _begins(who, other)
                ):
                    return known
        if not who.short:
            return None
        for known in reversed(self._by_head.get(who.head, ())):
            if not known.who.person and not known.who.short:
                return known
        return self._any(who)

    def _surname(self, word: str) -> Known | None:
        """Who is written in capitals, as in a transcript."""
        return next(
            (k for k in reversed(self._by_word.get(word, ())) if k.who.person and k.who.names[-1] == word), None
        )

    def _any(self, who: Who) -> Known | None:
        """ "The group", "the paper": the last body of that sort, whatever its name."""
        if who.plural:
            return None
        for key, sorts in (
            ("any_agency", ("outlet", "organisation", "government")),
            ("any_outlet", ("outlet",)),
            ("any_organisation", ("organisation",)),
            ("any_document", ("document",)),
        ):
            if who.head in among("bodies", key):
                for known in islice(reversed(self._last.values()), _LOOKED_AT):
                    other = known.who
                    proper = (other.name or "")[:1].isupper() or key == "any_document"
                    if other.sort in sorts and proper and not other.short and not other.plural:
                        return known
        if who.head in among("bodies", "any_organisation"):
            for known in islice(reversed(self._last.values()), _LOOKED_AT):
                # A name that looked like a person's, with no office, title or usual first name: "Seawatch Adria".
                if known.who.person and known.who.name and not (known.who.role or known.who.gender or known.who.plural):
                    known.who.sort = "organisation"
                    return known
        return None

    def pronoun(self, kind: str, without: Collection[Known] = ()) -> Known | None:
        """Whom "he", "she", "it" or "they" stands for: the last who fits, subjects and sources first."""
        for seen in (self._salient, self._last):
            unsure: Known | None = None
            for known in self._recent(seen):
                if known in without:
                    continue
                fit = _agrees(kind, known)
                if fit == 2:
                    return known
                if fit == 1 and unsure is None:
                    unsure = known
            if unsure is not None:
                return unsure
        return None

    def _recent(self, seen: OrderedDict[int, Known]) -> Iterator[Known]:
        return islice(reversed(seen.values()), _LOOKED_AT)


def _latest(table: dict[str, list[Known]], key: str, known: Known) -> None:
    """Put it last under the key; the oldest of many are forgotten."""
    row = table.setdefault(key, [])
    if known in row:
        row.remove(known)
    row.append(known)
    del row[:-6]


def _learn(old: Who, new: Who) -> None:
    """Fill what was not told before; the longer name is the fuller one."""
    if new.name and (old.name is None or (len(new.names) > len(old.names) and not new.plural)):
        old.name, old.names = new.name, new.names
        if not old.person and new.head:
            old.head, old.short = new.head, new.short
    if new.role and old.role is None:
        old.role, old.head = new.role, new.head
    old.affiliation = old.affiliation or new.affiliation
    old.gender = old.gender or new.gender
    old.initials = old.initials or new.initials


def _fits(short: str, full: str) -> bool:
    """All words of the short office stand in the full one, spokesmen and spokeswomen alike."""
    words = set(full.lower().split())
    return all(w in words or w.startswith("spokes") or len(words) == 1 for w in short.lower().split()[-1:])


def _begins(short: Who, full: Who) -> bool:
    """A short form is the head of the full name, or its first word."""
    named = (short.name or "")[:1].isupper() and (full.name or "")[:1].isupper()
    return short.head == full.head or (named and full.names[0] == short.names[0])


def _agrees(kind: str, known: Known) -> int:
    """How well a pronoun fits: 2 well, 1 with doubt, 0 not."""
    who = known.who
    if kind in ("man", "woman"):
        if not who.person or who.plural or (who.name is None and who.role is None):
            return 0
        if who.gender is not None and who.gender != kind:
            return 0
        if who.name is None and not known.spoke:
            return 1
        if who.gender is not None:
            return 2
        soft = bool(who.names) and len(who.names) > 1 and who.names[0].endswith("a")
        return 1 if soft != (kind == "woman") and soft else 2
    if kind == "body":
        return 2 if not who.person and who.sort is not None and not who.plural and who.name else 0
    if who.plural:
        return 2
    return 1 if who.sort in ("government", "organisation") else 0
