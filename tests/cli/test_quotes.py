"""`accredit quotes`: marks, the list, the JSON, and what cannot be read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from accredit.cli.quotes_view import bracketed, chain_words, legend, listed, pieces, styled, voice_words
from accredit.extract.attribution import Attribution, Speaker

Run = Callable[..., Result]
Conforms = Callable[[str, str], Any]

TEXT = "The wire said that Rell denied the sale.\r\nNobody asked."


def made(text: str, source: str, cue: str, *content: str, **changed: Any) -> Attribution:
    """An attribution whose words stand in the text once each."""

    def at(words: Sequence[str]) -> tuple[tuple[int, int], ...]:
        return tuple((text.index(w), text.index(w) + len(w)) for w in words if w)

    plain: dict[str, Any] = {
        "mode": "indirect",
        "act": "speech",
        "stance": "asserts",
        "voice": Speaker(source, None, None, "official") if source else None,
        "parent": None,
        "score": 0.5,
    }
    return Attribution(at([source]), at([cue]), at(content), **plain | changed)


RELAY = made(TEXT, "The wire", "said", "that Rell denied the sale")
ORIGIN = made(TEXT, "Rell", "denied", "the sale", stance="denies", parent=0)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, stage: Path) -> Path:
    """In place of the reader one that knows TEXT, in the file rell.txt."""

    def known(text: str, rules_only: bool = False) -> tuple[Attribution, ...]:
        return (RELAY, ORIGIN)[: 1 if rules_only else 2] if text == TEXT else ()

    monkeypatch.setattr("accredit.extract.attribution.attributions", known)
    place = stage / "rell.txt"
    place.write_text(TEXT, "utf-8", newline="")
    return place


class TestMarks:
    def test_brackets_nest(self) -> None:
        assert bracketed(TEXT, (RELAY, ORIGIN)) == (
            "[S1 The wire] [C1 said] [X1 that [S2 Rell] [C2 denied] [X2 the sale]].\nNobody asked."
        )

    def test_a_content_in_pieces_repeats_its_mark(self) -> None:
        text = "“No,” said Rell. “Never.”"
        one = made(text, "Rell", "said", "“No,”", "“Never.”", mode="direct")
        assert bracketed(text, (one,)) == "[X1 “No,”] [C1 said] [S1 Rell]. [X1 “Never.”]"

    def test_of_two_that_overlap_the_later_one_is_cut(self) -> None:
        text = "a b c"
        one, two = made(text, "", "", "a b"), made(text, "", "", "b c")
        assert bracketed(text, (one, two)) == "[X1 a [X2 b]][X2  c]"

    def test_two_over_the_same_words(self) -> None:
        text = "Rell said so and denied it."
        one, two = made(text, "Rell", "said", "so"), made(text, "Rell", "denied", "it")
        assert bracketed(text, (one, two)) == "[S1 [S2 Rell]] [C1 said] [X1 so] and [C2 denied] [X2 it]."

    def test_styles_have_signs_beside_them_that_need_no_colour(self) -> None:
        text = styled(TEXT, (RELAY, ORIGIN))
        assert text.plain == "The wire said¹ ‹¹that Rell denied² ‹²the sale››.\nNobody asked."
        style = {text.plain[s.start : s.end]: str(s.style) for s in text.spans}
        assert style["The wire"] == "bold underline"
        assert style["said"] == "italic"
        assert style["Rell"] == "bold underline cyan"
        assert style["the sale"] == "magenta"

    def test_nothing_in_a_text_steers_the_terminal(self) -> None:
        text = "Rell \x1b[31msaid\x07 so.\u2028\u202eNo.\tNo."
        assert bracketed(text, ()) == styled(text, ()).plain == "Rell \ufffd[31msaid\ufffd so.\n\ufffdNo.\tNo."

    @given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20), st.sampled_from("SCX")), max_size=8))
    def test_any_marks_leave_the_text_whole_and_close_what_they_open(self, spans: list[tuple[int, int, str]]) -> None:
        text = "the words of an article that nobody wrote"
        found = [
            Attribution(
                *(((start, start + size),) if role == r else () for r in "SCX"),
                "direct",
                "speech",
                "asserts",
                None,
                None,
                1,
            )
            for start, size, role in spans
        ]
        cut = list(pieces(text, found))
        assert "".join(p.text for p in cut) == text
        held: list[Any] = []
        for piece in cut:
            held += piece.opened
            assert held == list(piece.held)
            for mark in piece.closed:
                assert held.pop() is mark
        assert held == []
        covered = {(m.role, m.number, i) for p in _placed(cut) for m in p[1] for i in p[0]}
        assert covered == {
            (role, n, i) for n, (start, size, role) in enumerate(spans, 1) for i in range(start, start + size)
        }


def _placed(cut: Sequence[Any]) -> list[tuple[range, Any]]:
    out, at = [], 0
    for piece in cut:
        out.append((range(at, at + len(piece.text)), piece.held))
        at += len(piece.text)
    return out


class TestWords:
    @pytest.mark.parametrize(
        ("voice", "words"),
        [
            (None, "nobody named"),
            (Speaker("Ona Rell", "consul", "the ministry", "official"), "Ona Rell, consul, the ministry (official)"),
            (Speaker("the envoy", "envoy", None, "official", "on Tuesday"), "the envoy (official), on Tuesday"),
            (Speaker(None, None, None, "document"), "document"),
            (Speaker(None, "diplomat", None, "anonymous"), "unnamed: diplomat"),
            (Speaker(None, None, None, "anonymous"), "unnamed"),
        ],
    )
    def test_a_voice(self, voice: Speaker | None, words: str) -> None:
        assert voice_words(voice) == words

    def test_a_chain_goes_from_the_outlet_to_the_origin(self) -> None:
        assert chain_words((RELAY, ORIGIN), 0) == "outlet → The wire"
        assert chain_words((RELAY, ORIGIN), 1) == "outlet → The wire → Rell"
        nameless = made(TEXT, "", "denied", "the sale", parent=0)
        assert chain_words((RELAY, nameless), 1) == "outlet → The wire → nobody named"
        unnamed = made(TEXT, "Rell", "denied", "the sale", voice=Speaker(None, "diplomat", None, "anonymous"))
        assert chain_words((unnamed,), 0) == "outlet → unnamed: diplomat"

    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_the_list_fits_the_terminal(self, width: int) -> None:
        long = made(TEXT, "Rell", "denied", "the sale", voice=Speaker("Rell " * 30, None, None, "official"))
        console = Console(width=width)
        with console.capture() as captured:
            for part in (legend(plain=False), *listed((RELAY, long), width)):
                console.print(part)
        assert max(map(len, captured.get().splitlines())) <= width


class TestCommand:
    def test_the_text_with_its_marks_and_the_list(self, run: Run, found: Path) -> None:
        result = run("quotes", "rell.txt")
        assert (result.exit_code, result.stderr) == (0, "")
        lines = result.stdout.splitlines()
        assert lines[:7] == [
            "[S1 source] [C1 cue] [X1 content], numbered as in the list below",
            "",
            "rell: 2 attributions",
            "",
            "[S1 The wire] [C1 said] [X1 that [S2 Rell] [C2 denied] [X2 the sale]].",
            "Nobody asked.",
            "",
        ]
        assert [" ".join(line.split()) for line in (lines[7], *lines[9:])] == [
            "no mode act stance voice through whom",
            "1 indirect speech asserts The wire (official) outlet → The wire",
            "2 indirect speech denies Rell (official) outlet → The wire → Rell",
        ]

    def test_a_text_without_any(self, run: Run, found: Path) -> None:
        result = run("quotes", "-", input="Nothing is said here.\n")
        assert result.stdout.splitlines()[2:] == ["stdin: no attributions", "", "Nothing is said here."]

    def test_json_is_one_line_a_file(self, run: Run, found: Path, conforms: Conforms) -> None:
        result = run("quotes", "rell.txt", "-", "--json", input="Nothing is said here.\n")
        assert (result.exit_code, result.stderr) == (0, "")
        first, second = (conforms("quotes", line) for line in result.stdout.splitlines())
        assert second == {"id": "stdin", "attributions": []}
        assert first["id"] == "rell"
        assert first["attributions"][1] == {
            "source": [[19, 23]],
            "cue": [[24, 30]],
            "content": [[31, 39]],
            "mode": "indirect",
            "act": "speech",
            "stance": "denies",
            "voice": {"name": "Rell", "role": None, "affiliation": None, "kind": "official", "said": None},
            "parent": 0,
            "score": 0.5,
        }

    def test_rules_alone(self, run: Run, found: Path) -> None:
        assert "rell: 1 attribution\n" in run("quotes", "rell.txt", "--rules").stdout

    @pytest.mark.parametrize("how", [["--json"], []])
    def test_what_cannot_be_read_is_a_line_and_the_rest_is_shown(self, run: Run, found: Path, how: list[str]) -> None:
        Path("folder").mkdir()
        Path("empty.txt").write_bytes(b"")
        Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        result = run("quotes", "missing.txt", "folder", "empty.txt", "picture.png", "rell.txt", *how)
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [
            "missing.txt: no such file or folder",
            "folder: is a folder: name the files in it",
            "empty.txt: is empty",
            "picture.png: is no UTF-8 text: byte 0 fits no character",
        ]
        assert "rell" in result.stdout

    def test_no_file_is_asked_wrongly(self, run: Run, stage: Path) -> None:
        result = run("quotes")
        assert result.exit_code == 2
        assert result.stderr.startswith("accredit: Missing argument 'FILE...'.")

    def test_a_name_that_utf8_cannot_carry_is_escaped(self, run: Run, found: Path) -> None:
        odd = Path("\udcff.txt")
        try:
            odd.write_text("Nothing.", "utf-8")
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
        assert run("quotes", str(odd), "--json").stdout == '{"id": "\\udcff", "attributions": []}\n'

    def test_the_reader_itself(self, run: Run, stage: Path, conforms: Conforms) -> None:
        text = "The talks failed, the mayor of Selm said on Tuesday."
        (one,) = conforms("quotes", run("quotes", "-", "--rules", "--json", input=text).stdout)["attributions"]
        assert [text[a:b] for a, b in one["source"]] == ["the mayor of Selm"]
        assert [text[a:b] for a, b in one["content"]] == ["The talks failed"]


def test_a_reader_that_leaves_is_no_complaint(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    (tmp_path / "a.txt").write_text("The talks failed, the mayor of Selm said.\n" * 200, "utf-8")
    many = [str(tmp_path / "a.txt")] * 20
    with subprocess.Popen(
        [sys.executable, "-m", "accredit", "quotes", "--rules", "--json", *many],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout and process.stderr
        assert json.loads(process.stdout.readline())["id"] == "a"
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode != 0
