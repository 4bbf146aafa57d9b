"""Whatever a model answers: what is kept is the article's words, the pack's missions and the contract's values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from accredit.contract import claim_line
from accredit.extract.offered import fault
from accredit.llm.answer import claims_in
from accredit.llm.checks import Checks
from accredit.llm.finding import Words
from tests.llm.kit import ARTICLE, TEXT, told, voice
from tests.world import WORLD

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "schemas" / "claim.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)

_words = TEXT.split(" ")
QUOTES = st.one_of(
    st.builds(lambda a, n: " ".join(_words[a : a + n]), st.integers(0, len(_words)), st.integers(0, 30)),
    st.builds(lambda a, n: TEXT[a : a + n], st.integers(0, len(TEXT)), st.integers(0, 120)),
    st.text(max_size=40),
)
NAMES = st.sampled_from(["Pavo Rell", "Sorna Veld", "Nobody", None, "Evening Lantern", "Corrovian Foreign Ministry"])
PARTIES = st.sampled_from(["crown", "assembly", "host-state", "taliban", None, ""])
DATES = st.sampled_from(
    [None, "since 3 March 2021", "3 March 2021", "March 2021", "on Friday", "2021", "in the garden", "yesterday"]
)
ISO = st.sampled_from([None, "2021", "2021-03", "2021-03-03", "2020-01-01", "x"])
VOICES = st.lists(
    st.builds(
        lambda name, kind, party, said: voice(name, kind, party=party, said=said),
        NAMES,
        st.sampled_from(["outlet", "official", "anonymous", "government", "x"]),
        PARTIES,
        DATES,
    ),
    max_size=4,
)
TOLD = st.fixed_dictionaries(
    {
        "quote": QUOTES,
        "predicate": st.sampled_from(
            [*(["controls", "closed", "visited", "recognises", "other", "custody", "position"]), "x"]
        ),
        "mission": st.sampled_from([*[m.id for m in WORLD.missions], None, "x"]),
        "states": st.lists(st.sampled_from(["XB", "XC", "XD", "*", "ZZ"]), max_size=2),
        "party": PARTIES,
        "person": st.one_of(st.none(), st.builds(lambda n: {"name": n, "role": None}, NAMES)),
        "polarity": st.sampled_from(["affirmed", "denied", "x"]),
        "modality": st.sampled_from(["actual", "planned", "x"]),
        "stance": st.sampled_from(["asserts", "has_not_confirmed", "x"]),
        "aspect": st.sampled_from(["state", "change", None, "x"]),
        "basis": st.sampled_from(["formal", None, "x"]),
        "voices": VOICES,
        "when": st.one_of(
            st.none(), st.builds(lambda w, a, b: {"words": w or "", "earliest": a, "latest": b}, DATES, ISO, ISO)
        ),
        "sure": st.booleans(),
    }
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(told())), inner, max_size=4),
    max_leaves=8,
)


def _kept_is_sound(raws: list[Any]) -> int:
    checks = Checks(ARTICLE, WORLD, "llm/scripted/1")
    count = 0
    for raw in raws:
        claim = checks.claim(raw)
        if claim is None:
            continue
        count += 1
        assert TEXT[claim.evidence.start : claim.evidence.end] == claim.evidence.exact
        assert claim.mission is None or claim.mission in WORLD.missions
        assert fault(claim, ARTICLE, WORLD) is None
        VALID.validate(claim_line(claim, ARTICLE))
        for named in (v.name for v in claim.chain[1:] if v.name):
            assert named in TEXT
        for when in (claim.when, *(v.said for v in claim.chain[1:])):
            assert when is None or when.text in TEXT or when.text == ARTICLE.published
    assert count + sum(checks.refused.values()) == len(raws)
    return count


@given(st.lists(TOLD, max_size=5))
def test_what_is_kept_is_sound(raws: list[Any]) -> None:
    _kept_is_sound(raws)


@given(TOLD.map(lambda wild: told(quote=wild["quote"], voices=wild["voices"], when=wild["when"])))
def test_and_so_it_is_near_the_truth(raw: Any) -> None:
    _kept_is_sound([raw])


def test_the_law_is_not_empty() -> None:
    assert _kept_is_sound([told()]) == 1


@given(st.lists(ANY, max_size=4))
def test_any_json_is_refused_or_sound(raws: list[Any]) -> None:
    _kept_is_sound(raws)


@given(st.text(max_size=300))
def test_any_text_is_an_answer_or_none(content: str) -> None:
    try:
        found = claims_in(content)
    except ValueError as error:
        assert str(error) == "not of the shape that was asked for"
    else:
        assert found is None or isinstance(found, list)


SIGNS = st.text(alphabet="abé e\u0301“”\"'’—-…. \n\u00a0\u200b\u00adа", max_size=40)


@given(SIGNS, SIGNS)
def test_what_is_found_is_a_slice_that_reads_the_same(text: str, piece: str) -> None:
    for start, end in Words(text).places(piece):
        assert Words(text[start:end]).plain == Words(piece).plain.strip(" \"'")


@given(
    st.lists(st.sampled_from(["envoy", "né", "ne\u0301", "“here”", "it’s", "so—so", "well…"]), min_size=1), st.data()
)
def test_whole_words_of_a_text_are_found_however_they_are_written(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    text, piece = " ".join(words), "\n".join(words[first:last])
    plain = piece.replace("“", '"').replace("”", '"').replace("’", "'").replace("—", "-").replace("né", "ne\u0301")
    assert Words(text).holds(plain)
