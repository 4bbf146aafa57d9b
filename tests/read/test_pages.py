"""Saved pages: the text without its frame, and only what the page states about itself."""

from __future__ import annotations

import importlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from accredit.errors import UnreadableError
from tests.read.conftest import Read

PAGES = Path(__file__).parent / "pages"
EXPECTED = tomllib.loads((PAGES / "expected.toml").read_text("utf-8"))["page"]
PARAGRAPHS = (
    "<p>The Karvanian consulate in Duvrin opened its doors at nine, as on every other day of this long and quiet year.</p>"
    "<p>Its clerk stamped four passports, drank six cups of coffee and told this paper that nothing at all had changed.</p>"
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


@pytest.mark.parametrize(
    ("head", "body", "published", "why"),
    [
        ('<meta property="article:published_time" content="2023-03-26T10:00:00+0430">', "", "2023-03-26T10:00:00+0430", "stated"),
        ('<meta name="DC.date.issued" content="2023-03-26">', "", "2023-03-26", "stated, in any case of letters"),
        ('<meta name="parsely-pub-date" content="Sun, 26 Mar 2023 10:00:00 GMT">', "", "2023-03-26T10:00:00+00:00", "mail form"),
        ('<meta name="pubdate" content="20230326">', "", "2023-03-26", "short ISO form"),
        ('<meta name="pubdate" content="March 26, 2023">', "", "2023-03-26", "the month in words"),
        ('<meta name="pubdate" content="2023-03">', "", "2023-03", "no more precise than stated"),
        ('<meta name="pubdate" content="03/04/2023">', "", None, "two readings"),
        ('<meta name="pubdate" content="1970-01-01">', "", None, "the zero of a clock is no date"),
        ('<meta name="pubdate" content="">', "", None, "empty"),
        ('<meta name="date" content="2023-03-26">', "", "2023-03-26", "a plain date tag, for want of better"),
        ('<meta name="date" content="2024-01-01"><meta itemprop="datePublished" content="2023-03-26">', "", "2023-03-26", "rank"),
        ('<meta name="pubdate" content="2023-03-26"><meta name="publish-date" content="2023-03-27">', "", None, "they disagree"),
        ('<meta name="pubdate" content="2023-03-26"><meta property="article:published_time" content="2023-03-26T10:00:00Z">', "",
         "2023-03-26T10:00:00Z", "they agree: the more precise one"),
        ('<meta property="og:updated_time" content="2023-03-26">', "", None, "a date of change"),
        ("", '<time datetime="2023-03-26">26 March</time>', "2023-03-26", "the only time in the article"),
        ("", '<time datetime="2023-03-26">a</time><time datetime="2023-04-26">b</time>', None, "two unmarked times"),
        ("", '<time class="entry-date published updated" datetime="2023-03-26">26 March</time>', "2023-03-26", "published, never changed"),
        ("", '<p>It fell on <time datetime="1912-03-26">that day</time>.</p>', None, "a time in a sentence is the story's"),
        ("", '<span class="entry-date">03/04/2023</span>', None, "two readings"),
        ("", '<span class="entry-date">26 Mar 2023, 10:00</span>', "2023-03-26", "a marked byline"),
        ("", '<span class="date-published">Updated 26 March 2023</span>', None, "the words say that it is a change"),
        ("", "<p>Published on 26 March 2023 by the council.</p>", None, "an unmarked sentence"),
        ('<link rel="canonical" href="https://s.example/2023/03/26/doors">', "", "2023-03-26", "the day in the address"),
        ('<link rel="canonical" href="https://s.example/2023/03/doors">', "", None, "a month in the address may be a folder"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-03-26", broken</script>', "", "2023-03-26",
         "the only datePublished of a block that cannot be parsed"),
        ('<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2023-03-26"},'
         '{"@type": "NewsArticle", "datePublished": "2022-03-26"}]</script>', "", None, "two articles, none named as this page"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Doors",'
         ' "video": {"@type": "VideoObject", "datePublished": "2022-03-26"}}</script>', "", None, "the video's day"),
    ],
)  # fmt: skip
def test_only_a_stated_day_of_publication_counts(read: Read, head: str, body: str, published: str | None, why: str) -> None:
    (article,), problems = read(page(head, body))
    assert article.published == published, why
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
    content = (PAGES / "soup.html").read_text("utf-8").replace("charset=windows-1251", "charset=utf-8").encode("windows-1251")
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
    (article,), _ = read(page(lang="prs-AF").replace(PARAGRAPHS, "<p>سفارت کاروانیا در شهر سلم روز شنبه باز شد.</p>" * 9))
    assert article.language == "prs"


def test_two_readings_of_a_page_are_one_article(read: Read) -> None:
    content = (PAGES / "wire.html").read_bytes()
    assert read(content)[0][0].key == read(content)[0][0].key


def test_the_cleaner_that_extraction_needs_can_be_imported() -> None:
    assert importlib.import_module("lxml_html_clean").Cleaner is not None
