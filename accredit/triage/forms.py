"""The forms that a name may have in the bytes of a page, as patterns that both engines read.

A name stands in plain letters, in an encoding of old, in character references or in escapes of JSON. It may also be
broken: by an accent, a tag, a soft hyphen, a reference for one letter. Whatever breaks it leaves a run of plain letters
beside a byte that ends or begins what broke it, so every such run is a pattern of its own; what a run's surroundings
say is then read as text. Runs of fewer letters would be found everywhere, so a name broken more often is only found
where the breaks are soft hyphens and their like.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import combinations
from string import ascii_lowercase

from accredit.triage.folding import fold

SHORTEST_RUN = 4
"""Letters in a row that must stand plain in a broken word; three in one of six letters or fewer."""

_SHORT = 6
_VOWELS = "aeiou"

OLD_ENCODINGS = (
    "cp1251", "koi8-r", "koi8-u", "iso8859-5", "mac-cyrillic", "cp866", "cp1256", "iso8859-6", "cp1253", "iso8859-7",
    "cp1255", "iso8859-8", "cp874", "gb18030", "big5hkscs", "euc-jp", "cp932", "cp949",
)  # fmt: skip
"""Those in which a name in other than Latin letters has bytes of its own."""

_MARKS = r"(?:\xd9[\x80\x8b-\x9f]|\xd9\xb0|\xe2\x80[\x8b-\x8f]|\xc2\xad|\xcc[\x80-\xbf]|\xcd[\x80-\xaf])"
"""UTF-8 of accents, vowel signs, strokes and signs of no width."""

_SOFT = (
    r"\xc2\xad", r"\xe2\x80[\x8b-\x8f]", r"\xe2\x81\xa0", r"\xef\xbb\xbf", "&shy;", "&zwn?j;", "&#0*173;", "&#x0*ad;",
    "&#820[3-7];", "&#x200[b-f];", r"\\u00ad", *(rf"\\u200{digit}" for digit in "bcdef"), "<wbr[^<>]*>",
)  # fmt: skip
"""Signs of no width."""

SOFT = (
    *(rf"[a-z]{sign}[a-z\xad\xc2\xe2\xef&\\<]" for sign in _SOFT),
    *(rf"{letter}\xad[a-z\xad&\\<]" for letter in ascii_lowercase),
)
"""A word in Latin letters that holds a sign of no width, or several in a row: each of these is quick to look for.

One pattern for all would have no run of bytes that must be there, and such a pattern is tried at every byte.
"""

_ANY_REFERENCE = r"&#?\w{2,8};"
_CHANGED = r"(?:[\x80-\xff]{1,3}|&#?\w{2,8};|\\u[0-9a-f]{4})"
"""What may stand for a letter with an accent."""

_BOUND = "[;>\\x80-\\xff]|\\\\u[0-9a-f]{4}", "[&<\\\\\\x80-\\xff]"
_BOUND_UTF8 = "[;>]|" + _MARKS, "(?:[&<\\\\]|" + _MARKS + ")"


def plain(name: str) -> str:
    """A name of one word in plain letters of UTF-8 or ASCII."""
    return name if name.isascii() else _MARKS_BETWEEN.join(_utf8(letter) for letter in name)


def old(name: str) -> Iterator[str]:
    """The name in each encoding that has its letters. Nothing for Latin letters: they are the same in all."""
    if name.isascii():
        return
    for codec in OLD_ENCODINGS:
        letters = [_in_codec(letter, codec) for letter in name]
        if all(letters):
            yield "".join(letters)


def spelt(word: str) -> Iterator[str]:
    """The first letters in references, decimal or hexadecimal, and in JSON's escapes."""
    head = word[:4]
    yield "".join(_reference(letter) for letter in head)
    yield "".join(_escape(letter) for letter in head)


def broken(word: str) -> Iterator[str]:
    """Each run of plain letters that something may have left of the word, with what must stand beside it."""
    latin = word.isascii()
    letters = list(word) if latin else [_utf8(letter) for letter in word]
    left, right = _BOUND if latin else _BOUND_UTF8
    least = SHORTEST_RUN if len(word) > _SHORT else SHORTEST_RUN - 1
    for start in range(len(word)):
        for end in range(start + least, len(word) + 1):
            if end - start == len(word):
                continue
            before = f"(?:{left})" if start else (r"(?:\b|\\[nrt])" if latin else "")
            after = right if end < len(word) else (r"(?:'?s)?\b" if latin else "")
            yield before + "".join(letters[start:end]) + after


def accented(word: str) -> Iterator[str]:
    """A longer word in Latin letters with so many of its vowels replaced that three letters in a row are left."""
    if not word.isascii() or len(word) <= _SHORT:
        return
    vowels = [at for at, letter in enumerate(word) if letter in _VOWELS]
    for first, second in combinations(vowels, 2):
        if second - first == SHORTEST_RUN:
            yield f"(?:{_BOUND[0]}){word[first + 1 : second]}{_BOUND[1]}"
    for count in range(1, len(vowels) + 1):
        for changed in combinations(vowels, count):
            plain_parts = "".join(" " if at in changed else letter for at, letter in enumerate(word)).split(" ")
            if max(map(len, plain_parts)) == SHORTEST_RUN - 1:
                yield _CHANGED.join(plain_parts)


_MARKS_BETWEEN = f"{_MARKS}*"


@lru_cache(maxsize=1)
def _sources() -> dict[str, tuple[str, ...]]:
    """The characters that fold to a letter, by that letter; Latin ones and those of no known script left out."""
    found: dict[str, list[str]] = {}
    for number in (*range(0x370, 0x1C00), *range(0xFB1D, 0xFF00)):
        character = chr(number)
        if character.isalpha() and len(folded := fold(character)) == 1:
            found.setdefault(folded, []).append(character)
    return {letter: tuple(characters) for letter, characters in found.items()}


def _variants(letter: str) -> tuple[str, ...]:
    return _sources().get(letter, (letter,))


def _utf8(letter: str) -> str:
    return "[\\s-]" if letter in " -" else _either(_bytes(c.encode("utf-8")) for c in _variants(letter))


def _in_codec(letter: str, codec: str) -> str:
    """The letter's bytes in an encoding; empty where it has none."""
    if letter in " -":
        return "[\\s-]"
    encoded = []
    for character in _variants(letter):
        try:
            encoded.append(_bytes(character.encode(codec)))
        except UnicodeEncodeError:
            continue
    return _either(encoded) if encoded else ""


def _reference(letter: str) -> str:
    if letter in _VOWELS:
        return f"(?:{_ANY_REFERENCE}|&#\\w{{2,8}})"  # it may carry any accent
    numbers = [ord(c) for c in (_variants(letter) if not letter.isascii() else (letter, letter.upper()))]
    hexadecimal = _either(f"{n:x}" for n in numbers)
    return f"&#(?:x0*{hexadecimal}|0*{_either(str(n) for n in numbers)});?"


def _escape(letter: str) -> str:
    if letter in _VOWELS:
        return "\\\\u[0-9a-f]{4}"
    numbers = [ord(c) for c in (_variants(letter) if not letter.isascii() else (letter, letter.upper()))]
    return f"\\\\u{_either(f'{n:04x}' for n in numbers)}"


def _bytes(data: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in data)


def _either(parts: Iterable[str]) -> str:
    several = sorted(set(parts))
    return several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"
