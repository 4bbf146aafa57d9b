"""The word lists of `accredit/lexicon/<language>`: data that a person reads and extends without code."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from accredit.extract.tokens import Token

FILES = ("nouns", "cues", "acts", "modality", "dates", "confidence")


@lru_cache(maxsize=16)
def table(name: str, language: str = "en") -> Mapping[str, Any]:
    """One lexicon file as a table."""
    path = files("accredit") / "lexicon" / language / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache(maxsize=1)
def lexicon_digest() -> str:
    """SHA-256, in hex, of every lexicon file that extraction reads and of the tagger's weights."""
    whole = hashlib.sha256()
    for name in FILES:
        whole.update(name.encode() + b"\0" + (files("accredit") / "lexicon" / "en" / f"{name}.toml").read_bytes())
    whole.update((files("accredit.extract") / "tagger.json.gz").read_bytes())
    return whole.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """SHA-256, in hex, of the code that reads: with other code the same article may give other claims."""
    whole = hashlib.sha256()
    for path in sorted(files("accredit.extract").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".py"):
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


class Phrases:
    """Phrases in dictionary form, each with a value; the longest that starts at a token wins."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in rows.items():
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append((words, value))
        for options in self._by_first.values():
            options.sort(key=lambda o: -len(o[0]))

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
        """The end (not included) and value of the phrase at token `i`."""
        for key in dict.fromkeys((tokens[i].lemma, tokens[i].norm)):
            for words, value in self._by_first.get(key, ()):
                if i + len(words) <= len(tokens) and all(
                    w in (t.lemma, t.norm) for w, t in zip(words, tokens[i : i + len(words)], strict=True)
                ):
                    return i + len(words), value
        return None


@lru_cache(maxsize=256)
def words(name: str, *keys: str) -> frozenset[str]:
    """A list of a lexicon file as a set."""
    node: Any = table(name)
    for key in keys:
        node = node[key]
    return frozenset(node)


@lru_cache(maxsize=4)
def phrases(name: str, key: str) -> Phrases:
    """A table of lists as phrases whose value is the list's key."""
    return Phrases({p: k for k, ps in table(name)[key].items() for p in ps})
