"""A ledger under anything that may be done to it, in any order, against a model that keeps everything in lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accredit.ledger import open_ledger
from accredit.model import Article, Claim, Reading
from accredit.ruling import Ruling
from tests.ledger.conftest import Fresh
from tests.ledger.kit import HARD, reading, said
from tests.world import BELM, CORRO, WORLD, article

Event = tuple[str, str, Article, Reading | None]
"""When it was recorded here, when it was first recorded, the article, and a reading of it."""

ARTICLES = st.builds(
    article,
    st.sampled_from(["First words.", "Second words.", HARD]),
    id=st.sampled_from(["1", "2", "3"]),
    title=st.sampled_from(["One", "Other"]),
)
PARTIES = st.lists(st.sampled_from(["crown", "assembly", "host-state"]), max_size=3, unique=True)
READERS = st.sampled_from(["reader/1", "reader/2", "reader/3"])


class Model:
    """One ledger told naively: what was recorded, in order, and what was taken out since."""

    def __init__(self) -> None:
        self.articles: list[tuple[str, str, Article]] = []
        self.readings: list[tuple[str, str, Article, Reading]] = []
        self.rulings: list[tuple[str, Ruling]] = []
        self.gone_texts: set[str] = set()
        self.gone_claims: set[str] = set()

    def add(self, one: Article, made: Reading | None, moment: str, first: str | None = None) -> None:
        """Note what is not held yet."""
        if all(a.key != one.key for _, _, a in self.articles):
            self.articles.append((moment, first or moment, one))
        if made and all(r.id != made.id for *_, r in self.readings):
            self.readings.append((moment, first or moment, one, made))

    def standing(self, moment: str) -> list[Article]:
        """The newest version of each article."""
        newest: dict[str, tuple[str, int, Article]] = {}
        for number, (at, first, one) in enumerate(self.articles):
            if at <= moment and (first, number) >= newest.get(one.carrier, ("", -1, one))[:2]:
                newest[one.carrier] = (first, number, one)
        return [one for _, _, one in sorted(newest.values(), key=lambda each: each[1])]

    def claims(self, moment: str) -> list[Claim]:
        """The claims of the newest reading of each of those, in the order of recording."""
        keys = {one.key for one in self.standing(moment)}
        newest: dict[str, tuple[str, int, Reading]] = {}
        for number, (at, first, one, made) in enumerate(self.readings):
            if at <= moment and (first, number) >= newest.get(one.key, ("", -1, made))[:2]:
                newest[one.key] = (first, number, made)
        kept = sorted((number, made) for key, (_, number, made) in newest.items() if key in keys)
        return [c for _, made in kept for c in made.claims if c.id not in self.gone_claims]


class Machine(RuleBasedStateMachine):
    """Two ledgers, side by side with their models."""

    fresh: Fresh

    @initialize()
    def begin(self) -> None:
        """Two empty ledgers."""
        self.ledgers = [open_ledger(self.fresh()) for _ in range(2)]
        self.models = [Model(), Model()]
        self.moments: list[set[str]] = [set(), set()]
        self.heads: list[list[str]] = [[], []]

    def teardown(self) -> None:
        """Close them, with a last look at everything."""
        for ledger in getattr(self, "ledgers", []):
            assert ledger.check().faults == ()
            ledger.close()

    @rule(which=st.integers(0, 1), one=ARTICLES, parties=PARTIES, reader=READERS)
    def append(self, which: int, one: Article, parties: list[str], reader: str) -> None:
        """An article is read, or read again."""
        model = self.models[which]
        if one.text_id in model.gone_texts:
            assert self.ledgers[which].knows(one, reader, "words/1", WORLD.digest)
            return
        claims = tuple(said(one, party=p, mission=BELM if p == "crown" else CORRO) for p in parties)
        made = replace(reading(one, extractor=reader), claims=claims)
        done = self.ledgers[which].append(one, [made])
        model.add(
            one, replace(made, claims=tuple(c for c in claims if c.id not in model.gone_claims)), done.recorded_at
        )
        self.moments[which].add(done.recorded_at)
        self.heads[which].append(done.head)

    @rule(which=st.integers(0, 1), pick=st.integers(0, 99), why=st.sampled_from(["a", "b", HARD]))
    def decide(self, which: int, pick: int, why: str) -> None:
        """Somebody rules on a claim, or on an article."""
        live = self.ledgers[which].claims(WORLD)
        if not live:
            return
        read = live[pick % len(live)]
        made = Ruling.on_claim("rejected", read, who="Ona", why=why)
        done = self.ledgers[which].append_ruling(made)
        if done.is_new:
            self.models[which].rulings.append((done.recorded_at, made))

    @rule(which=st.integers(0, 1), pick=st.integers(0, 99))
    def redact_claim(self, which: int, pick: int) -> None:
        """A claim is taken out, and the rulings on it."""
        live = self.ledgers[which].claims(WORLD)
        if not live:
            return
        gone, model = live[pick % len(live)].claim.id, self.models[which]
        self.ledgers[which].redact(gone, reason="law", who="Ona")
        model.gone_claims.add(gone)
        model.rulings = [(at, r) for at, r in model.rulings if r.target != gone]

    @precondition(lambda self: any(m.articles for m in self.models))
    @rule(which=st.integers(0, 1), pick=st.integers(0, 99))
    def redact_article(self, which: int, pick: int) -> None:
        """An article is taken out, with every carrier of its texts, and theirs."""
        model = self.models[which]
        if not model.articles:
            return
        carriers = {model.articles[pick % len(model.articles)][2].carrier}
        key = next(a.key for _, _, a in model.articles if a.carrier in carriers)
        while True:
            texts = {a.text_id for _, _, a in model.articles if a.carrier in carriers}
            wider = {a.carrier for _, _, a in model.articles if a.text_id in texts} | carriers
            if wider == carriers:
                break
            carriers = wider
        self.ledgers[which].redact(key, reason="law", who="Ona")
        model.gone_texts |= texts
        model.articles = [e for e in model.articles if e[2].carrier not in carriers]
        model.readings = [e for e in model.readings if e[2].carrier not in carriers]
        model.rulings = [(at, r) for at, r in model.rulings if r.anchors[0].carrier not in carriers]

    @rule(into=st.integers(0, 1))
    def merge(self, into: int) -> None:
        """One ledger takes over what the other holds."""
        ours, theirs = self.models[into], self.models[1 - into]
        now = self.ledgers[into].merge(self.ledgers[1 - into]).recorded_at or ""
        for _, first, one in theirs.articles:
            if one.text_id not in ours.gone_texts:
                ours.add(one, None, now, first)
        for _, first, one, made in theirs.readings:
            if one.text_id not in ours.gone_texts:
                out = ours.gone_claims | theirs.gone_claims
                left = replace(made, claims=tuple(c for c in made.claims if c.id not in out))
                ours.add(one, left if left.claims != made.claims else made, now, first)
        have = {r.id for _, r in ours.rulings}
        new = [(now, r) for _, r in theirs.rulings if r.id not in have and r.target not in ours.gone_claims]
        ours.rulings += [(at, r) for at, r in new if r.anchors[0].text_id not in ours.gone_texts]

    @invariant()
    def answers(self) -> None:
        """Articles, claims and rulings as the models have them, now."""
        for ledger, model in zip(getattr(self, "ledgers", []), getattr(self, "models", []), strict=True):
            assert [a.key for a in ledger.articles()] == [a.key for a in model.standing("99")]
            assert [r.claim for r in ledger.claims(WORLD)] == model.claims("99")
            assert {r.ruling.id for r in ledger.rulings()} == {r.id for _, r in model.rulings}

    @rule(which=st.integers(0, 1), pick=st.integers(0, 99))
    def look_back(self, which: int, pick: int) -> None:
        """What was held at some moment of the past, and a head of the past."""
        moments = sorted(self.moments[which])
        if moments:
            moment = moments[pick % len(moments)]
            found = [r.claim for r in self.ledgers[which].claims(WORLD, recorded_at=moment)]
            assert found == self.models[which].claims(moment)
            assert self.ledgers[which].check(head=self.heads[which][pick % len(self.heads[which])]).faults == ()


def test_any_history_gives_what_the_naive_model_gives(fresh: Fresh) -> None:
    made: Callable[[], Any] = type("Bound", (Machine,), {"fresh": staticmethod(fresh)})
    run_state_machine_as_test(made, settings=settings(max_examples=12, stateful_step_count=20, deadline=None))
