"""Paths, folders and standard input: nothing that is wrong with one file stops the others."""

from __future__ import annotations

import io
import os
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.read import Problem
from tests.read.reading import sorted_out


def fill(folder: Path, files: dict[str, bytes | str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_folder_is_read_in_sorted_order_and_hidden_files_are_skipped(tmp_path: Path) -> None:
    fill(
        tmp_path, {"b.txt": "B.", "a/z.txt": "Z.", "a/c.txt": "C.", ".hidden": "H.", ".git/config": "G.", "a.txt": "A."}
    )
    found, problems = sorted_out([tmp_path])
    assert [a.text for a in found] == ["C.", "Z.", "A.", "B."]
    assert problems == []


def test_a_hidden_file_that_is_named_is_read(tmp_path: Path) -> None:
    fill(tmp_path, {".note": "H."})
    (article,), _ = sorted_out([str(tmp_path / ".note")])
    assert article.text == "H."


def test_styles_and_scripts_beside_pages_are_no_articles_unless_they_are_named(tmp_path: Path) -> None:
    fill(tmp_path, {"a.txt": "A.", "a_files/look.css": "b { x: y }", "a_files/run.JS": "let x = 1"})
    assert [a.text for a in sorted_out([tmp_path])[0]] == ["A."]
    assert len(sorted_out([tmp_path / "a_files" / "look.css"])[0]) == 1


def test_one_bad_file_among_many_stops_nothing(tmp_path: Path) -> None:
    fill(tmp_path, {f"{i:03}": f"Text {i}." for i in range(40)} | {"020": b"\xff\xfe\x00", "021": b""})
    found, problems = sorted_out([tmp_path / "missing", tmp_path, tmp_path / "000"])
    assert len(found) == 39
    assert [Path(p.place).name for p in problems] == ["missing", "020", "021"]
    assert all(p.kind == "error" for p in problems)


def test_a_missing_path_says_so(tmp_path: Path) -> None:
    found, (problem,) = sorted_out([tmp_path / "no\nwhere"])
    assert found == []
    assert (problem.error, problem.kind) == (ArticleError, "error")
    assert str(problem) == f"{tmp_path}/no\\nwhere: no such file or folder"


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert sorted_out([tmp_path]) == ([], [])


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """An open folder, and for the superuser, to whom nothing is forbidden, the rights of nobody."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        superuser = os.geteuid() == 0
        if superuser:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if superuser:
                os.seteuid(0)


def test_what_may_not_be_read_says_so(as_nobody: Path) -> None:
    superuser = os.geteuid() == 65534 and os.getuid() == 0
    if superuser:
        os.seteuid(0)
    fill(as_nobody, {"a/x": "X.", "b": "B.", "c": "C."})
    (as_nobody / "a").chmod(0)
    (as_nobody / "b").chmod(0)
    if superuser:
        os.seteuid(65534)
    found, problems = sorted_out([as_nobody])
    if superuser:
        os.seteuid(0)
    (as_nobody / "a").chmod(0o700)
    assert [a.text for a in found] == ["C."]
    assert ["permission denied" in p.message.lower() for p in problems] == [True, True]


def test_what_may_not_be_opened_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    fill(tmp_path, {"b": "B."})
    monkeypatch.setattr(Path, "open", refuse)
    found, (problem,) = sorted_out([tmp_path])
    assert (found, problem) == ([], Problem(str(tmp_path / "b"), "permission denied", ArticleError))


def test_a_loop_of_folders_ends_and_is_said(tmp_path: Path) -> None:
    fill(tmp_path, {"a/x": "X.", "a/b/y": "Y."})
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/self").symlink_to(tmp_path / "a/self")
    found, problems = sorted_out([tmp_path])
    assert [a.text for a in found] == ["Y.", "X."]
    assert [(Path(p.place).name, p.kind) for p in problems] == [("up", "warning"), ("self", "error")]


def test_a_link_to_nowhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    _, (problem,) = sorted_out([tmp_path])
    assert problem.message == "no such file or folder"


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    fill(tmp_path, {"x": "X."})
    found, (problem,) = sorted_out([tmp_path])
    assert [a.text for a in found] == ["X."]
    assert problem.error is UnreadableError


@pytest.mark.parametrize(
    "content",
    [b"The consul left.", b'{"text": "The consul left."}\n', b"<html><body><p>The consul left.</p></body></html>"],
)
def test_standard_input_is_any_format(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    (article,), problems = sorted_out(["-"])
    assert article.text.strip() == "The consul left."
    assert problems == []


def test_bad_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    _, (problem,) = sorted_out(["-"])
    assert str(problem).startswith("standard input: ")


@pytest.mark.parametrize("start", [b"The consul left. ", b"<html><body><p>", b'[{"text": "a'])
def test_a_file_over_the_bound_is_not_read(tmp_path: Path, start: bytes) -> None:
    path = tmp_path / "big"
    with path.open("wb") as out:
        out.write(start + b"a" * 70_000)  # no NUL within sight
        out.truncate(30_000_000)
    tracemalloc.start()
    found, (problem,) = sorted_out([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == []
    assert problem.error is OversizedError
    assert "30,000,000" in problem.message and "20,000,000" in problem.message
    assert peak < 2_000_000


def test_standard_input_over_the_bound_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"word " * 1000)))
    _, (problem,) = sorted_out(["-"], bound=999)
    assert problem.error is OversizedError


def test_xml_that_is_no_page_is_a_problem(tmp_path: Path) -> None:
    fill(tmp_path, {"map": "<?xml version='1.0'?><urlset><url><loc>Selm</loc></url></urlset>"})
    found, (problem,) = sorted_out([tmp_path])
    assert (found, "XML" in problem.message) == ([], True)


PIECES = (
    b"<html>", b"<p>", b"</div>", b"<body ", b"<!--", b'{"text": "', b'"}', b"[{", b"\n", b"\r", b"\xef\xbb\xbf",
    b"\xff\xfe", b"\x00", b"Title: x\n", b"\n\n", b'<meta charset="', b"utf-16", b"&#0;", b"&#xD800;", b"Selm",
    b"2023-03-26", b"<?xml", b'<script type="application/ld+json">', b'<time datetime="',
)  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(max_size=300), st.lists(st.sampled_from(PIECES) | st.binary(max_size=8), max_size=14).map(b"".join)
    )
)
def test_no_bytes_stop_the_reading(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "b").write_bytes(b"The last one.")
    found, problems = sorted_out([tmp_path])
    assert found and found[-1].text == "The last one."
    assert len(found) > 1 or any(p.kind == "error" for p in problems)  # nothing is lost without a word
    assert all("\n" not in str(p) for p in problems)
    assert all(a.text.strip() for a in found)


def test_a_problem_is_a_value() -> None:
    problem = Problem("a:1", "no text", UnreadableError)
    assert (problem.kind, str(problem)) == ("error", "a:1: no text")
    assert {problem, Problem("a:1", "no text", UnreadableError)} == {problem}
