"""The words of the interface, in one catalogue: a language is one TOML file beside `strings/en.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The strings of one language by name, with its code and the direction in which it is written."""

    language: str
    direction: str
    strings: Mapping[str, str]

    @classmethod
    def load(cls, language: str = "en") -> Catalogue:
        """The catalogue that ships for a language."""
        text = (files("accredit.web") / "strings" / f"{language}.toml").read_text("utf-8")
        tables = tomllib.loads(text)
        head = tables.pop("catalogue")
        named = {f"{part}.{name}": words for part, strings in tables.items() for name, words in strings.items()}
        return cls(head["language"], head["direction"], named)

    def __call__(self, name: str, /, **values: object) -> str:
        """The string of this name, with values in the places that it has for them.

        A count `n` of one takes the string `NAME_one` where there is such a string.
        """
        one = values.get("n") == 1 and self.strings.get(f"{name}_one")
        return (one or self.strings[name]).format(**values)

    def has(self, name: str) -> bool:
        """Whether there is such a string."""
        return name in self.strings
