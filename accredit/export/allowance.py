"""What may leave the machine of each article, worked out over all of its claims, whichever page shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from accredit.answers import under_rulings
from accredit.ledger import Ledger
from accredit.model import Article, Claim, Situation, Span, digest
from accredit.rights import DEFAULT, RIGHTS, Leaving, Rights, leaving, rights_of
from accredit.rulings.inforce import in_force

_KEPT = 4096
"""Articles whose quotes are remembered at once."""


def name_of(article: Article) -> str:
    """An article's name in addresses: which text under which id and address; rulings do not change it."""
    return _name(article.id, article.text_id, article.url)


@lru_cache(maxsize=65536)  # each of an article's claims asks for it
def _name(article: str, text: str, url: str | None) -> str:
    return digest("page", article, text, url)[:16]


class Allowance:
    """Rights by article, and the quotes that may be shown.

    The share of a text that may be quoted is given out over all claims of all situations in the order of recording, so
    that all pages of a site together stay within it.
    """

    def __init__(
        self, ledger: Ledger, claims: Mapping[str, Sequence[Claim]], rights: Mapping[str, Rights], *, public: bool
    ) -> None:
        self._ledger, self._claims, self._rights, self._public = ledger, claims, rights, public
        self._leaving: dict[str, Leaving] = {}

    @classmethod
    def of(cls, ledger: Ledger, situations: Sequence[Situation], *, public: bool) -> Allowance:
        """The allowance of a ledger as it stands now. Of articles that share a name the strictest rights hold."""
        stand, _ = in_force(ledger.rulings())
        terms = [r for r in stand if r.ruling.kind == "rights"]
        rights: dict[str, Rights] = {}
        for article in ledger.articles() if terms else ():
            name, own = name_of(article), rights_of(article, terms)
            rights[name] = max(own, rights.get(name, own), key=RIGHTS.index)
        claims: dict[str, list[Claim]] = {}
        for situation in situations if public else ():
            found = under_rulings(ledger, situation)
            for each in (*found.claims, *found.set_aside):
                claims.setdefault(name_of(each.article), []).append(each.claim)
        return cls(ledger, claims, rights, public=public)

    def rights(self, article: Article) -> Rights:
        """The article's rights under the rulings in force."""
        return self._rights.get(name_of(article), DEFAULT)

    def may(self, article: Article) -> bool:
        """Whether the article's claims may be shown here."""
        return not self._public or self.rights(article) != "private"

    def whole(self, article: Article) -> bool:
        """Whether all of its text may be shown here."""
        return not self._public or self.rights(article) == "open"

    def quote(self, article: Article, claim: Claim) -> Span | None:
        """What may be shown of a claim's words: perhaps only their beginning, perhaps nothing."""
        if self.whole(article):
            return claim.evidence
        name = name_of(article)
        found = self._leaving.get(name)
        if found is None:
            text = self._ledger.text(article.text_id)
            found = leaving(article, text, self._claims.get(name, ()), self.rights(article))
            if len(self._leaving) >= _KEPT:
                self._leaving.clear()
            self._leaving[name] = found
        if claim.id in found.quotes:
            return found.quote(claim)
        # One that counts no more, of a changed page or an earlier reading: what the others leave of the share.
        text = self._ledger.text(article.text_id)
        all_of_it = (*self._claims.get(name, ()), claim)
        return leaving(article, text, all_of_it, self.rights(article)).quote(claim)
