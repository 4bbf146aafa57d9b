"""A bundle proves itself: every change anywhere is found, by a program that needs nothing of ours."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from accredit.bundle import Packed, bundle, verify
from accredit.client import Reply
from accredit.errors import QuestionError
from accredit.export import Options
from accredit.fetch.snapshots import Snapshots
from accredit.ledger import open_ledger
from accredit.situation import load
from tests.export.kit import OPEN, QUOTED, SECRET, fill_with_rights
from tests.world import BELM, TARN, WORLD

DAY = date(2021, 6, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Packed]:
    place = tmp_path_factory.mktemp("bundle")
    return _made(place)


def _made(place: Path, name: str = "x.zip") -> tuple[Path, Packed]:
    with open_ledger(place / "x.db") as ledger:
        if not ledger.articles():
            fill_with_rights(ledger)
        done = bundle(ledger, WORLD, BELM, Options(as_of=DAY), place / name, place / "x.db")
    return place / name, done


class TestIntact:
    def test_the_zip_and_the_folder_are_found_intact_without_this_program(
        self, made: tuple[Path, Packed], tmp_path: Path
    ) -> None:
        path, done = made
        with zipfile.ZipFile(path) as opened:
            assert opened.testzip() is None
            opened.extractall(tmp_path)
        # -I and -S: neither this program nor any installed package can be imported.
        for more in ([], [str(path)]):
            command = [sys.executable, "-I", "-S", str(tmp_path / "verify.py"), "--root", done.root, *more]
            told = subprocess.run(command, capture_output=True, text=True, check=False)
            assert (told.returncode, told.stdout, told.stderr) == (0, "intact\n", "")

    def test_another_root_is_told(self, made: tuple[Path, Packed]) -> None:
        path, _ = made
        command = [sys.executable, "-I", "-S", str(verify.__file__), "--root", "0" * 64, str(path)]
        told = subprocess.run(command, capture_output=True, text=True, check=False)
        assert told.returncode == 1 and "the root asked for" in told.stdout

    def test_the_program_is_short_and_in_the_manifest(self, made: tuple[Path, Packed]) -> None:
        text = Path(verify.__file__).read_text("utf-8")
        assert len(text.splitlines()) < 200
        with zipfile.ZipFile(made[0]) as opened:
            names = verify.entries_of(opened.read("MANIFEST"))
            assert names["verify.py"][0] == hashlib.sha256(text.encode()).hexdigest()
            assert set(opened.namelist()) == {"MANIFEST", *names}

    def test_both_hashes_are_what_they_say(self, made: tuple[Path, Packed]) -> None:
        path, done = made
        assert hashlib.sha256(path.read_bytes()).hexdigest() == done.sha256
        with zipfile.ZipFile(path) as opened:
            assert hashlib.sha256(opened.read("MANIFEST")).hexdigest() == done.root

    def test_the_same_ledger_and_times_give_the_same_bytes(self, made: tuple[Path, Packed]) -> None:
        path, done = made
        again, same = _made(path.parent, "again.zip")
        assert again.read_bytes() == path.read_bytes() and same == done


class TestChanged:
    def test_a_thousand_changed_bytes_are_all_found(self, made: tuple[Path, Packed], tmp_path: Path) -> None:
        path, done = made
        data, rng = path.read_bytes(), random.Random(11)
        copy = tmp_path / "changed.zip"
        for place in rng.sample(range(len(data)), 1000):
            other = bytes([data[place] ^ rng.randint(1, 255)])
            copy.write_bytes(data[:place] + other + data[place + 1 :])
            assert verify.check_zip(copy, done.root), place

    def test_a_thousand_changed_bytes_of_the_folder_are_all_found(
        self, made: tuple[Path, Packed], tmp_path: Path
    ) -> None:
        path, done = made
        with zipfile.ZipFile(path) as opened:
            opened.extractall(tmp_path)
            names = opened.namelist()
        rng = random.Random(12)
        for n in range(1000):
            target = tmp_path / names[n % len(names)]
            data = target.read_bytes()
            place = rng.randrange(len(data))
            target.write_bytes(data[:place] + bytes([data[place] ^ rng.randint(1, 255)]) + data[place + 1 :])
            assert verify.check_folder(tmp_path, done.root), (target, place)
            target.write_bytes(data)
        assert verify.check_folder(tmp_path, done.root) == []

    @pytest.mark.parametrize(
        "change",
        ["added", "removed", "renamed", "duplicated", "reordered", "compressed", "dated", "comment", "entry comment"],
    )
    def test_a_zip_put_together_anew_is_found(self, change: str, made: tuple[Path, Packed], tmp_path: Path) -> None:
        path, done = made
        with zipfile.ZipFile(path) as opened:
            entries = [(info.filename, opened.read(info)) for info in opened.infolist()]
        copy = tmp_path / "copy.zip"
        _write(copy, entries, change)
        assert verify.check_zip(copy, done.root) != []

    @pytest.mark.parametrize(
        "trick",
        [
            lambda data: data + b"\0",
            lambda data: b"#!x\n" + data,
            lambda data: data[:-22] + data[_directory(data) : -22] + data[-22:],  # the directory twice
            lambda data: data[: _directory(data)] + b"gap" + data[_directory(data) :],
            lambda data: data + data[-22:],
            lambda data: data + data,
            lambda data: data[:-2] + struct.pack("<H", 4) + b"note",
            lambda data: data[:-1],
            lambda data: data[: len(data) // 2],
            lambda data: b"",
        ],
    )
    def test_tricks_with_the_zip_itself_are_found(
        self, trick: Callable[[bytes], bytes], made: tuple[Path, Packed], tmp_path: Path
    ) -> None:
        path, done = made
        copy = tmp_path / "copy.zip"
        copy.write_bytes(trick(path.read_bytes()))
        assert verify.check_zip(copy, done.root) != []

    @pytest.mark.parametrize("change", ["added", "hidden", "folder", "removed", "renamed", "link", "manifest"])
    def test_a_changed_folder_is_found(self, change: str, made: tuple[Path, Packed], tmp_path: Path) -> None:
        path, done = made
        with zipfile.ZipFile(path) as opened:
            opened.extractall(tmp_path / "x")
        place = tmp_path / "x"
        claims = place / "claims.jsonl"
        match change:
            case "added":
                (place / "more.txt").write_text("more")
            case "hidden":
                (place / ".more").write_text("more")
            case "folder":
                (place / "more").mkdir()
            case "removed":
                claims.unlink()
            case "renamed":
                claims.rename(place / "Claims.jsonl")
            case "link":
                shutil.move(claims, tmp_path / "elsewhere")
                claims.symlink_to(tmp_path / "elsewhere")
            case "manifest":
                (place / "MANIFEST").write_bytes((place / "MANIFEST").read_bytes()[::-1])
        assert verify.check_folder(place, done.root) != []


def _directory(data: bytes) -> int:
    """Where the directory begins."""
    found: int = struct.unpack("<I", data[-6:-2])[0]
    return found


def _write(path: Path, entries: list[tuple[str, bytes]], change: str) -> None:
    """The same files by Python's own writer, with one thing changed."""
    if change == "reordered":
        entries = [entries[0], *entries[:0:-1]]
    if change == "removed":
        entries = entries[:-1]
    method = zipfile.ZIP_DEFLATED if change == "compressed" else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", method) as made:
        for n, (name, data) in enumerate(entries):
            last = n == len(entries) - 1
            info = zipfile.ZipInfo(f"{name}x" if change == "renamed" and last else name)
            info.compress_type = method
            if change == "dated":
                info.date_time = (2001, 2, 3, 4, 5, 6)
            if change == "entry comment":
                info.comment = b"note"
            made.writestr(info, data)
        if change == "added":
            made.writestr(zipfile.ZipInfo("more.txt"), b"more")
        if change == "comment":
            made.comment = b"note"
        if change == "duplicated":
            with pytest.warns(UserWarning, match="Duplicate"):
                made.writestr(zipfile.ZipInfo(entries[-1][0]), entries[-1][1])


class TestContents:
    def test_texts_leave_by_their_rights(self, made: tuple[Path, Packed]) -> None:
        with zipfile.ZipFile(made[0]) as opened:
            everything = b"".join(opened.read(name) for name in opened.namelist()).decode()
            texts = [opened.read(name).decode() for name in opened.namelist() if name.startswith("texts/")]
            articles = [json.loads(line) for line in opened.read("articles.jsonl").splitlines()]
        assert texts == [OPEN]
        assert QUOTED[:150] not in everything and SECRET[:20] not in everything and "Hidden Outlet" not in everything
        private = [a for a in articles if a["rights"] == "private"]
        assert len(private) == 1 and set(private[0]) == {"key", "rights", "claims"} and private[0]["claims"]

    def test_the_dossier_answers_every_question(self, made: tuple[Path, Packed]) -> None:
        with zipfile.ZipFile(made[0]) as opened:
            dossier = json.loads(opened.read("dossier.json"))
            page = opened.read("dossier.html").decode()
        assert dossier["as_of"] == "2021-06-01"
        assert dossier["operator"]["standing"] in page and "<script" not in page

    def test_samples_are_refused_unless_asked_for(self, tmp_path: Path) -> None:
        from accredit.pipeline import read_into

        situation = load("afghanistan-2021")
        place = tmp_path / "s.db"
        samples = Path(__file__).resolve().parents[2] / "accredit" / "samples"
        mission = situation.mission("af-tj-khorog-consulate-general")
        assert mission
        with open_ledger(place) as ledger:
            read_into(ledger, [samples / "08-khorog-visit.txt"], [situation], lambda _: None)
            with pytest.raises(QuestionError, match="--include-samples"):
                bundle(ledger, situation, mission, Options(), tmp_path / "s.zip", place)
            assert not list(tmp_path.glob("*.zip*"))
            bundle(ledger, situation, mission, Options(samples="include"), tmp_path / "s.zip", place)
        with zipfile.ZipFile(tmp_path / "s.zip") as opened:
            assert "SAMPLE" in opened.read("dossier.html").decode()

    def test_a_mission_of_which_nothing_is_told_has_none(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "x.db") as ledger:
            fill_with_rights(ledger)
            with pytest.raises(QuestionError, match="nothing is told"):
                bundle(ledger, WORLD, TARN, Options(), tmp_path / "x.zip", tmp_path / "x.db")

    def test_snapshots_of_open_articles_come_along_as_wacz(self, tmp_path: Path) -> None:
        place = tmp_path / "x.db"
        kept = Snapshots(place)
        for url in ("https://example.org/open", "https://example.org/quote"):
            body = f"<p>The page at {url}</p>".encode()
            reply = Reply(url, 200, "OK", {"content-type": "text/html; charset=utf-8"}, body, "192.0.2.1")
            kept.keep(url, reply, datetime(2021, 3, 6, tzinfo=UTC))
        path, done = _made(tmp_path)
        assert verify.check_zip(path, done.root) == []
        with zipfile.ZipFile(path) as opened:
            wacz = opened.read("snapshots.wacz")
        with zipfile.ZipFile(io.BytesIO(wacz)) as archive:
            assert archive.testzip() is None
            package = json.loads(archive.read("datapackage.json"))
            for resource in package["resources"]:
                data = archive.read(resource["path"])
                assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            warc = archive.read("archive/data.warc.gz")
            line = archive.read("indexes/index.cdx").decode()
            pages = [json.loads(row) for row in archive.read("pages/pages.jsonl").splitlines()]
        records = [r.rec_headers.get_header("WARC-Target-URI") for r in ArchiveIterator(io.BytesIO(warc))]
        assert records == ["https://example.org/open"]
        assert [p["url"] for p in pages[1:]] == records and pages[0]["format"] == "json-pages-1.0"
        assert line.startswith('org,example)/open 20210306000000 {"url": "https://example.org/open"')
        assert json.loads(line.split(" ", 2)[2])["mime"] == "text/html"
