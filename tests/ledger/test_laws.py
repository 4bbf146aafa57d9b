"""Any articles in any order, with repeats, against a model that keeps everything in lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.ledger import Counts, Ledger, open_ledger
from accredit.model import Article, Reading, RecordedClaim
from tests.ledger.conftest import Fresh
from tests.ledger.kit import HARD, reading, said
from tests.world import BELM, CORRO, WORLD, article

SUPPRESSED = [HealthCheck.function_scoped_fixture]  # it gives a new place each time that it is asked
ELSEWHERE = replace(WORLD, id="elsewhere")
DAYS = (date(2020, 12, 31), date(2021, 1, 31), date(2021, 2, 1), date(2021, 12, 31))

articles = st.builds(
    article,
    st.sampled_from(["First words.", "Second words.", HARD]),
    id=st.sampled_from(["1", "2"]),
    outlet=st.sampled_from(["Evening Lantern", None]),
    published=st.sampled_from([None, "2021", "2021-01", "2021-02-01"]),
)


@st.composite
def batches(draw: st.DrawFn) -> tuple[Article, list[Reading]]:
    """One append: an article with up to two readings, each of up to three claims."""
    one = draw(articles)
    readings = []
    for situation in draw(st.lists(st.sampled_from([WORLD, ELSEWHERE]), max_size=2)):
        parties = draw(st.lists(st.sampled_from(["crown", "assembly"]), max_size=3))
        claims = tuple(
            said(one, situation=situation.id, party=p, mission=draw(st.sampled_from([BELM, CORRO]))) for p in parties
        )
        extractor = draw(st.sampled_from(["reader/1", "reader/2"]))
        readings.append(replace(reading(one, extractor=extractor, situation=situation.id), claims=claims))
    return one, readings


@dataclass
class Model:
    """Everything appended, in order, each thing once."""

    articles: list[tuple[Article, str]] = field(default_factory=list)
    readings: list[tuple[Article, Reading, str]] = field(default_factory=list)

    def append(self, one: Article, readings: list[Reading], moment: str) -> None:
        """Note what is new, under the moment that the ledger gave."""
        if all(a.key != one.key for a, _ in self.articles):
            self.articles.append((one, moment))
        for read in readings:
            # A claim that stands twice in one reading is one, so the reading is the one that has it once.
            new = replace(read, claims=tuple({claim.id: claim for claim in read.claims}.values()))
            if all(r.id != new.id for _, r, _ in self.readings):
                self.readings.append((one, new, moment))

    def newest(self, moment: str, day: date | None) -> list[Article]:
        """The newest version of each carrier at a moment, in order of recording; then only those published by a day."""
        held = {(a.id, a.outlet, a.url): a for a, at in self.articles if at <= moment}
        chosen = [a for a, _ in self.articles if a in held.values()]
        return [a for a in chosen if day is None or _published_by(a, day)]

    def claims(self, situation: str, moment: str, day: date | None) -> list[RecordedClaim]:
        """The claims of the newest reading of each of those."""
        found = []
        for number, (one, made, at) in enumerate(self.readings):
            later = self.readings[number + 1 :]
            again = any(a == one and r.situation == situation and t <= moment for a, r, t in later)
            if made.situation == situation and at <= moment and not again and one in self.newest(moment, day):
                found += [RecordedClaim(c, replace(one, text=""), at) for c in made.claims]
        return found


def _published_by(one: Article, day: date) -> bool:
    interval = one.published_interval
    return interval is not None and interval.latest is not None and interval.latest <= day


@given(st.lists(batches(), max_size=8), st.sampled_from(DAYS))
@settings(max_examples=25, suppress_health_check=SUPPRESSED)
def test_the_ledger_answers_as_the_naive_model_at_every_moment_and_day(
    fresh: Fresh, steps: list[tuple[Article, list[Reading]]], day: date
) -> None:
    model, moments = Model(), list[str]()
    with open_ledger(fresh()) as ledger:
        for one, readings in steps:
            before = len(model.articles) + len(model.readings)
            done = ledger.append(one, readings)
            model.append(one, readings, done.recorded_at)
            if len(model.articles) + len(model.readings) > before:
                assert all(done.recorded_at > m for m in moments)
                moments.append(done.recorded_at)
            else:
                assert done.recorded_at in moments
        for moment in moments[-3:]:
            _same(ledger, model, moment, None)
            _same(ledger, model, moment, day)
        # Open is the same as the last moment.
        last = moments[-1] if moments else None
        assert ledger.claims(WORLD) == ledger.claims(WORLD, recorded_at=last)
        assert ledger.articles() == ledger.articles(recorded_at=last)
        assert ledger.counts(known_at=day) == ledger.counts(known_at=day, recorded_at=last)


def _same(ledger: Ledger, model: Model, moment: str, day: date | None) -> None:
    for situation in (WORLD, ELSEWHERE):
        expected = model.claims(situation.id, moment, day)
        assert ledger.claims(situation, recorded_at=moment, known_at=day) == expected
        at_belm = [r for r in expected if r.claim.mission == BELM]
        assert ledger.claims(situation, mission_id=BELM.id, recorded_at=moment, known_at=day) == at_belm
    held = model.newest(moment, None)
    known = model.newest(moment, day)
    assert ledger.articles(recorded_at=moment) == [replace(a, text="") for a in held]
    assert ledger.counts(WORLD, recorded_at=moment, known_at=day) == Counts(
        articles=len(known),
        texts=len({a.text_id for a in known}),
        claims=len(model.claims(WORLD.id, moment, day)),
        undated=sum(a.published_interval is None for a in held),
    )


@given(st.lists(batches(), min_size=1, max_size=5), st.data())
@settings(max_examples=15, suppress_health_check=SUPPRESSED)
def test_appending_what_is_held_changes_no_answer(
    fresh: Fresh, steps: list[tuple[Article, list[Reading]]], data: st.DataObject
) -> None:
    with open_ledger(fresh()) as ledger:
        for one, readings in steps:
            ledger.append(one, readings)
        before = (ledger.claims(WORLD), ledger.claims(ELSEWHERE), ledger.articles(), ledger.counts())
        for one, readings in data.draw(st.permutations(steps)):
            done = ledger.append(one, readings)
            assert (done.article_is_new, done.text_is_new, done.new_claims) == (False, False, 0)
        assert (ledger.claims(WORLD), ledger.claims(ELSEWHERE), ledger.articles(), ledger.counts()) == before


@given(st.text(st.characters(codec=None), max_size=40), st.text(st.characters(codec=None), min_size=1, max_size=20))
@settings(max_examples=30, suppress_health_check=SUPPRESSED)
def test_any_code_points_come_back_in_text_and_claim(fresh: Fresh, text: str, name: str) -> None:
    one = article(text + "x", title=name)
    claim = said(one, rule=name, predicate=name)
    with open_ledger(fresh()) as ledger:
        ledger.append(one, [reading(one, claim)])
        assert ledger.text(one.text_id) == text + "x"
        assert ledger.claims(WORLD) == [
            RecordedClaim(claim, replace(one, text=""), ledger.claims(WORLD)[0].recorded_at)
        ]
