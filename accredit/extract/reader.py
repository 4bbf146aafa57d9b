"""From an article to its claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from accredit.extract.acts import find_acts
from accredit.extract.analysis import Line, analyse
from accredit.extract.build import Draft, drafts
from accredit.extract.chain import Voices, settle_parties
from accredit.extract.concern import concerns
from accredit.extract.confidence import confidence, traits
from accredit.extract.content import Content
from accredit.extract.contents import contents
from accredit.extract.dates import DateWords, dateline, find_dates, merged, then
from accredit.extract.echo import echoes
from accredit.extract.evidence import evidence_of
from accredit.extract.fillers import Slots
from accredit.extract.memory import SPEAKER, Filler, Memory
from accredit.extract.missions import Focus, Target
from accredit.extract.nouns import Noun
from accredit.extract.posts import posts_in
from accredit.extract.proforms import proforms
from accredit.extract.quotations import in_quotation, quotations
from accredit.extract.redated import redated
from accredit.extract.silence import silences
from accredit.model import Article, Claim, Interval, Situation, Voice

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


@dataclass(frozen=True, slots=True)
class Made:
    """A claim with the traits that its confidence was reckoned from."""

    claim: Claim
    traits: tuple[str, ...]


def read(article: Article, situation: Situation) -> tuple[Claim, ...]:
    """The claims of an article, in the order of the text; every one bound to its words."""
    return tuple(one.claim for one in made(article, situation))


def made(article: Article, situation: Situation) -> tuple[Made, ...]:
    """The claims of an article with their traits."""
    published = article.published_interval or dateline(article.text)
    memory = Memory(situation, Focus(situation))
    memory.closing_talk = re.search(r"\b(?:clos(?:ed|es|ing|ure)|shut)", article.text) is not None
    voices = Voices(article, situation)
    found: list[Draft] = []
    spans = quotations(article.text)
    lines = list(analyse(article.text, situation))
    if not concerns(article, lines, situation):
        return ()
    for line in lines:
        context = _context(line, article, published, memory, voices, in_quotation(line, spans))
        here: list[Draft] = []
        for act in find_acts(line, context.slots):
            here += drafts(act, context.contents, context.voices, context.dates, memory, published)
        here += proforms(line, context.slots, context.contents, context.voices, context.dates, here, found)
        here += posts_in(line, context.slots, context.contents, context.voices, context.dates)
        here += echoes(line, context.contents, context.voices, context.dates, here, found)
        here += silences(line, context.contents, context.voices, here, found, voices.named)
        redated(line, context.contents, context.dates, here, found)
        found += here
        voices.previous = line
        _remember(line, memory, context, here)
    return tuple(_finish(found, article, situation, voices))


def _context(
    line: Line, article: Article, published: Interval | None, memory: Memory, voices: Voices, quoted: bool = False
) -> Context:
    """`quoted`: the line lies inside a quotation that began before it, whose speaker was heard last."""
    memory.focus.note_places(line)
    targets = {noun: memory.focus.resolve(line, noun) for noun in line.nouns}
    memory.here = targets
    slots = Slots(line, targets, memory)
    inside = tuple(contents(line))
    if quoted and not any(c.first <= 1 for c in inside):
        inside = (Content(-1, None, 0, len(line.tokens), False), *inside)
    named = {c: voices.of(line, c) if c.cue >= 0 else voices.speaker() for c in sorted(inside, key=lambda c: c.cue)}
    start, end = line.sentence.start, line.sentence.end
    dates = list(merged(find_dates(article.text, start, end, published), article.text))
    pointing = [
        d
        for d in then(article.text, start, end, memory.date)
        if all(d.end <= x.start or x.end <= d.start for x in dates)
    ]
    memory.date = next((d for d in reversed(dates) if d.earliest is not None), memory.date)
    dates = sorted([*dates, *pointing], key=lambda d: d.start)
    voices.date(line, named, dates)
    return Context(line, slots, inside, named, tuple(dates), targets)


def _remember(line: Line, memory: Memory, context: Context, here: Sequence[Draft]) -> None:
    """What pronouns of the next line may mean."""
    holders = [f for f in context.slots.of("HOLDER") if not f.weak and f.party and f.party != SPEAKER]
    memory.subject = holders[0] if holders and (holders[0].first <= 3 or len(holders) == 1) else None
    for f in context.slots.of("HOLDER"):
        if f.party and f.party != SPEAKER and f.party != "host-state" and not f.weak:
            memory.party = f.party
            if f.person:
                memory.parties[f.person] = f.party
    for m in line.mentions:
        if m.kind in ("state", "ministry", "adjective") and m.key != memory.situation.sending:
            memory.host = m.key
    people = [f for f in context.slots.of("PERSON") if f.person and not f.weak]
    sources = [c.source for c in context.contents if c.source]
    apart = [f for f in people if not any(a <= f.first < b for a, b in sources) and not _by(line, f)]
    acted = [f for d in here if d.person and d.predicate != "visited" for f in people if f.person == d.person.name]
    if not any(t.norm in ("he", "she", "him", "his", "her") for t in line.tokens) or acted:
        memory.person = next(iter([*acted, *apart, *people]), memory.person)
    for f in people:
        if f.person and f.target and f.target.missions and not f.target.inferred:
            memory.posts[f.person] = f.target


def _by(line: Line, f: Filler) -> bool:
    """The person stands in a prepositional phrase: "signed by minister X"."""
    return any(t.norm in ("by", "of", "with", "for") for t in line.tokens[max(0, f.first - 3) : f.first])


def _speakers(
    found: Sequence[Draft], chains: Sequence[tuple[Voice, ...]], former: str | None
) -> tuple[list[Draft], list[tuple[Voice, ...]]]:
    """ "Our control" is the control of the party of whoever says so; where that is unknown there is no claim.

    Diplomats whom an article names without a party are those whom the state had sent before the contest:
    where a new party's people speak, news says so.
    """
    kept = []
    for draft, chain in zip(found, chains, strict=True):
        if draft.party == SPEAKER:
            party = chain[-1].party or (former if _is_diplomat(chain[-1]) else None)
            if draft.predicate in ("disowns_documents", "honours_documents"):
                party = chain[-1].party
            elif party is None:
                continue
            draft = replace(draft, party=party, making=replace(draft.making, guessed=chain[-1].party is None))
            chain = (*chain[:-1], replace(chain[-1], party=party)) if len(chain) > 1 else chain
        kept.append((draft, chain))
    return [d for d, _ in kept], [c for _, c in kept]


def _is_diplomat(voice: Voice) -> bool:
    text = f"{voice.name or ''} {voice.role or ''}".lower()
    return any(w in text for w in ("diplomat", "embassy", "consul"))


def _finish(found: Sequence[Draft], article: Article, situation: Situation, voices: Voices) -> Iterator[Made]:
    """Claims from drafts: chains settled, one claim a voice and content, evidence checked."""
    held: dict[str, str] = {}
    for d in found:
        if (
            d.predicate == "controls"
            and d.aspect == "state"
            and d.polarity == "affirmed"
            and d.modality == "actual"
            and d.mission
            and d.party
        ):
            host = situation.state(d.mission.host)
            for word in filter(None, (d.mission.city, host.name if host else None)):
                held.setdefault(word, d.party)
    chains = [voices.chain(d.line, d.inside, d.dates, d.voices) for d in found]
    settled = settle_parties(chains, held)
    found, settled = _speakers(found, settled, situation.former_party)
    seen: set[tuple[object, ...]] = set()
    spans = quotations(article.text)
    # A voice's own words are better evidence than what the article makes of them.
    order = sorted(range(len(found)), key=lambda i: not _quoted(found[i], spans))
    kept: list[tuple[int, Made]] = []
    acts = Counter((d.line.sentence.number, d.core) for d in found)
    told: set[tuple[object, ...]] = set()
    for i in order:
        draft, chain = found[i], settled[i]
        chain = (*chain[: len(chain)], *((draft.voice,) if draft.voice else ()))
        key = (
            draft.predicate,
            draft.mission,
            draft.scope,
            draft.party,
            draft.person and draft.person.name,
            draft.polarity,
            draft.modality in ("actual", "reported"),
            draft.stance,
            draft.basis,
            chain[-1].kind,
            chain[-1].name or chain[-1].role,
        )
        if key in seen:
            continue
        seen.add(key)
        marks = traits(draft, chain, acts[draft.line.sentence.number, draft.core] > 2, key[:-2] in told)
        told.add(key[:-2])
        claim = Claim(
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
            evidence=evidence_of(
                draft.line, draft.first, draft.core, draft.last, article.text, any(c.denies for c in draft.inside)
            ),
            confidence=confidence(marks),
            rule=f"{RULE} {draft.rule}",
        )
        kept.append((i, Made(claim, marks)))
    yield from (one for _, one in sorted(kept, key=lambda k: k[0]))


def _quoted(draft: Draft, spans: Sequence[tuple[int, int]]) -> bool:
    at = draft.line.tokens[draft.core].start
    return any(a <= at < b for a, b in spans)
