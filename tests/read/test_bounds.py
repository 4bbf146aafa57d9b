"""The table of docs/formats.md, measured: each input is refused with its message, and takes no more than is said there.

Everything is read in a process of its own, whose memory the system measures. Time is bounded by what ends the work
(a count of bytes, a depth, or the deadline of the process that takes pages apart), so a run that ends at all with
the right message was ended by it; the ceiling here only ends a run that hangs.
"""

from __future__ import annotations

import gzip
import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from accredit.read import isolated
from tests.read import test_hostile
from tests.read.archives import PAGE_HEAD, record, response, zipped
from tests.read.test_hostile import PAGE, bomb
from tests.read.test_pdf import FIRST, pdf

MB = 1_000_000
OWN = 300 * MB
"""What docs/formats.md says of this process: whatever is read, it takes no more."""

HANGS = 300


@dataclass(frozen=True)
class Case:
    """A row of the table: what is read, the words of its message, and the most memory of the child."""

    name: str
    made: Callable[[], bytes]
    words: str
    child: int = 0  # bytes; 0 for what needs no child
    kept: bool = False  # whether articles come out of it, before it is refused or because it is none the worse


def packed(parts: list[bytes]) -> bytes:
    """A gzip of pieces, each held only while it is packed."""
    out = zlib.compressobj(9, wbits=31)
    return b"".join(out.compress(part) for part in parts) + out.flush()


def overlapping() -> bytes:
    content = b'{"text": "' + b"a" * 15 * MB + b'"}\n'
    body = zlib.compressobj(9, wbits=-15)
    data = body.compress(content) + body.flush()
    check = zlib.crc32(content)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, check, len(data), len(content), 1, 0) + b"a" + data
    sizes = (check, len(data), len(content), 1, 0, 0, 0, 0, 0, 0)
    rows = (struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes) + b"a") * 1000
    return local + rows + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(rows), len(local), 0)


def many_members() -> bytes:
    """The list is of the newer kind, whose count has room for it."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 3 * MB, 3 * MB, MB, 104)
    place = struct.pack("<4sLQL", b"PK\6\7", 0, 104, 1)
    return b"PK\3\4" + bytes(100) + record + place + struct.pack("<4s4H2LH", b"PK\5\6", *(65535,) * 4, MB, 104, 0)


def long_list() -> bytes:
    return b"PK\3\4" + bytes(100) + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 60 * MB, 0, 0)


def packed_pdf() -> bytes:
    """A page whose content unpacks to a gigabyte."""
    out = zlib.compressobj(9)
    body = b"".join(out.compress(b"BT (x) Tj ET " * 80_000) for _ in range(1000)) + out.flush()
    whole = pdf([FIRST])
    old = re.search(rb"<<[^<>]*/Length \d+[^<>]*>>\s*stream\r?\n.*?endstream", whole, re.DOTALL)
    assert old is not None
    new = b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(body) + body + b"\nendstream"
    return whole[: old.start()] + new + whole[old.end() :]


def laughs(kind: str) -> bytes:
    item = f"<{kind}><channel><item><title>t</title><description>&l9;</description></item></channel></{kind}>"
    return f"<?xml version='1.0'?><!DOCTYPE {kind} [{test_hostile.TestEntities.LAUGHS}]>{item}".encode()


def nested_mail() -> bytes:
    part = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(50_000))
    return b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=0\n\n" + part


CHILD = 1_000 * MB
BYTES = "an article may hold 20,000,000"
PROPORTION = "out of proportion, so it is refused"
LINE = b'{"text": ' + b" " * 9000 + b'"a"}\n'
ENDLESS = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000000\r\n\r\n"


def bomb_in_record() -> bytes:
    return record(response(bomb(1000 * MB), PAGE_HEAD + "Content-Encoding: gzip\r\n"))


def four_times() -> bytes:
    content = PAGE
    for _ in range(4):
        content = gzip.compress(content)
    return content


def leading_out() -> bytes:
    return zipped({"../../etc/x": b"Out."})


CASES = [
    Case("a gzip bomb", lambda: bomb(1000 * MB), BYTES),
    Case("a gzip bomb inside a gzip", lambda: gzip.compress(bomb(1000 * MB)), BYTES),
    Case("a gzip bomb inside a ZIP", lambda: zipped({"a": bomb(1000 * MB)}), BYTES),
    Case("a gzip bomb inside a record", bomb_in_record, BYTES),
    Case("packings inside each other", four_times, "is packed more than 3 times: not opened any further"),
    Case("a gzip bomb of lines", lambda: packed([LINE * 100] * 400), PROPORTION, kept=True),
    Case("a gzip bomb as a web archive", lambda: packed([ENDLESS, *[bytes(MB)] * 300]), PROPORTION),
    Case("a ZIP of a thousand names for one body", overlapping, PROPORTION),
    Case("a ZIP of too many members", many_members, "members: at most 100,000 are read"),
    Case("a ZIP with a list of 60 megabytes", long_list, "a list of members of 60,000,000 bytes: at most 20,000,000"),
    Case("a name that leads out of its archive", leading_out, "its name leads out of the archive: not read"),
    Case("a record that says 900 gigabytes", lambda: record(response(PAGE), Content_Length="900000000000"),
         "cut off or a wrong length"),
    Case("a record whose length is no number", lambda: record(response(PAGE), Content_Length="-1"),
         "not WARC from there on"),
    Case("header lines of a record without end", lambda: b"WARC/1.0\r\n" + b"X: " + b"y" * 100 * MB,
         "has no end of its header lines"),
    Case("JSON nested without end", lambda: b'{"text": "a",\n "more": ' + b"[" * 500_000,
         "is no JSON that can be read: nested too deeply"),
    Case("a page nested without end", lambda: b"<html><body>" + b"<div>" * 100_000 + b"The consul left.",
         "no article text in the page", CHILD),
    Case("a page of start tags without end", lambda: b"<html><body>" + b"<a " * 300_000,
         "no article text in the page", CHILD),
    Case("a page of a million tables in each other",
         lambda: b"<html><body><p>Words.</p>" + b"<table><tr><td>x" * 1_100_000, "", CHILD, kept=True),
    Case("a feed nested without end", lambda: b"<rss><channel>" + b"<item><title>x</title>" * 100_000,
         "a feed whose entries hold no text", CHILD),
    Case("a feed of a hundred thousand entries",
         lambda: b"<rss><channel>" + b"<item><title>x</title></item>" * 100_000 + b"</channel></rss>",
         "entries: at most 5,000 are read", CHILD),
    Case("a feed that declares entities", lambda: laughs("rss"), "declares entities of its own", CHILD),
    Case("mail nested without end", nested_mail, "is mail with more than 500 parts", CHILD),
    Case("a page of a PDF that unpacks to a gigabyte", packed_pdf, "is a PDF whose pages are broken", CHILD),
]  # fmt: skip


def measured(paths: list[str], **options: Any) -> dict[str, Any]:
    """What reading them gives and takes, in a process of its own."""
    command = [sys.executable, "-m", "tests.read.measuring", *paths]
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(command, capture_output=True, cwd=root, timeout=HANGS, check=True, **options)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_made_to_hurt_takes_no_more_than_is_said(case: Case, tmp_path: Path) -> None:
    (tmp_path / "piece").write_bytes(case.made())
    told = measured([str(tmp_path / "piece")])
    assert bool(told["texts"]) == case.kept
    assert case.words in " ".join(told["problems"])
    assert sum(told["texts"]) <= 200 * MB
    assert told["own"] <= OWN
    assert told["child"] <= case.child <= isolated.MEMORY


def test_a_line_of_a_gigabyte(tmp_path: Path) -> None:
    with (tmp_path / "long.jsonl").open("wb") as out:
        out.write(b'{"text": "One."}\n{"text": "')
        out.seek(1000 * MB, 1)  # a hole: a gigabyte on no disk
        out.write(b'"}\n{"text": "Two."}\n')
    told = measured([str(tmp_path / "long.jsonl")])
    assert (told["texts"], told["child"]) == ([4, 4], 0)
    assert "an article may hold 20,000,000" in told["problems"][0] and told["own"] <= OWN


def test_a_stream_without_end() -> None:
    """It is left when the bound is reached: who pours it finds nobody who drinks."""
    pouring = "import sys\nwhile True: sys.stdout.buffer.write(b'word ' * 20_000)"
    source = subprocess.Popen([sys.executable, "-c", pouring], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        told = measured(["-"], stdin=source.stdout)
    finally:
        assert source.stdout is not None
        source.stdout.close()
        source.kill()
        source.wait()
    assert told["texts"] == [] and told["own"] <= OWN
    assert "more than 20,000,000 bytes: an article may hold 20,000,000" in told["problems"][0]


def test_a_file_address_is_no_way_to_a_file(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("The consul left.")
    told = measured([f"file://{tmp_path}/x"])
    assert (told["texts"], told["problems"]) == ([], ["no such file or folder"])


def test_a_plain_page_and_the_largest_one_that_is_read(tmp_path: Path) -> None:
    """The bounds are no empty words: what is allowed fits into them."""
    (tmp_path / "small").write_bytes(PAGE)
    (tmp_path / "large").write_bytes((b"The consul left the town on the first train. " * 450_000)[: 20 * MB - 1])
    small, large = (measured([str(tmp_path / name)]) for name in ("small", "large"))
    assert len(small["texts"]) == len(large["texts"]) == 1
    assert max(small["own"], large["own"]) <= OWN and 0 < small["child"] <= 400 * MB


def test_every_row_of_the_table_is_measured(root: Path) -> None:
    page = (root / "docs" / "formats.md").read_text("utf-8")
    assert [case.name for case in CASES if f"| {case.name} |" not in page] == []
    assert [case.words for case in CASES if case.words and case.words not in page] == []
    assert f"{OWN:,}" in page and f"{CHILD:,}" in page and f"{isolated.MEMORY:,}" in page
