"""The claim contract: every claim becomes a line that its schema accepts, and comes back the same."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from accredit.contract import claim_from, claim_line
from accredit.model import (
    PREDICATES,
    Actor,
    Aspect,
    Basis,
    Claim,
    Interval,
    MissionKind,
    Modality,
    Polarity,
    Scope,
    Span,
    Stance,
    Voice,
    VoiceKind,
    When,
    WhenKind,
)
from tests.world import BELM, WORLD, article, claim, day, since, voice

DOCS = Path(__file__).resolve().parent.parent / "docs"
SCHEMA = json.loads((DOCS / "schemas" / "claim.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

words = st.text(max_size=12)
maybe_words = st.none() | words
# From year 1000, so that ISO days have four digits in every C library.
days = st.none() | st.dates(min_value=date(1000, 1, 1))
codes = st.sampled_from(["XA", "XB", "XC", "XD", "*"])
intervals = st.builds(Interval, days, days, words)
voices = st.builds(
    Voice, maybe_words, maybe_words, maybe_words, st.sampled_from(get_args(VoiceKind)), st.none() | intervals
)
scopes = st.builds(
    Scope,
    st.lists(codes, max_size=3).map(tuple),
    st.lists(codes, max_size=2).map(tuple),
    st.none() | st.text(min_size=1, max_size=8),
    st.none() | st.integers(0, 200),
    st.none() | st.integers(0, 200),
)
evidence = st.builds(
    lambda before, exact: Span(before, before + len(exact), exact), st.integers(0, 99), st.text(min_size=1)
)
claims = st.builds(
    Claim,
    article_id=st.text(min_size=1, max_size=8),
    situation=words,
    predicate=st.sampled_from(PREDICATES),
    mission=st.none() | st.sampled_from(WORLD.missions),
    scope=st.none() | scopes,
    party=maybe_words,
    person=st.none() | st.builds(Actor, maybe_words, maybe_words),
    polarity=st.sampled_from(get_args(Polarity)),
    modality=st.sampled_from(get_args(Modality)),
    stance=st.sampled_from(get_args(Stance)),
    aspect=st.none() | st.sampled_from(get_args(Aspect)),
    basis=st.none() | st.sampled_from(get_args(Basis)),
    chain=st.lists(voices, min_size=1, max_size=3).map(tuple),
    when=st.none() | st.builds(When, st.sampled_from(get_args(WhenKind)), days, days, words),
    evidence=evidence,
    confidence=st.floats(0, 1),
    rule=words,
)


@given(claims)
def test_a_line_fits_the_schema_and_comes_back_the_same(one: Claim) -> None:
    line = json.loads(json.dumps(claim_line(one, article(id=one.article_id)), ensure_ascii=False))
    VALIDATOR.validate(line)
    back = claim_from(line, WORLD)
    assert back == one
    # The id that the fields give is the id that the line carries: nothing was lost that an id knows.
    assert replace(back, id="").id == line["id"]


def test_without_the_situation_a_mission_is_what_the_line_says() -> None:
    back = claim_from(claim_line(claim(), article()))
    assert back.mission == replace(BELM, names=())
    assert back.id == claim().id


def test_a_line_in_full() -> None:
    told = claim(chain=(voice(), voice("Pavo Rell", "official", party="crown", said=day("2021-03-04", "on Thursday"))))
    line = claim_line(
        replace(told, scope=Scope(("XB",), ("XC",), "neighbours", 2), when=since("2021-02-01")), article()
    )
    assert line["article"]["id"] == "lantern-1"
    assert "text" not in line["article"]
    assert line["mission"] == {
        "id": "xa-belm-embassy", "sending": "XA", "host": "XB", "city": "Belm", "kind": "embassy",
    }  # fmt: skip
    assert line["scope"] == {"hosts": ["XB"], "except": ["XC"], "group": "neighbours", "count": {"at_least": 2}}
    assert line["when"] == {"kind": "from", "earliest": "2021-02-01", "latest": "2021-02-01", "text": "2021-02-01"}
    assert line["chain"][1] == {
        "name": "Pavo Rell",
        "role": None,
        "party": "crown",
        "kind": "official",
        "said": {"earliest": "2021-03-04", "latest": "2021-03-04", "text": "on Thursday"},
    }


def test_parts_that_a_scope_has_not_are_left_out() -> None:
    assert claim_line(claim(scope=Scope(hosts=("*",))), article())["scope"] == {"hosts": ["*"]}


@pytest.mark.parametrize("sample", [True, False])
def test_a_sample_says_so(sample: bool) -> None:
    line = claim_line(claim(), article(sample=sample))
    assert line.get("sample") is (True if sample else None)


class TestSchemaAndPage:
    """The schema, the page and the types say the same; whichever is changed alone fails here."""

    def test_the_schema_is_one(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    @pytest.mark.parametrize(
        ("place", "values"),
        [
            ("predicate", PREDICATES),
            ("polarity", get_args(Polarity)),
            ("modality", get_args(Modality)),
            ("stance", get_args(Stance)),
            ("aspect", (*get_args(Aspect), None)),
            ("basis", (*get_args(Basis), None)),
        ],
    )
    def test_words_of_a_field(self, place: str, values: tuple[Any, ...]) -> None:
        assert SCHEMA["properties"][place]["enum"] == list(values)

    def test_words_inside_fields(self) -> None:
        fields = SCHEMA["properties"]
        assert fields["chain"]["items"]["properties"]["kind"]["enum"] == list(get_args(VoiceKind))
        assert fields["mission"]["oneOf"][1]["properties"]["kind"]["enum"] == list(get_args(MissionKind))
        assert fields["when"]["oneOf"][1]["allOf"][1]["properties"]["kind"]["enum"] == list(get_args(WhenKind))

    def test_a_line_has_the_fields_that_the_schema_asks_for_and_no_others(self) -> None:
        assert set(claim_line(claim(), article())) == set(SCHEMA["required"])

    def test_the_page_names_every_field_and_predicate(self) -> None:
        page = (DOCS / "contract.md").read_text("utf-8")
        assert [word for word in (*SCHEMA["required"], *PREDICATES) if f"`{word}`" not in page] == []
