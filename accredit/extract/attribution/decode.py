"""From the network's scores to attributions: cues first, then the roles of the words around each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from accredit.extract.attribution.found import Act, Found, Run, places, runs, trimmed
from accredit.extract.attribution.words import Words

CUE = 0.4
"""A word belongs to a cue from this probability on."""
KEPT = 0.5
"""An attribution is kept from this score on: the cue's probability times that of its being true."""
DOUBTFUL = 0.2
"""Where no word is most likely the source, words from this probability on are."""
ACTS: tuple[Act, ...] = ("speech", "attitude", "intention")
_EDGE = ",.;:—–-―()"
_SMALL_GAP = 2


def cues(tags: Any, first: int) -> list[tuple[Run, float]]:
    """The cues among words whose tag probabilities (N × outside, begin, inside) are given, with their probabilities."""
    out: list[tuple[Run, float]] = []
    for k in range(len(tags)):
        inside = 1.0 - float(tags[k][0])
        if inside < CUE:
            continue
        word = first + k
        goes_on = float(tags[k][2]) > float(tags[k][1])
        if out and out[-1][0][1] == word and goes_on:
            (start, _), best = out[-1]
            out[-1] = ((start, word + 1), max(best, inside))
        else:
            out.append(((word, word + 1), inside))
    return out


def attribution(words: Words, cue: Run, sure: float, start: int, roles: Any, acts: Sequence[float]) -> Found | None:
    """What the roles (N × neither, source, content) of the words from `start` on say of a cue; None for a false one."""
    score = sure * (1.0 - float(acts[0]))
    if score < KEPT:
        return None
    chosen = [int(max(range(3), key=lambda r: float(roles[k][r]))) for k in range(len(roles))]
    in_cue = set(range(*cue))
    content = [start + k for k, r in enumerate(chosen) if r == 2 and start + k not in in_cue]
    source = _source(words, roles, chosen, start, in_cue)
    found = [r for r in _joined(words, runs(content), in_cue | places(source)) if r[0] < r[1]]
    if not found:
        return None
    longest = max(b - a for a, b in found)
    kept = tuple(r for r in found if r[1] - r[0] > 1 or longest <= 2)
    act = ACTS[max(range(3), key=lambda k: float(acts[k + 1]))]
    return Found(source, (cue,), kept, act, score)


def _source(words: Words, roles: Any, chosen: Sequence[int], start: int, in_cue: set[int]) -> tuple[Run, ...]:
    """One source: of the runs of its words the one with the surest word. A doubtful one is better than none."""
    likely = [float(roles[k][1]) for k in range(len(roles))]
    sure = [start + k for k, r in enumerate(chosen) if r == 1 and start + k not in in_cue]
    doubtful = [start + k for k, r in enumerate(chosen) if r != 2 and likely[k] > DOUBTFUL and start + k not in in_cue]
    joined = [r for r in _joined(words, runs(sure or doubtful), set()) if r[0] < r[1]]
    if not joined:
        return ()
    return (max(joined, key=lambda run: max(likely[i - start] for i in range(*run))),)


def _joined(words: Words, found: Sequence[Run], taken: set[int]) -> list[Run]:
    """Runs with small gaps between them closed, and without marks at their ends."""
    out: list[Run] = []
    for a, b in found:
        if out and a - out[-1][1] <= _SMALL_GAP and not any(i in taken for i in range(out[-1][1], a)):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return [trimmed(words, r, _EDGE) for r in out]
