"""Header lines: a line that is looked up alone says what it says when all are read."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from accredit.read.headerlines import Fields, empty_line

LINES = b"HTTP/1.1 200 OK\r\nServer: made-up\r\nContent-Type:text/html; charset=utf-8 \r\nCONTENT-TYPE: text/plain"


def test_a_line_is_found_whatever_its_case_and_the_first_of_two_counts() -> None:
    fields = Fields(LINES)
    assert fields.get("content-type") == "text/html; charset=utf-8"
    assert fields.get("server") == "made-up"
    assert fields.get("location") is None and fields.get("location", "") == ""
    assert dict(fields) == {"server": "made-up", "content-type": "text/html; charset=utf-8"}


@pytest.mark.parametrize(
    ("lines", "value", "why"),
    [
        (b"WARC/1.1\nA: 1\nB: 2", "1", "line ends of LF alone"),
        (b"WARC/1.1\r\nA: 1\r\n  and 2\r\nB: 3", "1 and 2", "a line that goes on"),
        (b"WARC/1.1\r\nA : 1\r\nB: 2", "1", "a space before the colon"),
        (b"WARC/1.1\r\n\tB: 2\r\nA: 1", "1", "white space after the first line belongs to that"),
        (b"A: 0\r\nA: 1", "1", "the first line is none of them"),
        (b"WARC/1.1\r\nA\r\nA: 1", "1", "a line without a colon says nothing"),
        (b"WARC/1.1\r\nAA: 2\r\nA:1", "1", "another name that ends like this one"),
        (b"WARC/1.1\r\nB: \xff\r\nA: \xc3\xa9", "\u00e9", "UTF-8, and what is none"),
    ],
)  # fmt: skip
def test_odd_lines(lines: bytes, value: str, why: str) -> None:
    assert Fields(lines).get("a") == value, why


_PARTS = st.sampled_from(
    [b"\r\n", b"\n", b" ", b"\t", b":", b"a", b"A", b"b", b"1", b"\r", b"a: 1\r\n", b"B:2\n", b"\x0b"]
)


@given(st.lists(_PARTS, max_size=24).map(b"".join))
@example(b"x\na:1\n a:2\nb:3")
def test_one_line_alone_says_what_it_says_among_all(lines: bytes) -> None:
    every = dict(Fields(lines))
    for name in ("a", "b", "ab", "1"):
        assert Fields(lines).get(name) == every.get(name)


@given(st.lists(_PARTS, max_size=24).map(b"".join), st.integers(0, 40))
@example(b"a\n\n\r\nb", 40)
@example(b"\r\n\r\n", 40)
def test_the_empty_line_is_where_a_pattern_finds_it(data: bytes, limit: int) -> None:
    found = re.search(rb"\r?\n\r?\n", data[:limit])
    assert empty_line(data, limit) == (found.span() if found else None)
