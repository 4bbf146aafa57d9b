"""Input that is made to hurt: each is refused in one line, within its time and its memory. All of it is made here."""

from __future__ import annotations

import gzip
import io
import os
import signal
import struct
import subprocess
import sys
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from accredit.errors import OutOfProportionError, OversizedError, UnreadableError
from accredit.read import Problem, isolated, unpack
from accredit.read.isolated import Task
from tests.read.archives import PAGE_HEAD, record, response, zipped
from tests.read.reading import Read, sorted_out

PAGE = b"<html><head><title>Doors</title></head><body><article>" + b"<p>The consul left the town today.</p>" * 9
MB = 1_000_000


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten seconds are long enough to wait for an article."""
    monkeypatch.setattr(isolated, "SECONDS", 10.0)
    yield


def refused(found: list[object], problems: list[Problem], words: str) -> None:
    """No article, and one line that says why."""
    assert found == []
    (problem,) = problems
    assert words in problem.message
    assert "\n" not in str(problem) and len(str(problem)) < 400


def bomb(size: int) -> bytes:
    """A gzip of so many spaces."""
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=9) as packed:
        for _ in range(size // MB):
            packed.write(b" " * MB)
    return out.getvalue()


class TestBombs:
    def test_a_gzip_bomb(self, read: Read) -> None:
        content = bomb(100 * MB)
        assert len(content) < MB
        tracemalloc.start()
        begun = time.monotonic()
        found, problems = read(content)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        refused(found, problems, "20,000,000")
        assert peak < 100 * MB and time.monotonic() - begun < 20

    def test_a_gzip_bomb_of_lines(self, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        """Lines may go on for ever, as an export does, but not out of proportion."""
        monkeypatch.setattr(unpack, "SLACK", 5 * MB)
        line = b'{"text": ' + b" " * 9000 + b'"a"}\n'
        packed = zlib.compressobj(9, wbits=31)
        content = b"".join(packed.compress(line * 1000) for _ in range(4)) + packed.flush()
        found, problems = read(content)
        assert problems[-1].error is OutOfProportionError
        assert 0 < len(found) < 4_000

    def test_a_gzip_bomb_as_a_warc(self, read: Read) -> None:
        begin = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000000\r\n\r\n"
        packed = zlib.compressobj(9, wbits=31)
        content = packed.compress(begin) + b"".join(packed.compress(bytes(MB)) for _ in range(100)) + packed.flush()
        found, problems = read(content)
        assert found == [] and problems[-1].error is OutOfProportionError

    def test_a_bomb_inside_a_record(self, read: Read) -> None:
        found, problems = read(record(response(bomb(60 * MB), PAGE_HEAD + "Content-Encoding: gzip\r\n")))
        refused(found, problems, "20,000,000")

    def test_gzip_in_gzip_in_gzip(self, read: Read) -> None:
        content = b"The consul left."
        for _ in range(unpack.DEEPEST):
            content = gzip.compress(content)
        assert len(read(content)[0]) == 1
        refused(*read(gzip.compress(content)), "packed more than 3 times")

    def test_zip_in_zip_without_end(self, read: Read) -> None:
        content = zipped({"a": b"The consul left."})
        for _ in range(9):
            content = zipped({"a": content})
        refused(*read(content), "packed more than 3 times")

    def test_a_zip_bomb_of_overlapping_members(self, read: Read) -> None:
        """One packed body with a thousand names: the sum is what counts, and the library or the bound refuses it."""
        body = zlib.compressobj(9, wbits=-15)
        data = body.compress(b'{"text": "' + b"a" * 15 * MB + b'"}\n') + body.flush()
        local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(data), 15 * MB + 13, 1, 0) + b"a" + data
        sizes = (0, len(data), 15 * MB + 13, 1, 0, 0, 0, 0, 0, 0)
        rows = (struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes) + b"a") * 1000
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1000, 1000, len(rows), len(local), 0)
        begun = time.monotonic()
        found, problems = read(local + rows + end)
        assert len(found) < 10 and problems
        assert time.monotonic() - begun < 30

    def test_a_zip_with_a_million_members(self, read: Read) -> None:
        end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 60 * MB, 0, 0)
        refused(*read(b"PK\3\4" + bytes(100) + end), "members")

    def test_members_in_packings_that_take_memory_as_they_say(self, read: Read) -> None:
        found, problems = read(zipped({"a": b"The consul left."}, zipfile.ZIP_LZMA))
        refused(found, problems, "packed in a way that is not read")


class TestStreams:
    def test_a_stream_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Endless(io.RawIOBase):
            given = 0

            def readable(self) -> bool:
                return True

            def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
                buffer[:] = b"word " * (len(buffer) // 5) + b" " * (len(buffer) % 5)
                self.given += len(buffer)
                return len(buffer)

        endless = Endless()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))
        refused(*sorted_out(["-"]), "20,000,000")
        assert endless.given < 25 * MB

    def test_a_line_of_a_gigabyte_and_the_next_one(self, tmp_path: Path) -> None:
        """Not held in memory, and no reason to miss the line after it."""
        path = tmp_path / "long.jsonl"
        with path.open("wb") as out:
            out.write(b'{"text": "One."}\n{"text": "')
            out.seek(1000 * MB, 1)  # a hole: a gigabyte on no disk
            out.write(b'"}\n{"text": "Two."}\n')
        tracemalloc.start()
        found, (problem,) = sorted_out([path])
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [a.text for a in found] == ["One.", "Two."]
        assert problem.place.endswith(":2") and problem.error is OversizedError
        assert peak < 80 * MB


class TestDepth:
    @pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "font"])
    def test_a_page_nested_without_end(self, read: Read, quick: None, tag: str) -> None:
        begun = time.monotonic()
        found, problems = read(b"<html><body>" + f"<{tag}>".encode() * 100_000 + b"The consul left.")
        assert len(found) + len(problems) == 1
        assert time.monotonic() - begun < 15

    def test_json_nested_without_end(self, read: Read) -> None:
        refused(*read('{"text": "a",\n "more": ' + "[" * 500_000, name="a.json"), "no JSON")

    def test_a_feed_nested_without_end(self, read: Read, quick: None) -> None:
        found, problems = read(b"<rss><channel>" + b"<item><title>x</title>" * 100_000)
        refused(found, problems, "feed")

    def test_mail_nested_without_end(self, read: Read, quick: None) -> None:
        part = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(50_000))
        refused(*read(b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=0\n\n" + part), "parts")

    def test_mail_of_a_hundred_thousand_header_lines(self, read: Read, quick: None) -> None:
        begun = time.monotonic()
        found, problems = read(
            b"From: a@b.example\nMIME-Version: 1.0\n" + b"Subject: =?utf-8?q?x?=\n" * 100_000 + b"\nHi."
        )
        assert len(found) + len(problems) == 1
        assert time.monotonic() - begun < 15


class TestEntities:
    LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))

    def test_a_feed_that_declares_entities(self, read: Read) -> None:
        content = (
            f"<?xml version='1.0'?><!DOCTYPE rss [{self.LAUGHS}]><rss><channel><item><description>&l9;</description>"
        )
        refused(*read(content), "entities")

    def test_a_page_that_declares_entities(self, read: Read, quick: None) -> None:
        content = f"<!DOCTYPE html [{self.LAUGHS}]><html><body><p>&l9;</p></body></html>"
        found, problems = read(content)
        assert len("".join(a.text for a in found)) < 2000 and len(found) + len(problems) == 1

    def test_an_entity_that_names_a_file(self, read: Read, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("a secret that must stay")
        for kind in ("rss", "html"):
            content = (
                f'<?xml version="1.0"?><!DOCTYPE {kind} [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
                f"<{kind}><channel><item><description>&x;</description></item></channel><body><p>&x;</p></body></{kind}>"
            )
            found, _ = read(content)
            assert "secret that" not in "".join(a.text for a in found)


class TestLengths:
    @pytest.mark.parametrize("length", ["-1", "0x10", "1e3", "", "99999999999999999999", "12 34", "９"])
    def test_a_record_whose_length_is_none(self, read: Read, length: str) -> None:
        refused(*read(record(response(PAGE), Content_Length=length)), "record 1 has the length")

    def test_a_record_that_says_more_than_there_is(self, read: Read) -> None:
        found, problems = read(record(response(PAGE), Content_Length="19000000"))
        assert len(found) == 1
        assert "cut off or a wrong length" in problems[-1].message

    def test_a_record_that_says_less_than_there_is(self, read: Read) -> None:
        found, problems = read(record(response(PAGE), Content_Length="100") + record(response(PAGE)))
        assert "does not begin as a WARC record" in problems[-1].message or "no end" in problems[-1].message
        assert len(found) <= 1

    def test_header_lines_without_end(self, read: Read) -> None:
        refused(*read(b"WARC/1.0\r\n" + b"X: " + b"y" * 5 * MB), "no end of its header lines")

    @pytest.mark.parametrize("size", [b"ffffffff", b"-5", b"", b"zz"])
    def test_chunks_of_wrong_lengths(self, read: Read, size: bytes) -> None:
        block = response(size + b"\r\n" + PAGE, PAGE_HEAD + "Transfer-Encoding: chunked\r\n")
        found, problems = read(record(block))
        assert len(found) + len(problems) == 1


class TestNames:
    @pytest.mark.parametrize(
        "name", ["../../etc/cron.d/x", "/etc/passwd", "a/../../x", "C:\\x", "..\\x", "~/x", "\\\\host\\x"]
    )
    def test_a_name_that_leads_out_is_refused_and_the_others_are_read(
        self, read: Read, tmp_path: Path, name: str
    ) -> None:
        found, (problem,) = read(zipped({name: b"Out.", "in.txt": b"In."}))
        assert [a.text for a in found] == ["In."]
        assert "leads out of the archive" in problem.message
        assert sorted(p.name for p in tmp_path.iterdir()) == ["piece"]

    def test_a_link_in_an_archive_is_not_followed(self, read: Read) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            info = zipfile.ZipInfo("passwd")
            info.external_attr = 0o120777 << 16
            archive.writestr(info, "/etc/passwd")
        refused(*read(out.getvalue()), "link")

    def test_a_name_that_would_write_on_the_terminal(self, read: Read) -> None:
        _, (problem,) = read(zipped({"a\x1b[2J\nb": b"\0"}))
        assert problem.place.isprintable()

    def test_a_file_address_is_no_path(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("The consul left.")
        refused(*sorted_out([f"file://{tmp_path}/x"]), "no such file")


@pytest.mark.parametrize(
    "data", ['"words"', "[5]", "5", '{"@context": "https://schema.org", "@type": {"a": 1}}', "[" * 3000 + "]" * 3000]
)
def test_linked_data_of_an_odd_shape_costs_no_page(read: Read, data: str) -> None:
    """It states nothing that can be used; the page is read as if it were not there."""
    script = f'<script type="application/ld+json">{data}</script>'.encode()
    (with_it,), problems = read(PAGE.replace(b"<body>", b"<body>" + script))
    ((without,), _) = read(PAGE)
    assert b"<body>" in PAGE and problems == []
    assert (with_it.text, with_it.title) == (without.text, without.title)


class TestTheChild:
    """The process that takes pages apart."""

    @pytest.mark.parametrize(
        "content", [PAGE, PAGE + b"<p>words</p>" * 100_000], ids=["small", "more than a pipe holds"]
    )
    def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_read(
        self, read: Read, monkeypatch: pytest.MonkeyPatch, content: bytes
    ) -> None:
        """The process that does nothing any more is ended, and another reads on."""
        assert len(read(PAGE)[0]) == 1
        process = isolated._Child.current().process
        os.kill(process.pid, signal.SIGSTOP)
        monkeypatch.setattr(isolated, "SECONDS", 1.0)
        refused(*read(content), "takes longer than 1 seconds to take apart: given up")
        assert process.poll() == -signal.SIGKILL
        monkeypatch.setattr(isolated, "SECONDS", 30.0)
        assert len(read(PAGE)[0]) == 1

    def test_a_child_that_dies_costs_one_article(self, read: Read) -> None:
        assert len(read(PAGE)[0]) == 1
        child = isolated._Child.current()
        child.process.kill()
        found, problems = read(PAGE)
        assert len(found) + len(problems) == 1
        assert len(read(PAGE)[0]) == 1

    def test_its_memory_is_bounded(self, monkeypatch: pytest.MonkeyPatch, read: Read) -> None:
        if sys.platform != "linux":
            pytest.skip("the system does not hold a process to its address space")
        large = PAGE + b"<p>The consul left the town.</p>" * 500_000
        for most in (250, 400, 700):  # it ends in the parser, while the tree is copied, while words are found
            monkeypatch.setattr(isolated, "MEMORY", most * MB)
            isolated._Child.end()
            refused(*read(large), "needs more memory than one article may have: given up")
            assert isolated._Child._now is None

    def test_the_system_holds_it_to_the_documented_bound(self, read: Read) -> None:
        if sys.platform != "linux":
            pytest.skip("the system does not hold a process to its address space")
        assert len(read(PAGE)[0]) == 1
        limits = Path(f"/proc/{isolated._Child.current().process.pid}/limits").read_text("ascii")
        (line,) = [line for line in limits.splitlines() if line.startswith("Max address space")]
        assert line.split()[3] == str(isolated.MEMORY) == "3000000000"

    def test_what_lies_in_the_folder_is_not_imported(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Read
    ) -> None:
        (tmp_path / "lxml.py").write_text("raise SystemExit(3)")
        monkeypatch.chdir(tmp_path)
        isolated._Child.end()
        assert len(read(PAGE)[0]) == 1

    def test_it_ends_with_its_parent(self, root: Path) -> None:
        code = (
            "import os\nfrom accredit.read import isolated\nfrom accredit.read.isolated import Task\n"
            f"isolated.found(Task('html', {PAGE!r}))\n"
            "print(isolated._Child.current().process.pid, flush=True)\nos._exit(1)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=False)
        pid = int(done.stdout)
        deadline = time.monotonic() + 20
        while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
            if "zombie" in Path(f"/proc/{pid}/status").read_text("utf-8"):
                break
            time.sleep(0.05)
        else:
            assert not Path(f"/proc/{pid}").exists()

    def test_faults_are_words(self) -> None:
        with pytest.raises(UnreadableError, match="KeyError"):
            isolated.found(Task("no such kind", b""))
