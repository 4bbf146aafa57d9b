"""The two news stories of March 2023 that the project comes from, end to end.

What a careful reader finds in them stands here by hand; the texts themselves are not
part of the repository, so without ../shared the module says so and is skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from accredit.ledger import open_ledger
from accredit.model import RecordedClaim
from accredit.pipeline import read_into
from accredit.situation import load
from accredit.verdict import Verdict, answer, dossier

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "bench" / "claims" / "seeds" / "articles.jsonl"
SITUATION = load("afghanistan-2021")
DAY = date(2023, 4, 1)

pytestmark = pytest.mark.skipif(not SEEDS.is_file(), reason=f"the seed articles are not there: {SEEDS}")


@pytest.fixture(scope="module")
def claims() -> Iterator[list[RecordedClaim]]:
    with open_ledger(":memory:") as ledger:
        summary = read_into(ledger, [SEEDS], [SITUATION], lambda _: None)
        assert (summary.read, summary.problems) == (2, ())
        yield ledger.claims(SITUATION)


def operator(mission: str, claims: list[RecordedClaim]) -> Verdict:
    return answer("operator", mission, claims, SITUATION, as_of=DAY)


class TestKhorog:
    """Visited, says the ministry; not so, says the embassy; ours on paper and theirs in fact, says a diplomat."""

    def test_is_contested_and_leans_to_the_side_of_the_statement_against_interest(
        self, claims: list[RecordedClaim]
    ) -> None:
        verdict = operator("af-tj-khorog-consulate-general", claims)
        assert (verdict.value, verdict.standing, verdict.leaning) == (None, "contested", "taliban")
        assert verdict.formal == "republic"

    def test_keeps_the_denial_of_the_embassys_head(self, claims: list[RecordedClaim]) -> None:
        verdict = operator("af-tj-khorog-consulate-general", claims)
        origins = {r.claim.origin.name for r in claims if r.claim.id in verdict.dissent}
        assert "Zahir Aghbar" in origins

    def test_shows_the_hosts_silence(self, claims: list[RecordedClaim]) -> None:
        silent = [v for q in dossier("af-tj-khorog-consulate-general", claims, SITUATION, as_of=DAY) for v in q.silent]
        assert {s.stance for s in silent} == {"has_not_confirmed"}

    def test_the_visit_is_told_and_denied(self, claims: list[RecordedClaim]) -> None:
        visits = {
            (r.claim.polarity, r.claim.origin.party)
            for r in claims
            if r.claim.predicate == "visited" and r.claim.mission and r.claim.mission.city == "Khorog"
            if r.claim.stance == "asserts"
        }
        assert visits == {("affirmed", "taliban"), ("denied", "republic")}

    def test_the_unnamed_diplomat_speaks_for_both_sides(self, claims: list[RecordedClaim]) -> None:
        told = {
            (r.claim.party, r.claim.polarity, r.claim.basis)
            for r in claims
            if r.claim.predicate == "controls" and r.claim.origin.kind == "anonymous"
        }
        assert told == {
            ("republic", "affirmed", "formal"),
            ("republic", "denied", "de-facto"),
            ("taliban", "affirmed", None),
        }

    def test_a_relay_keeps_its_three_voices(self, claims: list[RecordedClaim]) -> None:
        (denial,) = [r.claim for r in claims if r.claim.predicate == "visited" and r.claim.polarity == "denied"]
        assert [v.name for v in denial.chain][:2] == ["The Diplomat", "Tolo News"]
        assert "embassy" in (denial.origin.name or "")


@pytest.mark.parametrize(
    ("mission", "value"),
    [
        ("af-tj-dushanbe-embassy", "republic"),
        ("af-tm-ashgabat-embassy", "taliban"),
        ("af-uz-termez-consulate-general", "taliban"),
        ("af-tr-istanbul-consulate-general", "taliban"),
        ("af-ae-dubai-consulate-general", "taliban"),
        ("af-cn-beijing-embassy", "taliban"),
        ("af-ir-tehran-embassy", "taliban"),
        ("af-pk-islamabad-embassy", "taliban"),
        ("af-ru-moscow-embassy", "taliban"),
        ("af-qa-doha-embassy", "taliban"),
    ],
)
def test_who_runs_the_others(mission: str, value: str, claims: list[RecordedClaim]) -> None:
    assert operator(mission, claims).value == value


def test_ashgabat_was_handed_over_in_march_2022(claims: list[RecordedClaim]) -> None:
    since = operator("af-tm-ashgabat-embassy", claims).since
    assert since is not None
    assert (since.earliest, since.latest) == (date(2022, 3, 1), date(2022, 3, 31))


def test_no_mission_is_answered_that_the_articles_do_not_speak_of(claims: list[RecordedClaim]) -> None:
    spoken_of = {r.claim.mission.id for r in claims if r.claim.mission}
    assert len(spoken_of) == 12
    assert operator("af-uz-tashkent-embassy", claims).value is None  # visited is not run


def test_no_state_recognises(claims: list[RecordedClaim]) -> None:
    for state in ("IR", "PK", "DE", "RU"):
        assert answer("recognition", state, claims, SITUATION, as_of=DAY).value == "none"


def test_tajikistan_is_the_neighbour_without_relations(claims: list[RecordedClaim]) -> None:
    assert answer("relations", "TJ", claims, SITUATION, as_of=DAY).value == "none"
    assert answer("relations", "UZ", claims, SITUATION, as_of=DAY).standing == "unknown"


def test_fourteen_countries_are_one_claim_with_a_count(claims: list[RecordedClaim]) -> None:
    counted = [r.claim for r in claims if r.claim.scope and r.claim.scope.at_least]
    assert [(c.predicate, c.scope.at_least, c.mission) for c in counted if c.scope] == [("sent_diplomats", 14, None)]


def test_every_quote_is_a_slice_of_its_article(claims: list[RecordedClaim]) -> None:
    import json

    texts = {a["id"]: a["text"] for a in map(json.loads, SEEDS.read_text("utf-8").splitlines())}
    assert claims
    for r in claims:
        span = r.claim.evidence
        assert texts[r.article.id][span.start : span.end] == span.exact
