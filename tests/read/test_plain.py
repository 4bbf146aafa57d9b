"""Text files: kept code point for code point, with or without header lines."""

from __future__ import annotations

import codecs

import pytest

from accredit.errors import UnreadableError
from tests.read.reading import Read

BODY = "The consul left Selm.\r\nNobody waved.\r\n\r\n  Cafe\u0301 \u2126 \ufb01n.\u00a0 \n"


def test_a_text_without_header_lines_is_the_whole_file(read: Read) -> None:
    (article,), problems = read(BODY)
    assert article.text == BODY  # line endings, trailing space, uncomposed letters: all kept
    assert (article.title, article.outlet, article.published, article.url) == (None, None, None, None)
    assert problems == []


def test_header_lines_in_any_order_and_case_then_the_body(read: Read) -> None:
    head = (
        "published: 2023-03\nTITLE: Keys: a story\nOutlet:Ustrana Wire\nurl: https://u.example/a\n"
        "Language: en-GB\nAuthor: R. Dell\nid: keys-1\nSample: TRUE\n"
    )
    (article,), problems = read(head + "\n" + BODY)
    assert article.text == BODY  # starts right after the blank line
    assert article.title == "Keys: a story"  # only the first colon parts name and value
    assert (article.outlet, article.url, article.author) == ("Ustrana Wire", "https://u.example/a", "R. Dell")
    assert article.published == "2023-03"  # no more precise than given
    assert article.language == "en"
    assert (article.id, article.sample) == ("keys-1", True)
    assert problems == []


def test_header_lines_with_windows_line_endings(read: Read) -> None:
    (article,), _ = read("Title: Keys\r\n\r\nThe body.\r\n")
    assert (article.title, article.text) == ("Keys", "The body.\r\n")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Title: Keys\nBy R. Dell\n\nThe body.\n", "one line of the block is no header line"),
        ("Title: Keys\nDateline: Selm\n\nThe body.\n", "Dateline is no known name"),
        ("Title: Keys\nThe body.\n", "no blank line ends the block"),
        ("Title: Keys", "a single line, no blank line"),
        ("\nTitle: Keys\n\nThe body.\n", "the block must lead the file"),
        ("Crossroads\n\nTitle: Keys\n\nThe body.\n", "the first block is something else"),
    ],
)
def test_anything_else_in_the_first_block_makes_the_whole_file_the_body(read: Read, content: str, why: str) -> None:
    (article,), problems = read(content)
    assert article.text == content, why
    assert article.title is None
    assert problems == []


def test_header_lines_without_a_body_are_a_problem(read: Read) -> None:
    found, (problem,) = read("Title: Keys\n\n \n")
    assert found == []
    assert problem.kind == "error"
    assert "no text after the header lines" in problem.message


def test_a_header_line_that_stands_twice_counts_the_first_time(read: Read) -> None:
    (article,), (problem,) = read("Title: Keys\ntitle: Locks\n\nThe body.")
    assert article.title == "Keys"
    assert (problem.kind, "title" in problem.message) == ("warning", True)


def test_a_sample_mark_must_be_true_or_false(read: Read) -> None:
    (article,), (problem,) = read("Sample: perhaps\n\nThe body.")
    assert article.sample is False
    assert (problem.kind, "perhaps" in problem.message) == ("warning", True)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_dropped(read: Read, mark: bytes, encoding: str) -> None:
    (article,), problems = read(mark + BODY.encode(encoding))
    assert (article.text, problems) == (BODY, [])


def test_a_second_mark_is_text(read: Read) -> None:
    (article,), _ = read("\ufeff\ufeffThe body.")
    assert article.text == "\ufeffThe body."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "only white space"),
        ("\ufeff \n".encode(), "only white space"),
        ("\ufeff".encode(), "empty"),
        (b"Selm fell sil\xffent.", "byte 13"),
        ("\ufeffSelm".encode() + b"\xe9!", "byte 7"),  # counted in the file, mark included
        (b"Selm\x00fell\x00silent", "byte 4"),
        (b"\xff\xfeS\x00e\x00\x00\xd8", "UTF-16"),
        (b"%PDF-1.7\n1 0 obj\n", "PDF"),
        (b"PK\x03\x04stuff", "ZIP"),
        (b"{\\rtf1\\ansi Selm}", "RTF"),
        (b"\x1f\x8b\x08\x00stuff", "gzip"),
    ],
)
def test_what_is_no_text_is_one_line_that_says_why(read: Read, content: bytes, words: str) -> None:
    found, (problem,) = read(content)
    assert found == []
    assert problem.error is UnreadableError
    assert problem.kind == "error"
    assert words in problem.message
    assert "\n" not in str(problem)


@pytest.mark.parametrize("published", ["yesterday", "26/03/2023", "2023-02-30", "2023-13", "2023-03-26T25:00", "0000"])
def test_a_date_that_is_no_iso_date_is_set_aside(read: Read, published: str) -> None:
    (article,), (problem,) = read(f"Published: {published}\n\nThe body.")
    assert article.published is None
    assert (problem.kind, published in problem.message) == ("warning", True)


@pytest.mark.parametrize(
    "published", ["2023", "2023-02", "2023-02-28", "2023-02-28T10:05:00+04:30", "2023-02-28 10:05Z"]
)
def test_iso_dates_are_kept_as_they_are_given(read: Read, published: str) -> None:
    (article,), problems = read(f"Published: {published}\n\nThe body.")
    assert (article.published, problems) == (published, [])


@pytest.mark.parametrize(
    ("published", "warned"), [("2026-06-02", False), ("2026", False), ("2026-06-03", True), ("2031", True)]
)
def test_a_date_in_the_future_is_kept_and_said(read: Read, published: str, warned: bool) -> None:
    # today is 2026-06-01; a day ahead is no future, since days begin earlier in the east
    (article,), problems = read(f"Published: {published}\n\nThe body.")
    assert article.published == published
    assert [(p.kind, "future" in p.message) for p in problems] == ([("warning", True)] if warned else [])


def test_text_that_looks_a_little_like_another_format_is_text(read: Read) -> None:
    for content in [
        "[Selm] The consul left.",
        "{sic} he wrote.",
        "<Ustrana Wire> The consul left.",
        '["Gone," he said]',
    ]:
        (article,), problems = read(content)
        assert (article.text, problems) == (content, [])


def test_what_exports_call_the_same(read: Read) -> None:
    (article,), problems = read(
        "HEADLINE:  Keys change hands\r\nBYLINE:    By R. Dell\r\nSOURCE:  Ustrana Wire\r\n"
        "DATE:  Monday, 27 March 2023\r\nLENGTH: 85 words\r\n\r\nThe body.\r\n"
    )
    assert problems == []
    assert (article.title, article.author, article.outlet) == ("Keys change hands", "R. Dell", "Ustrana Wire")
    assert (article.published, article.text) == ("2023-03-27", "The body.\r\n")


def test_lines_that_tell_nothing_are_no_header_lines(read: Read) -> None:
    (article,), _ = read("Section: News\n\nThe body.")
    assert article.text == "Section: News\n\nThe body."


def test_another_encoding_is_guessed_where_it_gives_a_language(read: Read) -> None:
    words = "Консул Карвании покинул город первым поездом и увёз с собой печать, сказал носильщик на вокзале."
    (article,), (problem,) = read(words.encode("windows-1251"))
    assert (article.text, article.language) == (words, "ru")
    assert (problem.kind, "cp1251" in problem.message) == ("warning", True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nuls(read: Read, encoding: str) -> None:
    (article,), problems = read((BODY * 3).encode(encoding))
    assert (article.text, problems) == (BODY * 3, [])
