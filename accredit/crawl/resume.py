"""How far into which archive everything is in the ledger: a file beside it, written after what it vouches for.

An archive is known by its size and its first bytes, so it may be moved. What is written there only counts for the
same extractor, lexicon and packs, and for a ledger that holds the first and the last article that it was written for:
another ledger of the same name, or an older copy of this one, begins anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from accredit.extract import EXTRACTOR, Extractor, lexicon_digest
from accredit.ledger import Ledger
from accredit.model import Situation, digest
from accredit.pipeline import Extracted
from accredit.read import Place

_HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class Known:
    """Where to go on in an archive, and what was read of it: pages looked at, articles kept."""

    place: Place = field(default_factory=Place)
    pages: int = 0
    kept: int = 0
    first: str = ""
    last: str = ""
    finished: bool = False

    def with_article(self, key: str) -> Known:
        """The same after an article was kept."""
        return replace(self, kept=self.kept + 1, first=self.first or key, last=key)


class Resume:
    """What an earlier run left beside a ledger; `path` is None where nothing is kept, as for one in memory.

    With `anew`, what was left counts for nothing.
    """

    def __init__(
        self,
        path: Path | None,
        ledger: Ledger,
        situations: Sequence[Situation],
        *,
        anew: bool = False,
        extractor: Extractor | None = None,
    ) -> None:
        self._path = path
        self._ledger = ledger
        names = (EXTRACTOR, lexicon_digest()) if extractor is None else (extractor.name, extractor.lexicon)
        self._reader = digest(*names, sorted(s.digest for s in situations))
        self._known = {} if anew else self._held()

    def known(self, archive: Path) -> tuple[str, Known]:
        """The archive's name here, and where to go on in it."""
        name = _named(archive)
        found = self._known.get(name, Known())
        if all(self._ledger.article(key) is not None for key in (found.first, found.last) if key):
            return name, found
        return name, Known()

    def holds(self, key: str) -> bool:
        """Whether the ledger holds this version of an article."""
        return self._ledger.article(key) is not None

    def repeats(self, item: Extracted, situations: Sequence[Situation]) -> bool:
        """Whether the ledger holds all that came of an article already."""
        packs, lexicon = {s.id: s.digest for s in situations}, lexicon_digest()
        return bool(item.readings) and all(
            self._ledger.knows(item.article, EXTRACTOR, lexicon, packs[r.situation]) for r in item.readings
        )

    def keep(self, name: str, known: Known) -> None:
        """Note how far an archive is; whole or not at all."""
        self._known[name] = known
        if self._path is None:
            return
        held = {"reader": self._reader, "archives": {n: asdict(k) for n, k in self._known.items()}}
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        beside.write_text(json.dumps(held), "utf-8")
        beside.replace(self._path)

    def _held(self) -> dict[str, Known]:
        if self._path is None or not self._path.is_file():
            return {}
        try:
            held = json.loads(self._path.read_text("utf-8"))
            if held["reader"] != self._reader:
                return {}
            return {name: _known(given) for name, given in held["archives"].items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            return {}  # not ours, or of another version: only costs time


def _known(given: dict[str, Any]) -> Known:
    return Known(**(given | {"place": Place(**given["place"])}))


def _named(archive: Path) -> str:
    with archive.open("rb") as file:
        return digest(archive.stat().st_size, hashlib.sha256(file.read(_HEAD)).hexdigest())
