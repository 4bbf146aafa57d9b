"""The steps of triage for a page that nobody has taken apart: its bytes, then its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from accredit.model import Situation
from accredit.triage.engines import Engine
from accredit.triage.folding import fold
from accredit.triage.names import Names
from accredit.triage.pagetext import texts
from accredit.triage.rawbytes import ByteScreen
from accredit.triage.text import Matcher

Reach = Literal["bytes", "text", "pass"]
"""The step that dropped a page, or "pass"."""

_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"WARC/")
_CODED = re.compile(rb"^(?:mime-version|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE)
_SEEN = 1024  # bytes in which a page shows what it is
_NULS = 8  # one in so many bytes is a NUL: UTF-16


class Screen:
    """Triage for some situations; made once, asked of every page."""

    def __init__(self, names: Sequence[Names], engine: Engine | None = None) -> None:
        self._bytes = ByteScreen(names, engine)
        self._matchers = [Matcher.of(each) for each in names]

    @classmethod
    def of(cls, situations: Iterable[Situation], engine: Engine | None = None) -> Screen:
        """The screen for situations; `engine` names what looks through the bytes, else the faster one does."""
        return cls([Names.of(situation) for situation in situations], engine)

    def reach(self, data: bytes | memoryview, label: str | None = None) -> Reach:
        """How far a page gets; `label` is the encoding that its answer named. What hides its words passes."""
        head = bytes(data[:_SEEN])
        if not head.lstrip().startswith(b"<") and _hides_its_words(head):
            return "pass"
        if _NULS * head.count(0) > len(head) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = _from_utf16(bytes(data))
        if not self._bytes.names(data):
            return "bytes"
        for text in texts(bytes(data), label):
            folded = fold(text)
            if any(matcher.matches(folded) for matcher in self._matchers):
                return "pass"
        return "text"


def _hides_its_words(head: bytes) -> bool:
    """Whether content that begins so is packed or coded, so that its bytes say nothing of its words."""
    return head.startswith(_PACKED) or b"%PDF-" in head or _CODED.search(head) is not None


def _from_utf16(data: bytes) -> bytes:
    """The same characters in UTF-8; the byte order is that of the mark, else of the NULs."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:_SEEN]
    little = data.startswith(b"\xff\xfe") if marked else head[1::2].count(0) >= head[0::2].count(0)
    return data.decode("utf-16-le" if little else "utf-16-be", "replace").encode("utf-8", "replace")
