"""What holds for every set of rulings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accredit.ledger import Ledger, open_ledger
from accredit.model import RecordedClaim, Span
from accredit.ruling import RecordedRuling, Ruling
from accredit.rulings import held
from tests.ledger.kit import reading, said
from tests.rulings.kit import recorded, said_by, under
from tests.world import BELM, CORRO, WORLD, article, voice

NAMES = ("Pavo Rell", "P. Rell", "Sorna Veld", None)
CLAIMS = [
    said_by(name, f"{name} said {n}.", "official" if name else "anonymous", outlet=outlet,
            party=("crown", "assembly")[n % 2], mission=(BELM, CORRO)[n // 4], published=f"2021-03-0{n + 1}")
    for n, (name, outlet) in enumerate((name, outlet) for outlet in ("Evening Lantern", "Morning Post")
                                       for name in NAMES)
]  # fmt: skip

who_why = st.fixed_dictionaries({"who": st.sampled_from(["Ona", "Per"]), "why": st.sampled_from(["a", "b", "c"])})
one_claim = st.sampled_from(CLAIMS)
refs = st.one_of(st.sampled_from([n for n in NAMES if n]), one_claim)
patches = st.sampled_from([{"party": "crown"}, {"polarity": "denied"}, {"mission": CORRO.id}, {"modality": "planned"}])


@st.composite
def rulings(draw: st.DrawFn) -> Ruling:
    kind = draw(st.sampled_from(["confirmed", "rejected", "corrected", "added", "date", "outlet", "retracted",
                                 "same", "different", "join", "split"]))  # fmt: skip
    by = draw(who_why)
    one, two = draw(one_claim), draw(one_claim)
    if kind in ("confirmed", "rejected"):
        return Ruling.on_claim(kind, one, **by)
    if kind == "corrected":
        return Ruling.on_claim("corrected", one, value=draw(patches), **by)
    if kind == "added":
        words = one.claim.evidence.exact[:4]
        return Ruling.added(one.article, WORLD.id, Span(0, 4, words), {"predicate": "closed", "mission": BELM.id}, **by)
    if kind in ("same", "different"):
        pair = draw(refs), draw(refs)
        assume(pair[0] != pair[1])
        return Ruling.of_two(kind, *pair, WORLD.id, **by)
    if kind in ("join", "split"):
        assume(one != two)
        return Ruling.of_two(kind, one, two, WORLD.id, **by)
    values = {"date": "2021-04-01", "outlet": "Harbour Gazette", "retracted": "2021-05-01"}
    return Ruling.on_article(kind, one.article, values[kind], **by)


many = st.lists(rulings(), max_size=6, unique_by=lambda r: r.id)
days = st.sampled_from([None, date(2021, 3, 4), date(2021, 4, 15), date(2021, 12, 31)])


@given(many, rulings(), st.integers(0, 6), st.integers(0, 6), days)
@settings(max_examples=200)
def test_a_ruling_and_its_withdrawal_answer_as_neither(
    others: list[Ruling], one: Ruling, first: int, gap: int, known_at: date | None
) -> None:
    others = [r for r in others if r.id != one.id]
    given = list(others)
    given.insert(min(first, len(given)), one)
    given.insert(min(given.index(one) + 1 + gap, len(given)), Ruling.withdrawn(one.id, who="Ona", why="a mistake"))
    plain, back = under(CLAIMS, recorded(*others), known_at), under(CLAIMS, recorded(*given), known_at)
    assert [_said(c) for c in back.claims] == [_said(c) for c in plain.claims]
    assert [_said(c) for c in back.set_aside] == [_said(c) for c in plain.set_aside]
    assert [r.ruling for r in back.orphaned] == [r.ruling for r in plain.orphaned]
    assert [r.ruling for r in back.withdrawn] == [one]


def _said(found: RecordedClaim) -> tuple[object, ...]:
    """Everything but the moment of recording, which a later place in the order moves."""
    return found.claim, found.article, found.rulings, found.original


@given(many, st.randoms(use_true_random=False), days)
@settings(max_examples=200)
def test_the_order_in_which_rulings_and_claims_are_handed_over_is_no_matter(
    given: list[Ruling], random: object, known_at: date | None
) -> None:
    rows = recorded(*given)
    shuffled, claims = list(rows), list(CLAIMS)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(claims)  # type: ignore[attr-defined]
    one, two = under(CLAIMS, rows, known_at), under(claims, shuffled, known_at)
    assert sorted(map(repr, map(_said, one.claims))) == sorted(map(repr, map(_said, two.claims)))
    assert set(one.in_force) == set(two.in_force) and set(one.orphaned) == set(two.orphaned)


@given(many, days)
@settings(max_examples=100)
def test_every_claim_is_counted_set_aside_or_not_known_yet(given: list[Ruling], known_at: date | None) -> None:
    found = under(CLAIMS, recorded(*given), known_at)
    carriers = {c.article.text_id for c in (*found.claims, *found.set_aside)}
    if known_at is None:
        assert carriers == {c.article.text_id for c in CLAIMS}
        added = sum(r.ruling.kind == "added" for r in found.in_force)
        assert len(found.claims) + len(found.set_aside) == len(CLAIMS) + added
    rows = {r.ruling.id for r in (*found.in_force, *found.orphaned)}
    assert rows == {r.id for r in given}


@given(one_claim, one_claim, who_why, who_why)
def test_rulings_on_two_claims_do_the_same_in_either_order(
    one: RecordedClaim, two: RecordedClaim, by: dict[str, str], also: dict[str, str]
) -> None:
    if one == two:
        return
    first = Ruling.on_claim("rejected", one, **by)
    second = Ruling.on_claim("corrected", two, value={"party": "crown"}, **also)
    left, right = under(CLAIMS, recorded(first, second)), under(CLAIMS, recorded(second, first))
    assert left.claims == right.claims and left.set_aside == right.set_aside


ARTICLES = [article(f"Words number {n}.", id=str(n), published=f"2021-0{n + 1}-01") for n in range(4)]


def _filled(ledger: Ledger) -> None:
    for n, one in enumerate(ARTICLES):
        party = ("crown", "assembly")[n % 2]
        chain = (voice("Evening Lantern"), voice(("Pavo Rell", "P. Rell")[n // 2], "official"))
        ledger.append(one, [reading(one, said(one, party=party, chain=chain))])


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["rejected", "corrected", "date", "retracted", "back"])),
                max_size=5), days)  # fmt: skip
@settings(max_examples=40)
def test_what_was_held_before_a_ruling_is_answered_as_before_it(
    steps: list[tuple[int, str]], known_at: date | None
) -> None:
    with open_ledger(":memory:") as ledger:
        _filled(ledger)
        raw = ledger.claims(WORLD)
        made: list[Ruling] = []
        answers = []
        moment = max(c.recorded_at for c in raw)
        for number, (n, kind) in enumerate(steps):
            answers.append((moment, held(ledger, WORLD, known_at=known_at)))
            by = {"who": "Ona", "why": f"step {number}"}
            if kind == "back":
                if not made:
                    continue
                ruling = Ruling.withdrawn(made[n % len(made)].id, **by)
            elif kind in ("date", "retracted"):
                ruling = Ruling.on_article(kind, ARTICLES[n], "2021-06-01", **by)  # type: ignore[arg-type]
            else:
                value = {"party": "crown"} if kind == "corrected" else None
                ruling = Ruling.on_claim(kind, raw[n], value=value, **by)  # type: ignore[arg-type]
            made.append(ruling)
            moment = ledger.append_ruling(ruling).recorded_at
        for then, answer in answers:
            assert held(ledger, WORLD, recorded_at=then, known_at=known_at) == answer
        assert ledger.claims(WORLD) == raw  # the ledger's own claims are as they were read
        assert [r.ruling for r in ledger.rulings()] == made


def test_the_short_way_without_rulings_is_the_long_way() -> None:
    with open_ledger(":memory:") as ledger:
        _filled(ledger)
        for known_at in (None, date(2021, 2, 15), date(2021, 12, 31)):
            found = held(ledger, WORLD, known_at=known_at)
            long = under(ledger.claims(WORLD), list[RecordedRuling](), known_at, ledger.articles())
            assert found == long
            assert found.claims == tuple(ledger.claims(WORLD, known_at=known_at))


MISSIONS = (BELM, CORRO)

_on_one = st.tuples(
    st.integers(0, 3), st.sampled_from(["rejected", "corrected", "moved", "date", "outlet", "retracted", "back"])
)
_on_two = st.tuples(st.integers(0, 3), st.sampled_from(["same", "join"]))


@given(st.lists(_on_one, max_size=5), st.lists(_on_two, max_size=1), days)
@settings(max_examples=60)
def test_one_mission_alone_is_answered_as_among_all(
    steps: list[tuple[int, str]], pairs: list[tuple[int, str]], known_at: date | None
) -> None:
    with open_ledger(":memory:") as ledger:
        for n, one in enumerate(ARTICLES):
            chain = (voice("Evening Lantern"), voice(("Pavo Rell", "P. Rell")[n // 2], "official"))
            ledger.append(one, [reading(one, said(one, mission=MISSIONS[n % 2], chain=chain), said(one))])
        read = ledger.claims(WORLD)
        made: list[Ruling] = []
        for number, (n, kind) in enumerate([*steps, *pairs]):
            made += _step(n, kind, read, made, {"who": "Ona", "why": f"step {number}"})
            if made:
                ledger.append_ruling(made[-1])
        whole = held(ledger, WORLD, known_at=known_at)
        for mission in MISSIONS:
            found = held(ledger, WORLD, known_at=known_at, mission_id=mission.id)
            assert set(found.claims) == {r for r in whole.claims if r.claim.mission == mission}
            assert set(found.set_aside) == {r for r in whole.set_aside if r.claim.mission == mission}
            assert replace(found, claims=(), set_aside=()) == replace(whole, claims=(), set_aside=())
            alone = held(ledger, WORLD, mission_id=mission.id, known_at=known_at, counted=False).claims
            assert set(alone) == set(found.claims)


def _step(n: int, kind: str, read: list[RecordedClaim], made: list[Ruling], by: dict[str, str]) -> tuple[Ruling, ...]:
    """The ruling of one step; none where there is nothing to take back."""
    value = {"corrected": {"party": "crown"}, "moved": {"mission": BELM.id}}.get(kind)
    if kind == "back":
        return (Ruling.withdrawn(made[n % len(made)].id, **by),) if made else ()
    if kind in ("date", "outlet", "retracted"):
        given_value = "Belm Post" if kind == "outlet" else "2021-06-01"
        return (Ruling.on_article(kind, ARTICLES[n], given_value, **by),)  # type: ignore[arg-type]
    if kind in ("same", "join"):
        return (Ruling.of_two(kind, read[n], read[n + 2], WORLD.id, **by),)  # type: ignore[arg-type]
    return (Ruling.on_claim("rejected" if value is None else "corrected", read[n], value=value, **by),)  # type: ignore[arg-type]
