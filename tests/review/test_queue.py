"""The queue: what would change most answers first, within bounds, and the same for everybody."""

from __future__ import annotations

from datetime import date

from accredit.model import RecordedClaim
from accredit.review.queue import Weights, queue, reviewed
from accredit.ruling import Ruling
from accredit.verdict import CONCERNS, MISSION_QUESTIONS, answer
from tests.rulings.kit import BY, carried, recorded, said_by, under
from tests.world import BELM, CORRO, WORLD

DAY = date(2021, 6, 1)
ALONE = carried("The crown runs the consulate in Corro.", mission=CORRO, confidence=0.9, name="alone")
AGREED = [
    said_by(f"Person {n}", f"The crown runs the embassy, said person {n}.", outlet=f"Outlet {n}",
            confidence=0.5 + n / 100)
    for n in range(4)
]  # fmt: skip
CLAIMS = [*AGREED, ALONE]


def ids(claims: list[RecordedClaim]) -> list[str]:
    return [q.recorded.claim.id for q in queue(claims, WORLD, DAY, (), Weights())]


def test_a_claim_that_alone_holds_an_answer_comes_before_many_that_agree() -> None:
    order = queue(CLAIMS, WORLD, DAY, (), Weights())
    assert order[0].recorded == ALONE and order[0].changes == 1
    assert [q.changes for q in order[1:]] == [0, 0, 0, 0]


def test_what_it_says_is_what_rejecting_the_claim_does() -> None:
    """Rejected by a ruling, as many answers of all missions differ as the queue said."""
    for each in queue(CLAIMS, WORLD, DAY, (), Weights()):
        without = under(CLAIMS, recorded(Ruling.on_claim("rejected", each.recorded, **BY))).claims
        differ = sum(
            answer(q, m.id, CLAIMS, WORLD, as_of=DAY).said != answer(q, m.id, without, WORLD, as_of=DAY).said
            for m in (BELM, CORRO)
            for q in MISSION_QUESTIONS
        )
        assert each.changes == differ


def test_among_equals_the_less_certain_comes_first() -> None:
    order = [q.recorded.claim.confidence for q in queue(CLAIMS, WORLD, DAY, (), Weights()) if q.changes == 0]
    named = [q.named for q in queue(CLAIMS, WORLD, DAY, (), Weights()) if q.changes == 0]
    assert len(set(named)) == 1 and order == sorted(order)


def test_the_order_in_which_claims_come_is_no_matter() -> None:
    assert ids(CLAIMS) == ids(CLAIMS[::-1])


def test_the_work_is_bounded_and_goes_on_where_it_ended() -> None:
    questions = sum(ALONE.claim.predicate in CONCERNS[q] for q in MISSION_QUESTIONS)
    weights = Weights(work=questions)
    counts = [sum(q.changes is not None for q in queue(CLAIMS, WORLD, DAY, (), weights)) for _ in range(2)]
    assert counts == [1, 1], "the one claim on Corro; an answer on Belm is over four claims, which is too much"
    weights.work = 4 * questions
    more = [sum(q.changes is not None for q in queue(CLAIMS, WORLD, DAY, (), weights)) for _ in range(4)]
    assert more == [2, 3, 4, 5]
    assert len(queue(CLAIMS, WORLD, DAY, (), Weights(work=0))) == len(CLAIMS), "nothing is left out for want of work"


def test_what_was_ruled_on_is_done_by_anybody_or_by_oneself() -> None:
    ruling = Ruling.on_claim("confirmed", ALONE, who="Ona", why="read it")
    found = under(CLAIMS, recorded(ruling))
    assert reviewed(found) == {ALONE.claim.id} == reviewed(found, "Ona")
    assert reviewed(found, "Per") == set()
    left = queue(found.claims, WORLD, DAY, reviewed(found), Weights())
    assert ALONE.claim.id not in {q.recorded.claim.id for q in left}
