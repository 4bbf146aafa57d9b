"""What of an article may leave the machine."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accredit.errors import EvidenceError
from accredit.model import Article, Claim, Span
from accredit.rights import LONGEST, RIGHTS, Rights, leaving, rights_of
from accredit.ruling import RecordedRuling, Ruling
from tests.ledger.kit import said
from tests.world import article

TEXT = "The crown runs the embassy in Belm. " * 100
ONE = article(TEXT)


def _claims(one: Article, *places: tuple[int, int]) -> list[Claim]:
    return [said(one, evidence=Span.of(one.text, *place), predicate=f"p{n}") for n, place in enumerate(places)]


def _ruled(one: Article, *terms: str) -> list[RecordedRuling]:
    made = [Ruling.on_article("rights", one, t, who="Ona", why=f"because {n}") for n, t in enumerate(terms)]
    return [RecordedRuling(each, f"2030-01-0{n + 1}") for n, each in enumerate(made)]


def test_an_article_may_be_quoted_unless_a_ruling_says_otherwise() -> None:
    assert rights_of(ONE, []) == "quote"
    assert rights_of(ONE, _ruled(article("Other.", id="other"), "open")) == "quote"
    for each in RIGHTS:
        assert rights_of(ONE, _ruled(ONE, each)) == each


def test_the_last_ruling_counts_and_terms_of_ones_own_are_no_more_than_a_quote() -> None:
    assert rights_of(ONE, _ruled(ONE, "open", "private")) == "private"
    assert rights_of(ONE, _ruled(ONE, "open", "CC BY 4.0")) == "quote"


def test_open_gives_everything() -> None:
    claims = _claims(ONE, (0, 900))
    found = leaving(ONE, TEXT, claims, "open")
    assert (found.text, found.quote(claims[0])) == (TEXT, claims[0].evidence) and found.claims_may


def test_quote_gives_title_address_and_short_quotes() -> None:
    claims = _claims(ONE, (0, 35), (36, 800))
    found = leaving(ONE, TEXT, claims, "quote")
    assert found.article is not None and found.text is None
    assert (found.article.title, found.article.url, found.article.text) == (ONE.title, ONE.url, "")
    whole, cut = map(found.quote, claims)
    assert whole == claims[0].evidence
    # 3,600 code points: 360 may leave, 300 at once, and a quote that is cut ends with a whole word.
    assert cut is not None and 290 <= len(cut.exact) <= LONGEST and TEXT[cut.end] == " "
    assert TEXT[cut.start : cut.end] == cut.exact


def test_what_several_claims_quote_counts_once() -> None:
    claims = _claims(ONE, *[(0, 250)] * 3, (100, 360), (1000, 1100))
    found = leaving(ONE, TEXT, claims, "quote")
    assert [found.quotes[c.id] for c in claims] == [(0, 250)] * 3 + [(100, 360), None]


def test_private_gives_hashes_alone() -> None:
    claims = _claims(ONE, (0, 35))
    found = leaving(ONE, TEXT, claims, "private")
    assert (found.article, found.text, found.quote(claims[0])) == (None, None, None)
    assert not found.claims_may and found.key == ONE.key
    assert "Belm" not in repr(found) and "Lantern" not in repr(found)


def test_another_text_is_refused() -> None:
    with pytest.raises(EvidenceError):
        leaving(ONE, "Other words.", [], "quote")


@given(
    st.text("ab \n", min_size=1, max_size=4000),
    st.lists(st.tuples(st.integers(0, 3999), st.integers(1, 900)), max_size=12),
)
def test_never_more_than_the_share_nor_longer_than_a_quote(text: str, places: list[tuple[int, int]]) -> None:
    one = article(text)
    spans = [(a % len(text), min(len(text), a % len(text) + n)) for a, n in places]
    claims = _claims(one, *spans)
    rights: Rights = "quote"
    quotes = [q for q in map(leaving(one, text, claims, rights).quote, claims) if q]
    assert all(len(q.exact) <= LONGEST and text[q.start : q.end] == q.exact for q in quotes)
    assert len({n for q in quotes for n in range(q.start, q.end)}) * 10 <= len(text)


def _one_by_one(text: str, claims: Sequence[Claim]) -> dict[str, Span | None]:
    """The rule for short quotes said plainly, a character at a time: what the quick way must agree with."""
    left, shown, found = len(text) // 10, set[int](), dict[str, Span | None]()
    for one in claims:
        if one.id in found:
            continue
        words, end, new = one.evidence, one.evidence.start, 0
        while end < min(words.end, words.start + 300) and new + (end not in shown) <= left:
            new += end not in shown
            end += 1
        while words.start < end < words.end and not (text[end].isspace() and not text[end - 1].isspace()):
            end -= 1
        left -= len(set(range(words.start, end)) - shown)
        shown |= set(range(words.start, end))
        found[one.id] = Span.of(text, words.start, end) if end > words.start else None
    return found


@given(
    st.text(alphabet="ab \n", min_size=2, max_size=900),
    st.lists(st.tuples(st.integers(0, 899), st.integers(1, 400)), max_size=8),
)
def test_short_quotes_are_found_as_if_character_by_character(text: str, places: list[tuple[int, int]]) -> None:
    one = article(text)
    spans = [(s % len(text), min(len(text), s % len(text) + n)) for s, n in places]
    claims = _claims(one, *[(s, e) for s, e in spans if s < e])
    found = leaving(one, text, claims, "quote")
    assert {c.id: found.quote(c) for c in claims} == _one_by_one(text, claims)
