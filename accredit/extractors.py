"""Which extractor is meant by a name: the program's own rules, a model, or a plug-in's.

`NAME` or `NAME:FILE`, where FILE is a TOML file with settings for it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from accredit.entries import entries, named
from accredit.errors import AccreditError, QuestionError
from accredit.extract import EXTRACTOR, Extractor, Makes, extract, lexicon_digest
from accredit.llm import made as llm
from accredit.model import Article, Claim, Situation


class Rules:
    """The program's own extractor: rules and word lists."""

    name = EXTRACTOR

    @property
    def lexicon(self) -> str:
        """The digest of the word lists."""
        return lexicon_digest()

    def claims(self, article: Article, situation: Situation) -> Iterable[Claim]:
        """The claims of an article."""
        return extract(article, situation).claims


def _rules(settings: Mapping[str, object]) -> Rules:
    if settings:
        raise QuestionError("--extractor rules: takes no settings")
    return Rules()


OWN: Mapping[str, Makes] = {"rules": _rules, "llm": llm}
"""The program's own, made as plug-ins are; in a table, since a bare checkout has no entry points. No plug-in takes
the name of one of them."""


def extractor(spec: str) -> Extractor:
    """The extractor that `NAME` or `NAME:FILE` means. Raises QuestionError, PluginError or ExtractorError."""
    name, colon, place = spec.partition(":")
    settings = _settings(place) if colon else {}
    if name in OWN:
        return OWN[name](settings)
    entry = named("accredit.extractors", name)
    if entry is None:
        known = ", ".join([*OWN, *(e.name for e in entries("accredit.extractors"))])
        raise QuestionError(f"no extractor {name!r}: known are {known}")
    make = entry.load()
    try:
        made: Any = make(settings)
        if not (isinstance(made.name, str) and made.name.strip() and isinstance(made.lexicon, str)):
            raise TypeError("it has no name")
    except AccreditError:
        raise
    except Exception as error:
        raise entry.failed(error, "cannot be made") from error
    found: Extractor = made
    return found


def _settings(place: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(Path(place).read_text("utf-8"))
    except OSError as error:
        raise QuestionError(f"--extractor: {place}: {error.strerror or type(error).__name__}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise QuestionError(f"--extractor: {place}: {' '.join(str(error).split())}") from None
