"""Trains the part-of-speech tagger: `python train/tagger.py ../shared/data/gum accredit/extract/tagger.json.gz`.

Only the genres of the GUM corpus whose texts are CC BY (news, interview, academic,
court) are read; the last tenth of each genre's documents is held out and scored.
The same data and seed give the same file on every machine.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections import Counter, defaultdict
from pathlib import Path

from accredit.extract.tagger import Tagger, around, normal, own

GENRES = ("news", "interview", "academic", "court")
Sentence = list[tuple[str, str]]


def documents(path: Path) -> list[list[Sentence]]:
    """The documents of one CoNLL-U file, each a list of (word, tag) sentences."""
    out: list[list[Sentence]] = []
    sentence: Sentence = []
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("# newdoc"):
            out.append([])
        elif not line and sentence:
            out[-1].append(sentence)
            sentence = []
        elif line and line[0].isdigit():
            cells = line.split("\t")
            if cells[0].isdigit():
                sentence.append((cells[1], cells[4]))
    return out


def split(folder: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Training and held-out sentences."""
    train: list[Sentence] = []
    test: list[Sentence] = []
    for genre in GENRES:
        docs = documents(folder / f"{genre}.conllu.gz")
        cut = max(1, len(docs) // 10)
        train += [s for d in docs[:-cut] for s in d]
        test += [s for d in docs[-cut:] for s in d]
    return train, test


def table(sentences: list[Sentence]) -> dict[str, str]:
    """Frequent words that carry one tag in 99 of 100 cases."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word, tag in sentence:
            seen[word][tag] += 1
    best = {w: c.most_common(1)[0] for w, c in seen.items()}
    return {w: t for w, (t, n) in best.items() if n >= 20 and n / sum(seen[w].values()) >= 0.99}


def fit(sentences: list[Sentence], rounds: int, seed: int) -> Tagger:
    """Averaged weights after `rounds` passes."""
    known = table(sentences)
    tags = tuple(sorted({t for s in sentences for _, t in s}))
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    totals: Counter[tuple[str, str]] = Counter()
    stamps: Counter[tuple[str, str]] = Counter()
    now = 0
    model = Tagger(known, weights, tags)
    rng = random.Random(seed)

    def change(name: str, tag: str, by: float) -> None:
        old = weights[name].get(tag, 0.0)
        totals[name, tag] += (now - stamps[name, tag]) * old  # type: ignore[assignment]
        stamps[name, tag] = now
        weights[name][tag] = old + by

    for _ in range(rounds):
        rng.shuffle(sentences)
        for sentence in sentences:
            before, last = "-B2-", "-B1-"
            forms = ["-B2-", "-B1-", *(normal(w) for w, _ in sentence), "-E1-", "-E2-"]
            for i, (word, gold) in enumerate(sentence):
                guess = known.get(word)
                if guess is None:
                    names = [*own(word, first=i == 0), *around(i, forms, last, before)]
                    guess = model._best({}, names)
                    now += 1
                    if guess != gold:
                        for name in names:
                            change(name, gold, 1.0)
                            change(name, guess, -1.0)
                before, last = last, guess
    averaged: dict[str, dict[str, float]] = {}
    for name, row in sorted(weights.items()):
        mean = {t: round((totals[name, t] + (now - stamps[name, t]) * w) / now, 2) for t, w in sorted(row.items())}
        # Weights below a tenth decide nothing and are two thirds of the file.
        kept = {t: w for t, w in mean.items() if abs(w) >= 0.1}
        if kept:
            averaged[name] = kept
    return Tagger(known, averaged, tags)


def accuracy(model: Tagger, sentences: list[Sentence]) -> float:
    """Share of words with the right tag."""
    pairs = [(g, t) for s in sentences for (_, g), t in zip(s, model.tag([w for w, _ in s]), strict=True)]
    return sum(g == t for g, t in pairs) / len(pairs)


def main() -> None:
    """Train, score and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    args = parser.parse_args()
    train, test = split(args.corpus)
    model = fit(train, args.rounds, seed=1)
    print(
        f"{sum(map(len, train))} words trained on, {sum(map(len, test))} held out, accuracy {accuracy(model, test):.4f}"
    )
    data = {"known": model.known, "weights": model.weights, "tags": model.tags}
    args.out.write_bytes(gzip.compress(json.dumps(data, separators=(",", ":"), sort_keys=True).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
