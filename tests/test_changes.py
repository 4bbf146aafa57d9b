"""Which answers changed, from one day of knowledge to another, and because of which articles and readings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from accredit.changes import Changed, held_changes, known_changes, log
from accredit.errors import QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Claim, Mission, Reading, Scope, Span, State, Voice
from accredit.ruling import Ruling
from tests.samples.expectations import rows, samples, situation
from tests.samples.perfect import perfect_claims
from tests.world import BELM, CORRO, WORLD, claim, since, voice

WORDS = "The crown runs Belm."
MARCH, MAY, JULY = date(2021, 3, 31), date(2021, 5, 31), date(2021, 7, 31)


def article(name: str, published: str | None, extra: str = "") -> Article:
    return Article.make(f"{WORDS} {name}{extra}", id=name, outlet=f"Outlet {name}", published=published)


def said(one: Article, *voices: Voice, **fields: object) -> Claim:
    words = Span.of(one.text, 0, len(WORDS))
    return claim(article_id=one.id, chain=(voice(one.outlet), *voices), evidence=words, **fields)


def tell(ledger: Ledger, one: Article, *claims: Claim, extractor: str = "x") -> str:
    """Records a reading of the article; the moment of it."""
    return ledger.append(one, [Reading(one.key, extractor, "l", WORLD.id, WORLD.digest, claims)]).recorded_at


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        yield opened


def shown(found: list[Changed]) -> list[tuple[str, str, str, str]]:
    """Mission, question, and the standings before and after."""
    names = [c.subject.code if isinstance(c.subject, State) else c.subject.id for c in found]
    return [(n, c.question, c.before.standing, c.after.standing) for n, c in zip(names, found, strict=True)]


class TestKnown:
    def test_an_article_of_later_changes_the_answer_about_the_past(self, ledger: Ledger) -> None:
        early, late = article("a", "2021-03-05"), article("b", "2021-05-05")
        tell(ledger, early, said(early))
        tell(ledger, late, said(late, party="assembly"))
        found = known_changes(ledger, WORLD, MARCH, MAY, [MAY])
        assert shown(found) == [(BELM.id, "operator", "single", "contested")]
        (cause,) = found[0].causes
        assert (cause.kind, cause.article.id, cause.gone) == ("article", "b", ())
        assert [r.claim.party for r in cause.new] == ["assembly"]
        assert found[0].as_of == MAY

    def test_a_word_about_now_changes_nothing_about_the_days_before_it(self, ledger: Ledger) -> None:
        early, late = article("a", "2021-03-05"), article("b", "2021-05-05")
        tell(ledger, early, said(early))
        tell(ledger, late, said(late, party="assembly"))
        assert known_changes(ledger, WORLD, MARCH, MAY, [MARCH]) == []

    def test_what_was_known_already_is_no_change(self, ledger: Ledger) -> None:
        early = article("a", "2021-03-05")
        tell(ledger, early, said(early))
        assert known_changes(ledger, WORLD, MARCH, MAY, [MARCH, MAY]) == []
        assert known_changes(ledger, WORLD, MARCH, MARCH, [MARCH]) == []

    def test_more_of_the_same_changes_the_standing_and_then_nothing(self, ledger: Ledger) -> None:
        for name, day in (("a", "2021-03-05"), ("b", "2021-05-05"), ("c", "2021-07-05")):
            one = article(name, day, extra=f" told by {name} in its own way, with {name * 3} and {name * 5}")
            tell(ledger, one, said(one))
        assert shown(known_changes(ledger, WORLD, MARCH, MAY, [MAY])) == [(BELM.id, "operator", "single", "agreed")]
        assert known_changes(ledger, WORLD, MAY, JULY, [JULY]) == []

    def test_several_days_are_answered_apart(self, ledger: Ledger) -> None:
        late = article("b", "2021-05-05")
        handed = said(late, mission=CORRO, predicate="handed_over", aspect=None, when=since("2021-02-01"))
        tell(ledger, late, said(late), handed)
        found = known_changes(ledger, WORLD, MARCH, MAY, [MARCH, MAY])
        days = {(c.as_of, c.subject) for c in found if c.question == "operator"}
        assert days == {(MARCH, CORRO), (MAY, CORRO), (MAY, BELM)}

    def test_states_are_among_them(self, ledger: Ledger) -> None:
        late = article("b", "2021-05-05")
        tell(ledger, late, said(late, predicate="recognises", aspect=None, mission=None, scope=Scope(hosts=("XB",))))
        assert shown(known_changes(ledger, WORLD, MARCH, MAY, [MAY])) == [("XB", "recognition", "unknown", "single")]

    def test_a_source_left_out_changes_nothing(self, ledger: Ledger) -> None:
        late = article("b", "2021-05-05")
        tell(ledger, late, said(late))
        assert known_changes(ledger, WORLD, MARCH, MAY, [MAY], without=("Outlet b",)) == []

    def test_the_days_come_in_order(self, ledger: Ledger) -> None:
        with pytest.raises(QuestionError, match="2021-05-31"):
            known_changes(ledger, WORLD, MAY, MARCH, [MAY])


class TestHeld:
    def test_a_new_article_a_new_version_and_a_new_reading_are_told_apart(self, ledger: Ledger) -> None:
        first = article("a", "2021-03-05")
        one = tell(ledger, first, said(first))
        other = article("b", "2021-03-06")
        two = tell(ledger, other, said(other, mission=CORRO))
        three = tell(ledger, first, said(first, party="assembly"), extractor="y")
        newer = article("b", "2021-03-07")
        four = tell(ledger, newer, said(newer, mission=CORRO, party="assembly"))
        kinds = [
            [(c.kind, len(c.new), len(c.gone)) for e in held_changes(ledger, WORLD, a, b, [MAY]) for c in e.causes]
            for a, b in ((one, two), (two, three), (three, four))
        ]
        assert kinds == [[("article", 1, 0)], [("reading", 1, 1)], [("version", 1, 1)]]

    def test_from_before_the_ledger_everything_is_a_new_article(self, ledger: Ledger) -> None:
        first = article("a", "2021-03-05")
        tell(ledger, first, said(first))
        last = tell(ledger, first, said(first, party="assembly"), extractor="y")
        (found,) = held_changes(ledger, WORLD, "2020-01-01", last, [MAY])
        assert [c.kind for c in found.causes] == ["article"]
        assert (found.before.standing, found.after.value) == ("unknown", "assembly")

    def test_the_same_moment_twice_is_no_change(self, ledger: Ledger) -> None:
        first = article("a", "2021-03-05")
        moment = tell(ledger, first, said(first))
        assert held_changes(ledger, WORLD, moment, moment, [MAY]) == []

    def test_a_claim_that_a_new_reading_no_longer_finds_is_gone(self, ledger: Ledger) -> None:
        first = article("a", "2021-03-05")
        one = tell(ledger, first, said(first))
        two = tell(ledger, first, extractor="y")
        (found,) = held_changes(ledger, WORLD, one, two, [MAY])
        assert shown([found]) == [(BELM.id, "operator", "single", "unknown")]
        assert [(c.kind, len(c.gone)) for c in found.causes] == [("reading", 1)]

    def test_a_ruling_is_a_cause_of_its_own_and_so_is_its_withdrawal(self, ledger: Ledger) -> None:
        first, other = article("a", "2021-03-05"), article("b", "2021-03-06")
        tell(ledger, first, said(first))
        one = tell(ledger, other, said(other, party="assembly"))
        (claim_b,) = [r for r in ledger.claims(WORLD) if r.article.id == "b"]
        ruling = Ruling.on_claim("rejected", claim_b, who="Ines", why="a misprint")
        two = ledger.append_ruling(ruling).recorded_at
        three = ledger.append_ruling(Ruling.withdrawn(ruling.id, who="Ines", why="no misprint")).recorded_at
        (rejected,) = held_changes(ledger, WORLD, one, two, [MAY])
        (restored,) = held_changes(ledger, WORLD, two, three, [MAY])
        assert (rejected.before.standing, rejected.after.standing) == ("contested", "single")
        assert [(c.kind, len(c.new), len(c.gone)) for c in rejected.causes] == [("ruling", 0, 1)]
        assert [(c.kind, len(c.new), len(c.gone)) for c in restored.causes] == [("ruling", 1, 0)]
        assert [[c.kind for c in e.causes] for e in log(ledger, WORLD, as_of=MAY)][:2] == [["ruling"], ["ruling"]]
        assert [e.recorded_at for e in log(ledger, WORLD, as_of=MAY)][:2] == [three, two]

    def test_a_correction_takes_the_place_of_what_was_read(self, ledger: Ledger) -> None:
        first = article("a", "2021-03-05")
        one = tell(ledger, first, said(first))
        (read,) = ledger.claims(WORLD)
        two = ledger.append_ruling(
            Ruling.on_claim("corrected", read, who="Ines", why="the other party", value={"party": "assembly"})
        ).recorded_at
        (found,) = held_changes(ledger, WORLD, one, two, [MAY])
        assert (found.before.value, found.after.value) == ("crown", "assembly")
        assert [(c.kind, len(c.new), len(c.gone)) for c in found.causes] == [("ruling", 1, 1)]


class TestLog:
    def test_the_newest_change_comes_first_with_its_cause(self, ledger: Ledger) -> None:
        first, second = article("a", "2021-03-05"), article("b", "2021-03-06")
        one = tell(ledger, first, said(first))
        two = tell(ledger, second, said(second, party="assembly"))
        three = tell(ledger, second, extractor="y")
        found = log(ledger, WORLD, as_of=MAY)
        assert [(e.recorded_at, e.before.standing, e.after.standing) for e in found] == [
            (three, "contested", "single"),
            (two, "single", "contested"),
            (one, "unknown", "single"),
        ]
        assert [[c.kind for c in e.causes] for e in found] == [["reading"], ["article"], ["article"]]

    def test_what_changes_no_answer_is_not_logged(self, ledger: Ledger) -> None:
        first = article("a", "2021-03-05")
        tell(ledger, first, said(first))
        later = article("b", "2021-03-06")
        tell(ledger, later, said(later, modality="planned"))
        assert len(log(ledger, WORLD, as_of=MAY)) == 1

    def test_the_log_of_one_mission_and_the_last_few(self, ledger: Ledger) -> None:
        moments = []
        for n, mission in enumerate((BELM, CORRO, BELM, CORRO)):
            one = article(f"n{n}", f"2021-03-0{n + 1}")
            moments.append(tell(ledger, one, said(one, mission=mission, party=("crown", "assembly")[n // 2])))
        assert [e.recorded_at for e in log(ledger, WORLD, as_of=MAY, subject=BELM)] == [moments[2], moments[0]]
        assert [e.recorded_at for e in log(ledger, WORLD, as_of=MAY, limit=1)] == [moments[3]]

    def test_going_through_the_log_from_the_first_entry_on_gives_the_answer_of_today(self, ledger: Ledger) -> None:
        """Each entry takes up where the one before left off."""
        for n in range(8):
            one = article(f"n{n % 3}", f"2021-03-0{n + 1}")
            tell(ledger, one, said(one, party=("crown", "assembly")[n % 2]), extractor=str(n))
        entries = [e for e in reversed(log(ledger, WORLD, as_of=MAY)) if e.question == "operator"]
        assert entries and entries[0].before.standing == "unknown"
        for before, after in pairwise(entries):
            assert (after.before.value, after.before.leaning, after.before.standing) == (
                before.after.value,
                before.after.leaning,
                before.after.standing,
            )

    def test_an_empty_ledger_has_no_log(self, ledger: Ledger) -> None:
        assert log(ledger, WORLD, as_of=MAY) == []

    def test_a_rewrite_that_counts_once_is_not_logged(self, ledger: Ledger) -> None:
        text = f"{WORDS} " + " ".join(f"word{n}" for n in range(60))
        for n, body in enumerate((text, text.replace("word30", "another"))):
            one = Article.make(body, id=f"n{n}", outlet=f"Outlet {n}", published=f"2021-03-0{n + 1}")
            tell(ledger, one, replace(said(one), id=""))
        assert len(log(ledger, WORLD, as_of=MAY)) == 1


KHOROG = "af-tj-khorog-consulate-general"


def test_khorog_in_march_an_unnamed_diplomat_in_november_its_own_consul(ledger: Ledger) -> None:
    """The bundled dispatches as a careful reader reads them, told by `diff` between the two."""
    row = next(r for r in rows() if r.subject == KHOROG)
    told = perfect_claims(replace(row, known_at=None))
    for article_ in {r.article.id: r.article for r in told}.values():
        whole = samples()[article_.id]
        claims = tuple(r.claim for r in told if r.article.id == article_.id)
        made = Reading(whole.key, "careful", "l", situation().id, situation().digest, claims)
        ledger.append(whole, [made])
    november = date(2023, 11, 30)
    found = known_changes(ledger, situation(), date(2023, 3, 31), november, [date(2023, 3, 31), november])
    changed = [c for c in found if isinstance(c.subject, Mission) and c.subject.id == KHOROG]
    assert {c.as_of for c in changed} == {november}  # what November says is about November
    (operator,) = [c for c in changed if c.question == "operator"]
    by_id = {r.claim.id: r.claim for r in told}
    before = [by_id[i] for i in operator.before.support]
    assert operator.before.leaning == "taliban"
    assert any(c.origin.kind == "anonymous" and c.origin.party == "republic" for c in before)
    assert not any(c.origin.kind == "official" for c in before)
    (cause,) = operator.causes
    assert cause.article.id == "sample-13-khorog-november"
    new = {(r.claim.predicate, r.claim.origin.name) for r in cause.new}
    consul = "the consul in Khorog"  # that it works denies the closing, and is his word too
    assert new == {("closed", "Afghan embassy in Dushanbe"), ("controls", consul), ("operates", consul)}
