"""What every ledger test makes: claims bound to an article, and readings of it, in the invented world."""

from __future__ import annotations

from datetime import date
from typing import Any

from accredit.ledger import Ledger
from accredit.model import Article, Claim, Reading, Situation, Span, Voice
from tests.world import WORLD, claim, voice

# Characters that stores lose: NUL, a lone surrogate, two lone ones that look like a pair, a real astral
# character, a byte order mark, Windows line ends, a decomposed accent, backslashes that look like escapes.
HARD = "a\x00b \ud800 \ud83d\ude00 \U0001f600 \ufeff \r\n e\u0301 \\ \\\\ \\ud83d \\u0000 ' \" %"


def said(article: Article, **fields: Any) -> Claim:
    """The plain claim of the invented world as this article carries it: said by its outlet, in its first words."""
    chain: tuple[Voice, ...] = (voice(article.outlet),)
    evidence = Span.of(article.text, 0, min(10, len(article.text)))
    return claim(**{"article_id": article.id, "chain": chain, "evidence": evidence} | fields)


def reading(article: Article, *claims: Claim, extractor: str = "reader/1", **fields: Any) -> Reading:
    """A reading of this article in the invented situation; its one plain claim unless others are given."""
    plain: dict[str, Any] = {"lexicon": "words/1", "situation": WORLD.id, "pack": WORLD.digest}
    return Reading(**plain | fields, article_key=article.key, extractor=extractor, claims=claims or (said(article),))


def live(
    ledger: Ledger, situation: Situation = WORLD, *, recorded_at: str | None = None, known_at: date | None = None
) -> list[Claim]:
    """The live claims without their articles."""
    return [r.claim for r in ledger.claims(situation, recorded_at=recorded_at, known_at=known_at)]
