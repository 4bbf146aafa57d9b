"""Saved pages: the text without its frame, and only what the page states about itself."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from accredit.errors import UnreadableError
from tests.read.reading import Read

PAGES = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))["page"]
DATES = tomllib.loads((PAGES / "dates.toml").read_text("utf-8"))["page"]
CHANGES = tomllib.loads((PAGES / "changes.toml").read_text("utf-8"))["page"]
STATED = tomllib.loads((PAGES / "stated.toml").read_text("utf-8"))["page"]
PARAGRAPHS = (
    "<p>The Karvanian consulate in Duvrin opened its doors at nine, as on every other day of this quiet year.</p>"
    "<p>Its clerk stamped four passports, drank six cups of coffee and told this paper that nothing had changed.</p>"
)


def page(head: str = "", body: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Doors</title>{head}</head>'
        f"<body><article><h1>Doors</h1>{body}{PARAGRAPHS}</article></body></html>"
    )


@pytest.mark.parametrize("expected", EXPECTED, ids=[e["file"] for e in EXPECTED])
def test_a_saved_page(read: Read, expected: dict[str, Any]) -> None:
    content = (PAGES / expected["file"]).read_bytes()
    if expected["file"] == "soup.html":
        content = content.decode("utf-8").encode("windows-1251")  # as the page declares; UTF-8 in the repository
    (article,), problems = read(content)
    for name in ("title", "outlet", "published", "author", "url", "language"):
        wanted = expected.get(name)
        if wanted is not None or name == "published":
            assert getattr(article, name) == wanted, (name, expected["why"])
    assert [piece for piece in expected["has"] if piece not in article.text] == []
    assert [piece for piece in expected["lacks"] if piece in article.text] == []
    assert problems == []


def test_a_page_without_text_is_a_problem(read: Read) -> None:
    found, (problem,) = read((PAGES / "empty.html").read_bytes())
    assert (found, problem.error) == ([], UnreadableError)
    assert "no article text" in problem.message


def test_the_name_does_not_make_a_page_and_does_not_unmake_one(read: Read) -> None:
    (article,), _ = read("Title: x\n\nWords <b>only</b>.", name="a.html")
    assert article.text == "Words <b>only</b>."
    (article,), _ = read(page(), name="a.txt")
    assert article.title == "Doors" and "<p>" not in article.text


@pytest.mark.parametrize("case", DATES, ids=[c["why"] for c in DATES])
def test_only_a_stated_day_of_publication_counts(read: Read, case: dict[str, str]) -> None:
    (article,), problems = read(page(case.get("head", ""), case.get("body", "")))
    assert article.published == case.get("published"), case["why"]
    assert problems == []


@pytest.mark.parametrize("case", CHANGES, ids=[c["why"] for c in CHANGES])
def test_only_a_stated_day_of_change_counts(read: Read, case: dict[str, str]) -> None:
    (article,), problems = read(page(case.get("head", ""), case.get("body", "")))
    assert (article.published, article.modified) == (case.get("published"), case.get("modified")), case["why"]
    assert problems == []


def test_a_page_dated_in_the_future_is_kept_and_said(read: Read) -> None:
    (article,), (problem,) = read(page('<meta name="pubdate" content="2031-03-26">'))
    assert (article.published, problem.kind) == ("2031-03-26", "warning")


def test_utf_8_that_is_declared_as_something_else_is_utf_8(read: Read) -> None:
    (article,), problems = read((PAGES / "soup.html").read_bytes())
    assert article.title == "Консульство в Дуврине снова работает"
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_outranks_the_declared_encoding(read: Read, encoding: str) -> None:
    (article,), problems = read((PAGES / "soup.html").read_text("utf-8").encode(encoding))
    assert "Карвании" in article.text
    assert problems == []


def test_a_wrongly_declared_encoding_is_guessed_and_said(read: Read) -> None:
    content = (
        (PAGES / "soup.html").read_text("utf-8").replace("charset=windows-1251", "charset=utf-8").encode("windows-1251")
    )
    (article,), (problem,) = read(content)
    assert "снова принимает посетителей" in article.text
    assert (problem.kind, "encoding" in problem.message) == ("warning", True)


def test_a_broken_byte_in_a_utf_8_page_does_not_change_its_encoding(read: Read) -> None:
    content = page(body="<p>“Café”, “naïve”, “señor” — the clerk’s three words, said “one” by “one”.</p>").encode()
    (article,), (problem,) = read(content.replace(b"stamped", b"st\xe4mped"))
    assert "“Café”" in article.text and "st\ufffdmped" in article.text
    assert (problem.kind, "UTF-8" in problem.message) == ("warning", True)


def test_western_pages_say_latin_1_and_mean_windows_1252(read: Read) -> None:
    content = page(body="<p>“Tea”, she said.</p>").replace("utf-8", "iso-8859-1").encode("cp1252")
    (article,), problems = read(content)
    assert ("“Tea”, she said." in article.text, problems) == (True, [])


def test_a_declared_language_that_the_detector_does_not_know_is_kept(read: Read) -> None:
    (article,), _ = read(
        page(lang="prs-AF").replace(PARAGRAPHS, "<p>سفارت کاروانیا در شهر سلم روز شنبه باز شد.</p>" * 9)
    )
    assert article.language == "prs"


def test_two_readings_of_a_page_are_one_article(read: Read) -> None:
    content = (PAGES / "wire.html").read_bytes()
    assert read(content)[0][0].key == read(content)[0][0].key


def test_a_short_page_keeps_its_lines_and_loses_its_headline(read: Read) -> None:
    words = ["The consul left the town of Duvrin on the first train, said a porter.", "Nobody waved to her, he said."]
    body = f'<h1>Consul leaves</h1><p class="byline">By Rana Dellow</p><p>{words[0]}</p><p>{words[1]}</p>'
    (article,), _ = read(
        f'<html lang="en"><head><title>Consul leaves</title></head><body><article>{body}</article></body></html>'
    )
    assert (article.text.split("\n"), article.title, article.author) == (words, "Consul leaves", "Rana Dellow")


def test_the_cleaner_that_extraction_needs_can_be_imported() -> None:
    assert importlib.import_module("lxml_html_clean").Cleaner is not None


@pytest.mark.parametrize("case", STATED, ids=[c["why"] for c in STATED])
def test_who_wrote_under_which_headline_in_which_outlet(read: Read, case: dict[str, str]) -> None:
    body = case["body"]
    body = body.replace("PROSE", PARAGRAPHS) if "PROSE" in body else body + PARAGRAPHS
    (article,), _ = read(f'<html><head><meta charset="utf-8">{case["head"]}</head><body>{body}</body></html>')
    wanted = (case.get("title"), case.get("outlet"), case.get("author"))
    assert (article.title, article.outlet, article.author) == wanted, case["why"]
