"""What the extractor is told: where the model is, which one, what an answer may take, and what it costs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from accredit.errors import ExtractorError

FROM_ENVIRONMENT = {
    "url": "ACCREDIT_LLM_URL",
    "model": "ACCREDIT_LLM_MODEL",
    "key": "ACCREDIT_LLM_KEY",
    "key_file": "ACCREDIT_LLM_KEY_FILE",
    "cache": "ACCREDIT_LLM_CACHE",
}
"""Settings that the environment may give; those of the settings file go before it."""

FORMATS = ("auto", "schema", "object", "text")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, checked. `seconds` is for one answer, `patience` for all waiting about one article; `bytes` bounds
    an answer, `longest` the characters of an article that is sent. Prices are for a million tokens; `cache` is a
    folder, or empty for none. `parameters` go into the request as they are.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    temperature: float = 0.0
    max_tokens: int = 8000
    format: str = "auto"
    seconds: float = 180.0
    patience: float = 120.0
    attempts: int = 4
    bytes: int = 2_000_000
    longest: int = 60_000
    price_in: float = 0.0
    price_out: float = 0.0
    currency: str | None = None
    cache: str = ""
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, object], environment: Mapping[str, str] | None = None) -> Settings:
        """Settings from those of a file and of the environment. Raises ExtractorError for what cannot be used."""
        around = os.environ if environment is None else environment
        found: dict[str, Any] = {n: around[v] for n, v in FROM_ENVIRONMENT.items() if around.get(v)}
        found.update(given)
        found.setdefault("cache", str(_cache_folder(around)))
        if place := found.pop("key_file", None):
            found.setdefault("key", _key_in(Path(str(place)).expanduser()))
        _check(cls, found)
        return cls(**found)


def _check(cls: type[Settings], found: Mapping[str, object]) -> None:
    known = {f.name: f for f in fields(cls)}
    for name, value in found.items():
        if name not in known:
            raise ExtractorError(f"llm: no setting {name!r}: known are {', '.join((*known, 'key_file'))}")
        if not _fits(name, value):
            raise ExtractorError(f"llm: the setting {name} cannot be a value like that (docs/extractors.md)")
    for name in ("url", "model"):
        if not found.get(name):
            how = f"in a settings file (--extractor llm:FILE) or as {FROM_ENVIRONMENT[name]}"
            raise ExtractorError(f"llm: say which {name}, {how}")


_NUMBERS = {"seconds": 3600.0, "patience": 3600.0, "temperature": 2.0, "price_in": 1e6, "price_out": 1e6}
_COUNTS = {"max_tokens": 1_000_000, "attempts": 20, "bytes": 100_000_000, "longest": 10_000_000}


def _fits(name: str, value: object) -> bool:
    if name in _NUMBERS:
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _NUMBERS[name]
    if name in _COUNTS:
        return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _COUNTS[name]
    if name == "format":
        return value in FORMATS
    if name == "parameters":
        return isinstance(value, Mapping)
    if name == "model":
        return isinstance(value, str) and value.isprintable() and len(value) <= 200
    if name == "key":
        return isinstance(value, str) and value.isascii() and value.isprintable()
    return isinstance(value, str) or (name == "currency" and value is None)


def _key_in(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ExtractorError(f"llm: the key file {path} cannot be read: {type(error).__name__}") from None


def _cache_folder(environment: Mapping[str, str]) -> Path:
    base = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME", "~")).expanduser() / ".cache")
    return Path(base) / "accredit" / "llm"
