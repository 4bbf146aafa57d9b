"""Words put in order give what the plain rules give, however they lie."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from accredit.model import RecordedClaim
from accredit.verdict.holding import Holding
from accredit.verdict.living import live
from accredit.verdict.shapes import CLOSED, NONE
from tests.verdict.plain import plainly_live
from tests.world import article, claim, voice

AS_OF = date(2023, 6, 1)
NEVER = 100_000
"""Days after which a word lapses: these words do not."""

_days = st.integers(0, 6).map(lambda n: date(2023, 5, 1) + timedelta(days=n))


@st.composite
def words(draw: st.DrawFn) -> list[Holding]:
    """Words of few voices on few values within a week, some in one text."""
    return [_word(draw, number) for number in range(draw(st.integers(0, 14)))]


def _word(draw: st.DrawFn, number: int) -> Holding:
    begins, attested = sorted((draw(_days), draw(_days)))
    party = draw(st.sampled_from([None, "league", "crown"]))
    report = draw(st.sampled_from(["one", "two", "three", "four"]))
    said = RecordedClaim(claim(chain=(voice(party=party),)), article(), f"moment {number}", report=report)
    change, denied = draw(st.booleans()), draw(st.sampled_from([False, False, True]))
    return Holding(
        recorded=said,
        value=draw(st.sampled_from(["league", "crown", CLOSED, NONE])),
        denied=denied,
        ends=not denied and draw(st.sampled_from([False, False, False, True])),
        implied=denied and draw(st.booleans()),
        change=change,
        gains=False,
        against=False,
        voice=draw(st.sampled_from(["a", "b", "c"])),
        origin="",
        earliest=draw(st.none() | _days),
        begins=begins,
        until=None,
        attested=attested,
        alone_from=begins,
        spoken=draw(st.none() | _days),
        told=False,
        rank=draw(st.sampled_from([0, 0, 1])),
    )


@settings(max_examples=600)
@given(words())
def test_the_same_as_by_the_plain_rules(given_words: list[Holding]) -> None:
    found = live(given_words, AS_OF, NEVER)
    affirmed, denials, ended = plainly_live(given_words, AS_OF)
    assert [id(h) for h in found.affirmed] == [id(h) for h in affirmed]
    assert [id(h) for h in found.denials] == [id(h) for h in denials]
    assert [id(h) for h in found.ended] == [id(h) for h in ended]
