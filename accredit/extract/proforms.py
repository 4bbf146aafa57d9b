"""Words that stand for an act told before: "did the same", "followed suit", "has not", "nor does Uruguay"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accredit.extract.analysis import Line
from accredit.extract.build import Draft
from accredit.extract.clauses import clause_end, group, stretch_start
from accredit.extract.content import Content
from accredit.extract.dates import DateWords
from accredit.extract.fillers import Slots
from accredit.extract.memory import Filler
from accredit.extract.modality import manner_of
from accredit.model import Modality, Polarity, Scope, Voice, When

_AUXILIARY = frozenset({"have", "be", "do", "will", "would", "can", "'ll"})
_NOT = frozenset({"not", "n't", "never"})
_ENDS = frozenset({".", ",", ";", ":", "—", "–", '"', "”", "!"})
_AGAIN: tuple[tuple[str, ...], ...] = (
    ("do", "the", "same"),
    ("do", "likewise"),
    ("follow", "suit"),
    ("follow", "its", "example"),
)
_FATE: tuple[tuple[str, ...], ...] = (
    ("meet", "the", "same", "fate"),
    ("share", "the", "same", "fate"),
    ("suffer", "the", "same", "fate"),
)
_TO: tuple[tuple[str, ...], ...] = (
    ("the", "same", "happen", "to"),
    ("the", "same", "go", "for"),
    ("the", "same", "apply", "to"),
    ("the", "same", "be", "true", "of"),
    ("the", "same", "be", "true", "for"),
)
# Acts of a state that may be told of another state, though the first was told of a mission.
_OF_HOSTS = frozenset({"accredited", "expelled"})


@dataclass(frozen=True, slots=True)
class Proform:
    """A pro-form at token `k`: who stands for the subject, and the polarity where it sets one of its own."""

    k: int
    last: int
    subject: Filler | None
    same: bool
    polarity: Polarity | None
    modality: Modality


def proforms(
    line: Line,
    slots: Slots,
    contents: Sequence[Content],
    voices: dict[Content, Voice | None],
    dates: Sequence[DateWords],
    here: Sequence[Draft],
    before: Sequence[Draft],
) -> list[Draft]:
    """The drafts of the act told last, of the subject and with the polarity of each pro-form of the line."""
    out: list[Draft] = []
    for one in _found(line, slots):
        if any(d.core == one.k for d in here):
            continue
        inside = tuple(c for c in contents if c.first <= one.k < c.last)
        when = _when(line, one.k, dates)
        for draft in _told(line, one.k, here, before):
            for about in _about(draft, one):
                out.append(
                    replace(
                        about,
                        line=line,
                        core=one.k,
                        inside=inside,
                        voices=voices,
                        dates=tuple(dates),
                        polarity=one.polarity or draft.polarity,
                        modality=one.modality,
                        when=when,
                        making=replace(draft.making, way="echo"),
                        rule="proform",
                        first=one.subject.first if one.subject else one.k,
                        last=one.last,
                    )
                )
    return out


def _told(line: Line, k: int, here: Sequence[Draft], before: Sequence[Draft]) -> list[Draft]:
    """The drafts of the last act in the line before the pro-form, else of the last in the sentence before."""
    own = [d for d in here if d.core < k and d.stance == "asserts" and d.predicate != "holds_post"]
    if not own:
        own = [d for d in before if d.line.sentence.number == line.sentence.number - 1 and d.stance == "asserts"]
        own = [d for d in own if d.predicate != "holds_post"]
    core = max((d.core for d in own), default=-1)
    return [d for d in own if d.core == core]


def _about(draft: Draft, one: Proform) -> Iterator[Draft]:
    """The draft of what the subject names: other missions for a mission, another state for a state."""
    if one.subject is None:
        if one.same:
            yield draft
        return
    missions = one.subject.target.missions if one.subject.target else ()
    hosts = one.subject.hosts
    if missions and draft.mission is not None:
        for mission in missions:
            yield replace(draft, mission=mission, person=None)
    elif hosts and hosts != ("*",) and _of_a_state(draft):
        yield replace(draft, mission=None, scope=Scope(hosts=hosts), person=None)


def _of_a_state(draft: Draft) -> bool:
    """Another state may do what the draft tells of one."""
    if draft.mission is not None:
        return draft.predicate in _OF_HOSTS
    return draft.scope is not None and bool(draft.scope.hosts)


def _found(line: Line, slots: Slots) -> Iterator[Proform]:
    tokens = line.tokens
    for k, token in enumerate(tokens):
        for words in (*_AGAIN, *_FATE):
            if _reads(line, k, words) and token.tag.startswith("V"):
                yield from _of_verb(line, slots, k, k + len(words))
        if _reads(line, k, ("do", "so")) and (k + 2 == len(tokens) or tokens[k + 2].norm in _ENDS | {"either", "too"}):
            yield from _of_verb(line, slots, k, k + 2, own=True)
        for words in _TO:
            if _reads(line, k, words) and (subject := _at(slots, k + len(words))):
                yield Proform(k + 2, subject.last, subject, False, None, "actual")
        if token.lemma in _AUXILIARY and (elided := _elided(line, slots, k)):
            yield elided
        if token.norm in ("so", "nor", "neither") and k + 1 < len(tokens) and tokens[k + 1].lemma in _AUXILIARY:
            subject = _at(slots, k + 2)
            if subject and (subject.last == len(tokens) or tokens[subject.last].norm in _ENDS):
                polarity: Polarity | None = None if token.norm == "so" else "denied"
                yield Proform(k + 1, subject.last, subject, False, polarity, _modality(tokens[k + 1].lemma))


def _reads(line: Line, k: int, words: Sequence[str]) -> bool:
    tokens = line.tokens[k : k + len(words)]
    return len(tokens) == len(words) and all(w in (t.norm, t.lemma) for w, t in zip(words, tokens, strict=True))


def _of_verb(line: Line, slots: Slots, k: int, last: int, own: bool = False) -> Iterator[Proform]:
    """A pro-form that is a verb: its manner is that of its verb group; `own`: so is its polarity."""
    verb = group(line.tokens, k)
    start, _ = stretch_start(line.tokens, verb.left)
    subject = _before(slots, verb.left)
    if subject is None:
        return
    manner = manner_of(line, verb, start, None, last)
    polarity: Polarity | None = "denied" if manner.denied else "affirmed" if own else None
    yield Proform(k, last, subject, False, polarity, manner.modality)


def _elided(line: Line, slots: Slots, k: int) -> Proform | None:
    """As in "Peru has not.": an auxiliary with "not" and no verb behind it."""
    tokens = line.tokens
    if k + 1 >= len(tokens) or tokens[k + 1].norm not in _NOT:
        return None
    end = k + 2 + (k + 2 < len(tokens) and tokens[k + 2].norm in ("yet", "either"))
    if end < len(tokens) and tokens[end].norm not in _ENDS:
        return None
    modality = _modality(tokens[k].lemma)
    if k and tokens[k - 1].norm in ("it", "they"):
        return Proform(k, end, None, True, "denied", modality)
    subject = _before(slots, k)
    return Proform(k, end, subject, False, "denied", modality) if subject else None


def _modality(lemma: str) -> Modality:
    return {"will": "planned", "'ll": "planned", "would": "planned", "can": "possible"}.get(lemma, "actual")  # type: ignore[return-value]


def _before(slots: Slots, left: int) -> Filler | None:
    """The mission or the state that ends where the verb group begins; none where it is another state's mission."""
    tokens = slots.line.tokens
    while left and (tokens[left - 1].tag.startswith("RB") or tokens[left - 1].norm in ("also", ",")):
        left -= 1
    return _one(slots, [f for s in ("MISSION", "STATES") for f in slots.of(s) if f.last == left])


def _at(slots: Slots, first: int) -> Filler | None:
    """The mission or the state that begins at a token."""
    return _one(slots, [f for s in ("MISSION", "STATES") for f in slots.of(s) if f.first in (first, first + 1)])


def _one(slots: Slots, fillers: Sequence[Filler]) -> Filler | None:
    strong = [f for f in fillers if not f.weak]
    if any(f.target and f.target.foreign for f in strong):
        return None
    # "The embassy in Madrid has not": the state that the mission lies in is not the subject.
    return next((f for f in strong if f.target or not slots.line.noun(f.first)), None)


def _when(line: Line, k: int, dates: Sequence[DateWords]) -> When | None:
    """The date behind the pro-form in its clause."""
    tokens = line.tokens
    end = tokens[min(clause_end(tokens, k), len(tokens)) - 1].end
    own = [d for d in dates if tokens[k].start <= d.start < end]
    return When(own[0].kind, own[0].earliest, own[0].latest, own[0].text) if own else None
