"""The extraction on the cases by phenomenon: shares held to their floors, and laws that hold on every text.

`python -m tests.extract.report FILE` prints the failing cases with what came out of them.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accredit.model import PREDICATES
from tests.extract.expectation import CLAIM_FILES, FILES, FOLDER, Days, Expected, cases, date_cases, situation
from tests.extract.matching import claims_of, dates_of, outcomes
from tests.extract.report import told

FLOORS: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))["floor"]
TEXTS = sorted({(c.text, c.published) for name in CLAIM_FILES for c in cases(name)}, key=str)
LEAST = {"missions": 40, "attribution": 40, "acts": 60, "people": 25, "news": 80, "links": 40, "dates": 100}


class TestShares:
    @pytest.mark.parametrize("name", FILES)
    def test_share_of_right_cases(self, name: str) -> None:
        """The failing cases are printed either way: `pytest -rA` shows them."""
        every = outcomes(name)
        wrong = [outcome for outcome in every if not outcome.right]
        share = 1 - len(wrong) / len(every)
        print(*map(told, wrong), f"{name}: {share:.3f} right", sep="\n\n")  # noqa: T201
        assert share >= FLOORS[name]["share"], f"{len(wrong)} of {len(every)} cases fail; see the lines printed above"

    @pytest.mark.parametrize("name", FILES)
    def test_no_case_is_lost(self, name: str) -> None:
        """A floor means something only over the cases that it was set on."""
        assert len(outcomes(name)) >= max(FLOORS[name]["cases"], LEAST[name])

    def test_every_predicate_is_asked_for(self) -> None:
        asked = {want.keys["predicate"] for name in CLAIM_FILES for case in cases(name) for want in case.expect}
        assert set(PREDICATES) - asked == set()

    def test_no_text_stands_twice(self) -> None:
        texts = [(c.text, c.published) for name in CLAIM_FILES for c in cases(name)]
        texts += [(c.text, c.published) for c in date_cases()]
        assert [t for t in texts if texts.count(t) > 1] == []


class TestStrict:
    """No floor: these hold on every case."""

    @pytest.mark.parametrize(("text", "published"), TEXTS, ids=[text[:60] for text, _ in TEXTS])
    def test_evidence_is_the_slice(self, text: str, published: str | None) -> None:
        for claim in claims_of(text, published):
            evidence = claim.evidence
            assert evidence.exact and text[evidence.start : evidence.end] == evidence.exact

    @pytest.mark.parametrize("text", [c.text for c in cases("missions") if c.none])
    def test_no_mission_where_there_is_none(self, text: str) -> None:
        """Other states' missions, and things that are no missions, never become a mission of the contested state."""
        named = [c for c in claims_of(text) if c.mission and c.mission.sending == situation().sending]
        assert [(c.predicate, c.mission.id, c.rule) for c in named if c.mission] == []

    @pytest.mark.parametrize("case", date_cases(), ids=lambda case: case.text[:60])
    def test_dates_are_intervals(self, case: Any) -> None:
        for found in dates_of(case.text, case.published):
            assert found.earliest is None or found.latest is None or found.earliest <= found.latest
            assert 0 <= found.start < found.end <= len(case.text)

    def test_no_day_without_a_publication_date(self) -> None:
        """Weekdays and other relative words give no days when nobody knows when they were written."""
        guessed = {c.text: dates_of(c.text) for c in date_cases() if c.published is None and not c.expect}
        assert guessed and {text: found for text, found in guessed.items() if found} == {}


WORDS = sorted({word for text, _ in TEXTS for word in text.split()} | {w for c in date_cases() for w in c.text.split()})
GAPS = st.sampled_from((" ", " ", " ", "\n", "\n\n", "\t", "\u00a0", ". ", ", ", ' "', "” ", "—", ""))
PIECES = st.one_of(
    st.sampled_from(WORDS), st.sampled_from([text for text, _ in TEXTS]), st.text(st.characters(), max_size=12)
)
PUBLISHED = st.sampled_from((None, "2024", "2024-02", "2024-02-29", "2021-08-15T06:30:00+04:30"))


@st.composite
def noisy(draw: st.DrawFn) -> str:
    """Words and sentences of the cases in any order, with random Unicode (lone surrogates too) between them."""
    pieces = draw(st.lists(PIECES, min_size=1, max_size=30))
    return "".join(piece + draw(GAPS) for piece in pieces)


class TestAnyText:
    @settings(max_examples=150)
    @given(noisy(), PUBLISHED)
    @example("² France has no diplomatic relations with the Taliban.", None)  # a digit that is no number
    @example("\ud800 The Afghan embassy in Warsaw closed.", None)  # half of a pair, as JSON may carry it
    def test_claims(self, text: str, published: str | None) -> None:
        claims = claims_of(text, published)
        for claim in claims:
            assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.exact
            assert claim.predicate in PREDICATES and 0 <= claim.confidence <= 1
        assert len({claim.id for claim in claims}) == len(claims)
        assert claims == claims_of(text, published)

    @settings(max_examples=150)
    @given(noisy(), PUBLISHED)
    def test_dates(self, text: str, published: str | None) -> None:
        end = 0
        for found in dates_of(text, published):
            assert end <= found.start < found.end <= len(text)
            assert found.earliest is None or found.latest is None or found.earliest <= found.latest
            end = found.end


class TestHarness:
    """The cases are compared by words that these tests pin."""

    def test_a_day_alone_is_both_ends(self) -> None:
        days = Days.of("instant 2024-03-05")
        assert days.fits("instant", date(2024, 3, 5), date(2024, 3, 5))
        assert not days.fits("instant", date(2024, 3, 5), None)
        assert not days.fits("from", date(2024, 3, 5), date(2024, 3, 5))

    def test_an_open_end_and_a_range(self) -> None:
        days = Days.of("until ..2024-06-28/2024-06-30")
        assert days.fits("until", None, date(2024, 6, 29))
        assert not days.fits("until", date(2024, 6, 1), date(2024, 6, 29))
        assert not days.fits("until", None, date(2024, 7, 1))

    @pytest.mark.parametrize(
        "row",
        [
            {"predicate": "closes"},
            {"predicate": "closed", "mission": "af-xx-nowhere-embassy"},
            {"predicate": "closed", "modality": "planned", "real": True},
            {"predicate": "closed", "colour": "red"},
            {"predicate": "closed", "when": "sometime 2024-01-01"},
        ],
        ids=json.dumps,
    )
    def test_a_case_that_means_nothing_is_refused(self, row: dict[str, Any]) -> None:
        with pytest.raises(ValueError, match="expectation"):
            Expected.of(row)
