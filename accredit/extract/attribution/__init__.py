"""Who says what in any English news text: source, cue, content, voice, and which lies in which.

`attributions(text)` is the way in; `chain` gives the voices that a content went through.
"""

from __future__ import annotations

from accredit.extract.attribution.reading import attributions
from accredit.extract.attribution.types import Attribution, Speaker, around, chain

__all__ = ["Attribution", "Speaker", "around", "attributions", "chain"]
