"""Several people rule at once: nobody's ruling is lost, and nobody overrules what they did not see."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from accredit.errors import OvertakenError, QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.model import RecordedClaim
from accredit.review.blind import Blinded, visible
from accredit.review.desk import Desk
from accredit.ruling import RecordedRuling, Ruling, ruling_from, ruling_line
from accredit.rulings import held, ruled
from accredit.rulings.concerning import concerning, names_of
from accredit.verdict import dossier
from tests.ledger.kit import reading, said
from tests.world import BELM, WORLD, article, voice

TEXT = "The crown runs the embassy in Belm."


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as made:
        one = article(TEXT, id="one")
        made.append(one, [reading(one, said(one))])
        yield made


def the_claim(ledger: Ledger) -> RecordedClaim:
    return ledger.claims(WORLD)[0]


def test_a_ruling_after_one_that_its_author_did_not_see_comes_back_and_is_kept_when_they_insist(
    ledger: Ledger,
) -> None:
    claim = the_claim(ledger)
    names = names_of(claim, ())
    ona, per = Desk(ledger, "Ona"), Desk(ledger, "Per")
    seen = [r.ruling.id for r in per.seen(names)]
    first = ona.rule(Ruling.on_claim("confirmed", claim, who="Ona", why="the words say so"), names)
    late = Ruling.on_claim("rejected", claim, who="Per", why="it is a quote of a denial").on(seen)
    with pytest.raises(OvertakenError) as told:
        per.rule(late, names)
    assert told.value.unseen == (first.ruling.id,)
    assert [r.ruling for r in ledger.rulings()] == [first.ruling], "nothing was recorded"
    insisted = per.rule(late.on([first.ruling.id]), names)
    assert [r.ruling for r in ledger.rulings()] == [first.ruling, insisted.ruling], "both are kept"
    assert insisted.ruling.seen == (first.ruling.id,)
    assert [c.claim for c in held(ledger, WORLD).set_aside] == [claim.claim], "the later decides"


def test_the_same_form_sent_twice_is_one_ruling(ledger: Ledger) -> None:
    claim = the_claim(ledger)
    names = names_of(claim, ())
    desk = Desk(ledger, "Ona")
    ruling = Ruling.on_claim("confirmed", claim, who="Ona", why="the words say so")
    assert desk.rule(ruling, names).ruling == desk.rule(ruling, names).ruling
    assert len(ledger.rulings()) == 1


def test_the_same_decision_after_another_ones_is_a_new_one_and_decides(ledger: Ledger) -> None:
    """Ona rejects, Per confirms, Ona has seen it and rejects for the same reason: hers is the last word."""
    claim = the_claim(ledger)
    names = names_of(claim, ())
    again = Ruling.on_claim("rejected", claim, who="Ona", why="a rumour")
    Desk(ledger, "Ona").rule(again, names)
    Desk(ledger, "Per").rule(Ruling.on_claim("confirmed", claim, who="Per", why="no rumour").on([again.id]), names)
    seen = [r.ruling.id for r in Desk(ledger, "Ona").seen(names)]
    Desk(ledger, "Ona").rule(again.on(seen), names)
    assert len(ledger.rulings()) == 3
    assert held(ledger, WORLD).claims == ()


def test_a_withdrawal_is_news_too(ledger: Ledger) -> None:
    claim = the_claim(ledger)
    names = names_of(claim, ())
    first = Desk(ledger, "Ona").rule(Ruling.on_claim("rejected", claim, who="Ona", why="a rumour"), names).ruling
    back = Ruling.withdrawn(first.id, who="Per", why="no rumour")
    Desk(ledger, "Per").rule(back, {first.id})
    late = Ruling.on_claim("corrected", claim, who="Ona", why="the other party", value={"party": "assembly"})
    with pytest.raises(OvertakenError) as told:
        Desk(ledger, "Ona").rule(late.on([first.id]), names)
    assert told.value.unseen == (back.id,)


def test_what_was_withdrawn_is_not_quietly_taken_for_recorded(ledger: Ledger) -> None:
    claim = the_claim(ledger)
    names = names_of(claim, ())
    ruling = Ruling.on_claim("rejected", claim, who="Ona", why="a rumour")
    desk = Desk(ledger, "Ona")
    desk.rule(ruling, names)
    desk.rule(Ruling.withdrawn(ruling.id, who="Ona", why="a slip"), {ruling.id})
    with pytest.raises(QuestionError, match="withdrawn"):
        desk.rule(ruling, names)


def test_a_ruling_that_followed_its_claim_into_a_newer_reading_is_seen_there(ledger: Ledger) -> None:
    claim = the_claim(ledger)
    first = Ruling.on_claim("rejected", claim, who="Ona", why="a rumour")
    ledger.append_ruling(first)
    one = article(TEXT, id="one")
    ledger.append(one, [reading(one, said(one, confidence=0.4, modality="reported"), extractor="reader/2")])
    newer = the_claim(ledger)
    assert newer.claim.id != claim.claim.id
    assert [r.ruling for r in Desk(ledger, "Per").seen(names_of(newer, ledger.rulings()))] == [first]


def test_many_hands_at_once_lose_nothing(tmp_path: Path) -> None:
    """Eight people rule on one claim until each had their say: all are kept, and each names all before it."""
    with open_ledger(tmp_path / "busy.db") as ledger:
        one = article(TEXT, id="one")
        ledger.append(one, [reading(one, said(one))])
        claim = the_claim(ledger)
        names = names_of(claim, ())

        def insist(who: str) -> None:
            desk = Desk(ledger, who)
            while True:
                seen = [r.ruling.id for r in desk.seen(names)]
                try:
                    desk.rule(Ruling.on_claim("confirmed", claim, who=who, why="read it").on(seen), names)
                    return
                except OvertakenError:
                    continue

        hands = [threading.Thread(target=insist, args=(f"Person {n}",)) for n in range(8)]
        for each in hands:
            each.start()
        for each in hands:
            each.join()
        kept = ledger.rulings()
    assert {r.ruling.who for r in kept} == {f"Person {n}" for n in range(8)}
    for n, each in enumerate(kept):
        assert set(each.ruling.seen) == {r.ruling.id for r in kept[:n]}


def test_what_was_seen_comes_back_from_the_ledger_and_older_rulings_keep_their_ids(ledger: Ledger) -> None:
    plain = Ruling.on_claim("confirmed", the_claim(ledger), who="Ona", why="read it")
    assert "seen" not in ruling_line(plain), "what was written before this was known is written as it was"
    seeing = plain.on(["b", "a", "b"])
    assert seeing.seen == ("a", "b") and seeing.id != plain.id
    assert ruling_from(ruling_line(seeing)) == seeing
    ledger.append_ruling(seeing)
    assert ledger.rulings()[0].ruling == seeing
    assert not ledger.check().faults


class TestBlind:
    def test_each_sees_their_own_rulings_on_claims_and_nobody_elses(self, ledger: Ledger) -> None:
        claim = the_claim(ledger)
        names = names_of(claim, ())
        ona, per = Desk(ledger, "Ona", blind=True), Desk(ledger, "Per", blind=True)
        first = ona.rule(Ruling.on_claim("rejected", claim, who="Ona", why="a rumour"), names).ruling
        second = per.rule(Ruling.on_claim("confirmed", claim, who="Per", why="read it"), names).ruling
        ona.rule(Ruling.withdrawn(first.id, who="Ona", why="a slip"), {first.id})
        assert [r.ruling for r in per.seen(names)] == [second]
        assert len(ona.seen(names)) == 2
        assert held(Blinded(ledger, "Per"), WORLD).claims[0].rulings == (second.id,)
        assert held(Blinded(ledger, None), WORLD).claims[0].rulings == ()
        assert len(ledger.rulings()) == 3, "all are kept"

    def test_rulings_on_articles_and_voices_are_everybodys(self, ledger: Ledger) -> None:
        one = ledger.articles()[0]
        ledger.append_ruling(Ruling.on_article("date", one, "2021-02", who="Ona", why="the page says so"))
        assert len(visible(ledger.rulings(), "Per")) == 1


class TestTheLaw:
    """What three people rule, in whatever order it comes in, answers as its history sorted by the time of ruling."""

    PEOPLE = ("Ona Brandt", "Per Holm", "Sorna Veld")

    def claims(self) -> list[RecordedClaim]:
        with open_ledger(":memory:") as ledger:
            for n in range(5):
                one = article(f"Words number {n} of the crown.", id=str(n), published=f"2021-0{n + 1}-01")
                chain = (voice("Evening Lantern"), voice(("Pavo Rell", "P. Rell")[n % 2], "official"))
                ledger.append(one, [reading(one, said(one, party=("crown", "assembly")[n % 2], chain=chain))])
            return ledger.claims(WORLD)

    def one(self, dice: random.Random, claims: list[RecordedClaim], made: list[Ruling], n: int) -> Ruling:
        by = {"who": dice.choice(self.PEOPLE), "why": f"reason {n}"}
        claim, other = dice.sample(claims, 2)
        kind = dice.choice(("confirmed", "rejected", "corrected", "date", "outlet", "retracted", "same", "different",
                            "join", "split", "withdrawn", "withdrawn"))  # fmt: skip
        if kind == "withdrawn" and made:
            ruling = Ruling.withdrawn(dice.choice(made).id, **by)
        elif kind in ("confirmed", "rejected", "withdrawn"):
            ruling = Ruling.on_claim("rejected" if kind == "withdrawn" else kind, claim, **by)  # type: ignore[arg-type]
        elif kind == "corrected":
            value = dice.choice(({"party": "crown"}, {"polarity": "denied"}, {"modality": "planned"}))
            ruling = Ruling.on_claim("corrected", claim, value=value, **by)
        elif kind in ("date", "outlet", "retracted"):
            value_ = {"date": "2021-02-03", "outlet": "Morning Post", "retracted": "2021-05-01"}[kind]
            ruling = Ruling.on_article(kind, claim.article, value_, **by)  # type: ignore[arg-type]
        elif kind in ("same", "different"):
            ruling = Ruling.of_two(kind, "Pavo Rell", "P. Rell", WORLD.id, **by)  # type: ignore[arg-type]
        else:
            ruling = Ruling.of_two(kind, claim, other, WORLD.id, **by)  # type: ignore[arg-type]
        return ruling.on(r.id for r in made if r.target == ruling.target)

    def test_a_thousand_sequences_in_any_order_give_the_verdicts_of_their_sorted_history(self) -> None:
        claims = self.claims()
        articles = [c.article for c in claims]
        dice = random.Random(20231)
        answers = set()
        for _ in range(1000):
            made: list[Ruling] = []
            for n in range(dice.randint(1, 7)):
                made.append(self.one(dice, claims, made, n))
            rows = [RecordedRuling(r, f"2021-06-{n + 1:02}T00:00:00.000000+00:00") for n, r in enumerate(made)]
            # As three people's ledgers that were merged: each brings their own, whoever comes first.
            shares = [[r for r in rows if r.ruling.who == who] for who in self.PEOPLE]
            dice.shuffle(shares)
            arrived = [r for share in shares for r in share]
            by_chance = dice.sample(rows, len(rows))
            told = []
            for order in (sorted(rows, key=lambda r: r.recorded_at), arrived, by_chance):
                given = dice.sample(claims, len(claims))
                found = ruled(given, order, articles, WORLD)
                verdicts = dossier(BELM.id, found.claims, WORLD, as_of=date(2021, 7, 1))
                told.append([(v.said, sorted(v.claims)) for v in verdicts])
            assert told[0] == told[1] == told[2], made
            answers.add(repr(told[0]))
        assert len(answers) > 10, "the sequences do differ in what they answer"

    def test_rulings_that_came_by_different_ways_into_two_ledgers_answer_alike(self, tmp_path: Path) -> None:
        """Three ledgers, each with one person's rulings, merged in every order."""
        dice = random.Random(7)
        places = []
        base = tmp_path / "base.db"
        with open_ledger(base) as ledger:
            for n in range(5):
                one = article(f"Words number {n} of the crown.", id=str(n), published=f"2021-0{n + 1}-01")
                ledger.append(one, [reading(one, said(one, party=("crown", "assembly")[n % 2]))])
            for who in self.PEOPLE:
                place = tmp_path / f"{who[:3]}.db"
                ledger.backup(place)
                places.append((who, place))
        for who, place in places:
            with open_ledger(place) as ledger:
                claims = ledger.claims(WORLD)
                for n in range(6):
                    kind = dice.choice(("confirmed", "rejected"))
                    ledger.append_ruling(Ruling.on_claim(kind, dice.choice(claims), who=who, why=f"{n}"))  # type: ignore[arg-type]
        answers = set()
        for n, order in enumerate(permutations(places)):
            target = tmp_path / f"all-{n}.db"
            with open_ledger(base) as ledger:
                ledger.backup(target)
            with open_ledger(target) as ledger:
                for _, place in order:
                    with open_ledger(place) as other:
                        ledger.merge(other)
                found = held(ledger, WORLD)
                answers.add(
                    (frozenset(c.claim.id for c in found.claims), frozenset(c.claim.id for c in found.set_aside))
                )
        assert len(answers) == 1


def test_concerning_follows_withdrawals_of_withdrawals() -> None:
    one = Ruling("date", "carrier", "Ona", "why", value="2021")
    two = Ruling.withdrawn(one.id, who="Per", why="no")
    three = Ruling.withdrawn(two.id, who="Ona", why="yes")
    other = Ruling("date", "another", "Ona", "why", value="2021")
    rows = [RecordedRuling(r, f"2021-06-0{n}T00:00:00+00:00") for n, r in enumerate((one, other, two, three), 1)]
    assert [r.ruling for r in concerning(rows, {"carrier"})] == [one, two, three]
