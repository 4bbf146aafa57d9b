"""What of an article may leave the machine: the one place that decides it, for pages, feeds, bundles and exports.

`open`: everything. `quote`, the default: title, address and short quotes. `private`: hashes alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, get_args

from accredit.errors import EvidenceError
from accredit.model import Article, Span, text_digest
from accredit.ruling import RecordedRuling

Rights = Literal["open", "quote", "private"]

RIGHTS: tuple[Rights, ...] = get_args(Rights)
DEFAULT: Rights = "quote"

LONGEST = 300
"""Code points of one quote at most."""

SHARE = 10
"""The quotes of an article together are at most one part in so many of its text."""

AROUND = 32
"""Code points before and after a quote by which its place is found again."""


Place = tuple[int, int]
"""Where words begin and end, in code points of the text."""


class Words(Protocol):
    """Words of a text, as `Span` has them."""

    @property
    def start(self) -> int:
        """Where they begin."""

    @property
    def end(self) -> int:
        """Where they end."""

    @property
    def exact(self) -> str:
        """The words."""


class Quoted(Protocol):
    """A claim, as far as it quotes: its id and its words."""

    @property
    def id(self) -> str:
        """The claim's id."""

    @property
    def evidence(self) -> Words:
        """The words of the article that it rests on."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """What may leave of an article and of its claims.

    `article` is None where only `key` may leave, and always without its text; `text` is given where all of it may.
    `quotes` has, by claim id, the place of what may be shown of the claim's words: perhaps only of their beginning;
    None where nothing may. Of a private article no claim may leave but by its id.
    """

    rights: Rights
    key: str
    article: Article | None
    text: str | None
    quotes: dict[str, Place | None]

    @property
    def claims_may(self) -> bool:
        """Whether the claims may leave with who says what, and not only as hashes."""
        return self.article is not None

    def quote(self, claim: Quoted) -> Span | None:
        """What may be shown of a claim's words."""
        place = self.quotes[claim.id]
        return Span(*place, claim.evidence.exact[: place[1] - place[0]]) if place else None

    def around(self, text: str, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
        """By claim id, the words before and after its quote that may leave too, so that a machine finds the place.

        At most `AROUND` code points each. Where only quotes may leave, a quote with the words around it is no longer
        than `LONGEST`, and all together stay within the share; `text` is the article's, as `leaving` was given it.
        """
        shown = bytearray(len(text))
        for start, end in filter(None, self.quotes.values()):
            shown[start:end] = b"\1" * (end - start)
        left = len(text) // SHARE - shown.count(1)
        found = {}
        for each in ids:
            quote = self.quotes.get(each)
            if quote is None:
                continue
            start, end = max(0, quote[0] - AROUND), min(len(text), quote[1] + AROUND)
            if self.rights != "open":
                start, end = _narrowed(quote, start, end, shown, left)
                left -= shown.count(0, start, end)
                shown[start:end] = b"\1" * (end - start)
            found[each] = (text[start : quote[0]], text[quote[1] : end])
        return found


def rights_of(article: Article, in_force: Iterable[RecordedRuling]) -> Rights:
    """The article's rights under the rulings in force, in the order of recording; the last one counts.

    Terms in words of a person's own mean no more than `quote`.
    """
    found = DEFAULT
    for recorded in in_force:
        ruling = recorded.ruling
        if ruling.kind == "rights" and ruling.target == article.carrier:
            found = next((each for each in RIGHTS if each == ruling.value), DEFAULT)
    return found


def leaving(
    article: Article, text: str, claims: Sequence[Quoted], rights: Rights, *, key: str | None = None
) -> Leaving:
    """What may leave of an article with this text. `claims` are all of the article, whichever are shown.

    All of them, in the same order, so that what is shown on many pages together stays within the share; words that
    several claims quote are counted once. `key` is the article's, for whoever has it at hand. Raises EvidenceError for
    another article's text.
    """
    if text_digest(text) != article.text_id:
        raise EvidenceError(f"article {article.id!r}: this is not its text")
    key = key or article.key
    light = replace(article, text="") if article.text else article
    if rights == "open":
        return Leaving(rights, key, light, text, {c.id: (c.evidence.start, c.evidence.end) for c in claims})
    if rights == "private":
        return Leaving(rights, key, None, None, {c.id: None for c in claims})
    return Leaving(rights, key, light, None, _within(text, claims))


def _within(text: str, claims: Sequence[Quoted]) -> dict[str, Place | None]:
    """Quotes in the order of the claims for as long as the share lasts."""
    left = len(text) // SHARE
    shown = bytearray(len(text))  # 1 where a quote before shows the character
    found: dict[str, Place | None] = {}
    for claim in claims:
        name, words = claim.id, claim.evidence
        if name in found:
            continue
        start, end = words.start, words.end
        if end - start > LONGEST:
            end = start + LONGEST
        fresh = shown.count(0, start, end)
        if fresh == end - start and fresh > left:  # nothing of it is shown yet
            fresh = left
            end = start + left
        while fresh > left:  # back over what is too much, the last of it first
            end = shown.rfind(0, start, end)
            fresh -= 1
        if end < words.end:
            end = _whole_words(text, start, end)
            fresh = shown.count(0, start, end)
        if end == start:
            found[name] = None
            continue
        left -= fresh
        shown[start:end] = b"\1" * (end - start)
        found[name] = (start, end)
    return found


def _narrowed(quote: Place, start: int, end: int, shown: bytearray, left: int) -> Place:
    """Nearer to the quote, by turns at both ends, until what is between is short enough and within what is left."""
    while (start, end) != quote and (end - start > LONGEST or shown.count(0, start, end) > left):
        if quote[0] - start > end - quote[1]:
            start += 1
        else:
            end -= 1
    return start, end


def _whole_words(text: str, start: int, end: int) -> int:
    """Back from `end`, which stands before more of a quote, to where a word ended; to `start` where none did."""
    words = text[start : end + 1]
    if words[-1].isspace():
        return start + len(words.rstrip())
    head, *cut = words.rsplit(None, 1)
    return start + len(head) if cut else start
