"""From acts to drafts of claims: which mission, which party, which person, yes or no, when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from accredit.extract.acts import Act
from accredit.extract.analysis import Line
from accredit.extract.attribution import Content
from accredit.extract.clauses import clause_end, group, stretch_start
from accredit.extract.dates import DateWords, future
from accredit.extract.memory import SPEAKER, Filler, Memory
from accredit.extract.missions import Target, pick
from accredit.model import (
    HOST_STATE,
    Actor,
    Aspect,
    Basis,
    Interval,
    Mission,
    Modality,
    Polarity,
    Scope,
    Stance,
    Voice,
    When,
)

Subject = Literal["mission", "state", "people"]
# What a claim of each predicate is about.
_OF_STATES = frozenset({"recognises", "has_relations", "keeps_mission", "hosts_opposition", "designates_terrorist", "trades_with", "position", "sent_diplomats"})
_OF_PEOPLE = frozenset({"appointed", "accredited", "dismissed", "expelled"})
_OF_CONTROL = frozenset({"controls", "handed_over", "custody", "cooperates_with", "operates", "closed", "opened"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its chain is settled."""

    line: Line
    core: int
    inside: tuple[Content, ...]
    voices: dict[Content, Voice | None]
    dates: tuple[DateWords, ...]
    predicate: str
    mission: Mission | None
    scope: Scope | None
    party: str | None
    person: Actor | None
    polarity: Polarity
    modality: Modality
    aspect: Aspect | None
    basis: Basis | None
    when: When | None
    confidence: float
    rule: str
    stance: Stance = "asserts"
    voice: Voice | None = None
    first: int = 0
    last: int | None = None


@dataclass(frozen=True, slots=True)
class _About:
    """What a draft is about."""

    mission: Mission | None = None
    scope: Scope | None = None
    person: Actor | None = None


def drafts(
    act: Act,
    contents: Sequence[Content],
    voices: dict[Content, Voice | None],
    dates: tuple[DateWords, ...],
    memory: Memory,
    published: Interval | None,
) -> list[Draft]:
    """The drafts of one act: one a mission and person; none when it is about no mission of the situation."""
    inside = tuple(c for c in contents if c.first <= act.core < c.last or c.cue == act.core and not c.denies)
    if any(_in_source(act.core, c) for c in contents):
        inside = ()  # what is said of a source in passing, the article itself says
    predicate, party = _party(act, memory)
    if party is None and predicate in ("controls", "handed_over", "recognises", "custody"):
        return []
    denied = (act.wording.polarity == "denied") != act.manner.denied
    asides = [c for c in inside if c.aside]
    if asides:
        # ", which officials later refuted": told by the sentence, and told otherwise by the officials.
        rest = [c for c in contents if not c.aside]
        out = drafts(act, rest, voices, dates, memory, published)
    else:
        out = []
    for content in inside:
        denied ^= content.denies and content.cue != act.core
    if _long_ago(act, predicate, memory):
        return []
    for about in _abouts(act, predicate, denied, memory):
        when = _when(act, inside, contents, dates, published)
        if act.wording.needs == "closing_spoken_of" and not memory.closing_talk:
            continue
        if predicate == "visited" and about.mission:
            memory.visit = (Target((about.mission,)), party)
        out.append(
            Draft(
                act.line,
                act.core,
                inside,
                voices,
                dates,
                predicate,
                about.mission,
                about.scope,
                party,
                about.person,
                "denied" if denied else "affirmed",
                act.manner.modality,
                act.wording.aspect if predicate == "controls" else None,  # type: ignore[arg-type]
                act.manner.basis if predicate in _OF_CONTROL else None,
                when,
                _confidence(act),
                act.wording.source,
                first=act.first,
                last=_end_of(act, about.mission, memory),
            )
        )
    return out


def _long_ago(act: Act, predicate: str, memory: Memory) -> bool:
    """Recognition of an earlier government of the same name: years before the contest, "the first"."""
    if predicate not in ("recognises", "has_relations"):
        return False
    years = [int(t.text) for t in act.line.tokens if t.text.isdigit() and 1900 < int(t.text) < 2100]
    if years and all(y < memory.situation.start.year for y in years):
        return True
    return any(t.norm in ("first", "earlier", "1990s") for f in act.get("PARTY") for t in act.line.tokens[max(0, f.first - 2) : f.last])


def _end_of(act: Act, mission: Mission | None, memory: Memory) -> int:
    """The last token of the act with its fillers and, in a list that follows it, its mission."""
    ends = [act.last, *(f.last for fs in act.fillers.values() for f in fs)]
    listed = [n.last for n, t in memory.here.items() if mission in t.missions and n.first > act.core] if mission else []
    return max([*ends, *listed[:1]])


def _in_source(core: int, content: Content) -> bool:
    return content.source is not None and content.source[0] <= core < content.source[1]


def _party(act: Act, memory: Memory) -> tuple[str, str | None]:
    """The predicate and the party that it is about; the host state's control is custody."""
    predicate = act.wording.predicate
    if predicate in ("recognises", "has_relations", "designates_terrorist"):
        found = act.get("PARTY")
        return predicate, found[0].party if found else memory.party or memory.situation.capital_party
    if predicate == "position":
        return predicate, None
    if act.wording.needs == "speaker":
        return predicate, SPEAKER
    holders = act.get("HOLDER", "VISITOR")
    party = holders[0].party if holders else None
    if predicate == "custody" or predicate == "controls" and party == HOST_STATE:
        return "custody", HOST_STATE
    if predicate == "handed_over" and not holders or act.wording.needs == "visit_spoken_of":
        return predicate, memory.situation.capital_party
    if predicate in ("appointed", "dismissed", "accredited", "expelled"):
        people = act.get("PERSON", "OFFICE")
        own = next((p.party for p in people if p.party and p.party != HOST_STATE), None)
        return predicate, party if party and party != HOST_STATE else own
    return predicate, party


def _abouts(act: Act, predicate: str, denied: bool, memory: Memory) -> Iterator[_About]:
    if predicate in _OF_STATES:
        yield from _states(act, predicate, denied)
    elif predicate in _OF_PEOPLE:
        yield from _people(act, predicate, memory)
    else:
        missions, hosts, abroad = _missions(act, memory)
        person = _visitor(act) if predicate == "visited" else None
        for mission in missions:
            yield _About(mission, None, person)
        if hosts:
            yield _About(None, Scope(hosts=hosts), person)
        elif (abroad or predicate in ("cooperates_with", "funds")) and not missions:
            yield _About(None, Scope(group="missions abroad"), person)


def _visitor(act: Act) -> Actor | None:
    for f in act.get("VISITOR"):
        if f.person:
            return Actor(f.person, f.role)
    return None


def _states(act: Act, predicate: str, denied: bool) -> Iterator[_About]:
    fillers = act.get("STATES")
    hosts = tuple(dict.fromkeys(h for f in fillers for h in f.hosts))
    missions = [m for f in act.get("MISSION") if f.target for m in f.target.missions]
    if predicate == "position" and missions:
        yield from (_About(m) for m in missions)
        return
    if "*" in hosts and not denied:
        hosts = tuple(h for h in hosts if h != "*")
    if predicate == "sent_diplomats":
        count = _count(act)
        if count or hosts:
            yield _About(None, Scope(hosts=tuple(h for h in hosts if h != "*"), at_least=count))
        return
    if hosts:
        yield _About(None, Scope(hosts=hosts))


def _count(act: Act) -> int | None:
    """"At least 14 countries" in the words of the act."""
    tokens = act.line.tokens
    for i in range(act.core, min(len(tokens) - 1, act.core + 9)):
        if tokens[i].text.isdigit() and tokens[i + 1].lemma in ("country", "state", "nation"):
            return int(tokens[i].text)
    return None


def _missions(act: Act, memory: Memory) -> tuple[tuple[Mission, ...], tuple[str, ...], bool]:
    """Missions, host states of a set, and whether all missions abroad are meant."""
    targets = [f.target for f in act.get("MISSION") or act.get("OFFICE") or act.get("DIPLOMATS") if f.target]
    if not act.get("MISSION") and all(t.inferred or t.empty for t in targets):
        # "serve as chargés d'affaires in a number of countries, including embassies in China and Iran"
        targets = (memory.targets_after(act.line, act.core) if act.get("OFFICE") else []) or targets
    if act.wording.needs == "visit_spoken_of":
        targets = [memory.visit[0]] if memory.visit else []
    elif not targets and act.wording.predicate == "collects_fees":
        targets = memory.targets_before(act.line, act.core)
    if not targets and act.wording.predicate not in ("cooperates_with", "collects_fees"):
        last = memory.focus.latest(act.line.sentence.number)
        targets = [last] if last else []
    missions = tuple(dict.fromkeys(m for t in targets for m in t.missions))
    hosts = tuple(dict.fromkeys(h for t in targets for h in t.hosts))
    return missions, hosts, any(t.abroad for t in targets)


def _people(act: Act, predicate: str, memory: Memory) -> Iterator[_About]:
    people = [f for f in act.get("PERSON")]
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
        yield _About(mission, None, Actor(name, offices[0].role if offices else None))
    actors = [_actor(p, offices, i) for i, p in enumerate(people)] or [None]
    if len(missions) == len(actors) > 1:
        for mission, actor in zip(missions, actors, strict=True):
            yield _About(mission, None, actor)
        return
    for actor in actors:
        for mission in missions:
            yield _About(mission, None, actor)
        if not missions and hosts:
            yield _About(None, Scope(hosts=hosts), actor)


def _gapped(
    act: Act, people: Sequence[Filler], offices: tuple[Filler, ...], memory: Memory
) -> Iterator[tuple[str, Mission]]:
    """"X becomes consul general in Peshawar, Y in Karachi and Z in Quetta": names with a city and no verb."""
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
    """The missions that an appointment, acceptance or dismissal is at, or the host states; None when another state's."""
    targets = [f.target for f in (*act.get("MISSION"), *offices) if f.target and not f.target.empty]
    hosts = tuple(dict.fromkeys(h for f in act.get("HOST", "STATES") for h in f.hosts if h != memory.situation.sending))
    if not targets:
        targets = [f.target for f in people if f.target and not f.target.empty]
    if not targets:
        targets = [memory.posts[f.person] for f in people if f.person and f.person in memory.posts]
    if not targets and hosts:
        targets = [t for t in memory.targets_after(act.line, act.core) if any(m.host in hosts for m in t.missions)]
    if not targets and not _named_place(people):
        last = memory.focus.latest(act.line.sentence.number)
        if last and (predicate != "accredited" or not hosts or any(m.host in hosts for m in last.missions) and not _plural(act, people)):
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


def _plural(act: Act, people: Sequence[Filler]) -> bool:
    """Unnamed people of whom there are several are not placed at the mission spoken of last."""
    return any(f.person is None and act.line.tokens[f.last - 1].tag == "NNS" for f in people)


def _named_place(people: Sequence[Filler]) -> bool:
    return any(f.target is not None and f.target.foreign for f in people)


def _when(
    act: Act, inside: Sequence[Content], contents: Sequence[Content], dates: Sequence[DateWords], published: Interval | None
) -> When | None:
    """The date of the act: in its clause before in its sentence, never the date on which somebody said so."""
    tokens = act.line.tokens
    if inside:
        inner = inside[-1]
        first, last = tokens[inner.first].start, tokens[inner.last - 1].end
    else:
        first, last = tokens[0].start, tokens[-1].end
    outer = [c for c in contents if c not in inside]
    mine = [d for d in dates if first <= d.start < last and not _belongs(d, act, outer)]
    if not mine:
        return None
    start, _ = stretch_start(tokens, group(tokens, act.core).left)
    end = clause_end(tokens, act.core)
    near = [d for d in mine if tokens[start].start <= d.start < tokens[min(end, len(tokens)) - 1].end] or [d for d in mine if d.start <= tokens[min(2, len(tokens) - 1)].start]
    near = near or [d for d in mine if d.end <= tokens[act.core].start and not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in tokens if d.end <= t.start < tokens[start].start)]
    if not near and inside:
        near = mine
    if not near:
        return None
    best = min(near, key=lambda d: abs(d.start - tokens[act.core].start))
    if act.manner.modality == "planned":
        best = future(best, published)
    return When(best.kind, best.earliest, best.latest, best.text)


def _belongs(d: DateWords, act: Act, contents: Sequence[Content]) -> bool:
    """The date lies in another voice's content that the act is not in."""
    tokens = act.line.tokens
    return any(tokens[c.first].start <= d.start < tokens[c.last - 1].end and c.first > act.core for c in contents)


def _confidence(act: Act) -> float:
    """Lower where the reader had to look around: pronouns, inferred missions, inherited subjects, nouns."""
    value = 0.8
    value -= 0.1 * act.inherited
    value -= 0.1 * (not act.wording.verb)
    fillers = [f for fs in act.fillers.values() for f in fs]
    value -= 0.15 * any(f.weak for f in fillers)
    value -= 0.1 * any(f.target is not None and f.target.inferred for f in fillers)
    value -= 0.1 * (not fillers)
    return round(max(0.2, value), 2)


