"""A table of a configuration file, taken apart word by word; what is wrong is told with its place."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from accredit.alert.webhook import PREFIX
from accredit.errors import ConfigError

_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_MISSING: Any = object()


class Table:
    """One table. `end` tells of words that nobody asked for."""

    def __init__(self, given: Mapping[str, Any], place: str, folder: Path) -> None:
        self._given, self._place, self._folder = dict(given), place, folder
        self._asked = set[str]()
        self._tables: dict[str, set[str]] = {}

    def fault(self, name: str, words: str) -> ConfigError:
        """What is wrong with one word, to be raised."""
        return ConfigError(" ".join(f"{self._place}: {name}: {words}".split()))

    def end(self) -> None:
        """Raise ConfigError where something stands here that is not known."""
        for name in sorted(set(self._given) - self._asked):
            if name.startswith(("secret", "password")):
                raise self.fault(name, "a secret does not stand in this file: give the _env or the _file that has it")
            raise self.fault(name, f"is not known here; known are {', '.join(sorted(self._asked))}")

    def _get(self, name: str, default: Any) -> Any:
        self._asked.add(name)
        found = self._given.get(name, default)
        if found is _MISSING:
            raise self.fault(name, "is missing")
        return found

    def table(self, name: str) -> Table:
        """A table in this one; an empty one where there is none."""
        found = self._get(name, {})
        if not isinstance(found, dict):
            raise self.fault(name, f"write it as [{name}]")
        return Table(found, f"{self._place}: {name}", self._folder)

    def tables(self, name: str) -> list[Table]:
        """The tables of this name, each with a name of its own."""
        found, names = self._get(name, []), set[str]()
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.fault(name, f"write it as [[{name}]]")
        made = []
        for number, each in enumerate(found, 1):
            own = each.get("name")
            shown = f" ({own})" if isinstance(own, str) else ""
            made.append(Table(each, f"{self._place}: {name} {number}{shown}", self._folder))
            if own in names:
                raise made[-1].fault("name", "is there twice")
            names.add(str(own))
        return made

    def word(self, name: str, default: str = _MISSING) -> str:
        """A word; it is not empty where there is no default."""
        found = self._get(name, default)
        if not isinstance(found, str) or (default is _MISSING and not found.strip()):
            raise self.fault(name, "give a word in quotes")
        return found

    def words(self, name: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        """A list of words."""
        found = self._get(name, list(default))
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise self.fault(name, 'give a list of words, as ["one", "two"]')
        return tuple(found)

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        found = self._get(name, default)
        if not isinstance(found, bool):
            raise self.fault(name, "give true or false")
        return found

    def number(self, name: str, default: float, least: float, most: float) -> float:
        """A number between two others, both included."""
        found = self._get(name, default)
        if isinstance(found, bool) or not isinstance(found, (int, float)):
            raise self.fault(name, "give a number")
        if not least <= found <= most:
            raise self.fault(name, f"{found} is none from {least} to {most}")
        return found

    def day(self, name: str) -> date | None:
        """A day, as 2023-12-31 without quotes or with them."""
        found = self._get(name, None)
        if isinstance(found, str):
            try:
                found = date.fromisoformat(found)
            except ValueError:
                raise self.fault(name, "give a day, as 2023-12-31") from None
        if found is not None and (isinstance(found, datetime) or not isinstance(found, date)):
            raise self.fault(name, "give a day, as 2023-12-31")
        return found

    def place(self, name: str) -> Path | None:
        """A file or folder; where it is not absolute, from the file's own folder."""
        found = self.word(name, "")
        return self._folder / found if found else None

    def address(self, name: str) -> str:
        """A mail address, with a name before it or without."""
        return self._address(name, self.word(name))

    def addresses(self, name: str) -> tuple[str, ...]:
        """Mail addresses without names, each once."""
        found = self.words(name)
        if not found:
            raise self.fault(name, "is missing")
        return tuple(dict.fromkeys(parseaddr(self._address(name, each))[1] for each in found))

    def _address(self, name: str, words: str) -> str:
        if not words.isprintable() or not _ADDRESS.fullmatch(parseaddr(words)[1]):
            raise self.fault(name, f"{words[:80]!r} is no address")
        return words

    def has(self, name: str) -> bool:
        """Whether the word stands here."""
        return name in self._given


def secret_of(table: Table, name: str) -> Callable[[], str] | None:
    """What reads a secret from the environment (NAME_env) or a file (NAME_file); None where neither is given."""
    variable, file = table.word(f"{name}_env", ""), table.place(f"{name}_file")
    if variable and file:
        raise table.fault(f"{name}_env", f"give it or {name}_file, not both")
    if not variable and not file:
        return None

    def read() -> str:
        if file is None:
            found = os.environ.get(variable, "")
            if not found:
                raise table.fault(f"{name}_env", f"{variable} is not set")
            return found
        try:
            return file.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise table.fault(f"{name}_file", f"{file} cannot be read") from None

    return read


def webhook_secrets(table: Table) -> Callable[[], tuple[str, ...]]:
    """What reads the secret of a webhook, and the one that it takes the place of where that still signs as well."""
    new, old = secret_of(table, "secret"), secret_of(table, "old_secret")
    if new is None:
        if table.has("secret"):
            table.end()
        raise table.fault("secret_env", "give secret_env or secret_file")

    def read() -> tuple[str, ...]:
        return tuple(_key(table, each()) for each in (new, old) if each)

    return read


def _key(table: Table, words: str) -> str:
    try:
        key = base64.b64decode(words.removeprefix(PREFIX), validate=True) if words.startswith(PREFIX) else b""
    except (binascii.Error, ValueError):
        key = b""
    if not 24 <= len(key) <= 64:
        raise table.fault("secret", f"is no {PREFIX} with 24 to 64 bytes in base64")
    return words
