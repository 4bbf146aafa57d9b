"""Extraction: an article to its claims, each bound to the exact characters that it came from."""

from __future__ import annotations

from accredit.extract.lexicon import code_digest, lexicon_digest
from accredit.extract.offered import Accountable, Extractor, Makes, Used, fault, reading_by
from accredit.extract.reader import RULE, read
from accredit.model import Article, Reading, Situation

__all__ = [
    "EXTRACTOR",
    "Accountable",
    "Extractor",
    "Makes",
    "Used",
    "extract",
    "fault",
    "lexicon_digest",
    "reading_by",
]

EXTRACTOR = f"accredit.extract {RULE} {code_digest()[:8]}"
"""Name, version and digest of the extractor's code: part of every reading, so that an upgrade reads again."""


def extract(article: Article, situation: Situation) -> Reading:
    """The reading of one article for one situation. Pure: the same article gives the same reading."""
    return Reading(article.key, EXTRACTOR, lexicon_digest(), situation.id, situation.digest, read(article, situation))
