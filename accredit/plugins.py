"""What plug-ins are made against, in one place: a reader, an extractor, an exporter, and the values that they pass.

docs/extending.md has a worked example. A package names its plug-ins as entry points: of the group `accredit.readers` a
`Reader`, of `accredit.extractors` a `Makes` (settings in, an `Extractor` out), of `accredit.exporters` an `Exporter`.
"""

from __future__ import annotations

from accredit.errors import ArticleError, ExtractorError, UnreadableError
from accredit.export import Exporter, Leaf, Source
from accredit.extract import Accountable, Extractor, Makes, Used
from accredit.model import Article, Claim, Mission, Scope, Situation, Span, Voice, When
from accredit.read.found import Found
from accredit.read.plugged import Reader

__all__ = [
    "Accountable",
    "Article",
    "ArticleError",
    "Claim",
    "Exporter",
    "Extractor",
    "ExtractorError",
    "Found",
    "Leaf",
    "Makes",
    "Mission",
    "Reader",
    "Scope",
    "Situation",
    "Source",
    "Span",
    "UnreadableError",
    "Used",
    "Voice",
    "When",
]
