"""Labelled articles as what the network is shown: windows with cue tags, and stretches with roles."""

from __future__ import annotations

from dataclasses import dataclass

from accredit.extract.attribution.windows import Pieces, Window, stretch, windows
from accredit.extract.attribution.words import Words, words_of
from train.attribution.marks import Labelled, Spans

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
SOURCE, CONTENT = 1, 2
ACTS = ("none", "speech", "attitude", "intention")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue (words `first` up to `last`), its stretch, each word's role in it, and the kind of act."""

    first: int
    last: int
    start: int
    end: int
    roles: tuple[int, ...]
    act: int


@dataclass(frozen=True, slots=True)
class Example:
    """One window with its words' cue tags and its cues."""

    words: Words
    window: Window
    tags: tuple[int, ...]
    cues: tuple[Cue, ...]


def examples(article: Labelled, pieces: Pieces) -> list[Example]:
    """The windows of an article with their targets. A cue in pieces counts by its longest one."""
    words = words_of(article.text)
    runs = [(_longest(_inside(words, label.cue)), label) for label in article.labels]
    out = []
    for window in windows(words, pieces):
        tags = [OUTSIDE] * (window.last - window.first)
        cues = []
        for run, label in runs:
            if run is None or not window.first <= run[0] < run[1] <= window.last:
                continue
            tags[run[0] - window.first : run[1] - window.first] = [BEGIN, *[INSIDE] * (run[1] - run[0] - 1)]
            start, end = stretch(words, window, run)
            roles = [OUTSIDE] * (end - start)
            for spans, role in ((label.content, CONTENT), (label.source, SOURCE)):
                for i in _inside(words, spans):
                    if start <= i < end:
                        roles[i - start] = role
            cues.append(Cue(*run, start, end, tuple(roles), ACTS.index(label.kind)))
        out.append(Example(words, window, tuple(tags), tuple(cues)))
    return out


def _inside(words: Words, spans: Spans) -> list[int]:
    return [i for i in range(len(words)) if any(s < words.ends[i] and words.starts[i] < e for s, e in spans)]


def _longest(places: list[int]) -> tuple[int, int] | None:
    """The longest run of neighbouring places."""
    best: tuple[int, int] | None = None
    begin = 0
    for k in range(1, len(places) + 1):
        if k == len(places) or places[k] != places[k - 1] + 1:
            if best is None or k - begin > best[1] - best[0]:
                best = (places[begin], places[k - 1] + 1)
            begin = k
    return best
