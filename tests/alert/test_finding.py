"""What is found new: each change of an answer once, from what was told last; and what was exported and is wrong now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accredit.alert.finding import Found, look
from accredit.alert.outbox import Outbox
from accredit.answers import verdict
from accredit.export.alerts import Alert
from accredit.export.register import Exported, Register
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Scope
from accredit.ruling import Ruling
from tests.export.kit import BY
from tests.ledger.kit import reading, said
from tests.world import BELM, CORRO, WORLD, article, since, voice

FILLER = " Nothing else was told of it that day, and nobody else was asked." * 20
TODAY = datetime.now(UTC)


def on(days_ago: int) -> str:
    return (TODAY - timedelta(days=days_ago)).date().isoformat()


def story(name: str, party: str, published: str) -> Article:
    return article(f"The {party} runs it, says {name}.{FILLER}", id=name, outlet=f"Outlet {name}", published=published)


def tell(ledger: Ledger, name: str, party: str, published: str | None = None, **fields: object) -> Article:
    """An outlet of its own says who runs the embassy in Belm."""
    one = story(name, party, published or on(1))
    ledger.append(one, [reading(one, said(one, party=party, **fields))])
    return one


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        yield opened


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "x.alerts") as opened:
        yield opened


def found(ledger: Ledger, outbox: Outbox, now: datetime = TODAY, exports: tuple[Exported, ...] = ()) -> Found:
    return look(ledger, WORLD, outbox, exports, now)


def steps(alerts: tuple[Alert, ...]) -> list[tuple[str, str, str]]:
    return [(a.question, a.before.standing, a.after.standing) for a in alerts]


class TestChanges:
    def test_the_first_look_tells_nothing_and_remembers_all(self, ledger: Ledger, outbox: Outbox) -> None:
        tell(ledger, "a", "crown")
        first = found(ledger, outbox)
        assert (first.first, first.alerts) == (True, ())
        assert found(ledger, outbox).alerts == ()

    def test_each_change_is_found_once_in_its_order(self, ledger: Ledger, outbox: Outbox) -> None:
        found(ledger, outbox)
        tell(ledger, "a", "crown")
        tell(ledger, "b", "crown")
        tell(ledger, "c", "assembly")
        assert steps(found(ledger, outbox).alerts) == [
            ("operator", "unknown", "single"), ("operator", "single", "agreed"), ("operator", "agreed", "contested"),
        ]  # fmt: skip
        assert found(ledger, outbox).alerts == ()

    def test_a_reading_that_changes_nothing_is_no_alert(self, ledger: Ledger, outbox: Outbox) -> None:
        for name in "abc":
            tell(ledger, name, "crown")
        found(ledger, outbox)
        tell(ledger, "d", "crown")
        assert found(ledger, outbox).alerts == ()

    def test_a_ruling_is_a_cause_like_any(self, ledger: Ledger, outbox: Outbox) -> None:
        tell(ledger, "a", "crown")
        found(ledger, outbox)
        (held,) = ledger.claims(WORLD)
        ledger.append_ruling(Ruling.on_claim("rejected", held, **BY))
        (alert,) = found(ledger, outbox).alerts
        assert (alert.after.standing, [c.kind for c in alert.causes]) == ("unknown", ["ruling"])

    def test_an_answer_that_lapses_is_told_without_a_cause(self, ledger: Ledger, outbox: Outbox) -> None:
        """The situation lets a word lapse after a year."""
        tell(ledger, "a", "crown")
        found(ledger, outbox)
        assert found(ledger, outbox, TODAY + timedelta(days=300)).alerts == ()
        (alert,) = found(ledger, outbox, TODAY + timedelta(days=400)).alerts
        assert (alert.type, alert.before.standing, alert.after.standing) == ("verdict.aged", "single", "stale")
        assert alert.causes == () and alert.recorded_at is None
        assert found(ledger, outbox, TODAY + timedelta(days=401)).alerts == ()

    def test_what_leaves_a_ledger_by_redaction_is_told_without_its_words(self, ledger: Ledger, outbox: Outbox) -> None:
        tell(ledger, "a", "crown")
        found(ledger, outbox)
        (held,) = ledger.claims(WORLD)
        ledger.redact(held.claim.id, reason="law", who="Ona Brandt")
        (alert,) = found(ledger, outbox).alerts
        assert (alert.type, alert.after.standing, alert.causes) == ("verdict.aged", "unknown", ())

    def test_a_state_that_is_named_for_the_first_time_was_answered_before(self, ledger: Ledger, outbox: Outbox) -> None:
        """No state recognises the crown, it was said; that Belmora does not is no change."""
        for name, scope in (("a", Scope(hosts=("*",))), ("b", Scope(hosts=("XB",)))):
            one = article(f"Nobody recognises it, says {name}.{FILLER}", id=name, outlet="Outlet", published=on(1))
            denied = said(
                one, predicate="recognises", mission=None, scope=scope, polarity="denied", aspect=None, party="crown"
            )
            ledger.append(one, [reading(one, denied)])
            told = found(ledger, outbox).alerts
        assert [a for a in told if a.subject.id == "XB" and a.before.standing == "unknown"] == []

    def test_who_looks_at_the_same_time_finds_it_once(self, ledger: Ledger, outbox: Outbox) -> None:
        """Another process notes its look while this one is still weighing."""
        found(ledger, outbox)
        tell(ledger, "a", "crown")
        before = outbox.looked(WORLD.id)
        with Outbox(outbox.path) as other:
            theirs = found(ledger, other)
        assert len(theirs.alerts) == 1 and before is not None
        assert not outbox.keep([], {}, TODAY, (before, replace(before, moment="9")))
        assert found(ledger, outbox).alerts == ()

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(
        doing=st.lists(
            st.sampled_from(["crown", "assembly", "other", "reject", "private", "look", "look later"]), max_size=8
        )
    )
    def test_what_was_told_last_is_always_what_is_so(self, doing: list[str]) -> None:
        """Alerts of one question are a chain: each begins where the one before ended, and the last is the answer."""
        with TemporaryDirectory() as folder, open_ledger(":memory:") as ledger, Outbox(Path(folder) / "o") as outbox:
            now, told = TODAY, list[Alert]()
            found(ledger, outbox, now)
            for number, what in enumerate([*doing, "look"]):
                if what in ("crown", "assembly"):
                    tell(ledger, f"n{number}", what)
                elif what == "other":
                    tell(ledger, f"n{number}", "crown", mission=CORRO)
                elif what == "reject" and (claims := ledger.claims(WORLD)):
                    ledger.append_ruling(Ruling.on_claim("rejected", claims[0], **BY))
                elif what == "private" and (articles := list(ledger.articles())):
                    ledger.append_ruling(Ruling.on_article("rights", articles[-1], "private", **BY))
                elif what.startswith("look"):
                    now += timedelta(days=200 if what == "look later" else 0)
                    told += found(ledger, outbox, now).alerts
            assert len({a.id for a in told}) == len(told)
            for mission in (BELM, CORRO):
                chain = [a for a in told if (a.subject.id, a.question) == (mission.id, "operator")]
                words = ["unknown", *(a.after.words for a in chain)]
                assert [a.before.words for a in chain] == words[:-1]
                if "private" not in doing:
                    answer = verdict(ledger, WORLD, mission.id, "operator", as_of=now.date())
                    standing = chain[-1].after.standing if chain else "unknown"
                    assert standing == answer.standing


class TestExports:
    def export(self, ledger: Ledger, as_of: str, **fields: object) -> Exported:
        return Exported.make(
            "export", "geojson", "missions.geojson", WORLD.id, days=(date.fromisoformat(as_of),),
            recorded_at=ledger.last_moment(), head=ledger.head(), now=TODAY, **fields,
        )  # type: ignore[arg-type] # fmt: skip

    def test_what_was_exported_in_march_is_wrong_since_a_later_word(self, ledger: Ledger, outbox: Outbox) -> None:
        """An article of May says that it was handed over in February: the table of March is wrong."""
        tell(ledger, "a", "crown", "2021-03-01")
        march = self.export(ledger, "2021-03-31")
        found(ledger, outbox, exports=(march,))
        spoken = (voice("Outlet b"), voice("Pavo Rell", "official", party="crown"))
        tell(ledger, "b", "assembly", "2021-05-05", when=since("2021-02-01"), chain=spoken)
        alerts = found(ledger, outbox, exports=(march,)).alerts
        (alert,) = [a for a in alerts if a.type == "export.outdated"]
        assert (alert.subject.id, alert.question) == (BELM.id, "operator")
        (export,) = alert.exports
        assert (export.id, export.place, export.as_of) == (march.id, "missions.geojson", date(2021, 3, 31))
        assert (export.before.standing, export.before.value) == ("single", "crown")
        assert export.after.standing != "single" or export.after.value != "crown"
        assert [c.article for c in alert.causes] == ["b"]
        assert not [a for a in found(ledger, outbox, exports=(march,)).alerts if a.exports]

    def test_a_word_about_later_days_leaves_it_as_it_was(self, ledger: Ledger, outbox: Outbox) -> None:
        tell(ledger, "a", "crown", "2021-03-01")
        march = self.export(ledger, "2021-03-31")
        found(ledger, outbox, exports=(march,))
        tell(ledger, "b", "assembly", "2021-05-05")
        assert not [a for a in found(ledger, outbox, exports=(march,)).alerts if a.exports]

    def test_an_export_of_what_was_known_then_is_wrong_only_by_what_was_known_then(
        self, ledger: Ledger, outbox: Outbox
    ) -> None:
        tell(ledger, "a", "crown", "2021-03-01")
        then = self.export(ledger, "2021-03-31", known_at=date(2021, 3, 31))
        found(ledger, outbox, exports=(then,))
        tell(ledger, "b", "assembly", "2021-05-05", when=since("2021-02-01"))
        assert not [a for a in found(ledger, outbox, exports=(then,)).alerts if a.exports]
        tell(ledger, "c", "assembly", "2021-03-05", when=since("2021-02-01"))
        assert [a.type for a in found(ledger, outbox, exports=(then,)).alerts if a.exports] == ["export.outdated"]

    def test_one_change_names_all_exports_that_it_makes_wrong_and_no_others(
        self, ledger: Ledger, outbox: Outbox
    ) -> None:
        tell(ledger, "a", "crown", "2021-03-01")
        exports = (
            self.export(ledger, "2021-03-30"), self.export(ledger, "2021-03-31"),
            self.export(ledger, "2021-03-31", missions=(CORRO.id,)), self.export(ledger, "2021-01-01"),
        )  # fmt: skip
        found(ledger, outbox, exports=exports)
        tell(ledger, "b", "assembly", "2021-05-05", when=since("2021-02-01"))
        (alert,) = [a for a in found(ledger, outbox, exports=exports).alerts if a.exports]
        assert {e.id for e in alert.exports} == {exports[0].id, exports[1].id}

    def test_when_the_word_is_taken_back_it_is_right_again(self, ledger: Ledger, outbox: Outbox) -> None:
        tell(ledger, "a", "crown", "2021-03-01")
        march = self.export(ledger, "2021-03-31")
        found(ledger, outbox, exports=(march,))
        tell(ledger, "b", "assembly", "2021-05-05", when=since("2021-02-01"))
        found(ledger, outbox, exports=(march,))
        held = next(r for r in ledger.claims(WORLD) if r.article.id == "b")
        ledger.append_ruling(Ruling.on_claim("rejected", held, **BY))
        assert [a.type for a in found(ledger, outbox, exports=(march,)).alerts if a.exports] == ["export.agrees"]


class TestRegister:
    def test_what_is_noted_is_read_back(self, tmp_path: Path) -> None:
        register = Register(tmp_path / "x.db")
        made = [
            Exported.make("bundle", "zip", f"{n}.zip", WORLD.id, days=(date(2021, 3, n + 1),), now=TODAY)
            for n in range(3)
        ]
        for each in made:
            register.note(each)
        assert register.read() == (tuple(made), 0)
        assert register.path.name == "x.db.exports.jsonl"

    def test_a_line_that_was_cut_off_spoils_no_other(self, tmp_path: Path) -> None:
        register = Register(tmp_path / "x.db")
        one = Exported.make("bundle", "zip", "1.zip", WORLD.id, days=(date(2021, 3, 1),), now=TODAY)
        register.note(one)
        with register.path.open("ab") as out:
            out.write(b'{"id":"half')
        two = replace(one, id="two")
        register.note(two)
        assert register.read() == ((one, two), 1)
