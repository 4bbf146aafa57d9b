"""Lines read many at a time give the claims that the contract gives."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from accredit.contract import claim_from, claim_line
from accredit.ledger.lines import LineReader
from accredit.ledger.words import from_json_line, json_line
from accredit.model import Actor, Claim, Interval, Mission, Scope, Span, Voice, When
from tests.world import BELM, CORRO, WORLD, article, claim

_words = st.text(st.characters(exclude_categories=()), max_size=12)
_maybe = st.none() | _words
_days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
_between = st.builds(Interval, st.none() | _days, st.none() | _days, _words)
_voices = st.builds(
    Voice, _maybe, _maybe, _maybe, st.sampled_from(["outlet", "official", "anonymous"]), st.none() | _between
)
_elsewhere = st.builds(Mission, _words, _words, _words, _maybe, st.sampled_from(["embassy", "unknown"]))
_fields = st.fixed_dictionaries(
    {
        "mission": st.sampled_from([BELM, CORRO]) | _elsewhere,
        "party": _maybe,
        "person": st.none() | st.builds(Actor, _maybe, _maybe),
        "chain": st.lists(_voices, min_size=1, max_size=3).map(tuple),
        "when": st.none()
        | st.builds(When, st.sampled_from(["instant", "from"]), st.none() | _days, st.none() | _days, _words),
        "evidence": st.builds(Span, st.integers(0, 9), st.integers(10, 99), _words),
        "confidence": st.floats(0, 1),
        "basis": st.sampled_from([None, "formal"]),
        "polarity": st.sampled_from(["affirmed", "denied"]),
    }
)


@given(st.lists(_fields | st.just({"mission": None, "scope": Scope(("CA",), at_least=2)}), min_size=1, max_size=6))
def test_the_same_claims(given_fields: list[dict[str, object]]) -> None:
    read = LineReader(WORLD)
    for fields in given_fields:
        made: Claim = claim(**fields)
        line = json_line(claim_line(made, article()))
        assert read(line) == claim_from(from_json_line(line), WORLD) == made


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_words, JSON, max_size=6))
@example({"small": 1e-05, "great": [1e22], "words": "at 1e-5, and \ud83d\ude00 apart"})
def test_lines_are_those_of_the_standard_library(value: dict[str, Any]) -> None:
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert json_line(value) == re.sub("[\ud800-\udfff]", lambda m: f"\\u{ord(m[0]):04x}", plain)
    assert from_json_line(json_line(value)) == value
