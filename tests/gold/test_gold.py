"""The labelled sets: that their lines mean something, that there are enough, and what the extraction makes of them.

`python -m tests.gold.report` prints the failing hard cases and the claims found where there are none.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from sentencex import segment

from accredit.model import HOST_STATE
from tests.extract.expectation import situation
from tests.gold.labels import FOLDER, GROUPS, KINDS, LABELLED, SETS, articles, bare, hard_cases, labels, lines
from tests.gold.reading import hard_outcomes, unwanted
from tests.gold.report import told

FLOORS: dict[str, Any] = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
OPEN: list[str] = FLOORS["hard"]["open"]
EMPTY = [case for case in hard_cases() if not case.expect]
HELD = [case for case in EMPTY if case.text not in OPEN]
KEYS = {
    "article", "group", "host", "city", "hosts", "party", "person", "polarity", "real", "origin", "via", "when",
    "evidence", "optional", "reason",
}  # fmt: skip
BEFORE = re.compile(r"(?:^|\n|[.!?][\"'”’)]*\s)$")
END = re.compile(r"[.!?][\"'”’)]*$")
DATELINE = re.compile(r"^[A-Z ]+\. ")


def sentences(name: str) -> set[tuple[str, int]]:
    """The labelled sentences of a set: article and first code point."""
    return {(line["article"], line["evidence"]["start"]) for line in labels(name)}


@pytest.mark.parametrize("name", SETS)
class TestLines:
    def test_every_article_has_a_line_and_every_line_an_article(self, name: str) -> None:
        assert {line["article"] for line in lines(name)} == set(articles(name))

    def test_an_article_without_a_claim_has_one_line(self, name: str) -> None:
        named = [line["article"] for line in lines(name)]
        assert [id for id in bare(name) if named.count(id) > 1] == []

    def test_no_text_stands_twice(self, name: str) -> None:
        """Neither in the set nor in one beside it."""
        here = [article.text_id for article in articles(name).values()]
        beside = {article.text_id for other in SETS if other != name for article in articles(other).values()}
        assert len(set(here)) == len(here) and not beside & set(here)


@pytest.mark.parametrize("name", LABELLED)
class TestLabels:
    def test_evidence_is_a_sentence(self, name: str) -> None:
        """One whole sentence of its article: nothing before it in the sentence, nothing of the next."""
        for line in labels(name):
            text, span = articles(name)[line["article"]].text, line["evidence"]
            exact = text[span["start"] : span["end"]]
            parts = [part for part in segment("en", DATELINE.sub("", exact)) if part.strip()]
            assert BEFORE.search(text[: span["start"]]) and END.search(exact), line
            assert "\n" not in exact and len(parts) == 1, line

    def test_mission_and_states_exist(self, name: str) -> None:
        missions = {(m.host, m.city) for m in situation().missions}
        for line in labels(name):
            assert line["city"] is None or (line["host"], line["city"]) in missions, line
            named = [code for code in (line["host"], *line["hosts"]) if code not in (None, "*")]
            assert all(situation().state(code) for code in named), line
            assert not (line["host"] and line["hosts"]), line

    def test_something_is_meant(self, name: str) -> None:
        """A label is about a mission, a state, or a stated number of missions."""
        for line in labels(name):
            assert line["host"] or line["hosts"] or line.get("count") or line["optional"], line

    def test_values_are_of_the_vocabulary(self, name: str) -> None:
        parties = {None, HOST_STATE, *(party.id for party in situation().parties)}
        for line in labels(name):
            assert set(line) - {"count"} == KEYS, line
            assert line["group"] in GROUPS.values() and line["party"] in parties, line
            assert line["polarity"] in ("affirmed", "denied"), line
            assert isinstance(line["real"], bool) and isinstance(line["optional"], bool), line
            assert line["origin"] and line["reason"], line
            assert line["when"] is None or re.fullmatch(r"20\d\d(-[01]\d(-[0-3]\d)?)?", line["when"]), line

    def test_no_label_stands_twice(self, name: str) -> None:
        said = [{k: v for k, v in line.items() if k != "reason"} for line in labels(name)]
        premises = [line for line in said if line["group"] != "premises"]  # damaged and repaired are one group
        assert [line for line in premises if premises.count(line) > 1] == []


class TestCounts:
    def test_labelled_sentences(self) -> None:
        assert sum(len(sentences(name)) for name in LABELLED) >= 400

    def test_articles_without_a_claim(self) -> None:
        assert len(bare("none")) == len(articles("none")) >= 40

    def test_articles_without_a_claim_are_articles(self) -> None:
        """Four to seven sentences each: a lone sentence would be too easy to leave alone."""
        for article in articles("none").values():
            assert 4 <= len(re.findall(r"[.!?][\"”]?(?=\s)", article.text)) <= 7, article.id

    def test_hard_cases(self) -> None:
        assert len(hard_cases()) >= 100
        assert len({case.text for case in hard_cases()}) == len(hard_cases())
        assert {case.about for case in hard_cases()} == set(KINDS)

    def test_hard_cases_about_other_states(self) -> None:
        foreign = [case for case in hard_cases() if case.about == "foreign"]
        assert len(foreign) >= 60 and not any(case.expect for case in foreign)

    def test_each_kind_of_article_is_there(self) -> None:
        """Most of the labels are required, and denials, plans and dates are among them."""
        every = [line for name in LABELLED for line in labels(name)]
        required = [line for line in every if not line["optional"]]
        assert len(required) >= 450
        assert {line["group"] for line in required} == set(GROUPS.values())
        assert sum(line["polarity"] == "denied" for line in required) >= 100
        assert sum(not line["real"] for line in required) >= 50
        assert sum(line["when"] is not None for line in required) >= 100


class TestReading:
    @pytest.mark.parametrize("case", HELD, ids=lambda case: f"{case.about}: {case.text[:60]}")
    def test_no_claim_where_there_is_none(self, case: Any) -> None:
        """Strict, save for the cases that `open` of floors.toml lists."""
        (outcome,) = (outcome for outcome in hard_outcomes() if outcome.case is case)
        assert outcome.right, told(outcome)

    def test_open_cases_are_cases(self) -> None:
        assert sorted(set(OPEN)) == sorted(OPEN) and set(OPEN) <= {case.text for case in EMPTY}

    def test_expected_claims(self) -> None:
        """The failing cases are printed either way: `pytest -rA` shows them."""
        asked = [outcome for outcome in hard_outcomes() if outcome.case.expect]
        wrong = [outcome for outcome in asked if not outcome.right]
        print(*map(told, wrong), sep="\n\n")  # noqa: T201
        assert len(asked) - len(wrong) >= FLOORS["floor"]["expected"], "see the cases printed above"

    def test_articles_without_a_claim_stay_so(self) -> None:
        wrong = unwanted()
        assert len(articles("none")) - len(wrong) >= FLOORS["floor"]["clean"], wrong
