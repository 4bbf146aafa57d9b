"""What tells two versions of a page apart, for whoever reads them: fields, and the lines of the text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from accredit.model import Article

_FIELDS = ("title", "published", "author", "outlet")


@dataclass(frozen=True, slots=True)
class Field:
    """A field that changed: its name, and what it was and is; None where it had no value."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """`removed` and `added` are lines of the text; both are empty where lines only moved, and `moved` is true."""

    fields: tuple[Field, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    moved: bool = False

    def __bool__(self) -> bool:
        return bool(self.fields or self.removed or self.added or self.moved)

    def __add__(self, other: Change) -> Change:
        return Change(
            self.fields + other.fields,
            self.removed + other.removed,
            self.added + other.added,
            self.moved or other.moved,
        )


def between(before: Article, after: Article) -> Change:
    """What changed from one version to the next. A new date of change alone is no change."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _FIELDS)
    fields = tuple(Field(name, old, new) for name, old, new in pairs if old != new)
    if before.text == after.text:
        return Change(fields)
    old, new = before.text.splitlines(), after.text.splitlines()
    removed, added = _more(old, new), _more(new, old)
    return Change(fields, removed, added, not removed and not added)


def _more(lines: list[str], other: list[str]) -> tuple[str, ...]:
    """The lines that stand here more often than there; their last ones are taken for the new ones."""
    left = Counter(other)
    found = []
    for line in lines:
        left[line] -= 1
        if left[line] < 0:
            found.append(line)
    return tuple(found)
