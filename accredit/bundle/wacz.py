"""Snapshots of a bundle's articles as a WACZ file (specs.webrecorder.net/wacz/1.1.1), for replay in a browser."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from accredit.bundle import verify

_WARC = "archive/data.warc.gz"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched: its address, when (ISO, UTC), its HTTP status, and its record, a gzip member."""

    url: str
    fetched: str
    status: int
    record: bytes


def kept_pages(ledger: Path, urls: Iterable[str]) -> list[Page]:
    """The pages with these addresses whose records stand beside a ledger, by address and moment.

    A record that is not where the index says is left out: what is damaged proves nothing.
    """
    folder = ledger.with_name(ledger.name + ".snapshots")
    index = folder / "index.jsonl"
    wanted, found = set(urls), list[Page]()
    if not wanted or not index.is_file():
        return found
    for line in index.read_text("utf-8").splitlines():
        kept = json.loads(line)
        whole = kept["file"] and re.fullmatch(r"[0-9]{4}-[0-9]{2}\.warc\.gz", kept["file"])
        if not whole or kept["status"] == 304 or not wanted & {kept["url"], kept["final"]}:
            continue
        with (folder / kept["file"]).open("rb") as stream:
            stream.seek(kept["offset"])
            record = stream.read(kept["length"])
        if len(record) == kept["length"] and record[:2] == b"\x1f\x8b":
            found.append(Page(kept["final"], kept["fetched"], kept["status"], record))
    return sorted(found, key=lambda page: (page.url, page.fetched))


def wacz(pages: Iterable[Page], title: str) -> bytes:
    """The file, the same for the same pages: nothing in it tells when it was made."""
    kept = list(pages)
    warc, lines, offset = b"", [], 0
    for page in kept:
        stamp = re.sub(r"[^0-9]", "", page.fetched)[:14]
        block = gzip.decompress(page.record)
        told = {
            "url": page.url, "digest": f"sha256:{hashlib.sha256(block).hexdigest()}", "status": str(page.status),
            "mime": _mime(block), "offset": str(offset), "length": str(len(page.record)), "filename": "data.warc.gz",
        }  # fmt: skip
        lines.append(f"{_surt(page.url)} {stamp} {json.dumps(told)}\n")
        warc += page.record
        offset += len(page.record)
    listed = [{"format": "json-pages-1.0", "id": "pages", "title": "Pages"}]
    listed += [{"id": f"p{n}", "url": p.url, "ts": p.fetched} for n, p in enumerate(kept, 1)]
    files = {
        _WARC: warc,
        "indexes/index.cdx": "".join(sorted(lines)).encode(),
        "pages/pages.jsonl": "".join(json.dumps(line) + "\n" for line in listed).encode(),
    }
    package = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "resources": [
            {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{_hash(data)}", "bytes": len(data)}
            for name, data in files.items()
        ],
    }
    described = json.dumps(package, indent=2).encode()
    digest = {"path": "datapackage.json", "hash": f"sha256:{_hash(described)}"}
    files |= {"datapackage.json": described, "datapackage-digest.json": json.dumps(digest).encode()}
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Stored, as the format wants of its archives, without dates."""
    import zlib

    body, directory = b"", b""
    for name, data in files.items():
        crc = zlib.crc32(data)
        directory += verify.central_header(name, crc, len(data), len(body))
        body += verify.local_header(name, crc, len(data)) + data
    return body + directory + verify.end_record(len(files), len(directory), len(body))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _mime(block: bytes) -> str:
    """What the answer called itself."""
    found = re.search(rb"(?im)^content-type:\s*([\w.+-]+/[\w.+-]+)", block.partition(b"\r\n\r\n")[2][:65536])
    return found[1].decode("ascii").lower() if found else "unk"


def _surt(url: str) -> str:
    """An address with its host turned round, which is how archives sort: `org,example)/page?x=1`."""
    parts = urlsplit(url)
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = f"?{parts.query.lower()}" if parts.query else ""
    return f"{host}{port}){(parts.path or '/').lower()}{query}"
