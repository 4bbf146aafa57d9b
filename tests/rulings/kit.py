"""Claims in articles of the invented world, and people's rulings on them in the order of recording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from accredit.model import Article, RecordedClaim, Span
from accredit.ruling import RecordedRuling, Ruling
from accredit.rulings import Ruled, ruled
from accredit.verdict import Verdict, answer
from tests.world import BELM, WORLD, article, claim, voice

WHO, WHY = "Ona Brandt", "the page says otherwise"
BY = {"who": WHO, "why": WHY}


def carried(
    text: str = "The crown runs it.", *, start: int = 0, end: int | None = None, **fields: Any
) -> RecordedClaim:
    """A claim in an article of its own: `outlet`, `published`, `name` are the article's, the rest the claim's."""
    outlet = fields.pop("outlet", "Evening Lantern")
    one = article(text, id=fields.pop("name", text), outlet=outlet, published=fields.pop("published", "2021-03-05"))
    plain = {"article_id": one.id, "chain": (voice(outlet),), "evidence": Span.of(text, start, end or len(text))}
    return RecordedClaim(claim(**plain | fields), replace(one, text=""), "2021-04-01T00:00:00.000000+00:00")


def said_by(name: str | None, text: str, kind: str = "official", **fields: Any) -> RecordedClaim:
    """A claim whose origin is this voice; `speaks_for` is its party."""
    outlet = fields.get("outlet", "Evening Lantern")
    party = fields.pop("speaks_for", None)
    return carried(text, chain=(voice(outlet), voice(name, kind, party=party)), **fields)


def recorded(*given: Ruling) -> list[RecordedRuling]:
    """The rulings, each recorded a day after the one before it, from 1 May 2021."""
    return [RecordedRuling(r, f"2021-05-{n:02}T00:00:00.000000+00:00") for n, r in enumerate(given, 1)]


def under(
    claims: Sequence[RecordedClaim],
    given: Iterable[RecordedRuling],
    known_at: date | None = None,
    articles: Sequence[Article] | None = None,
) -> Ruled:
    """The claims under the rulings; the articles are those of the claims unless others are given."""
    held = list({c.article.key: c.article for c in claims}.values()) if articles is None else articles
    return ruled(claims, list(given), held, WORLD, known_at=known_at)


def operator(found: Ruled, as_of: str = "2021-06-01") -> Verdict:
    """Who runs the embassy in Belm, from what counts."""
    return answer("operator", BELM.id, found.claims, WORLD, as_of=date.fromisoformat(as_of))
