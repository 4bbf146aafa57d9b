"""Who is one and the same by ruling: voices same and different, origins joined and split."""

from __future__ import annotations

import pytest

from accredit.model import RecordedClaim
from accredit.ruling import Ruling
from accredit.verdict.independence import origin_key, voice_key
from tests.rulings.kit import BY, carried, operator, recorded, said_by, under
from tests.world import WORLD

RELL = said_by("Pavo Rell", "Pavo Rell said one.", outlet="Evening Lantern")
P_RELL = said_by("P. Rell", "P. Rell said two.", outlet="Morning Post")
VELD = said_by("Sorna Veld", "Sorna Veld said three.", outlet="Harbour Gazette")


def keys(claims: tuple[RecordedClaim, ...]) -> list[str]:
    return [voice_key(c, WORLD) for c in claims]


def test_two_voices_ruled_the_same_are_one_and_go_by_the_fuller_name() -> None:
    assert operator(under([RELL, P_RELL], [])).standing == "agreed"
    found = under([RELL, P_RELL], recorded(Ruling.of_two("same", "Pavo Rell", "P. Rell", "arvenia", **BY)))
    assert operator(found).standing == "single"
    assert [c.claim.origin.name for c in found.claims] == ["Pavo Rell", "Pavo Rell"]
    assert found.claims[1].original == P_RELL.claim.id


def test_what_is_the_same_as_the_same_is_the_same() -> None:
    other = said_by("Rell", "Rell said three.", outlet="Harbour Gazette")
    one = Ruling.of_two("same", "Pavo Rell", "P. Rell", "arvenia", **BY)
    two = Ruling.of_two("same", "Rell", "P. Rell", "arvenia", **BY)
    for given in (recorded(one, two), recorded(two, one)):
        assert len(set(keys(under([RELL, P_RELL, other], given).claims))) == 1


def test_different_takes_a_voice_out_again() -> None:
    same = Ruling.of_two("same", "Pavo Rell", "P. Rell", "arvenia", **BY)
    apart = Ruling.of_two("different", "Pavo Rell", "P. Rell", "arvenia", **BY)
    assert len(set(keys(under([RELL, P_RELL], recorded(same, apart)).claims))) == 2
    # Of two rulings on one pair the later holds.
    assert len(set(keys(under([RELL, P_RELL], recorded(apart, same)).claims))) == 1


def test_two_people_of_one_name_are_told_apart_by_their_claims() -> None:
    twin = said_by("Pavo Rell", "Another Pavo Rell said so.", outlet="Morning Post")
    assert operator(under([RELL, twin], [])).standing == "single"
    found = under([RELL, twin], recorded(Ruling.of_two("different", RELL, twin, "arvenia", **BY)))
    assert operator(found).standing == "agreed"
    names = [c.claim.origin.name for c in found.claims]
    assert names[0] == "Pavo Rell" and names[1] and names[1].startswith("Pavo Rell ")


def test_two_spellings_of_one_office_can_be_two_offices() -> None:
    # The rule of words makes one office of these; a person may know better.
    one = said_by("Foreign Ministry", "The ministry said one.", "government")
    two = said_by("Ministry of Foreign Affairs", "The ministry said two.", "government", outlet="Morning Post")
    assert len(set(keys((one, two)))) == 1
    given = recorded(Ruling.of_two("different", "Foreign Ministry", "Ministry of Foreign Affairs", "arvenia", **BY))
    assert len(set(keys(under([one, two], given).claims))) == 2


def test_the_side_that_a_named_person_speaks_for_is_left_as_it_was_read() -> None:
    # People change sides: to be one person is not to have spoken for one side.
    before = said_by("Pavo Rell", "Pavo Rell said it then.", speaks_for="assembly")
    after = said_by("P. Rell", "P. Rell said it now.", speaks_for="crown", outlet="Morning Post")
    found = under([before, after], recorded(Ruling.of_two("same", "Pavo Rell", "P. Rell", "arvenia", **BY)))
    assert [c.claim.origin.party for c in found.claims] == ["assembly", "crown"]
    assert len(set(keys(found.claims))) == 1


def test_joined_origins_count_once() -> None:
    # Both papers had it from one e-mail, a person found; neither says so.
    one, two = carried("The crown runs it."), carried("It is the crown's.", outlet="Morning Post")
    other = carried("The weather was fine at the crown's.", outlet="Morning Post", published="2021-02-01")
    found = under([one, two, other], recorded(Ruling.of_two("join", one, two, "arvenia", **BY)))
    assert operator(under([one, two], [])).standing == "agreed"
    assert operator(under([one, two], recorded(Ruling.of_two("join", one, two, "arvenia", **BY)))).standing == "single"
    # The paper's other statements stay its own.
    assert voice_key(found.claims[2], WORLD) == voice_key(other, WORLD)


def test_a_joined_origin_leaves_the_carriers_in_the_chain() -> None:
    one, two = said_by("Pavo Rell", "Rell said it."), carried("It is the crown's.", outlet="Morning Post")
    found = under([one, two], recorded(Ruling.of_two("join", one, two, "arvenia", **BY)))
    assert [v.name for v in found.claims[1].claim.chain] == ["Morning Post", "Pavo Rell"]


def test_unnamed_voices_that_are_split_count_each() -> None:
    # Two unnamed voices of one party count as one at most, unless a person knows that they are two.
    one = said_by(None, "A source said it.", "anonymous")
    two = said_by(None, "A diplomat said it.", "anonymous", outlet="Morning Post")
    assert operator(under([one, two], [])).standing == "single"
    found = under([one, two], recorded(Ruling.of_two("split", one, two, "arvenia", **BY)))
    assert operator(found).standing == "agreed"
    assert len({origin_key(c, WORLD) for c in found.claims}) == 2
    # It stays to be seen that nobody was named.
    assert "anonymous" in [v.kind for v in found.claims[1].claim.chain]


def test_split_takes_one_statement_from_its_voice_and_no_other() -> None:
    again = said_by("Pavo Rell", "Pavo Rell said more.", outlet="Morning Post")
    third = said_by("Pavo Rell", "Pavo Rell said most.", outlet="Morning Post")
    found = under([RELL, again, third], recorded(Ruling.of_two("split", RELL, again, "arvenia", **BY)))
    first, second, last = keys(found.claims)
    assert first == last != second


def test_a_voice_that_nobody_is_known_by_is_orphaned() -> None:
    ruling = Ruling.of_two("same", "Pavo Rell", "Nobody Known", "arvenia", **BY)
    found = under([RELL], recorded(ruling))
    assert [r.ruling for r in found.orphaned] == [ruling] and found.claims == (RELL,)


def test_what_is_different_already_stays_as_it_is() -> None:
    found = under([RELL, VELD], recorded(Ruling.of_two("different", "Pavo Rell", "Sorna Veld", "arvenia", **BY)))
    assert [c.claim for c in found.claims] == [RELL.claim, VELD.claim]


@pytest.mark.parametrize("kind", ["same", "join"])
def test_a_corrected_voice_is_the_one_that_is_ruled_on(kind: str) -> None:
    fixed = Ruling.on_claim(
        "corrected",
        P_RELL,
        value={"chain": [{"name": "Mara Quist", "role": None, "party": None, "kind": "official", "said": None}]},
        **BY,
    )
    pair = ("Pavo Rell", "Mara Quist") if kind == "same" else (RELL, P_RELL)
    found = under([RELL, P_RELL], recorded(fixed, Ruling.of_two(kind, *pair, "arvenia", **BY)))  # type: ignore[arg-type]
    assert len(set(keys(found.claims))) == 1
