"""Who the sources are: shares right by field, held to their floors, and laws that hold on every text.

`python -m tests.attribution.voicing FILE` prints the fields that fail.
"""

from __future__ import annotations

import time
import tomllib
from functools import lru_cache
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accredit.extract.attribution.found import Found
from accredit.extract.attribution.speakers import speakers
from accredit.extract.attribution.words import words_of
from accredit.model import VoiceKind
from tests.attribution.voicing import FIELDS, FOLDER, Asked, asked, cases, found_of, voices
from train.attribution.marks import Label, parse

FLOORS = tomllib.loads((FOLDER / "floors_speakers.toml").read_text("utf-8"))["floor"]
FILES = ("attribution", "speakers")


@lru_cache(maxsize=4)
def every(name: str) -> tuple[Asked, ...]:
    return tuple(asked(name))


class TestShares:
    @pytest.mark.parametrize("field", FIELDS)
    @pytest.mark.parametrize("name", FILES)
    def test_share_of_right_fields(self, name: str, field: str) -> None:
        """The failing fields are printed either way: `pytest -rA` shows them."""
        of_field = [one for one in every(name) if one.field == field]
        wrong = [one for one in of_field if not one.right]
        print(*wrong, sep="\n")  # noqa: T201
        floor = FLOORS[name][field]
        assert len(of_field) >= floor["asked"], "a floor means something only over the fields that it was set on"
        assert 1 - len(wrong) / len(of_field) >= floor["share"]


class TestLaws:
    @pytest.mark.parametrize("name", FILES)
    def test_a_speaker_for_every_source(self, name: str) -> None:
        for case in cases(name):
            labels = parse(case["text"].strip() + "\n").labels
            got = voices(case["text"])
            assert [bool(one.source) for one in labels] == [got[n] is not None for n in sorted(got)]

    @settings(max_examples=100, deadline=None)
    @given(st.data())
    def test_any_words(self, data: st.DataObject) -> None:
        """Whatever is marked as source, cue and content, there is an answer of a kind that exists, always the same."""
        pieces = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=6)), min_size=1, max_size=40)
        words = words_of(" ".join(data.draw(pieces)))
        if not len(words):
            return
        places = st.integers(0, len(words) - 1)
        found = []
        for _ in range(data.draw(st.integers(1, 4))):
            runs = [(a, min(len(words), a + data.draw(st.integers(1, 9)))) for a in data.draw(st.tuples(*[places] * 3))]
            source = (runs[0],) if data.draw(st.booleans()) else ()
            cue = (runs[1],) if data.draw(st.booleans()) else ()
            found.append(Found(source, cue, (runs[2],), "speech", 1.0))
        got = speakers(words, found)
        assert [one is not None for one in got] == [bool(one.source) for one in found]
        assert all(one is None or one.kind in get_args(VoiceKind) for one in got)
        assert got == speakers(words, found)

    def test_a_long_text_takes_no_more_than_its_length(self) -> None:
        """Four times the text, about four times the time."""
        assert _seconds(16) < 10 * _seconds(4)


def _seconds(times: int) -> float:
    """How long one text of all the cases, so many times over, takes."""
    parsed = [parse(case["text"].strip() + "\n") for case in cases("attribution")] * times
    words = words_of("".join(one.text for one in parsed))
    found: list[Found] = []
    base = 0
    for one in parsed:
        moved = [
            Label(*([(a + base, b + base) for a, b in spans] for spans in (label.source, label.cue, label.content)))
            for label in one.labels
        ]
        found += found_of(words, tuple(moved))
        base += len(one.text)
    begin = time.process_time()
    speakers(words, found)
    return time.process_time() - begin


WORDS = sorted({word for case in cases("speakers") for word in parse(case["text"]).text.split()})
