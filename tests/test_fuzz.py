"""The corpus of the fuzzer, replayed: what once was looked at, and what once failed, does not fail again."""

from __future__ import annotations

import time
import warnings
from pathlib import Path

import pytest

from fuzz.targets import TARGETS

CORPUS = Path(__file__).resolve().parent.parent / "fuzz" / "corpus"


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_corpus_of(name: str) -> None:
    pieces = sorted((CORPUS / name).iterdir())
    assert pieces, "python -m fuzz.seeds writes the seeds"
    for piece in pieces:
        begun = time.monotonic()
        with warnings.catch_warnings(action="ignore"):
            TARGETS[name](piece.read_bytes())
        assert time.monotonic() - begun < 20, piece.name
