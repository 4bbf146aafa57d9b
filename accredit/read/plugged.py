"""Readers of plug-ins: asked first, since only they know their kind of file; what goes wrong in them is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from accredit.entries import Entry, guarded, loaded
from accredit.errors import PluginError, UnreadableError
from accredit.read.found import Found


class Reader(Protocol):
    """Takes one kind of file apart; what an entry point of the group `accredit.readers` names.

    It runs in the program's own process: bounds on time and memory are its own business.
    """

    def takes(self, head: bytes, name: str) -> bool:
        """Whether a file is of its kind, by its first bytes (at most 64 KiB) and its name or address."""

    def read(self, data: bytes, name: str) -> Iterable[Found]:
        """The articles in the file. Raises `accredit.errors.UnreadableError` for what is not of its kind after all."""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes a file, if anybody, and what went wrong with others while they were asked."""

    entry: Entry | None = None
    reader: Any = None
    broken: tuple[str, ...] = ()


_NOBODY = Taker()


def taker(head: bytes, name: str) -> Taker:
    """The first plug-in, by name, that takes a file."""
    readers, _ = loaded("accredit.readers")
    broken: list[str] = []
    for entry, reader in readers:
        try:
            with guarded(entry, "cannot say whether it takes a file"):
                if reader.takes(head, name):
                    return Taker(entry, reader, tuple(broken))
        except PluginError as error:
            broken.append(str(error))
    return Taker(broken=tuple(broken)) if broken else _NOBODY


def found(taken: Taker, data: bytes, name: str) -> list[Found]:
    """What the plug-in makes of the file. Raises UnreadableError, whatever it does wrong."""
    entry = taken.entry
    if entry is None:
        return []
    try:
        with guarded(entry, "cannot read it"):
            every = list(taken.reader.read(data, name))
            for one in every:
                if not isinstance(one, Found) or not isinstance(one.text, str):
                    raise TypeError(f"gave {type(one).__name__} in the place of an article")
    except PluginError as error:
        raise UnreadableError(str(error)) from error
    if not any(one.text.strip() for one in every):
        raise UnreadableError(f"{entry}: found no article in it")
    return [one for one in every if one.text.strip()]
