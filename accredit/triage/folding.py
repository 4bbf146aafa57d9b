"""Text in one form, so that spellings which differ by case, accent or sign alone are one."""

from __future__ import annotations

import re
import unicodedata

# One form for letters and signs that news writes in several: dashes, apostrophes, Persian and
# Arabic letters of one shape; marks that cannot be seen go, and so does the stroke that draws Arabic words out.
_ONE_FORM = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u0060", "'")
    | {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u0640", None)
)

_ACCENTS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")  # combining, Latin to Arabic


def fold(text: str) -> str:
    """The text without case, accents and variants of signs; offsets are not kept."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_ONE_FORM)
