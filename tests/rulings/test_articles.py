"""What a ruling on an article does: its date, outlet, rights, and that it was retracted."""

from __future__ import annotations

from datetime import date

import pytest

from accredit.errors import QuestionError
from accredit.ruling import Ruling
from tests.rulings.kit import BY, carried, operator, recorded, said_by, under

MARCH = carried("The crown runs the embassy.")
UNDATED = carried("The assembly runs the embassy.", party="assembly", outlet="Morning Post", published=None)


def test_a_ruled_date_is_the_date() -> None:
    found = under([UNDATED], recorded(Ruling.on_article("date", UNDATED.article, "2021-03-09", **BY)))
    assert found.claims[0].article.published == "2021-03-09"
    # A word about now without a date answers for no day; dated, it does.
    assert operator(under([UNDATED], [])).standing == "unknown"
    assert operator(found).value == "assembly"


@pytest.mark.parametrize(("known_at", "counts"), [("2021-03-08", False), ("2021-03-09", True)])
def test_known_at_goes_by_the_ruled_date(known_at: str, counts: bool) -> None:
    given = recorded(Ruling.on_article("date", UNDATED.article, "2021-03-09", **BY))
    assert bool(under([UNDATED], given, known_at=date.fromisoformat(known_at)).claims) is counts


def test_a_later_date_takes_a_claim_out_of_what_was_known_before() -> None:
    given = recorded(Ruling.on_article("date", MARCH.article, "2021-05", **BY))
    assert under([MARCH], given, known_at=date(2021, 3, 31)).claims == ()
    assert under([MARCH], given, known_at=date(2021, 5, 31)).claims[0].article.published == "2021-05"


def test_articles_and_undated_ones_are_counted_as_ruled() -> None:
    plain = under([MARCH, UNDATED], [], known_at=date(2021, 3, 31))
    assert (plain.articles, plain.undated) == (1, 1)
    dated = under([MARCH, UNDATED], recorded(Ruling.on_article("date", UNDATED.article, "2021-03-09", **BY)),
                  known_at=date(2021, 3, 31))  # fmt: skip
    assert (dated.articles, dated.undated) == (2, 0)


def test_a_ruled_outlet_speaks_in_place_of_the_one_that_was_read() -> None:
    found = under([MARCH], recorded(Ruling.on_article("outlet", MARCH.article, "Harbour Gazette", **BY)))
    assert found.claims[0].article.outlet == "Harbour Gazette"
    assert [v.name for v in found.claims[0].claim.chain] == ["Harbour Gazette"]


def test_two_copies_of_one_outlet_are_one_voice_once_that_is_ruled() -> None:
    # "Lantern" and "Evening Lantern" are one paper: one voice, so no agreement of two.
    other = carried("The crown runs it still.", outlet="Lantern", published="2021-03-06")
    assert operator(under([MARCH, other], [])).standing == "agreed"
    given = recorded(Ruling.on_article("outlet", other.article, "Evening Lantern", **BY))
    assert operator(under([MARCH, other], given)).standing == "single"


def test_an_outlet_ruled_leaves_other_voices_of_the_chain_alone() -> None:
    quoted = said_by("Pavo Rell", "Rell said it.", speaks_for="crown")
    found = under([quoted], recorded(Ruling.on_article("outlet", quoted.article, "Harbour Gazette", **BY)))
    assert [v.name for v in found.claims[0].claim.chain] == ["Harbour Gazette", "Pavo Rell"]


def test_rights_change_no_answer_and_are_kept_with_the_claim() -> None:
    ruling = Ruling.on_article("rights", MARCH.article, "quote no more than a line", **BY)
    found = under([MARCH], recorded(ruling))
    assert found.claims[0].claim == MARCH.claim and found.claims[0].rulings == (ruling.id,)


@pytest.mark.parametrize(
    ("known_at", "counts"),
    [(None, False), ("2021-04-09", True), ("2021-04-10", False), ("2021-12-31", False)],
)
def test_a_retracted_article_counts_until_the_day_of_its_retraction(known_at: str | None, counts: bool) -> None:
    # What was known before the retraction was known; from that day on it is no word any more.
    given = recorded(Ruling.on_article("retracted", MARCH.article, "2021-04-10", **BY))
    found = under([MARCH], given, known_at=date.fromisoformat(known_at) if known_at else None)
    assert bool(found.claims) is counts
    assert bool(found.set_aside) is not counts


def test_a_retraction_without_a_day_counts_from_its_recording() -> None:
    given = recorded(Ruling.on_article("retracted", MARCH.article, None, **BY))
    assert under([MARCH], given, known_at=date(2021, 4, 30)).claims
    assert under([MARCH], given, known_at=date(2021, 5, 1)).claims == ()


def test_an_article_ruling_holds_for_later_versions_of_the_article() -> None:
    # The same id, outlet and address with another text is a new version of one article.
    newer = carried("The crown runs the embassy, still.", name=MARCH.article.id)
    given = recorded(Ruling.on_article("date", MARCH.article, "2021-02-01", **BY))
    assert under([newer], given).claims[0].article.published == "2021-02-01"


def test_the_later_of_two_dates_ruled_holds() -> None:
    one, two = (Ruling.on_article("date", MARCH.article, d, **BY) for d in ("2021-02-01", "2021-02-02"))
    assert under([MARCH], recorded(one, two)).claims[0].article.published == "2021-02-02"


def test_a_ruling_on_an_article_that_is_not_there_is_orphaned() -> None:
    ruling = Ruling.on_article("date", UNDATED.article, "2021-02-01", **BY)
    assert [r.ruling for r in under([MARCH], recorded(ruling)).orphaned] == [ruling]


@pytest.mark.parametrize(("kind", "value"), [("date", "soon"), ("date", None), ("outlet", ""), ("rights", None),
                                              ("retracted", "2021-13")])  # fmt: skip
def test_a_value_that_is_none_is_refused(kind: str, value: str | None) -> None:
    with pytest.raises(QuestionError, match=kind):
        Ruling.on_article(kind, MARCH.article, value, **BY)  # type: ignore[arg-type]
