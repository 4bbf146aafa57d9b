"""Fits the weights of confidence: `python -m train.confidence`, in the repository's own folder.

Learns from the project's own labelled articles, save own-b, and writes
`accredit/lexicon/en/confidence.toml`. `bench/calibration.py` says how well that went. Run it again
when the extraction has changed. The same claims give the same file on every machine.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from accredit.extract.confidence import TRAITS, Weights
from bench.labelled import EVERY, Judged, judged
from bench.quality import ROOT, SCORER

OUT = ROOT / "accredit" / "lexicon" / "en" / "confidence.toml"
RIDGE = 8.0
"""How hard a weight is drawn to what is expected of it. Chosen by cross-validation over what teaches."""
EXPECTED = {
    "inherited subject": -0.3, "noun": -0.3, "nothing filled": -0.3, "inferred mission": -0.3, "told before": -0.3,
    "nobody named": -0.3, "pronoun": -0.4, "silence": -0.4, "echo": -0.5, "guessed party": -0.8,
}  # fmt: skip
"""The weights to expect before anything is counted: what had to be looked up elsewhere is less sure.

Labelled claims are few and wrong ones fewer, so a trait that little is known of keeps about this weight.
"""
TEACHERS = tuple(one for one in EVERY if one.folder.is_relative_to(ROOT) and one.name != "own-b")
"""The sets that weights are learnt from. The shared ones belong to others, and own-b measured when this was fitted."""

Row = tuple[Sequence[str], bool]
_HEAD = """\
# How much each trait of a claim's making says for or against it. Made by train/confidence.py from labelled
# articles: do not edit, run it again. Confidence is 1 / (1 + exp(-sum)), the sum being the bias and the weight
# of every trait that the claim has (accredit/extract/confidence.py). Behind each weight: how many of the claims
# with the trait were right ("0 of 0": none was labelled, so the weight is what the script expects of it).
# A trait without a weight says nothing.
"""


def fit(rows: Sequence[Row]) -> Weights:
    """Logistic regression by Newton's method; a ridge draws every weight but the bias to what is expected of it.

    `rows` are (traits, right). One claim of each kind is added in thought, so that the bias is
    finite where all claims are right.
    """
    names = [t for t in TRAITS if t in EXPECTED or any(t in marks for marks, _ in rows)]
    place = {name: i + 1 for i, name in enumerate(names)}
    lines = sorted(([0, *sorted(place[m] for m in marks)], float(right)) for marks, right in rows)
    data = [*lines, ([0], 0.0), ([0], 1.0)]
    expected = [0.0, *(EXPECTED.get(name, 0.0) for name in names)]
    weights = expected
    for _ in range(50):
        step = _solve(*_slope(data, weights, expected))
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-9:
            break
    return Weights(weights[0], dict(zip(names, weights[1:], strict=True)))


def _slope(
    data: Sequence[tuple[list[int], float]], weights: Sequence[float], expected: Sequence[float]
) -> tuple[list[list[float]], list[float]]:
    """The curvature and the slope of the log-likelihood: what Newton's method needs."""
    size = len(weights)
    curve = [[RIDGE if i == j and i else 0.0 for j in range(size)] for i in range(size)]
    slope = [0.0, *(RIDGE * (e - w) for w, e in zip(weights[1:], expected[1:], strict=True))]
    for places, right in data:
        p = 1 / (1 + math.exp(-sum(weights[i] for i in places)))
        for i in places:
            slope[i] += right - p
            for j in places:
                curve[i][j] += p * (1 - p)
    return curve, slope


def _solve(matrix: list[list[float]], values: list[float]) -> list[float]:
    """The x of matrix · x = values, by elimination; the matrix is positive definite, so no row is swapped."""
    size = len(values)
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for i in range(size):
        for below in rows[i + 1 :]:
            by = below[i] / rows[i][i]
            if by:
                below[i:] = [b - by * a for b, a in zip(below[i:], rows[i][i:], strict=True)]
    out = [0.0] * size
    for i in reversed(range(size)):
        out[i] = (rows[i][size] - sum(rows[i][j] * out[j] for j in range(i + 1, size))) / rows[i][i]
    return out


def toml(weights: Weights, rows: Sequence[Judged]) -> str:
    """The file's text: each weight to two digits, with the counts behind it."""
    seen = Counter(t for r in rows for t in r.traits)
    right = Counter(t for r in rows if r.right for t in r.traits)
    lines = [
        f'"{name}" = {weight:.2f} # {right[name]} of {seen[name]}'
        for name, weight in weights.by_trait.items()
        if abs(weight) >= 0.005
    ]
    bias = f"bias = {weights.bias:.2f} # {sum(r.right for r in rows)} of {len(rows)} claims right"
    return "\n".join([_HEAD, bias, "", "[weights]", *lines, ""])


def main() -> int:
    """Fits and writes; 1 when the scorer that tells right from wrong is not there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT, help="where to write the weights")
    options = parser.parse_args()
    if not SCORER.exists():
        print(f"confidence not trained: {SCORER} is not there", file=sys.stderr)
        return 1
    rows = [row for one in TEACHERS for row in judged(one)]
    text = toml(fit([(r.traits, r.right) for r in rows]), rows)
    options.out.write_text(text, "utf-8")
    print(f"{len(rows)} claims of {', '.join(one.name for one in TEACHERS)}, {sum(r.right for r in rows)} right")
    return 0


if __name__ == "__main__":
    sys.exit(main())
