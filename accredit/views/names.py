"""Names as parts of paths and of files' names."""

from __future__ import annotations

import re

from accredit.model import digest

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")


def segment(name: str) -> str:
    """A name as one part of a path and of a file's name: itself where it is harmless, else its hash."""
    return name if _PLAIN.fullmatch(name) else digest("segment", name)[:24]
