"""What an act is about: missions, states, sets and people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from accredit.extract.acts import Act
from accredit.extract.content import Content
from accredit.extract.lexicon import words
from accredit.extract.memory import Filler, Memory
from accredit.extract.missions import pick
from accredit.extract.sets import bounds, excepted
from accredit.model import HOST_STATE, Actor, Mission, Scope

# What a claim of each predicate is about.
_OF_STATES = frozenset(
    {
        "recognises",
        "has_relations",
        "keeps_mission",
        "hosts_opposition",
        "designates_terrorist",
        "trades_with",
        "position",
        "sent_diplomats",
    }
)
_OF_PEOPLE = frozenset({"appointed", "accredited", "dismissed", "expelled"})


_OFFICIALS = frozenset({"minister", "president", "spokesman", "spokeswoman", "spokesperson", "chancellor", "king"})


@dataclass(frozen=True, slots=True)
class About:
    """What a draft is about."""

    mission: Mission | None = None
    scope: Scope | None = None
    person: Actor | None = None


def abouts(act: Act, predicate: str, denied: bool, memory: Memory, inside: Sequence[Content] = ()) -> Iterator[About]:
    """One About a claim that the act makes; none when it is about nothing of the situation."""
    if predicate in _OF_STATES:
        yield from _states(act, predicate, denied, memory, inside)
    elif predicate in _OF_PEOPLE:
        yield from _people(act, predicate, memory)
    else:
        missions, hosts, abroad = _missions(act, memory)
        person = _visitor(act) if predicate == "visited" else None
        for mission in missions:
            yield About(mission, None, person)
        if hosts:
            yield About(None, Scope(hosts=hosts), person)
        elif (abroad or predicate in ("cooperates_with", "funds")) and not missions:
            least, most = _bounds(act)
            yield About(None, Scope(group="missions abroad", at_least=least, at_most=most), person)


def _bounds(act: Act) -> tuple[int | None, int | None]:
    """How many missions the act is about, where it says so."""
    for f in act.get("MISSION"):
        if f.noun and (found := bounds(act.line.tokens, f.first, f.noun.head)):
            return found
    return None, None


def _visitor(act: Act) -> Actor | None:
    for f in act.get("VISITOR"):
        if f.person:
            return Actor(f.person, f.role)
    return None


def _states(act: Act, predicate: str, denied: bool, memory: Memory, inside: Sequence[Content]) -> Iterator[About]:
    fillers = act.get("STATES")
    hosts = tuple(dict.fromkeys(h for f in fillers for h in f.hosts))
    if not fillers and predicate == "recognises" and denied and inside:
        hosts = _of_voice(act, inside[-1], memory)
    missions = [m for f in act.get("MISSION") if f.target for m in f.target.missions]
    if predicate == "position" and missions:
        yield from (About(m) for m in missions)
        return
    if "*" in hosts and not denied:
        hosts = tuple(h for h in hosts if h != "*")
    if predicate == "sent_diplomats":
        told = _states_told(act)
        if told or hosts:
            least, most = told or (None, None)
            yield About(None, Scope(hosts=tuple(h for h in hosts if h != "*"), at_least=least, at_most=most))
        return
    left_out = excepted(act.line, memory.situation)
    group = next((f.group for f in fillers if f.group in memory.situation.groups), None)
    if group:
        yield About(None, Scope(group=group, except_=left_out))
    elif hosts and left_out and "*" in hosts:
        yield About(None, Scope(hosts=hosts, except_=left_out))
    elif hosts:
        other = any(f.group == "other" for f in fillers) and memory.host
        yield About(None, Scope(hosts=hosts, except_=(memory.host,) if other and memory.host else ()))


def _of_voice(act: Act, content: Content, memory: Memory) -> tuple[str, ...]:
    """The state whose government speaks: what "is no recognition", it does not recognise."""
    if content.source is None:
        return ()
    first, last = content.source
    tokens = act.line.tokens[first:last]
    named = act.line.within(first, last, "state", "adjective", "ministry", "city")
    keys = dict.fromkeys(m.key for m in named if m.key != memory.situation.sending)
    speaks = any(t.lemma in words("nouns", "voices", "governments") | _OFFICIALS for t in tokens)
    itself = any(m.kind in ("state", "ministry") and (m.first, m.last) == (first, last) for m in named)
    return tuple(keys) if len(keys) == 1 and (speaks or itself) else ()


def _states_told(act: Act) -> tuple[int | None, int | None] | None:
    """How many states the words of the act tell of: "at least 14 countries"; None where they count none."""
    tokens = act.line.tokens
    for i in range(act.core + 1, min(len(tokens), act.core + 12)):
        if tokens[i].lemma in ("country", "state", "nation"):
            first = i
            while first - 1 > act.core and tokens[first - 1].tag in ("JJ", "CD", "NN"):
                first -= 1
            return bounds(tokens, first, i)
    return None


def _missions(act: Act, memory: Memory) -> tuple[tuple[Mission, ...], tuple[str, ...], bool]:
    """Missions, host states of a set, and whether all missions abroad are meant."""
    targets = [f.target for f in act.get("MISSION") or act.get("OFFICE") or act.get("DIPLOMATS") if f.target]
    if not act.get("MISSION") and all(t.inferred or t.empty for t in targets):
        # "serve as chargés abroad, among them at the embassies in Cairo and Amman": the list after the office
        targets = (memory.targets_after(act.line, act.core) if act.get("OFFICE") else []) or targets
    if act.wording.needs == "visit_spoken_of":
        named = memory.targets_after(act.line, act.core)[:1]
        targets = named or ([memory.visit[0]] if memory.visit else [])
    elif not targets and act.wording.predicate == "collects_fees":
        targets = memory.targets_before(act.line, act.core)
    if not targets and act.wording.predicate not in ("cooperates_with", "collects_fees"):
        last = None if memory.focus.elsewhere() else memory.focus.latest(act.line.sentence.number)
        targets = [last] if last else []
    missions = tuple(dict.fromkeys(m for t in targets for m in t.missions))
    hosts = tuple(dict.fromkeys(h for t in targets for h in t.hosts))
    return missions, hosts, any(t.abroad for t in targets)


def _people(act: Act, predicate: str, memory: Memory) -> Iterator[About]:
    people = list(act.get("PERSON"))
    offices = act.get("OFFICE")
    if not people:
        people = list(offices)
    if not people and act.wording.predicate != "accredited":
        return
    places = _places(act, people, offices, predicate, memory)
    if places is None:
        return
    missions, hosts = places
    for name, mission in _gapped(act, people, offices, memory):
        yield About(mission, None, Actor(name, offices[0].role if offices else None))
    if predicate in ("accredited", "expelled") and not missions:
        people = [p for p in people if _of_the_trade(p, memory)]
        if not people and not act.get("OFFICE"):
            return
    actors: list[Actor | None] = [_actor(p, offices, i) for i, p in enumerate(people)]
    actors = actors or [None]
    if len(missions) == len(actors) > 1:
        for mission, actor in zip(missions, actors, strict=True):
            yield About(mission, None, actor)
        return
    for actor in actors:
        for mission in missions:
            yield About(mission, None, actor)
        if not missions and hosts:
            yield About(None, Scope(hosts=hosts), actor)


def _gapped(
    act: Act, people: Sequence[Filler], offices: tuple[Filler, ...], memory: Memory
) -> Iterator[tuple[str, Mission]]:
    """As in "X becomes consul general in Peshawar, Y in Karachi and Z in Quetta": names with a city and no verb."""
    line = act.line
    kind = offices[0].noun.kind if offices and offices[0].noun else "unknown"
    for m in line.mentions:
        if m.kind != "person" or m.first < act.last or any(f.first <= m.first < f.last for f in people):
            continue
        if m.last + 1 >= len(line.tokens) or line.tokens[m.last].norm not in ("in", "at", "to", "for"):
            continue
        place = line.mention(m.last + 1)
        if place is None or place.kind != "city":
            continue
        mission = pick([x for i in place.entry.missions if (x := memory.situation.mission(i))], kind)
        if mission:
            yield m.entry.label, mission


def _actor(filler: Filler, offices: tuple[Filler, ...], i: int) -> Actor:
    role = filler.role
    if filler.person and offices:
        role = offices[min(i, len(offices) - 1)].role
    return Actor(filler.person, role)


def _places(
    act: Act, people: Sequence[Filler], offices: tuple[Filler, ...], predicate: str, memory: Memory
) -> tuple[tuple[Mission, ...], tuple[str, ...]] | None:
    """The missions or host states of an appointment, acceptance or dismissal; None for another state's."""
    targets = [f.target for f in (*act.get("MISSION"), *offices) if f.target and not f.target.empty]
    hosts = tuple(dict.fromkeys(h for f in act.get("HOST", "STATES") for h in f.hosts if h != memory.situation.sending))
    if not targets:
        targets = [f.target for f in people if f.target and not f.target.empty and not f.target.inferred]
    if not targets:
        targets = [t for t in memory.targets_after(act.line, act.core) if not t.inferred][:1]
    if not targets:
        targets = [f.target for f in people if f.target and not f.target.empty]
    if not targets:
        targets = [memory.posts[f.person] for f in people if f.person and f.person in memory.posts]
    if not targets and hosts:
        targets = [t for t in memory.targets_after(act.line, act.core) if any(m.host in hosts for m in t.missions)]
    if not targets and not _named_place(people):
        last = memory.focus.latest(act.line.sentence.number)
        if last and (
            predicate != "accredited"
            or not hosts
            or (any(m.host in hosts for m in last.missions) and not _plural(act, people))
        ):
            targets = [last]
    missions = tuple(dict.fromkeys(m for t in targets for m in t.missions))
    if predicate == "accredited" and hosts:
        there = tuple(m for m in missions if m.host in hosts)
        if there:
            return there, ()
        embassies = tuple(m for m in memory.situation.missions if m.host in hosts and m.kind == "embassy")
        if offices and all(f.noun and f.noun.kind == "embassy" for f in offices) and embassies:
            return embassies, ()
        return (), hosts
    return missions, tuple(dict.fromkeys(h for t in targets for h in t.hosts)) or hosts


def _of_the_trade(filler: Filler, memory: Memory) -> bool:
    """Somebody of whom the article says an office, a party or a post; a host accepts many others."""
    if filler.person is None:
        return bool(filler.role)
    return bool(filler.role or filler.target or filler.person in memory.posts or filler.party not in (None, HOST_STATE))


def _plural(act: Act, people: Sequence[Filler]) -> bool:
    """Unnamed people of whom there are several are not placed at the mission spoken of last."""
    return any(f.person is None and act.line.tokens[f.last - 1].tag == "NNS" for f in people)


def _named_place(people: Sequence[Filler]) -> bool:
    return any(f.target is not None and f.target.foreign for f in people)
