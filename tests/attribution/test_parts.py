"""The parts that attribution is read with: words, windows, quotations, nesting, and the labelled texts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accredit.extract.attribution import around, attributions, chain
from accredit.extract.attribution.found import Found, runs
from accredit.extract.attribution.nesting import parents
from accredit.extract.attribution.pieces import WordPieces
from accredit.extract.attribution.quoting import quotations, run_on, whole
from accredit.extract.attribution.stances import stance_of
from accredit.extract.attribution.windows import LONGEST, SPAN, distances, stretch, windows
from accredit.extract.attribution.words import Words, words_of
from train.attribution import corpus
from train.attribution.marks import parse

VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz", *(f"##{c}" for c in "aeno")]
PIECES = WordPieces(VOCABULARY)
TEXTS = st.text(st.sampled_from("an eo \n.,“”\"'-é\u0301\ud800 AN"), max_size=400) | st.text(max_size=200)


def quoted(text: str) -> list[str]:
    words = words_of(text)
    return [text[words.starts[a] : words.ends[b - 1]] for a, b in quotations(words)]


def found(words: Words, source: str, cue: str, content: str) -> Found:
    """An attribution over the first occurrence of each stretch."""

    def run(part: str) -> tuple[tuple[int, int], ...]:
        start = words.text.index(part)
        return runs(i for i in range(len(words)) if start < words.ends[i] and words.starts[i] < start + len(part))

    return Found(run(source), run(cue), run(content), "speech", 0.9)


@given(TEXTS)
def test_words_are_slices_of_the_text(text: str) -> None:
    words = words_of(text)
    places = [(words.starts[i], words.ends[i]) for i in range(len(words))]
    assert all(0 <= a < b <= len(text) for a, b in places)
    assert all(b <= c for (_, b), (c, _) in pairwise(places))
    assert not any(words.word(i).isspace() for i in range(len(words)))


@given(TEXTS)
def test_windows_hold_every_word_once_and_fit(text: str) -> None:
    words = words_of(text)
    laid = windows(words, PIECES)
    assert [i for w in laid for i in range(w.first, w.last)] == list(range(len(words)))
    for window in laid:
        assert len(window.ids) <= LONGEST + 2
        assert list(window.at) == sorted(set(window.at))


@given(st.integers(1, 3000), st.data())
@settings(max_examples=40)
def test_a_stretch_holds_its_cue_and_lies_in_its_window(count: int, data: st.DataObject) -> None:
    words = words_of(" ".join(("an", "eon.", "No", "one")[i % 4] for i in range(count)))
    for window in windows(words, PIECES):
        cue = data.draw(st.integers(window.first, window.last - 1))
        start, end = stretch(words, window, (cue, cue + 1))
        assert window.first <= start <= cue < end <= window.last


def test_distances_are_counted_from_the_cue() -> None:
    assert distances(3, 9, (5, 7)) == [SPAN - 2, SPAN - 1, SPAN, SPAN, SPAN + 1, SPAN + 2]


def test_a_word_is_cut_into_the_longest_pieces() -> None:
    pieces = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "con", "##sul", "##s", "c", "-", "e"])
    assert pieces(["Consuls", "É", "con-e", "xyz"]) == [[5, 6, 7], [10], [5, 9, 10], [1]]


class TestQuotations:
    def test_pairs_of_marks(self) -> None:
        assert quoted('He said “no” and "never" and «nein».') == ["“no”", '"never"', "«nein»"]

    def test_an_open_mark_goes_on_into_the_next_paragraph(self) -> None:
        assert quoted("“We stay.\n“We always stayed,” he said.") == ["“We stay.", "“We always stayed,”"]

    def test_a_slip_quotes_nothing(self) -> None:
        assert quoted('A board of 12" by 4 was found.\nIt was sawn.') == []

    def test_a_quotation_that_goes_on_belongs_to_who_spoke(self) -> None:
        words = words_of("“We stay,” said Ana Reyes. “We have always stayed in this house.”\nIt rained.")
        one = found(words, "Ana Reyes", "said", "We stay")
        marks = quotations(words)
        (longer,) = run_on(words, whole(words, [one], marks), marks)
        assert [words.text[words.starts[a] : words.ends[b - 1]] for a, b in longer.content] == [
            "“We stay,”",
            "“We have always stayed in this house.”",
        ]

    def test_a_quotation_two_paragraphs_on_does_not(self) -> None:
        text = "“We stay,” said Ana Reyes.\nIt rained.\nA sign read “No entry before nine today” in red."
        words = words_of(text)
        one = found(words, "Ana Reyes", "said", "We stay")
        (same,) = run_on(words, [one], quotations(words))
        assert same == one


def test_the_smallest_content_around_is_the_parent() -> None:
    words = words_of("Radio Mole reported that the embassy said that nobody had denied it.")
    outer = found(words, "Radio Mole", "reported", "that the embassy said that nobody had denied it")
    middle = found(words, "the embassy", "said", "that nobody had denied it")
    inner = found(words, "nobody", "denied", "it")
    assert parents([inner, outer, middle]) == [2, None, 1]


@pytest.mark.parametrize(
    ("text", "cue", "content", "stance"),
    [
        ("The ministry denied that it was sold.", "denied", "that it was sold", "denies"),
        ("The ministry did not deny that it was sold.", "did not deny", "that it was sold", "asserts"),
        ("The ministry has not confirmed the visit.", "has not confirmed", "the visit", "has_not_confirmed"),
        ("The ministry declined to comment.", "declined", "to comment", "declines_to_comment"),
        ("The ministry would not comment on it.", "would not comment", "on it", "declines_to_comment"),
        ("The ministry did not say whether it was sold.", "did not say", "whether it was sold", "asserts"),
    ],
)
def test_stances(text: str, cue: str, content: str, stance: str) -> None:
    assert stance_of(words_of(text), found(words_of(text), "The ministry", cue, content)) == stance


@given(TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for rules_only in (True, False):
        read = attributions(text, rules_only=rules_only)
        for place, one in enumerate(read):
            assert one.content
            for start, end in (*one.source, *one.cue, *one.content):
                assert 0 <= start < end <= len(text)
            assert chain(read, place)[-1] is one


def test_around_gives_the_chain_behind_words() -> None:
    text = "Tolo News reported that the embassy said there had been no delegation. It rained."
    read = attributions(text, rules_only=True)
    start = text.index("no delegation")
    assert [link.voice.name for link in around(read, start, start + 5) if link.voice] == ["Tolo News", "embassy"]
    assert around(read, text.index("rained"), text.index("rained") + 6) == ()


class TestLabelledTexts:
    def test_there_are_enough_and_all_can_be_read(self) -> None:
        own = corpus.own()
        sentences = {(a.id, words.sentence[i]) for a in own for words in (words_of(a.text),) for i in range(len(words))}
        assert len({a.id for a in own}) == len(own)
        assert len(sentences) >= 600
        assert sum(len(a.labels) for a in own) >= 600

    def test_marks_that_do_not_fit_are_told(self) -> None:
        with pytest.raises(ValueError, match="never closed"):
            parse("{S1 the mayor said", "x")
        with pytest.raises(ValueError, match="not opened"):
            parse("the mayor} said", "x")
        with pytest.raises(ValueError, match="no content"):
            parse("{S1 the mayor} {C1 spoke}", "x")

    def test_spans_are_those_of_the_text_without_marks(self) -> None:
        one = parse("{X1 We stay,} {C1a said} {S1 Ana}. {X1 All of us.}", "x")
        assert one.text == "We stay, said Ana. All of us."
        assert [one.text[a:b] for a, b in one.labels[0].content] == ["We stay,", "All of us."]
        assert one.labels[0].kind == "attitude"
