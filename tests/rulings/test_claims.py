"""What a ruling on one claim does to what counts: confirmed, rejected, corrected, added, withdrawn."""

from __future__ import annotations

import json

import pytest

from accredit.errors import QuestionError
from accredit.model import Span
from accredit.ruling import Ruling
from tests.rulings.kit import BY, carried, operator, recorded, under
from tests.world import BELM, CORRO

CROWN = carried("The crown runs the embassy.")
ASSEMBLY = carried("The assembly runs the embassy.", party="assembly", outlet="Morning Post")


def test_without_rulings_the_claims_are_the_ledgers_own() -> None:
    found = under([CROWN, ASSEMBLY], [])
    assert found.claims == (CROWN, ASSEMBLY)
    assert (found.set_aside, found.in_force, found.orphaned, found.withdrawn) == ((), (), (), ())


def test_a_confirmed_claim_counts_as_before_and_names_its_ruling() -> None:
    # To confirm is to say that the article does say so; it is no voice, so it weighs nothing.
    ruling = Ruling.on_claim("confirmed", CROWN, **BY)
    found = under([CROWN, ASSEMBLY], recorded(ruling))
    assert [c.claim for c in found.claims] == [CROWN.claim, ASSEMBLY.claim]
    assert [c.rulings for c in found.claims] == [(ruling.id,), ()]
    assert operator(found).standing == "contested"


def test_a_rejected_claim_no_longer_counts_and_is_set_aside_not_lost() -> None:
    ruling = Ruling.on_claim("rejected", ASSEMBLY, **BY)
    found = under([CROWN, ASSEMBLY], recorded(ruling))
    assert found.claims == (CROWN,)
    assert [(c.claim, c.rulings) for c in found.set_aside] == [(ASSEMBLY.claim, (ruling.id,))]
    assert (operator(found).value, operator(found).standing) == ("crown", "single")


def test_a_corrected_claim_stands_in_the_place_of_the_one_that_was_read() -> None:
    ruling = Ruling.on_claim("corrected", ASSEMBLY, value={"party": "crown", "polarity": "denied"}, **BY)
    (changed,) = under([ASSEMBLY], recorded(ruling)).claims
    assert (changed.claim.party, changed.claim.polarity) == ("crown", "denied")
    assert changed.claim.evidence == ASSEMBLY.claim.evidence
    assert changed.original == ASSEMBLY.claim.id
    assert changed.claim.id != ASSEMBLY.claim.id  # an id is a hash of what the claim says
    assert changed.claim.rule == f"ruling/{ruling.id}"


def test_a_correction_may_move_a_claim_to_another_mission() -> None:
    ruling = Ruling.on_claim("corrected", ASSEMBLY, value={"mission": CORRO.id}, **BY)
    (moved,) = under([ASSEMBLY], recorded(ruling)).claims
    assert moved.claim.mission == CORRO


def test_corrections_add_up_and_the_later_one_of_a_field_holds() -> None:
    one = Ruling.on_claim("corrected", ASSEMBLY, value={"party": "crown", "basis": "formal"}, **BY)
    two = Ruling.on_claim("corrected", ASSEMBLY, value={"party": "assembly"}, **BY)
    (changed,) = under([ASSEMBLY], recorded(one, two)).claims
    assert (changed.claim.party, changed.claim.basis) == ("assembly", "formal")
    assert changed.rulings == (one.id, two.id)


@pytest.mark.parametrize(
    ("kinds", "counts"),
    [(("rejected", "confirmed"), True), (("confirmed", "rejected"), False), (("corrected", "rejected"), False),
     (("rejected", "corrected"), True)],
)  # fmt: skip
def test_of_two_rulings_on_whether_a_claim_counts_the_later_decides(kinds: tuple[str, str], counts: bool) -> None:
    given = [
        Ruling.on_claim(k, CROWN, value={"basis": "formal"} if k == "corrected" else None, **BY)  # type: ignore[arg-type]
        for k in kinds
    ]
    assert bool(under([CROWN], recorded(*given)).claims) is counts


def test_an_added_claim_counts_with_the_articles_exact_words() -> None:
    ruling = Ruling.added(
        CROWN.article,
        "arvenia",
        Span(0, 9, "The crown"),
        {"predicate": "closed", "mission": BELM.id, "party": None},
        **BY,
    )
    found = under([CROWN], recorded(ruling))
    (_, added) = found.claims
    assert (added.claim.predicate, added.claim.mission, added.claim.evidence.exact) == ("closed", BELM, "The crown")
    assert added.claim.origin.kind == "outlet" and added.claim.real and added.claim.confidence == 1
    assert added.rulings == (ruling.id,) and added.recorded_at == "2021-05-01T00:00:00.000000+00:00"
    assert added.article == CROWN.article


def test_a_claim_may_be_added_to_an_article_in_which_nothing_was_found() -> None:
    ruling = Ruling.added(
        CROWN.article, "arvenia", Span(0, 3, "The"), {"predicate": "closed", "mission": BELM.id}, **BY
    )
    (added,) = under([], recorded(ruling), articles=[CROWN.article]).claims
    assert added.claim.predicate == "closed"


def test_a_withdrawn_ruling_is_as_if_it_had_not_been() -> None:
    ruling = Ruling.on_claim("rejected", CROWN, **BY)
    found = under([CROWN], recorded(ruling, Ruling.withdrawn(ruling.id, **BY)))
    assert found.claims == (CROWN,) and found.set_aside == ()
    assert [r.ruling for r in found.withdrawn] == [ruling]


def test_a_withdrawal_withdrawn_lets_the_ruling_stand_again() -> None:
    ruling = Ruling.on_claim("rejected", CROWN, **BY)
    back = Ruling.withdrawn(ruling.id, **BY)
    found = under([CROWN], recorded(ruling, back, Ruling.withdrawn(back.id, **BY)))
    assert found.claims == ()


def test_a_ruling_of_another_situation_is_no_concern() -> None:
    plain = Ruling.on_claim("rejected", CROWN, **BY)
    other = Ruling("rejected", CROWN.claim.id, situation="elsewhere", anchors=plain.anchors, **BY)
    found = under([CROWN], recorded(other))
    assert found.claims == (CROWN,) and found.orphaned == ()


def test_the_same_ruling_has_the_same_id_and_any_difference_another() -> None:
    one = Ruling.on_claim("rejected", CROWN, **BY)
    assert one == Ruling.on_claim("rejected", CROWN, **BY)
    others = [
        Ruling.on_claim("confirmed", CROWN, **BY),
        Ruling.on_claim("rejected", ASSEMBLY, **BY),
        Ruling.on_claim("rejected", CROWN, who="Somebody else", why=BY["why"]),
        Ruling.on_claim("rejected", CROWN, who=BY["who"], why="another reason"),
    ]
    assert len({one.id, *(r.id for r in others)}) == 5


@pytest.mark.parametrize(("who", "why"), [("", "x"), ("x", ""), (" ", "x"), ("x", "\n")])
def test_nobody_rules_without_a_name_and_a_reason(who: str, why: str) -> None:
    with pytest.raises(QuestionError, match="who and why"):
        Ruling.on_claim("rejected", CROWN, who=who, why=why)


@pytest.mark.parametrize(
    ("patch", "names"),
    [
        ({"id": "x"}, "id"),
        ({"evidence": {"start": 0, "end": 1, "exact": "T"}}, "evidence"),
        ({"polarity": "maybe"}, "polarity"),
        ({"predicate": "owns"}, "predicate"),
        ({"chain": []}, "chain"),
        ({"when": {"kind": "sometime"}}, "when"),
        ({}, "nothing"),
    ],
)
def test_a_correction_that_is_no_contract_field_is_refused(patch: dict[str, object], names: str) -> None:
    with pytest.raises(QuestionError, match=names) as caught:
        Ruling.on_claim("corrected", CROWN, value=patch, **BY)
    assert "\n" not in str(caught.value)


def test_a_ruling_survives_its_line() -> None:
    from accredit.ruling import ruling_from, ruling_line

    for one in (
        Ruling.on_claim("corrected", CROWN, value={"party": None, "person": {"name": "X", "role": None}}, **BY),
        Ruling.added(CROWN.article, "arvenia", Span(0, 3, "The"), {"predicate": "closed", "mission": BELM.id}, **BY),
        Ruling.on_article("date", CROWN.article, "2021-03", **BY),
        Ruling.of_two("same", "Ilen Tovar", CROWN, "arvenia", **BY),
        Ruling.withdrawn("a" * 24, **BY),
    ):
        assert ruling_from(json.loads(json.dumps(ruling_line(one)))) == one
