"""Words in formats that cannot carry every code point: what is replaced is replaced in one way everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FORMULA = frozenset("'=+-@\t\r＝＋－＠")
"""What a cell begins with that some spreadsheet takes for a formula, and the mark that makes it none."""

_BREAKS = re.compile("[\x85\u2028\u2029]")
REPLACED = "�"
_QUOTE = '"'


def carried(words: str) -> str:
    """Words as UTF-8 and every reader of tables can carry them: NUL and lone surrogates are U+FFFD.

    >>> carried("a\\x00b")
    'a�b'
    """
    if words.isascii() and "\0" not in words:  # nearly all are
        return words
    return _UNWRITABLE.sub(REPLACED, words)


def for_xml(words: str) -> str:
    """Words without what XML 1.0 has no place for (its production Char): such a character is U+FFFD."""
    return _NO_XML.sub(REPLACED, words)


def safe_cell(words: str) -> str:
    r"""Words for a cell that a spreadsheet must not take for a formula: one that begins like one gets an apostrophe.

    So does one that begins with an apostrophe, so that taking the first one away gives the words back.

    >>> safe_cell("=1+1"), safe_cell("1+1"), safe_cell("'90s")
    ("'=1+1", '1+1', "''90s")
    """
    return f"'{words}" if words[:1] in FORMULA else words


def json_words(value: Any) -> str:
    """A value as one line of JSON: readable characters, escaped where UTF-8 cannot carry them."""
    return finished(_encode(value))


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
quoted: Callable[[str], str] = encode_basestring
"""Words as a string of JSON, for whoever puts a line together; the line is then to be `finished`."""


def finished(line: str) -> str:
    """A line of JSON in which every character can be carried, and none ends the line."""
    if line.isascii():
        return line
    return json.dumps(json.loads(line), separators=(",", ":")) if _UNWRITABLE.search(line) else one_line(line)


def one_line(words: str) -> str:
    """JSON in which no character ends a line for anybody: some readers break lines at NEL, U+2028 and U+2029 too."""
    return words if words.isascii() else _BREAKS.sub(lambda m: f"\\u{ord(m[0]):04x}", words)


def csv_words(rows: Iterable[Sequence[Any]], dialect: type[csv.Dialect] = csv.excel) -> str:
    """Rows as lines of CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, dialect).writerows(rows)
    return text.getvalue()


def csv_cell(words: str) -> str:
    r"""One cell as `csv_words` writes it in a row of several: for cells that come again and are put into words once.

    >>> csv_cell("Belm"), csv_cell('a "consul", he said')
    ('Belm', '"a ""consul"", he said"')
    """
    if "," in words or '"' in words or "\n" in words or "\r" in words:
        return f'"{words.replace(_QUOTE, _QUOTE * 2)}"'
    return words


def csv_cells(*words: str) -> str:
    r"""Some cells beside each other, as `csv_words` writes them; those that need no marks are looked at as one.

    >>> csv_cells("5f0c", "2023-03-28"), csv_cells("5,f", "2023-03-28")
    ('5f0c,2023-03-28', '"5,f",2023-03-28')
    """
    cells = ",".join(words)
    if cells.count(",") == len(words) - 1 and '"' not in cells and "\n" not in cells and "\r" not in cells:
        return cells
    return ",".join(map(csv_cell, words))


def listed(parts: Iterable[bytes]) -> Iterator[bytes]:
    """What stands in a list of JSON, each of it on lines of its own; empty parts are passed over."""
    begun = b"\n"
    for part in parts:
        if part:
            yield begun + part
            begun = b",\n"


def dash(value: object) -> str:
    """A value's words; nothing for None."""
    return "" if value is None else str(value)
