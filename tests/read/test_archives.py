"""gzip, ZIP, WARC and WACZ of everything that is read."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib

import pytest
from warcio import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from accredit.errors import OversizedError, UnreadableError
from accredit.model import text_digest
from accredit.read import warcfile
from tests.read.archives import PAGE_HEAD, record, response, zipped
from tests.read.reading import Read, sorted_out
from tests.read.test_pages import page

PAGE = page().encode()
TEXT = b"The consul left."
LINES = b'{"text": "One."}\n{"text": "Two."}\n'


def test_gzip_of_anything_in_one_or_many_members(read: Read) -> None:
    (article,), _ = read(gzip.compress(TEXT))
    assert article.text == TEXT.decode()
    found, problems = read(gzip.compress(LINES) + gzip.compress(LINES) + b"\0" * 512, name="a.gz")
    assert ([a.text for a in found], problems) == (["One.", "Two."] * 2, [])
    (article,), _ = read(gzip.compress(PAGE))
    assert article.title == "Doors"


def test_a_packed_name_can_still_refuse(read: Read) -> None:
    found, (problem,) = read(gzip.compress(TEXT), name="a.json.gz")
    assert (found, problem.error) == ([], UnreadableError)


def test_a_zip_gives_its_members_and_names_them(read: Read) -> None:
    files = {"b/two.html": PAGE, "a.txt": TEXT, ".hidden": TEXT, "__MACOSX/a.txt": TEXT, "b/": b"", "bad": b"\0"}
    files["page_files/look.css"] = b"body { color: red }"
    files["c.gz"] = gzip.compress(TEXT)
    found, (problem,) = read(zipped(files), name="many.zip")
    assert [a.title or a.text for a in found] == ["Doors", "The consul left.", "The consul left."]
    assert problem.place.endswith("many.zip/bad")


def test_a_zip_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zipped({"a.txt": TEXT}))))
    (article,), problems = sorted_out(["-"])
    assert (article.text, problems) == ("The consul left.", [])


def test_a_warc_gives_its_pages(read: Read) -> None:
    content = (
        record(b"software: x\r\n", "warcinfo")
        + record(b"GET / HTTP/1.1\r\n\r\n", "request")
        + record(response(PAGE))
        + record(response(b"\x89PNG", PAGE_HEAD.replace("text/html; charset=utf-8", "image/png")))
        + record(response(PAGE, PAGE_HEAD.replace("200 OK", "404 Not Found")))
        + record(TEXT, "resource", "https://selm-courier.example/note", Content_Type="text/plain")
        + record(TEXT, "metadata")
    )
    for data in (content, gzip.compress(content)):
        (first, second), problems = read(data)
        assert problems == []
        assert (first.title, first.url) == ("Doors", "https://selm-courier.example/doors")
        assert (second.text, second.url) == ("The consul left.", "https://selm-courier.example/note")


def test_a_changed_page_is_a_version_of_the_same_article(read: Read) -> None:
    changed = PAGE.replace(b"four passports", b"five passports")
    (first, second), _ = read(record(response(PAGE)) + record(response(changed)))
    assert first.id == second.id and first.carrier == second.carrier and first.key != second.key
    (other,), _ = read(record(response(PAGE), address="https://other.example/doors"))
    assert other.id != first.id


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
        (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
        (zlib.compress(PAGE, wbits=-15), "Content-Encoding: deflate\r\n"),
        (PAGE, "Content-Encoding: gzip\r\n"),  # stored unpacked by the crawler, header line kept
        (
            b"%x\r\n%s\r\n%x;x=y\r\n%s\r\n0\r\n\r\n" % (100, PAGE[:100], len(PAGE) - 100, PAGE[100:]),
            "Transfer-Encoding: chunked\r\n",
        ),
        (PAGE, "Transfer-Encoding: chunked\r\n"),
    ],
)  # fmt: skip
def test_bodies_as_they_were_sent(read: Read, body: bytes, more: str) -> None:
    (article,), problems = read(record(response(body, PAGE_HEAD + more)))
    assert (article.title, problems) == ("Doors", [])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files that warcio leaves open
def test_what_warcio_writes_is_read(read: Read) -> None:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "x"}))
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    for number in range(3):
        address = f"https://selm-courier.example/{number}"
        writer.write_record(writer.create_warc_record(address, "response", io.BytesIO(PAGE), http_headers=headers))
    found, problems = read(out.getvalue())
    assert ([a.url for a in found], problems) == ([f"https://selm-courier.example/{n}" for n in range(3)], [])


def test_what_is_written_warcio_reads(read: Read) -> None:
    block = response(PAGE)
    content = warcfile.written("warcinfo", "", "2024-05-04T12:00:00Z", b"software: accredit\r\n") + warcfile.written(
        "response", "https://selm-courier.example/doors", "2024-05-04T12:00:00Z", block, WARC_IP_Address="192.0.2.1"
    )
    kinds = []
    for found in ArchiveIterator(io.BytesIO(content), check_digests="raise"):
        kinds.append(found.rec_type)
        if found.rec_type == "response":
            assert found.content_stream().read() == PAGE
            assert found.rec_headers.get_header("WARC-Target-URI") == "https://selm-courier.example/doors"
    assert kinds == ["warcinfo", "response"]
    (article,), _ = read(content)
    assert article.title == "Doors"


def test_a_wacz_gives_the_pages_of_its_archives_and_nothing_twice(read: Read) -> None:
    files = {
        "datapackage.json": json.dumps({"profile": "data-package"}).encode(),
        "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n{"url": "https://x.example", "text": "Doors doors."}\n',
        "archive/data.warc.gz": gzip.compress(record(response(PAGE))),
        "indexes/index.cdx": b"x",
    }
    (article,), problems = read(zipped(files), name="a.wacz")
    assert (article.title, problems) == ("Doors", [])


def test_the_text_is_the_same_in_every_packing(read: Read) -> None:
    """Evidence offsets stand on it."""
    packed = (gzip.compress(PAGE), zipped({"a": PAGE}), record(response(PAGE)), gzip.compress(record(response(PAGE))))
    texts = {read(data)[0][0].text_id for data in packed}
    assert texts == {text_digest(read(PAGE)[0][0].text)}


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["[Content_Types].xml", "word/document.xml"], "office document"),
        (["mimetype", "META-INF/container.xml"], "e-book"),
    ],
)
def test_documents_that_are_zips_are_named_for_what_they_are(read: Read, names: list[str], words: str) -> None:
    found, (problem,) = read(zipped(dict.fromkeys(names, TEXT)))
    assert found == [] and words in problem.message


def test_a_large_record_is_passed_over_and_said_when_it_was_a_page(read: Read) -> None:
    large = record(response(b"x" * 3000)) + record(b"x" * 3000, "resource", Content_Type="video/mp4")
    found, (problem,) = read(large + record(response(PAGE)), bound=2000)
    assert (len(found), problem.error) == (1, OversizedError)
