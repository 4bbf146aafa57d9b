"""JSON Lines, single objects and arrays: names kept, texts exact, bad lines named."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.errors import OversizedError, UnreadableError
from tests.read.reading import Read, sorted_out

FULL = {
    "id": "a1", "url": "https://u.example/1", "outlet": "Ustrana Wire", "title": "Keys", "text": "The consul left.",
    "published": "2023-03-26", "language": "en", "author": "R. Dell", "sample": True,
}  # fmt: skip


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def test_every_field_arrives(read: Read) -> None:
    (article,), problems = read(lines(FULL))
    assert {k: getattr(article, k) for k in FULL} == FULL
    assert problems == []


def test_all_but_text_may_be_absent_or_null(read: Read) -> None:
    found, problems = read(
        lines({"text": "One."}, dict.fromkeys(FULL) | {"text": "Two."}, {"text": "Three.", "more": [1]})
    )
    assert [a.text for a in found] == ["One.", "Two.", "Three."]
    assert {(a.url, a.outlet, a.title, a.published, a.author, a.sample) for a in found} == {(None,) * 5 + (False,)}
    assert problems == []


def test_without_a_name_the_content_names_the_article(read: Read) -> None:
    (first, second), _ = read(lines({"text": "One."}, {"text": "One.", "id": ""}))
    assert first.id == second.id != ""


def test_names_and_titles_are_not_tidied(read: Read) -> None:
    (article,), _ = read(lines({"text": "One.", "id": " a ", "title": "  ", "outlet": "Wire "}))
    assert (article.id, article.title, article.outlet) == (" a ", None, "Wire ")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("not json", "no JSON"),
        ('{"text": "cut of', "no JSON"),
        ('{"text": "a"} {"text": "b"}', "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"n": ' + "9" * 5000 + "}", "no JSON"),
        ("[1]", "no JSON object"),
        ("null", "no JSON object"),
        ("{}", "no text"),
        ('{"text": null}', "no text"),
        ('{"text": " \\n"}', "no text"),
        ('{"text": 7}', "'text'"),
        ('{"text": "a", "id": 7}', "'id'"),
        ('{"text": "a", "title": ["b"]}', "'title'"),
        ('{"text": "a", "sample": "yes"}', "'sample'"),
        ('{"text": "a", "published": 2023}', "'published'"),
        (b'{"text": "\xff"}', "byte 10"),
        (b'{"text": "a\x00"}', "no JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(read: Read, line: str | bytes, words: str) -> None:
    bad = line if isinstance(line, bytes) else line.encode()
    good = lines(FULL).encode()
    found, (problem,) = read(good + b"\n" + bad + b"\n" + good + good, name="many.jsonl")
    assert len(found) == 3
    assert problem.place.endswith("many.jsonl:3")  # the blank line counts
    assert (problem.kind, problem.error) == ("error", UnreadableError)
    assert words in problem.message
    assert "\n" not in str(problem) and len(str(problem)) < 400


@pytest.mark.parametrize("bad", ["not json", '{"text": "cut of', '{"text": "a",'])
def test_a_bad_first_line_hides_nothing(read: Read, bad: str) -> None:
    found, (problem,) = read(lines(bad, FULL, FULL), name="data")
    assert len(found) == 2
    assert problem.place.endswith("data:1")


def test_a_date_that_is_none_costs_the_date_alone(read: Read) -> None:
    (article,), (problem,) = read(lines(FULL | {"published": "last week"}), name="many")
    assert (article.id, article.published) == ("a1", None)
    assert (problem.kind, problem.place.endswith("many:1")) == ("warning", True)


def test_one_object_and_arrays_of_objects(read: Read) -> None:
    (article,), problems = read(json.dumps(FULL, indent=2), name="one.json")
    assert (article.id, problems) == ("a1", [])
    found, (problem,) = read(json.dumps([FULL, 7, FULL | {"id": "a2"}], indent=1), name="list.json")
    assert [a.id for a in found] == ["a1", "a2"]
    assert "item 2" in problem.message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('{\n  "text": "a",\n  "title": "b', "one"),
        ('[{"text": "a"},\n {"text"', "list"),
        ("{\n", "brace"),
        ('{"text": "cut of', "line"),
    ],
)
def test_truncated_json_is_one_problem(read: Read, content: str, name: str) -> None:
    found, (problem,) = read(content, name=name)
    assert found == []
    assert "no JSON" in problem.message


@pytest.mark.parametrize(
    ("content", "name"), [("hello\n", "a.jsonl"), ("[1, 2]", "b.json"), ('"words"', "c.NDJSON"), ("[]", "d")]
)
def test_what_is_named_json_and_holds_no_object_is_a_problem(read: Read, content: str, name: str) -> None:
    found, (problem,) = read(content, name=name)
    assert found == []
    assert problem.error is UnreadableError


def test_a_byte_order_mark_and_utf_16_are_understood(read: Read) -> None:
    for content in ("\ufeff" + lines(FULL)).encode(), ("\ufeff" + lines(FULL)).encode("utf-16-le"):
        (article,), problems = read(content)
        assert (article.id, problems) == ("a1", [])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(
        st.text(st.characters(exclude_categories=()), min_size=1).filter(lambda t: t.strip() != ""),
        min_size=1,
        max_size=4,
    ),
    escaped=st.booleans(),
)
def test_any_text_comes_back_exactly(tmp_path: Path, texts: list[str], escaped: bool) -> None:
    path = tmp_path / "law.jsonl"
    rows = (json.dumps({"id": f"n{i}", "text": t}, ensure_ascii=escaped) for i, t in enumerate(texts))
    path.write_bytes(b"".join(row.encode("utf-8", "surrogatepass") + b"\n" for row in rows))
    found, problems = sorted_out([path])
    assert [a.text for a in found] == texts
    assert [a.id for a in found] == [f"n{i}" for i in range(len(texts))]
    assert problems == []


def test_a_line_over_the_bound_is_skipped_with_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "big.jsonl"
    with path.open("wb") as out:
        out.write(lines(FULL).encode() + b'{"text": "')
        for _ in range(80):
            out.write(b"a" * 100_000)
        out.write(b'"}\n' + lines(FULL | {"id": "a2"}).encode())
    tracemalloc.start()
    found, (problem,) = sorted_out([path], bound=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [a.id for a in found] == ["a1", "a2"]
    assert (problem.error, problem.place) == (OversizedError, f"{path}:2")
    assert "8,000,012" in problem.message and "100,000" in problem.message
    assert peak < 3_000_000


def test_a_long_file_of_short_lines_is_not_over_the_bound(read: Read) -> None:
    found, problems = read(lines(*(FULL | {"id": f"n{i}"} for i in range(300))), bound=2_000)
    assert (len(found), problems) == (300, [])


def test_what_others_call_the_same(read: Read) -> None:
    row = {
        "link": "https://u.example/1", "headline": "Keys", "publisher": {"name": "Ustrana Wire"}, "lang": "en",
        "authors": ["R. Dell", {"name": "O. Lemm"}], "date": 1679823600, "body": "<p>The consul left.</p><p>Why?</p>",
    }  # fmt: skip
    (article,), problems = read(lines(row))
    assert problems == []
    assert (article.url, article.title, article.outlet) == ("https://u.example/1", "Keys", "Ustrana Wire")
    assert (article.author, article.published) == ("R. Dell, O. Lemm", "2023-03-26T09:40:00+00:00")
    assert article.text == "The consul left.\nWhy?"


def test_our_names_outrank_those_of_others(read: Read) -> None:
    (article,), _ = read(lines(FULL | {"headline": "x", "body": "y", "date": 5, "source": "z"}))
    assert {k: getattr(article, k) for k in FULL} == FULL
