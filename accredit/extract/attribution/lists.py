"""The word lists of speakers.toml as sets, and words of grammar."""

from __future__ import annotations

from functools import cache, lru_cache

from accredit.extract.lexicon import table


@cache
def among(first: str, second: str) -> frozenset[str]:
    """The list `second` of the table `first`."""
    return frozenset(table("speakers")[first][second])


@lru_cache(maxsize=16384)
def closed(norm: str) -> bool:
    """A word of grammar or of the calendar, which no name begins with."""
    return (
        norm in among("grammar", "closed")
        or norm in table("dates")["calendar_words"]
        or norm in table("nouns")["not_names"]["adverbs"]
    )


@lru_cache(maxsize=1)
def known_outlets() -> frozenset[str]:
    """Papers, agencies and stations by name, in lower case without the article."""
    return frozenset(name.lower().removeprefix("the ") for name in table("nouns")["voices"]["known_outlets"])


@lru_cache(maxsize=1)
def anonymity() -> tuple[str, ...]:
    """Words that say that a source is not to be named."""
    return (
        *table("nouns")["voices"]["anonymity"],
        "not authorised",
        "not authorized",
        "declined to be named",
        "declined to be identified",
    )
