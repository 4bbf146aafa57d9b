"""Which missions a noun means: by city, by host, or by what the article spoke of before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accredit.extract.analysis import Line
from accredit.extract.clauses import PREPOSITIONS
from accredit.extract.gazetteer import Mention
from accredit.extract.nouns import Noun
from accredit.extract.sets import bounds, exceptions
from accredit.model import Mission, Situation

_CONSULAR = ("consulate-general", "consulate")
# A bare "the embassy" looks back this many sentences before the article's main mission is taken.
_REACH = 8


@dataclass(frozen=True, slots=True)
class Target:
    """What a noun means: missions, or the host states of a set; `foreign` is another state's mission.

    `inferred` is True when the text around, not the noun itself, told which.
    """

    missions: tuple[Mission, ...] = ()
    hosts: tuple[str, ...] = ()
    foreign: bool = False
    inferred: bool = False
    abroad: bool = False

    @property
    def empty(self) -> bool:
        """Means nothing that a claim can be about."""
        return not (self.missions or self.hosts or self.abroad)


@dataclass(slots=True)
class Focus:
    """The missions and places that the article spoke of so far, newest last."""

    situation: Situation
    targets: list[tuple[int, Noun, Target]] = field(default_factory=list)
    hosts: list[tuple[int, str]] = field(default_factory=list)
    here: Mention | None = None
    ours: bool = False  # the article has named the contested state or one of its parties

    def resolve(self, line: Line, noun: Noun) -> Target:
        """The noun's target; remembers it for the nouns that follow."""
        target = self._target(line, noun)
        if target.missions or target.foreign:
            self.targets.append((line.sentence.number, noun, target))
        return target

    def note_places(self, line: Line) -> None:
        """Remember the host states that a sentence names, and the city of the dateline."""
        first = line.mentions[0] if line.mentions else None
        if line.sentence.number <= 1 and first and first.kind == "city" and first.first == 0:
            after = line.tokens[first.last].text if first.last < len(line.tokens) else ""
            if after in (":", "—", "–", "-", ".", "/") or (line.tokens[0].text.isupper() and after in (",", "(")):
                self.here = first
        out = set(exceptions(line))
        for m in line.mentions:
            self.ours = self.ours or m.kind == "party" or m.key == self.situation.sending
            if m not in out and m.kind in ("state", "adjective", "city") and m.key != self.situation.sending:
                self.hosts.append((line.sentence.number, m.key))

    def topic(self, number: int) -> Target | None:
        """The mission that the last sentence before this one began with: what "it" goes on about."""
        before = [t for t in self.targets if t[0] < number and t[2].missions]
        if not before or number - before[-1][0] > _REACH:
            return None
        return next(t[2] for t in before if t[0] == before[-1][0])

    def latest(self, number: int, kind: str | None = None) -> Target | None:
        """The target spoken of last, of a kind when one is given."""
        for where, noun, target in reversed(self.targets):
            if number - where > _REACH:
                break
            if target.foreign and kind is None:
                return None  # what was spoken of last is another state's
            if target.missions and (kind is None or _fits(target.missions, kind) or noun.kind == kind):
                return target
        return None

    def elsewhere(self) -> bool:
        """The mission named last is another state's, whatever envoys were named since."""
        return next((t.foreign for _, n, t in reversed(self.targets) if n.office is None and not t.inferred), False)

    def _target(self, line: Line, noun: Noun) -> Target:
        if noun.sending == "foreign":
            return Target(foreign=True)
        if noun.sending is None and self._of_another(line, noun):
            return Target(foreign=True)
        if noun.pointing and self.targets:
            _, before, target = self.targets[-1]
            if target.foreign:
                return Target(foreign=True)  # "the Indian embassy in London and the one in Oslo"
            found = self._placed(replace(noun, kind=before.kind))
            if found.missions:
                return found
        if noun.places:
            return self._placed(noun)
        if noun.unresolved:
            return Target()
        if noun.abroad or self._counted(line, noun):
            return Target(abroad=True)
        return self._anaphor(line, noun)

    def _placed(self, noun: Noun) -> Target:
        missions: list[Mission] = []
        hosts: list[str] = []
        for place in noun.places:
            if place.key == self.situation.sending:
                return Target(foreign=True)
            named = [m for i in place.entry.missions if (m := self.situation.mission(i))]
            found = pick(named, noun.kind) if place.kind in ("city", "mission") else self._of_state(place.key, noun)
            if found:
                missions.append(found)
            else:
                hosts.append(place.key)
        return Target(tuple(dict.fromkeys(missions)), tuple(dict.fromkeys(hosts)))

    def _of_state(self, host: str, noun: Noun) -> Mission | None:
        """The one mission of this kind in a host state; None where there are more or none."""
        there = [m for m in self.situation.missions if m.host == host and m.kind != "permanent-mission"]
        if noun.kind in ("embassy", "permanent-mission"):
            return next((m for m in there if m.kind == "embassy"), None)
        if noun.kind in _CONSULAR:
            consular = [m for m in there if m.kind in _CONSULAR]
            return consular[0] if len(consular) == 1 else None
        if noun.plural:
            return None
        return there[0] if len(there) == 1 else next((m for m in there if m.kind == "embassy"), None)

    def _located(self, line: Line, noun: Noun) -> Target | None:
        """As in "In Tokyo, the mission continues …", "Baghdad is another matter: there …": the city named before."""
        place: Mention | None = None
        for m in line.mentions:
            if m.last > noun.first or m.key == self.situation.sending or m.kind not in ("city", "state"):
                continue
            before = line.tokens[m.first - 1].norm if m.first else ""
            after = line.tokens[m.last].norm if m.last < len(line.tokens) else ""
            there = any(t.norm == "there" for t in line.tokens[m.last : noun.last + 2])
            if (before in ("in", "for", "at") and (m.first <= 2 or after == ",")) or (there and m.kind == "city"):
                place = m
        if any(t.norm == "here" for t in line.tokens[noun.stop : noun.stop + 1]):
            place = self.here
        if place is None:
            return None
        found = self._placed(replace(noun, places=(place,)))
        return Target(found.missions, inferred=True) if found.missions else None

    def _counted(self, line: Line, noun: Noun) -> bool:
        """As in "at least 14 Afghan embassies": a number of the state's own, none of them named."""
        own = noun.plural and noun.sending == "own" and not noun.places and noun.office is None
        return own and bounds(line.tokens, noun.first, noun.head) is not None

    def _of_another(self, line: Line, noun: Noun) -> bool:
        """Another state's own: in "Canada closed its embassy" what "its" goes back to is Canada."""
        tokens = line.tokens
        owned = any(tokens[p].norm in ("its", "their", "our") for p in (noun.first, noun.head - 1) if p >= 0)
        if not owned:
            return False
        before = [
            m
            for m in line.mentions
            if m.last <= noun.first and m.kind in ("state", "adjective", "party", "city", "ministry")
        ]
        named = [m for m in before if m.kind != "city" or m.first == 0 or tokens[m.first - 1].norm not in PREPOSITIONS]
        if not named:
            return False
        return named[-1].kind != "party" and named[-1].key != self.situation.sending

    def _anaphor(self, line: Line, noun: Noun) -> Target:
        located = self._located(line, noun)
        if located is not None:
            return located
        number = line.sentence.number
        for where, before, target in reversed(self.targets):
            if number - where > _REACH:
                break
            if target.foreign:
                # "its embassy … the mission": the last one spoken of was another state's.
                if noun.sending is None and _like(before, noun):
                    return Target(foreign=True)
                continue
            if noun.plural and noun.office is None:
                if len(target.missions) > 1:
                    return Target(target.missions, inferred=True)
                continue
            if (noun.sending == "own" or len(target.missions) > 1) and (host := self._host_here(line, noun, target)):
                return host
            fitting = tuple(m for m in target.missions if _fits((m,), noun.kind))
            if len(fitting) == 1 or (fitting and noun.plural):
                return Target(fitting, inferred=True)
        if self.here is not None and (found := self._placed(replace(noun, places=(self.here,)))).missions:
            return Target(found.missions, inferred=True)
        return self._by_host(line, noun)

    def _host_here(self, line: Line, noun: Noun, target: Target) -> Target | None:
        """As in "Iran … has given the group the Afghan embassy": the embassy in the state that the sentence names."""
        here = [
            m.key for m in line.mentions if m.kind in ("state", "adjective", "city") and m.key != self.situation.sending
        ]
        hosts = dict.fromkeys(h for h in here if self._embassy(h))
        among = tuple(m for m in target.missions if m.host in hosts and _fits((m,), noun.kind))
        if among:
            return Target(among, inferred=True)
        if noun.office is not None or noun.kind in _CONSULAR:
            return None
        if len(hosts) == 1 and all(m.host not in hosts for m in target.missions):
            return Target((self._must(next(iter(hosts))),), inferred=True)
        return None

    def _by_host(self, line: Line, noun: Noun) -> Target:
        if noun.plural and noun.office is None:
            return Target()
        number = line.sentence.number
        if not (self.ours or noun.sending == "own"):
            return Target()  # nothing so far says that the article is about this state's missions
        others = any(n.sending == "foreign" for n in line.nouns) or (self.targets and self.targets[-1][2].foreign)
        if noun.sending is None and others:
            return Target()  # what is spoken of here, or was last, is another state's
        for where, host in reversed(self.hosts):
            if number - where > _REACH:
                break
            if noun.sending is None and len({h for n, h in self.hosts if n == where}) > 1 and where != number:
                return Target()  # two states: whose, and with whom?
            found = self._of_state(host, noun)
            if found:
                return Target((found,), inferred=True)
        return Target()

    def _embassy(self, host: str) -> Mission | None:
        return next((m for m in self.situation.missions if m.host == host and m.kind == "embassy"), None)

    def _must(self, host: str) -> Mission:
        found = self._embassy(host)
        if found is None:
            raise LookupError(host)
        return found


def pick(missions: Sequence[Mission], kind: str) -> Mission | None:
    """Of the missions in one city the one that the word names; an embassy's consular section is the embassy."""
    order: tuple[str, ...]
    if kind in _CONSULAR:
        order = ("consulate-general", "consulate", "embassy")
    elif kind == "embassy":
        order = ("embassy",)
    elif kind == "permanent-mission":
        order = ("permanent-mission",)
    else:
        order = ("embassy", "consulate-general", "consulate", "permanent-mission")
    return next((m for k in order for m in missions if m.kind == k), None)


def _fits(missions: Sequence[Mission], kind: str) -> bool:
    if kind == "unknown":
        return True
    if kind in _CONSULAR:
        return any(m.kind in _CONSULAR for m in missions)
    return any(m.kind == kind for m in missions)


def _like(before: Noun, noun: Noun) -> bool:
    return noun.kind in ("unknown", before.kind) or before.kind == "unknown"
