"""Plug-ins by the standard way: entry points of installed packages (docs/extending.md).

One that does not load breaks no other. Groups: `accredit.readers`, `accredit.extractors`, `accredit.exporters`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from accredit.errors import AccreditError, PluginError

Group = Literal["accredit.readers", "accredit.extractors", "accredit.exporters"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A plug-in by its name. `package` is the distribution that it comes from, with its version."""

    name: str
    group: Group
    value: str
    package: str
    rivals: tuple[str, ...] = ()

    def load(self) -> Any:
        """What it names. Raises PluginError, in one line, for whatever goes wrong."""
        if self.rivals:
            raise PluginError(f"{self}: {', '.join(self.rivals)} gives one of that name too: remove one of them")
        from importlib.metadata import EntryPoint  # here: importing it takes long, and most processes ask for none

        try:
            return EntryPoint(self.name, self.value, self.group).load()
        except Exception as error:
            raise self.failed(error) from error

    def failed(self, error: Exception, doing: str = "cannot be loaded") -> PluginError:
        """The error that says what a plug-in did wrong."""
        return PluginError(f"{self}: {doing}: {type(error).__name__}: {' '.join(str(error).split())[:200]}")

    def __str__(self) -> str:
        return f"plug-in {self.name} of {self.package} ({self.group})"


@lru_cache(maxsize=8)
def entries(group: Group) -> tuple[Entry, ...]:
    """The plug-ins of a group that are installed, by name."""
    from importlib.metadata import entry_points

    found: dict[str, list[tuple[str, str]]] = {}
    for point in entry_points(group=group):
        package = f"{point.dist.name} {point.dist.version}" if point.dist else "an unnamed package"
        given = (point.value, package)
        if given not in found.setdefault(point.name, []):
            found[point.name].append(given)
    return tuple(
        Entry(name, group, every[0][0], every[0][1], tuple(package for _, package in every[1:]))
        for name, every in sorted(found.items())
    )


@lru_cache(maxsize=8)
def loaded(group: Group) -> tuple[tuple[tuple[Entry, Any], ...], tuple[PluginError, ...]]:
    """The plug-ins of a group that load, and what is wrong with the others."""
    good, bad = list[tuple[Entry, Any]](), list[PluginError]()
    for entry in entries(group):
        try:
            good.append((entry, entry.load()))
        except PluginError as error:
            bad.append(error)
    return tuple(good), tuple(bad)


def named(group: Group, name: str) -> Entry | None:
    """The plug-in with this name, or None."""
    return next((e for e in entries(group) if e.name == name), None)


def forget() -> None:
    """Look anew what is installed, the next time that somebody asks."""
    entries.cache_clear()
    loaded.cache_clear()


@contextmanager
def guarded(entry: Entry, doing: str) -> Iterator[None]:
    """Whatever a plug-in raises inside comes out as a PluginError; the program's own errors as they are."""
    try:
        yield
    except AccreditError:
        raise
    except Exception as error:
        raise entry.failed(error, doing) from error
