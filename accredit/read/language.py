"""The language of a text: plain English is seen by its commonest words, the rest by py3langid.

py3langid brings numpy, which costs a quarter of a second to load, so it is loaded at the
first text that is not plainly English. No other module imports it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_ENGLISH = frozenset({
    "the", "of", "and", "to", "in", "that", "is", "for", "was", "with", "by", "from", "has", "have", "it", "on", "as",
    "at", "said", "which", "their", "not", "who", "been", "were", "its",
})  # fmt: skip
# 84 English news texts have 18 to 34 of these in 100 words, 30 about missions 23 to 41; what falls below is asked of
# py3langid, so a high share costs time, never an answer. No other language of news has "the" as well.
_ENGLISH_SHARE = 0.2

_READ = 4000  # characters looked at
_ENGLISH_READ = 1000  # characters looked at for letters and plain English
_LEAST = 40  # letters below which nothing is said
_LONG = 200  # letters from which the text outranks what a page declares
_CERTAIN = 0.8

# Unrestricted, short texts are read as languages that hardly any news is written in.
NEWS_LANGUAGES = (
    "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
    "hr", "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ku", "ky", "lt", "lv", "mn", "ms", "nl", "no", "pl", "ps",
    "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "tg", "th", "tk", "tr", "uk", "ur", "uz", "vi", "zh",
)  # fmt: skip


def primary(tag: str | None) -> str | None:
    """The lower-case first part of a language tag (`en-GB` → `en`); None when it is no tag."""
    match = _TAG.fullmatch(tag.strip()) if tag else None
    found = match[1].lower() if match else None
    return None if found in _NO_LANGUAGE else found


def detect(text: str) -> str | None:
    """The language of a text as a lower-case code; None when it is too short or not certain."""
    start = text[:_ENGLISH_READ]
    if _letters(start) < _LEAST:
        return None
    words = start.lower().split()
    if sum(map(_ENGLISH.__contains__, words)) >= _ENGLISH_SHARE * len(words) and "the" in words:
        return "en"
    code, certainty = _identifier().classify(text[:_READ])
    return str(code) if certainty >= _CERTAIN else None


def settled(declared: str | None, text: str) -> str | None:
    """What a page declares, unless it declares nothing or a long text is seen to be something else.

    Page templates often declare a language that the text is not in. A language that the
    detector does not know is kept: it could only be misread.
    """
    tag = primary(declared)
    if tag is None:
        return detect(text)
    if tag not in NEWS_LANGUAGES or _letters(text[:_ENGLISH_READ]) < _LONG:
        return tag
    return detect(text) or tag


def _letters(words: str) -> int:
    return sum(map(str.isalpha, words))


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(NEWS_LANGUAGES)
    return identifier
