"""Answers from a ledger equal a naive replay of what happened, on random histories.

The replay is told separately and as simply as can be: it keeps everything that was recorded in one list, goes through
it from the beginning for every question, and goes from day to day through what each voice said. It knows words about
now, denials of them, and handings-over and closings of one day; every step is one thing recorded or one question put.

`ACCREDIT_STEPS=100000` asks for more steps than the 2,000 of an ordinary run; `make nightly` does so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from accredit.answers import recorded
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Claim, Reading, RecordedClaim, Span, Voice, When
from accredit.verdict import answer
from tests.verdict.builder import HARBOUR, PORT, WORLD

STEPS = int(os.environ.get("ACCREDIT_STEPS", "2000"))
PER_HISTORY = 80
QUESTIONS = 3
"""Put after each thing that is recorded."""
FIRST = date(2030, 2, 1)
DAYS = 400  # well within the time after which a word lapses
OUTLETS = ("Gull Wire", "Tidewater Post", "Quay Radio")
OFFICIALS = (("Ada Reed", "league"), ("Ivo Marsh", "crown"), ("Tam Ferrow", None))


@dataclass(slots=True)
class History:
    """Everything that was recorded, in order: the moment, the article, and the claims of one reading of it."""

    random: Random
    ledger: Ledger
    happened: list[tuple[str, Article, tuple[Claim, ...]]] = field(default_factory=list)
    told: int = 0

    def step(self) -> None:
        """Something new is recorded: an article, a copy, another version or another reading of one."""
        kinds = ("article",) * 5 + ("copy", "version", "reading") * bool(self.happened)
        kind = self.random.choice(kinds)
        article = self._article() if kind == "article" else self._again(kind)
        if kind == "copy":
            first = next(claims for _, a, claims in self.happened if a.text_id == article.text_id)
            claims = tuple(self._carried(c, article) for c in first)
        else:
            claims = tuple(self._claim(article) for _ in range(self.random.randint(kind == "article", 2)))
        self.told += 1
        made = Reading(article.key, f"x{self.told}", "l", WORLD.id, WORLD.digest, claims)
        moment = self.ledger.append(article, [made]).recorded_at
        self.happened.append((moment, article, made.claims))

    def _published(self) -> str | None:
        if self.random.random() < 0.1:
            return None
        return (FIRST + timedelta(days=self.random.randint(0, DAYS))).isoformat()

    def _article(self) -> Article:
        text = " ".join(f"w{self.random.randrange(10**9)}" for _ in range(8))
        return Article.make(text, id=f"n{self.told}", outlet=self.random.choice(OUTLETS), published=self._published())

    def _again(self, kind: str) -> Article:
        _, known, _ = self.random.choice(self.happened)
        body = self.ledger.text(known.text_id)
        if kind == "copy":
            outlet = self.random.choice(OUTLETS)
            return Article.make(body, id=f"n{self.told}", outlet=outlet, published=self._published())
        if kind == "version":
            return Article.make(body, id=known.id, outlet=known.outlet, published=self._published())
        return replace(known, text=body)

    def _claim(self, article: Article) -> Claim:
        random = self.random
        name, party = random.choice(OFFICIALS)
        own = Voice(article.outlet, None, None, "outlet")
        chain = (own,) if random.random() < 0.5 else (own, Voice(name, None, party, "official"))
        predicate = random.choice(("controls", "controls", "controls", "handed_over", "closed"))
        event = None
        if predicate != "controls":
            # Who tells of an event speaks once only: that a voice takes an event back is no part of this replay.
            chain = (own, Voice(f"Witness {self.told} {random.randrange(10**6)}", None, None, "official"))
            last = date.fromisoformat(article.published) if article.published else FIRST + timedelta(days=DAYS)
            day = FIRST + timedelta(days=random.randint(0, (last - FIRST).days))
            event = When("instant", day, day, day.isoformat())
        return Claim(
            article_id=article.id,
            situation=WORLD.id,
            predicate=predicate,
            mission=WORLD.mission(random.choice((PORT, PORT, HARBOUR))),
            scope=None,
            party=None if predicate == "closed" else random.choice(("league", "crown")),
            person=None,
            polarity="denied" if predicate == "controls" and random.random() < 0.25 else "affirmed",
            modality="actual",
            stance="asserts",
            aspect="state" if predicate == "controls" else None,
            basis=None,
            chain=chain,
            when=event,
            evidence=Span.of(article.text, 0, len(article.text)),
            confidence=0.9,
            rule="replay",
        )

    def _carried(self, claim: Claim, article: Article) -> Claim:
        own = replace(claim.chain[0], name=article.outlet)
        return replace(claim, article_id=article.id, chain=(own, *claim.chain[1:]), id="")


@dataclass(frozen=True, slots=True)
class Word:
    """What a voice said of one mission: the day that it speaks of, and the day on which it was said."""

    voice: str
    party: str | None
    value: str
    denied: bool
    event: bool
    day: date
    said: date
    text: str

    @property
    def order(self) -> tuple[date, date]:
        return self.day, self.said


def naive_claims(
    history: History, known_at: date | None, recorded_at: str | None, without: str | None
) -> list[tuple[Article, Claim]]:
    """Everything from the beginning, keeping the last version of each article and the last reading of it."""
    versions: dict[tuple[str, str | None], str] = {}
    seen: set[str] = set()
    readings: dict[str, tuple[Article, tuple[Claim, ...]]] = {}
    for moment, article, claims in history.happened:
        if recorded_at is None or moment <= recorded_at:
            if article.key not in seen:
                versions[article.id, article.outlet] = article.key
            seen.add(article.key)
            readings[article.key] = (article, claims)
    live = [(a, c) for key in versions.values() for a, claims in [readings[key]] for c in claims]
    if known_at is not None:
        live = [(a, c) for a, c in live if a.published and a.published <= known_at.isoformat()]
    if without is not None:
        live = [(a, c) for a, c in live if without not in {a.outlet, *(v.name for v in c.chain)}]
    return live


def naive_words(live: Iterable[tuple[Article, Claim]], mission: str) -> set[Word]:
    """Words of the first carrier of each text; what has no day at all says nothing."""
    about = [(a, c) for a, c in live if c.mission and c.mission.id == mission]
    first: dict[str, tuple[bool, str, str]] = {}
    for a, _ in about:
        place = (a.published is None, a.published or "", a.id)
        first[a.text_id] = min(first.get(a.text_id, place), place)
    words = set()
    for a, c in about:
        if (a.published is None, a.published or "", a.id) == first[a.text_id] and (a.published or c.when):
            said = date.fromisoformat(a.published) if a.published else None
            day = c.when.latest if c.when else said
            assert day
            value = "closed" if c.predicate == "closed" else str(c.party)
            name = str(c.origin.name)
            words.add(Word(name, c.origin.party, value, c.polarity == "denied", c.when is not None, day, said or day,
                           a.text_id))  # fmt: skip
    return words


def naive_answer(words: Iterable[Word], as_of: date) -> tuple[str | None, set[str], str]:
    """Value, live values and standing, from day to day up to `as_of`."""
    stand: list[Word] = []
    events: list[Word] = []
    for word in sorted((w for w in words if w.day <= as_of), key=lambda w: w.order):
        stand = [o for o in stand if not _moves_on(word, o, words)] + [word]
        events += [word] if word.event else []
    denials = [w for w in stand if w.denied and not any(e.value == w.value and w.day < e.day for e in events)]
    settled = [e for e in events if not any(d.value == e.value for d in denials)]
    says = [w for w in stand if not w.denied and not any(e.value != w.value and w.day < e.day for e in settled)]
    values = {w.value for w in says}
    if not values:
        return None, values, "denied" if denials else "unknown"
    if len(values) > 1 or any(d.value in values for d in denials):
        return None, values, "contested"
    (value,) = values
    gaining = {w.party == value for w in says}
    origins = {w.voice for w in says if w.party != value}
    if gaining == {True}:
        return value, values, "one-sided"
    return value, values, "agreed" if len(origins) + (True in gaining) > 1 else "single"


def _moves_on(later: Word, earlier: Word, words: Iterable[Word]) -> bool:
    """The same voice later, in another article that does not repeat the earlier word too, leaves no room for it."""
    if later.voice != earlier.voice or later.text == earlier.text or later.order <= earlier.order:
        return False
    if later.denied or earlier.denied:
        against = later.denied != earlier.denied and later.value == earlier.value
    else:
        against = later.value != earlier.value
    same = (earlier.voice, earlier.value, earlier.denied, later.text)
    return against and same not in {(w.voice, w.value, w.denied, w.text) for w in words}


def test_answers_equal_a_naive_replay() -> None:
    random = Random(STEPS)
    standings = set()
    for _ in range(STEPS // PER_HISTORY):
        with open_ledger(":memory:") as ledger:
            history = History(random, ledger)
            for _ in range(PER_HISTORY // (1 + QUESTIONS)):
                history.step()
                standings |= _questions(random, history)
    assert standings >= {"agreed", "single", "one-sided", "contested", "denied", "unknown"}


def _questions(random: Random, history: History) -> set[str]:
    """Some questions at random times, put to the ledger and to the replay; the standings of the answers."""
    known_at = FIRST + timedelta(days=random.randint(0, DAYS)) if random.random() < 0.5 else None
    recorded_at = random.choice(history.happened)[0] if random.random() < 0.4 else None
    names = {v.name for _, c in naive_claims(history, None, recorded_at, None) for v in c.chain}
    without = random.choice(sorted(filter(None, names))) if names and random.random() < 0.3 else None
    left_out = (without,) if without else ()
    claims = recorded(history.ledger, WORLD, known_at=known_at, recorded_at=recorded_at, without=left_out)
    live = naive_claims(history, known_at, recorded_at, without)
    standings = set()
    for _ in range(QUESTIONS):
        as_of, mission = FIRST + timedelta(days=random.randint(0, DAYS + 30)), random.choice((PORT, PORT, HARBOUR))
        found = answer("operator", mission, claims, WORLD, as_of=as_of)
        expected = naive_answer(naive_words(live, mission), as_of)
        assert (found.value, set(found.values), found.standing) == expected, (history.happened, as_of, found.because)
        standings.add(found.standing)
    return standings


def test_lifetimes_equal_what_the_ledger_held_at_each_moment() -> None:
    random = Random(11)
    for _ in range(6):
        with open_ledger(":memory:") as ledger:
            history = History(random, ledger)
            for _ in range(25):
                history.step()
            lives = ledger.history(WORLD)
            for moment, _, _ in history.happened:
                held: list[RecordedClaim] = ledger.claims(WORLD, recorded_at=moment)
                assert [life.recorded for life in lives if life.live(moment)] == held
