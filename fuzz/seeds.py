"""Writes the seeds of the corpus: the smallest whole piece of each format. `python -m fuzz.seeds`."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

from tests.read.archives import record, response, zipped
from tests.read.test_feeds import ATOM, RDF, RSS
from tests.read.test_mail import letter
from tests.read.test_pages import page
from tests.read.test_pdf import FIRST, SECOND, pdf

CORPUS = Path(__file__).parent / "corpus"


def seeds() -> dict[str, list[bytes]]:
    """By target."""
    message = letter()
    message.set_content("The consul left.\n" * 20)
    message.add_alternative("<p>The consul left.</p>", subtype="html")
    web = page('<meta name="pubdate" content="2023-03-26">', "<p>He waved.</p>").encode()
    feeds = [RSS.encode(), ATOM.encode(), RDF.encode()]
    feed = (
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "https://x.example", "content_text": "A."}]}'
    )
    warc = record(response(web)) + record(b"The consul left.", "resource", Content_Type="text/plain")
    letters, pdfs = [bytes(message)], [pdf([FIRST, SECOND], "/Title (Keys)")]
    lines = b'{"text": "One."}\n{"text": "Two.", "published": "2023"}\n'
    return {
        "html": [web],
        "feed": feeds,
        "entries": [*feeds, feed],
        "outline": [b'<opml><body><outline xmlUrl="https://x.example/feed" text="x"/></body></opml>'],
        "mail": letters,
        "pdf": pdfs,
        "odd-text": ["Консул Карвании покинул город первым поездом и увёз с собой печать.".encode("cp1251")],
        "whole": [
            web, *feeds, feed, warc, gzip.compress(warc, mtime=0), zipped({"a.html": web, "b/c.jsonl": lines}), lines,
            zipped({"datapackage.json": b"{}", "archive/a.warc": warc}), b"Title: Keys\nPublished: 2023\n\nBody.",
            *letters, *pdfs, b"[" + lines.splitlines()[0] + b"]", "The consul.".encode("utf-16"),
        ],
    }  # fmt: skip


def main() -> None:
    """Write each seed under its hash, as the fuzzer names what it finds."""
    for target, contents in seeds().items():
        (CORPUS / target).mkdir(parents=True, exist_ok=True)
        for content in contents:
            (CORPUS / target / hashlib.sha1(content, usedforsecurity=False).hexdigest()).write_bytes(content)


if __name__ == "__main__":
    main()
