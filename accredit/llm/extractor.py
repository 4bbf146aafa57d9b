"""The extractor that asks a model, and believes nothing of what it says before it was looked up in the article."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from accredit.errors import ArticleError
from accredit.extract.lexicon import code_digest, lexicon_digest
from accredit.extract.offered import Used
from accredit.llm.answer import claims_in
from accredit.llm.cache import Cache, Kept
from accredit.llm.checks import Checks
from accredit.llm.endpoint import Endpoint
from accredit.llm.prompt import PROMPT, messages
from accredit.llm.settings import Settings
from accredit.model import Article, Claim, Situation, digest

MOST = 200
"""Claims of one answer that are looked at."""

_ASKED = 2
"""Times that a model is asked for an answer that can be read."""


class Llm:
    """`accredit.extract.Extractor` over a model; `used()` tells what it cost and what was refused."""

    def __init__(self, settings: Settings) -> None:
        self.endpoint = Endpoint(settings)
        self._settings = settings
        self._cache = Cache(Path(settings.cache).expanduser() if settings.cache else None)
        self._used = Used(currency=settings.currency)
        self._refused: Counter[str] = Counter()

    @property
    def name(self) -> str:
        """As readings carry it: the model and the version of the prompt."""
        return f"llm/{self._settings.model}/{PROMPT}"

    @property
    def lexicon(self) -> str:
        """A digest of the parameters, of the checks, and of the date reading that they go by."""
        return digest(self._parameters(), _checks_digest(), code_digest(), lexicon_digest())

    def claims(self, article: Article, situation: Situation) -> tuple[Claim, ...]:
        """The claims of the article that stood every check. Raises ArticleError, or ExtractorError for all articles."""
        if len(article.text) > self._settings.longest:
            raise ArticleError(
                f"{len(article.text):,} characters: a model is given {self._settings.longest:,} at most (longest)"
            )
        raws = self._answer(article, situation)
        checks = Checks(article, situation, self.name)
        kept = tuple(claim for raw in raws[:MOST] if (claim := checks.claim(raw)) is not None)
        if len(raws) > MOST:
            checks.refused[f"beyond the first {MOST}"] += len(raws) - MOST
        self._refused.update(checks.refused)
        self._used = replace(self._used, kept=self._used.kept + len(kept))
        return tuple(sorted(kept, key=lambda c: (c.evidence.start, c.evidence.end)))

    def used(self) -> Used:
        """What was asked, spent, kept and refused so far."""
        refused = tuple(sorted(self._refused.items(), key=lambda pair: (-pair[1], pair[0])))
        return replace(self._used, refused=refused)

    def _answer(self, article: Article, situation: Situation) -> list[Any]:
        """The pieces of the answer, from the cache where this was asked before."""
        key = digest(article.text_id, PROMPT, self._settings.model, self._parameters(), situation.digest)
        held = self._cache.get(key)
        if held is not None:
            pieces = self._pieces(held.content)
            if isinstance(pieces, list):
                self._used = replace(self._used, cached=self._used.cached + 1)
                return pieces
        asked = messages(article.text, situation)
        wrong = ""
        for _ in range(min(_ASKED, self._settings.attempts)):
            answer = self.endpoint.ask(asked)
            self._count(answer.tokens)
            pieces = self._pieces(answer.content)
            if isinstance(pieces, list):
                self._cache.keep(key, Kept(answer.content, *(answer.tokens or (0, 0))))
                return pieces
            wrong = pieces
        raise ArticleError(f"the model's answer is {wrong}")

    @staticmethod
    def _pieces(content: str) -> list[Any] | str:
        """What an answer holds as claims, or what is wrong with it."""
        try:
            found = claims_in(content)
        except ValueError as error:
            return str(error)
        return "no JSON" if found is None else found

    def _count(self, tokens: tuple[int, int] | None) -> None:
        used, settings = self._used, self._settings
        given, taken = tokens or (0, 0)
        self._used = replace(
            used,
            asked=used.asked + 1,
            tokens_in=used.tokens_in + given,
            tokens_out=used.tokens_out + taken,
            uncounted=used.uncounted + (tokens is None),
            cost=used.cost + (given * settings.price_in + taken * settings.price_out) / 1_000_000,
        )

    def _parameters(self) -> Mapping[str, Any]:
        """What decides an answer beside text, prompt, model and pack."""
        settings = self._settings
        return {
            "url": settings.url,
            "temperature": settings.temperature,
            "max_tokens": settings.max_tokens,
            "format": settings.format,
            "parameters": dict(settings.parameters),
        }


def made(settings: Mapping[str, object]) -> Llm:
    """The extractor for some settings. Raises ExtractorError for settings that cannot be used."""
    return Llm(Settings.of(settings))


@lru_cache(maxsize=1)
def _checks_digest() -> str:
    """SHA-256, in hex, of the code that checks and of the words that give orders."""
    whole = hashlib.sha256((files("accredit") / "lexicon" / "orders.toml").read_bytes())
    for path in sorted(files("accredit.llm").iterdir(), key=lambda p: p.name):
        if path.name.endswith((".py", ".txt")):
            whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()
