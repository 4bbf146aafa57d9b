"""From an article to its claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accredit.extract.acts import find_acts
from accredit.extract.analysis import Line, analyse
from accredit.extract.attribution import Content, contents
from accredit.extract.build import Draft, drafts
from accredit.extract.chain import Voices, settle_parties
from accredit.extract.dates import DateWords, dateline, find_dates, merged
from accredit.extract.fillers import Memory, Slots
from accredit.extract.missions import Focus, Target
from accredit.extract.nouns import Noun
from accredit.extract.posts import posts_in
from accredit.extract.silence import silences
from accredit.model import Article, Claim, Interval, Situation, Span, Voice

RULE = "rules/1"


@dataclass(frozen=True, slots=True)
class Context:
    """What the steps after analysis share about one line."""

    line: Line
    slots: Slots
    contents: tuple[Content, ...]
    voices: dict[Content, Voice | None]
    dates: tuple[DateWords, ...]
    targets: dict[Noun, Target]


def read(article: Article, situation: Situation) -> tuple[Claim, ...]:
    """The claims of an article, in the order of the text; every one bound to its words."""
    published = article.published_interval or dateline(article.text)
    memory = Memory(situation, Focus(situation))
    voices = Voices(article, situation)
    found: list[Draft] = []
    for line in analyse(article.text, situation):
        context = _context(line, article, published, memory, voices)
        here: list[Draft] = []
        for act in find_acts(line, context.slots):
            here += drafts(act, context.contents, context.voices, context.dates, memory, published)
        here += posts_in(line, context.slots, context.contents, context.voices, context.dates)
        here += silences(line, context.contents, context.voices, here, found, situation)
        found += here
        _remember(line, memory, context)
    return tuple(_finish(found, article, situation, voices))


def _context(line: Line, article: Article, published: Interval | None, memory: Memory, voices: Voices) -> Context:
    memory.focus.note_places(line)
    targets = {noun: memory.focus.resolve(line, noun) for noun in line.nouns}
    slots = Slots(line, targets, memory)
    inside = tuple(contents(line))
    named = {c: voices.of(line, c) for c in sorted(inside, key=lambda c: c.cue)}
    start, end = line.sentence.start, line.sentence.end
    dates = tuple(merged(find_dates(article.text, start, end, published), article.text))
    return Context(line, slots, inside, named, dates, targets)


def _remember(line: Line, memory: Memory, context: Context) -> None:
    """What pronouns of the next line may mean."""
    for f in context.slots.of("HOLDER"):
        if f.party and f.party != "host-state" and not f.weak:
            memory.party = f.party
            if f.person:
                memory.parties[f.person] = f.party
    for m in line.mentions:
        if m.kind in ("state", "ministry", "adjective") and m.key != memory.situation.sending:
            memory.host = m.key
    people = [f for f in context.slots.of("PERSON") if f.person and not f.weak]
    sources = {c.source for c in context.contents}
    spoken_of = [f for f in people if not any(s and s[0] <= f.first < s[1] for s in sources)]
    if spoken_of or people:
        memory.person = (spoken_of or people)[-1 if not spoken_of else 0]
    for noun, target in context.targets.items():
        if noun.office and target.missions:
            near = [f for f in people if f.first - noun.last in (0, 1, 2) or noun.first - f.last in (0, 1, 2)]
            if len(near) == 1 and near[0].person:
                memory.posts[near[0].person] = target


def _finish(found: Sequence[Draft], article: Article, situation: Situation, voices: Voices) -> Iterator[Claim]:
    """Claims from drafts: chains settled, one claim a voice and content, evidence checked."""
    held: dict[str, str] = {}
    for d in found:
        if d.predicate == "controls" and d.aspect == "state" and d.polarity == "affirmed" and d.modality == "actual" and d.mission and d.party:
            host = situation.state(d.mission.host)
            for word in filter(None, (d.mission.city, host and host.name)):
                held.setdefault(word, d.party)
    chains = [voices.chain(d.line, d.inside, d.dates, d.voices) for d in found]
    settled = settle_parties(chains, held, situation)
    seen: set[tuple[object, ...]] = set()
    for draft, chain in zip(found, settled, strict=True):
        chain = (*chain[: len(chain)], *((draft.voice,) if draft.voice else ()))
        key = (draft.predicate, draft.mission, draft.scope, draft.party, draft.person and draft.person.name, draft.polarity, draft.modality in ("actual", "reported"), draft.stance, draft.basis, tuple(replace(v, said=None) for v in chain[-1:]))
        if key in seen:
            continue
        seen.add(key)
        yield Claim(
            article_id=article.id,
            situation=situation.id,
            predicate=draft.predicate,
            mission=draft.mission,
            scope=draft.scope,
            party=draft.party,
            person=draft.person,
            polarity=draft.polarity,
            modality=draft.modality,
            stance=draft.stance,
            aspect=draft.aspect,
            basis=draft.basis,
            chain=chain,
            when=draft.when,
            evidence=Span.of(article.text, draft.line.sentence.start, draft.line.sentence.end),
            confidence=draft.confidence,
            rule=f"{RULE} {draft.rule}",
        )


