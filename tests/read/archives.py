"""Archives that the tests make: gzip, ZIP, WARC and WACZ, whole and broken."""

from __future__ import annotations

import io
import zipfile

PAGE_HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def record(
    block: bytes, kind: str = "response", address: str = "https://selm-courier.example/doors", **more: str
) -> bytes:
    """A WARC record; `more` sets or replaces header fields."""
    fields = {
        "WARC-Type": kind,
        "WARC-Target-URI": address,
        "WARC-Date": "2024-05-04T12:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-4000-8000-000000000000>",
        "Content-Type": "application/http; msgtype=response" if kind == "response" else "text/plain",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in more.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes, head: str = PAGE_HEAD) -> bytes:
    """The block of a response record."""
    return head.encode() + b"\r\n" + body


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these files, whatever they are called."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()
