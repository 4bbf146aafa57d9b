"""Texts as their files hold them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.read import Problem, Verbatim, verbatim


def test_every_code_point_is_kept(tmp_path: Path) -> None:
    """No header lines, no line ends and no mark are taken away: offsets are those of the file."""
    text = "\ufeffTitle: Keys\r\n\r\nCafe\u0301 \u2126\u00a0 \rNobody waved.\u2028\n"
    place = tmp_path / "one.two.txt"
    place.write_bytes(text.encode("utf-8"))
    assert list(verbatim([str(place)])) == [Verbatim("one.two", str(place), text)]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(str.strip))
def test_what_is_written_is_what_is_read(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode("utf-8"))))
        assert list(verbatim(["-"])) == [Verbatim("stdin", "standard input", text)]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is empty"),
        (b" \r\n\t", "holds only white space"),
        (b"caf\xe9 said", "is no UTF-8 text: byte 3 fits no character"),
        (b"said \0", "is no text: byte 5 is a NUL"),
        ("said".encode("utf-16"), "is no text: byte 3 is a NUL"),
    ],
)
def test_what_is_no_text_is_a_problem_and_the_next_file_follows(tmp_path: Path, data: bytes, message: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text("Good.", "utf-8")
    problem, text = verbatim([str(bad), str(good)])
    assert problem == Problem(str(bad), message, UnreadableError)
    assert isinstance(text, Verbatim)


def test_a_folder_and_a_missing_file_are_problems(tmp_path: Path) -> None:
    folder, missing = verbatim([str(tmp_path), str(tmp_path / "none.txt")])
    assert folder == Problem(str(tmp_path), "is a folder: name the files in it", UnreadableError)
    assert missing == Problem(str(tmp_path / "none.txt"), "no such file or folder", ArticleError)


def test_a_text_may_be_as_large_as_the_bound_and_no_larger(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text("12345", "utf-8")
    (text,) = verbatim([str(place)], bound=5)
    assert isinstance(text, Verbatim)
    assert list(verbatim([str(place)], bound=4)) == [
        Problem(str(place), "5 bytes: an article may hold 4", OversizedError)
    ]


def test_a_name_that_is_no_text_of_its_own_is_kept(tmp_path: Path) -> None:
    """Names on disk are bytes; one that is no UTF-8 still names its text."""
    place = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")
    try:
        Path(place).write_text("Good.", "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (text,) = verbatim([place])
    assert isinstance(text, Verbatim) and text.id == "\udcff"
