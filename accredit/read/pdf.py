"""PDF: the words of its pages, joined to paragraphs, and what it states about itself.

The day on which a file was made is no day of publication, so it is not taken; a first page that gives one
in a line of its own does.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from typing import Any
from warnings import catch_warnings

from accredit.errors import ArticleError, OversizedError, UnreadableError
from accredit.read.dates import days_in_words
from accredit.read.found import Found
from accredit.read.language import settled
from accredit.read.problem import oversized

MOST_PAGES = 2_000
LONGEST_TEXT = 20_000_000

_SENTENCE_END = re.compile(r"[.!?…:؟。][\"'”’»)]*$")
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|- ?)?[0-9]{1,4}(?: ?(?:of|/) ?[0-9]{1,4})?(?: ?-)?", re.IGNORECASE)
_BROKEN_WORD = re.compile(r"(\w)[-\u00ad\u2010]$")
_LONGEST_DATE_LINE = 80
_TOP = 12  # lines of the first page in which the day of publication may stand


def found(data: bytes, address: str | None = None) -> Found:
    """The article of a PDF. Raises UnreadableError when it is broken, locked, or holds no words."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it thinks of odd files is nobody's concern
    try:
        with catch_warnings(action="ignore"):
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableError("is a PDF that needs a password")
            pages, broken = _pages(reader)
            told = _told(reader)
    except (ArticleError, MemoryError, RecursionError):
        raise
    except Exception as error:
        # Not swallowed: broken files find faults of the library, and one must not stop the others.
        raise UnreadableError(f"is a PDF that cannot be read: {type(error).__name__}: {error}") from error
    lines = [line for page in _without_frame(pages) for line in page]
    text = paragraphs(lines)
    if not text.strip():
        raise UnreadableError(
            "is a PDF whose pages are broken" if broken else "is a PDF without text: perhaps pictures"
        )
    return Found(
        text,
        url=address,
        title=told.get("title"),
        published=_dated(lines[:_TOP]),
        language=settled(told.get("language"), text),
        author=told.get("author"),
        warnings=(f"{broken} broken pages were passed over",) if broken else (),
    )


def _pages(reader: Any) -> tuple[list[list[str]], int]:
    """The lines of each page, and how many pages could not be read."""
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise OversizedError(f"a PDF of {count:,} pages: at most {MOST_PAGES:,} are read")
    pages: list[list[str]] = []
    held = broken = 0
    for page in reader.pages:
        try:
            text = page.extract_text() or ""
        except (MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - a broken page costs itself; it is counted, and said
            broken += 1
            continue
        held += len(text)
        if held > LONGEST_TEXT:
            raise OversizedError(oversized(None, LONGEST_TEXT))
        pages.append([" ".join(line.split()) for line in text.splitlines()])
    return pages, broken


def _told(reader: Any) -> dict[str, str]:
    """Title, author and language, where they are words; programs put file names there."""
    information = reader.metadata or {}
    title, author = information.get("/Title"), information.get("/Author")
    language = reader.root_object.get("/Lang")
    told = {"title": title, "author": author, "language": language}
    words = {name: " ".join(str(value).split()) for name, value in told.items() if value is not None}
    if re.search(r"\.(?:docx?|pdf|indd|qxd|odt|rtf|html?)$|^untitled|^microsoft word", words.get("title", ""), re.I):
        del words["title"]
    return {name: value for name, value in words.items() if value}


def _without_frame(pages: list[list[str]]) -> list[list[str]]:
    """Pages without their numbers and without lines that stand at the top or foot of most of them."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    repeated = {key for key, count in edges.items() if key and count >= max(2, 0.6 * len(pages))}
    kept = []
    for page in pages:
        edge = {id(line) for line in _edges(page)}
        kept.append(
            [
                line
                for line in page
                if not (id(line) in edge and (_key(line) in repeated or _PAGE_NUMBER.fullmatch(line)))
            ]
        )
    return kept


def _edges(page: list[str]) -> list[str]:
    lines = [line for line in page if line]
    return lines[:2] + lines[-2:]


def _key(line: str) -> str:
    """A line without its figures: page numbers in running titles differ."""
    return re.sub(r"[0-9]+", "0", line.lower())


def paragraphs(lines: list[str]) -> str:
    """Lines joined to paragraphs: one ends at an empty line, or at the end of a sentence in a short line."""
    full = sorted(len(line) for line in lines if line)
    usual = full[int(len(full) * 0.8)] if full else 0
    parts: list[str] = []
    open_ = False
    for line in lines:
        if not line:
            open_ = False
            continue
        if open_ and (broken := _BROKEN_WORD.search(parts[-1])) and line[:1].islower():
            parts[-1] = parts[-1][: broken.start(1) + 1] + line
        elif open_:
            parts[-1] = f"{parts[-1]} {line}"
        else:
            parts.append(line)
        short = len(line) < 0.75 * usual
        open_ = not (short and (_SENTENCE_END.search(line) or len(line) < 0.5 * usual))
    return "\n".join(parts)


def _dated(lines: list[str]) -> str | None:
    """The one day that short lines at the top of the first page give."""
    short = [line for line in lines if len(line) <= _LONGEST_DATE_LINE and not _SENTENCE_END.search(line)]
    days = list(dict.fromkeys(day for line in short for day in days_in_words(line)))
    return days[0] if len(days) == 1 else None
