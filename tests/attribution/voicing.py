"""Expected speakers of marked texts, fed to `speakers` as if they had been found, and compared field by field."""

from __future__ import annotations

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from accredit.extract.attribution.found import Found, Run
from accredit.extract.attribution.speakers import speakers
from accredit.extract.attribution.types import Speaker
from accredit.extract.attribution.words import Words, words_of
from train.attribution.marks import Label, parse

FOLDER = Path(__file__).parent
FIELDS = ("name", "role", "affiliation", "kind", "said")
_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of one voice: what was wanted and what came out."""

    case: str
    number: int
    field: str
    wanted: str
    got: str

    @property
    def right(self) -> bool:
        """Alike but for capitals, articles and the form of apostrophes."""
        return plain(self.wanted) == plain(self.got)


def plain(text: str) -> str:
    """What is compared. There is no kind of voice for a private person: "person" counts as "official"."""
    out = " ".join(text.lower().replace("’", "'").split()).strip(" .,")
    for article in _ARTICLES:
        out = out.removeprefix(article)
    return "official" if out == "person" else out


@lru_cache(maxsize=8)
def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    every: list[dict[str, Any]] = tomllib.loads((FOLDER / "cases" / f"{name}.toml").read_text("utf-8"))["case"]
    return every


def found_of(words: Words, labels: tuple[Label, ...]) -> list[Found]:
    """The marked attributions, as the network would give them."""
    return [
        Found(_runs(words, one.source), _runs(words, one.cue), _runs(words, one.content), "speech", 1.0)
        for one in labels
    ]


def voices(marked: str) -> dict[int, Speaker | None]:
    """The speaker of each marked attribution, by the order of their numbers from 1."""
    labelled = parse(marked.strip() + "\n")
    words = words_of(labelled.text)
    return dict(enumerate(speakers(words, found_of(words, labelled.labels)), 1))


def asked(name: str) -> Iterator[Asked]:
    """Every expected field of a file's cases."""
    for case in cases(name):
        got = voices(case["text"]) if case.get("voice") else {}
        for voice in case.get("voice", ()):
            speaker = got.get(voice["n"])
            for field in FIELDS:
                if field in voice:
                    yield Asked(case["id"], voice["n"], field, voice[field], str(getattr(speaker, field, None) or ""))


def _runs(words: Words, spans: list[tuple[int, int]]) -> tuple[Run, ...]:
    out = []
    for start, end in spans:
        a, b = bisect_right(words.ends, start), bisect_left(words.starts, end)
        if a < b:
            out.append((a, b))
    return tuple(out)


if __name__ == "__main__":
    import sys

    for file in sys.argv[1:]:
        every = list(asked(file))
        for field in FIELDS:
            of_field = [a for a in every if a.field == field]
            wrong = [a for a in of_field if not a.right]
            for a in wrong:
                sys.stdout.write(f"{a.case} {a.number} {a.field}: wanted {a.wanted!r}, got {a.got!r}\n")
            sys.stdout.write(f"{file} {field}: {len(of_field) - len(wrong)} of {len(of_field)} right\n")
