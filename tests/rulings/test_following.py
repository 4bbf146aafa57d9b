"""A ruling follows its claim into a newer reading: same act, target, side, person, polarity, overlapping words."""

from __future__ import annotations

from typing import Any

import pytest

from accredit.model import Actor, RecordedClaim
from accredit.ruling import Ruling
from tests.rulings.kit import BY, carried, recorded, said_by, under
from tests.world import CORRO

TEXT = "In Belm the crown runs the embassy. In Corro nobody does. The crown runs Belm, it was said."
OLD = carried(TEXT, start=0, end=35)


def newer(start: int = 8, end: int = 34, **fields: Any) -> RecordedClaim:
    """The claim as a newer reading has it: other bounds, so another id."""
    return carried(TEXT, start=start, end=end, **fields)


def rejected(*claims: RecordedClaim) -> tuple[int, int]:
    """How many claims are set aside, and how many rulings are orphaned, once OLD was rejected."""
    found = under(claims, recorded(Ruling.on_claim("rejected", OLD, **BY)))
    return len(found.set_aside), len(found.orphaned)


def test_it_follows_to_other_bounds_of_the_same_claim() -> None:
    assert rejected(newer()) == (1, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"party": "assembly"},
        {"polarity": "denied"},
        {"predicate": "handed_over"},
        {"mission": CORRO},
        {"person": Actor("Pavo Rell", None)},
        {"start": 58, "end": 91},
    ],
    ids=str,
)
def test_it_does_not_follow_to_another_claim(fields: dict[str, Any]) -> None:
    # What a person rejected was that claim; silence about another is no rejection of it.
    assert rejected(newer(**fields)) == (0, 1)


def test_where_the_very_claim_stands_it_goes_nowhere_else() -> None:
    assert rejected(newer(), OLD) == (1, 0)
    found = under([newer(), OLD], recorded(Ruling.on_claim("rejected", OLD, **BY)))
    assert [c.claim for c in found.set_aside] == [OLD.claim]


def test_of_several_it_follows_to_the_one_of_the_same_voice_then_the_widest_overlap() -> None:
    wide, narrow = newer(2, 34), newer(20, 34)
    found = under([narrow, wide], recorded(Ruling.on_claim("rejected", OLD, **BY)))
    assert [c.claim for c in found.set_aside] == [wide.claim]
    quoted = said_by("Pavo Rell", TEXT, start=1, end=34)
    found = under([quoted, narrow], recorded(Ruling.on_claim("rejected", OLD, **BY)))
    assert [c.claim for c in found.set_aside] == [narrow.claim]


def test_it_never_follows_into_another_article() -> None:
    assert rejected(carried(TEXT, start=0, end=35, name="elsewhere")) == (0, 1)
    assert rejected(carried(TEXT, start=0, end=35, name=OLD.article.id, outlet="Morning Post")) == (0, 1)


def test_in_a_new_version_of_the_text_it_goes_by_the_words() -> None:
    # Offsets of another text mean nothing; the same words do.
    moved = "Updated. " + TEXT
    assert rejected(carried(moved, start=9, end=44, name=OLD.article.id)) == (1, 0)
    assert rejected(carried(moved, start=67, end=100, name=OLD.article.id)) == (0, 1)


def test_a_claim_gone_from_the_newer_reading_leaves_its_ruling_orphaned() -> None:
    ruling = Ruling.on_claim("rejected", OLD, **BY)
    found = under([newer(predicate="closed")], recorded(ruling))
    assert [r.ruling for r in found.orphaned] == [ruling]
    assert found.in_force == ()


def test_an_added_claim_stays_while_its_text_does() -> None:
    ruling = Ruling.added(
        OLD.article, "arvenia", OLD.claim.evidence, {"predicate": "closed", "mission": CORRO.id}, **BY
    )
    assert len(under([newer()], recorded(ruling)).claims) == 2
    changed = carried("Other words altogether.", name=OLD.article.id)
    found = under([changed], recorded(ruling))
    assert found.claims == (changed,) and [r.ruling for r in found.orphaned] == [ruling]


def test_a_join_of_which_one_claim_is_gone_is_orphaned() -> None:
    other = carried("It is the crown's.", outlet="Morning Post")
    ruling = Ruling.of_two("join", OLD, other, "arvenia", **BY)
    assert under([newer(), other], recorded(ruling)).orphaned == ()
    assert [r.ruling for r in under([other], recorded(ruling)).orphaned] == [ruling]


def test_a_correction_follows_too_and_keeps_the_newer_readings_id() -> None:
    (changed,) = under([newer()], recorded(Ruling.on_claim("corrected", OLD, value={"party": "assembly"}, **BY))).claims
    assert changed.claim.party == "assembly" and changed.original == newer().claim.id
