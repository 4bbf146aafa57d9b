"""From acts to drafts of claims: which mission, which party, which person, yes or no, when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accredit.extract.about import abouts
from accredit.extract.acts import Act
from accredit.extract.analysis import Line
from accredit.extract.clauses import clause_end, group, stretch_start
from accredit.extract.content import Content
from accredit.extract.dates import DateWords, future
from accredit.extract.gaps import widened
from accredit.extract.making import Making, making_of
from accredit.extract.memory import SPEAKER, Memory
from accredit.extract.missions import Target
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

_STANDS = frozenset({"recognises", "has_relations"})
_BY_WORD = frozenset({"closed", "suspended", "disowns_documents", "recognises", "dismissed", "appointed", "opened"})
_OF = (["of"], ["for"])
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
    making: Making
    rule: str
    stance: Stance = "asserts"
    voice: Voice | None = None
    first: int = 0
    last: int | None = None


def drafts(
    act: Act,
    contents: Sequence[Content],
    voices: dict[Content, Voice | None],
    dates: tuple[DateWords, ...],
    memory: Memory,
    published: Interval | None,
) -> list[Draft]:
    """The drafts of one act: one a mission and person; none when it is about no mission of the situation."""
    inside = tuple(
        c
        for c in contents
        if c.first <= act.core < c.last
        or (c.cue == act.core and not c.denies and act.wording.predicate not in ("accredited", "recognises"))
    )
    if any(_in_source(act.core, c) for c in contents):
        inside = ()  # what is said of a source in passing, the article itself says
    predicate, party = _party(act, memory)
    if not predicate:
        return []
    if party is None and predicate in ("controls", "handed_over", "recognises", "custody"):
        return []
    if act.wording.needs == "nothing_of" and [t.norm for t in act.line.tokens[act.last : act.last + 1]] in _OF:
        return []
    denied = (act.wording.polarity == "denied") != act.manner.denied
    asides = [c for c in inside if c.aside]
    if asides:
        # ", which the ministry has disputed": told by the sentence, and told otherwise by the ministry.
        rest = [c for c in contents if not c.aside]
        out = drafts(act, rest, voices, dates, memory, published)
    else:
        out = []
    for content in inside:
        denied ^= content.denies and content.cue != act.core
    if _long_ago(act, predicate, memory) or (predicate == "has_relations" and _with_others(act, memory)):
        return []
    if predicate == "honours_documents" and denied:
        predicate, denied = "disowns_documents", False
    for about in abouts(act, predicate, denied, memory, inside):
        when = _when(act, inside, contents, dates, published)
        when = widened(when, act.same) if act.same else when
        if predicate in _STANDS and when and when.latest and when.latest < memory.situation.start:
            continue  # what states held of a party before the contest is another story
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
                making_of(act),
                act.wording.source,
                first=min(
                    [act.first, *(c.source[0] if c.source else c.cue for c in inside if c.denies and c.first > c.cue)]
                ),
                last=_end_of(act, about.mission, memory),
            )
        )
    return out


def _long_ago(act: Act, predicate: str, memory: Memory) -> bool:
    """Recognition of an earlier government of the same name: years before the contest, "the first"."""
    if predicate not in ("recognises", "has_relations"):
        return False
    years = [int(t.text) for t in act.line.tokens if t.text.isdecimal() and 1900 < int(t.text) < 2100]
    if years and all(y < memory.situation.start.year for y in years):
        return True
    return any(
        t.norm in ("first", "earlier", "1990s")
        for f in act.get("PARTY")
        for t in act.line.tokens[max(0, f.first - 2) : f.last]
    )


def _with_others(act: Act, memory: Memory) -> bool:
    """Relations with another state: "friendly relations with Peru"."""
    tokens = act.line.tokens
    if act.get("PARTY"):
        return False
    for m in act.line.mentions:
        after = m.kind in ("state", "city") and m.first > act.core and m.key != memory.situation.sending
        if after and any(t.norm == "with" for t in tokens[max(0, m.first - 2) : m.first]):
            return True
    return False


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
    if predicate in ("disowns_documents", "honours_documents") and not act.get("HOLDER"):
        return predicate, SPEAKER  # who says so of papers does so
    holders = act.get("HOLDER", "VISITOR")
    party = holders[0].party if holders else None
    if predicate == "controls" and party == HOST_STATE and act.get("OFFICE"):
        return predicate, None  # the host's own people do not serve as another state's envoys
    if predicate == "custody" or (predicate in ("controls", "handed_over") and party == HOST_STATE):
        return "custody", HOST_STATE
    if (predicate == "handed_over" and not holders) or act.wording.needs == "visit_spoken_of":
        return predicate, memory.situation.capital_party
    if predicate in ("appointed", "dismissed", "accredited", "expelled"):
        people = act.get("PERSON", "OFFICE")
        own = next((p.party for p in people if p.party and p.party != HOST_STATE), None)
        if predicate == "dismissed" and party == HOST_STATE:
            return "", None  # a host that summons an envoy removes nobody
        return predicate, party if party and party != HOST_STATE else own
    return predicate, party


_TURNS = frozenset({"while", "whereas", "although", "though", "but"})
"""They set two clauses against each other: the day of the one is not that of the other."""


def _when(
    act: Act,
    inside: Sequence[Content],
    contents: Sequence[Content],
    dates: Sequence[DateWords],
    published: Interval | None,
) -> When | None:
    """The date of the act: in its clause before in its sentence, never the date on which somebody said so."""
    tokens = act.line.tokens
    if inside:
        inner = inside[-1]
        first, last = tokens[inner.first].start, tokens[inner.last - 1].end
    else:
        first, last = tokens[0].start, tokens[-1].end
    outer = [c for c in contents if c not in inside]
    if act.after is not None:
        dates = [d for d in dates if d.start >= tokens[act.after].start]
    mine = [d for d in dates if first <= d.start < last and not _belongs(d, act, outer)]
    if not mine:
        return _announced(act, inside, dates) or _ended(act, published)
    start, _ = stretch_start(tokens, group(tokens, act.core).left)
    end = clause_end(tokens, act.core)
    near = [d for d in mine if tokens[start].start <= d.start < tokens[min(end, len(tokens)) - 1].end] or [
        d for d in mine if d.start <= tokens[min(2, len(tokens) - 1)].start
    ]
    near = near or [
        d
        for d in mine
        if d.end <= tokens[act.core].start
        and not any(
            t.tag in ("VBD", "VBZ", "VBP", "MD") or t.norm in _TURNS
            for t in tokens
            if d.end <= t.start < tokens[start].start
        )
    ]
    if not near and inside:
        near = mine
    if not near:
        return _ended(act, published)
    core = tokens[act.core].start

    def distance(d: DateWords) -> tuple[int, int]:
        """Commas between the date and the act, then code points: "X, at work since 2020, was named" has no 2020."""
        a, b = sorted((d.start, core))
        return sum(t.norm == "," for t in tokens if a <= t.start < b), abs(d.start - core)

    best = min(near, key=distance)
    if act.manner.modality == "planned":
        best = future(best, published)
    return When(best.kind, best.earliest, best.latest, best.text)


def _announced(act: Act, inside: Sequence[Content], dates: Sequence[DateWords]) -> When | None:
    """The day of saying where saying is the act: "on Wednesday the consulate announced a halt"."""
    tokens = act.line.tokens
    cue = inside[-1].cue if inside else -1
    if cue < 0 or tokens[cue].lemma not in ("announce", "declare", "proclaim") or act.wording.predicate not in _BY_WORD:
        return None
    if any(t.norm == "that" for t in tokens[cue : act.core]) or inside[-1].first < cue:
        return None
    before = [d for d in dates if d.start < tokens[cue].start]
    return When(before[-1].kind, before[-1].earliest, before[-1].latest, before[-1].text) if before else None


def _ended(act: Act, published: Interval | None) -> When | None:
    """A state told in the past perfect or "before that" is over: it ended by the day of the telling."""
    if act.wording.aspect != "state" or published is None or act.manner.modality != "actual":
        return None
    tokens = act.line.tokens
    verb = group(tokens, act.core)
    perfect = any(tokens[g].norm == "had" for g in verb.governors)
    words = " ".join(t.norm for t in tokens[: act.core])
    before = any(
        w in words for w in ("before that", "until then", "previously", "formerly", "used to", "until recently")
    )
    if not perfect and not before:
        return None
    text = "had" if perfect else "before"
    return When("until", None, published.latest, text)


def _belongs(d: DateWords, act: Act, contents: Sequence[Content]) -> bool:
    """The date lies in another voice's content that the act is not in."""
    tokens = act.line.tokens
    return any(tokens[c.first].start <= d.start < tokens[c.last - 1].end and c.first > act.core for c in contents)
