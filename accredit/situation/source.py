"""The files of a pack as they stand: their text, rows and keys, with the lines that a fault names."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from accredit.errors import SituationError

Level = Literal["error", "warning"]

MISSION_COLUMNS = (
    "id", "kind", "host", "city", "city_names", "names", "latitude", "longitude", "jurisdictions", "wikidata", "active",
)  # fmt: skip
PEOPLE_COLUMNS = ("name", "names", "party", "role", "state")
STATE_COLUMNS = ("code", "name", "names", "adjectives", "capital", "capital_names", "ministries", "metonyms")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a pack. A pack with a warning loads; one with an error may, and answers wrongly.

    `line` counts from 1; None where the file itself cannot be read.
    """

    path: Path
    line: int | None
    message: str
    level: Level = "error"

    @property
    def place(self) -> str:
        """The file and its line, as compilers name them."""
        return str(self.path) if self.line is None else f"{self.path}:{self.line}"

    def error(self) -> SituationError:
        """The error that says so in one line."""
        return SituationError(f"{self.place}: {self.message}")


def refuse(faults: Iterable[Fault]) -> None:
    """Raise the first of these faults as a SituationError, if there is one."""
    for fault in faults:
        raise fault.error()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its line, and its cells by column. A row of several lines ends on its line."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def fault(self, message: str, level: Level = "error") -> Fault:
        """A fault of this row."""
        return Fault(self.path, self.line, message, level)

    def parts(self, column: str) -> tuple[str, ...]:
        """The entries of a cell with several, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self.cells[column].split("|") if part.strip()))


@dataclass(frozen=True, slots=True)
class Table:
    """A pack's `situation.toml` with the text that it was read from, so that a fault can name its line."""

    path: Path
    text: str
    values: dict[str, Any]

    def fault(self, start: str, message: str, nth: int = 1, level: Level = "error") -> Fault:
        """The fault at the nth line that begins with `start` (a key or a heading), else at the first line."""
        return Fault(self.path, self.line_of(start, nth), message, level)

    def line_of(self, start: str, nth: int = 1) -> int:
        """The nth line that begins with a key or a heading, else the first line."""
        begins = re.compile(rf'\s*"?{re.escape(start)}"?\s*(=|$)')
        hits = [n for n, line in enumerate(self.text.splitlines(), 1) if begins.match(line)]
        return hits[nth - 1] if nth <= len(hits) else 1

    def entry_line(self, entry: str, after: int) -> int:
        """The first line, from line `after` on, with this text in quotes; `after` itself when there is none."""
        quoted = (f'"{entry}"', f"'{entry}'")
        lines = enumerate(self.text.splitlines()[after - 1 :], after)
        return next((n for n, line in lines if any(q in line for q in quoted)), after)


def read_text(path: Path) -> str | Fault:
    """The text of a pack's file."""
    try:
        whole = path.read_bytes()
        return whole.decode("utf-8")
    except OSError as error:
        return Fault(path, None, error.strerror or type(error).__name__)
    except UnicodeDecodeError as error:
        return Fault(path, whole.count(b"\n", 0, error.start) + 1, "not UTF-8")


def read_table(path: Path) -> Table | Fault:
    """A pack's `situation.toml`."""
    text = read_text(path)
    if isinstance(text, Fault):
        return text
    try:
        return Table(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        what, _, where = str(error).partition(" (at ")
        line = re.match(r"line (\d+)", where)
        return Fault(path, int(line[1]) if line else len(text.splitlines()), what)


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row | Fault]:
    """The rows of a table, and its faults in their places. After a broken quote nothing more can be told apart."""
    text = read_text(path)
    if isinstance(text, Fault):
        yield text
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if tuple(reader.fieldnames or ()) != columns:
            yield Fault(path, 1, f"the columns must be {','.join(columns)}")
            return
        for cells in reader:
            if None in cells or None in cells.values():
                yield Fault(path, reader.line_num, f"the row has not {len(columns)} fields")
            else:
                yield Row(path, reader.line_num, cells)
    except csv.Error as error:
        # The line on which the row begins: an open quote is noticed only at the end of the file.
        yield Fault(path, reader.line_num + 1, str(error))


def fold(words: str) -> str:
    """A name as names are compared: without case, marks and signs.

    >>> fold("  Hōrug-City ")
    'horug city'
    """
    spread = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))
