"""Proposition × voice × stance: every cell with its days and claims, silence among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from accredit.model import RecordedClaim
from accredit.verdict import Cell, Matrix, Row, matrix

from .builder import HARBOUR, PORT, WORLD, day, say

AS_OF = date(2031, 12, 31)


def of(*claims: RecordedClaim, as_of: date = AS_OF, where: str = PORT) -> Matrix:
    return matrix(where, claims, WORLD, as_of=as_of)


def row(found: Matrix, predicate: str, party: str | None = None, *, formal: bool = False) -> Row:
    (one,) = [r for r in found.rows if (r.predicate, r.party, r.formal) == (predicate, party, formal)]
    return one


def stances(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    return [(c.voice, c.stance) for c in cells]


class TestCells:
    def test_who_says_and_who_denies_stand_in_one_row(self) -> None:
        says = say("2031-01-05", "Gull Wire", "controls", "league", by="Ada Reed/league")
        denies = say("2031-01-07", "Quay Radio", "controls", "league", by="Ivo Marsh/crown", denied=True)
        cells = row(of(says, denies), "controls", "league").cells
        assert stances(cells) == [("Ada Reed for the League", "affirms"), ("Ivo Marsh for the Crown", "denies")]
        assert [(c.first, c.last) for c in cells] == [(day("2031-01-05"),) * 2, (day("2031-01-07"),) * 2]
        assert [c.claims for c in cells] == [(says.claim.id,), (denies.claim.id,)]

    def test_each_cell_names_the_outlets_that_carried_it(self) -> None:
        one = say("2031-01-05", "Gull Wire", "controls", "league", by="Ada Reed/league")
        two = say("2031-01-09", "Quay Radio", "controls", "league", by="Ada Reed/league")
        (cell,) = row(of(two, one), "controls", "league").cells
        assert cell.outlets == ("Gull Wire", "Quay Radio")  # in the order of their days
        assert (cell.first, cell.last) == (day("2031-01-05"), day("2031-01-09"))
        assert cell.claims == (one.claim.id, two.claim.id)

    def test_a_voice_that_turned_has_a_cell_for_each_stance(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "controls", "league", by="Ada Reed/crown", denied=True),
            say("2031-04-05", "Gull Wire", "controls", "league", by="Ada Reed/crown"),
        )
        assert stances(row(found, "controls", "league").cells) == [
            ("Ada Reed for the Crown", "denies"),
            ("Ada Reed for the Crown", "affirms"),
        ]

    def test_a_silence_is_a_cell_with_its_day(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "visited", "league", by="Ada Reed/league"),
            say("2031-01-06", "Gull Wire", "visited", "league", by="=Arden/host-state", stance="has_not_confirmed"),
            say("2031-01-07", "Quay Radio", "visited", "league", by="=Embassy/crown", stance="declines_to_comment"),
        )
        cells = row(found, "visited", "league").cells
        assert [(c.stance, c.first) for c in cells[1:]] == [
            ("has_not_confirmed", day("2031-01-06")),
            ("declines_to_comment", day("2031-01-07")),
        ]

    def test_an_undated_word_has_no_day(self) -> None:
        (cell,) = row(of(say(None, "Gull Wire", "controls", "league")), "controls", "league").cells
        assert (cell.first, cell.last) == (None, None)

    def test_copies_of_one_text_are_one_cell_of_the_first_outlet(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "controls", "league", text="one wire text"),
            say("2031-01-06", "Quay Radio", "controls", "league", text="one wire text"),
        )
        assert stances(row(found, "controls", "league").cells) == [("Gull Wire", "affirms")]

    def test_unnamed_voices_are_not_joined_across_articles(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "controls", "league", by="?/crown"),
            say("2031-01-06", "Quay Radio", "controls", "league", by="?/crown"),
        )
        assert len(row(found, "controls", "league").cells) == 2

    def test_a_short_name_is_the_longer_one_of_the_same_article(self) -> None:
        """ "the ministry" after "the foreign ministry" is nobody else; in another article it may be."""
        together = of(
            say("2031-01-05", "Gull Wire", "controls", "league", by="=Foreign ministry/league"),
            say("2031-01-05", "Gull Wire", "visited", "league", by="=Ministry/league"),
        )
        named = {c.voice for r in together.rows for c in r.cells}
        assert named == {"Foreign ministry for the League"}
        apart = of(
            say("2031-01-05", "Gull Wire", "controls", "league", by="=Foreign ministry/league"),
            say("2031-01-06", "Quay Radio", "visited", "league", by="=Ministry/league"),
        )
        assert len({c.voice for r in apart.rows for c in r.cells}) == 2


class TestRows:
    def test_paper_and_practice_are_two_propositions(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "controls", "crown", by="?/crown", basis="formal"),
            say("2031-01-05", "Gull Wire", "controls", "crown", by="?/crown", basis="de-facto", denied=True),
        )
        assert [c.stance for c in row(found, "controls", "crown", formal=True).cells] == ["affirms"]
        assert [c.stance for c in row(found, "controls", "crown").cells] == ["denies"]

    def test_taken_over_and_run_by_are_two_propositions(self) -> None:
        """Who denies that it was taken over has not denied that it is run."""
        found = of(
            say("2031-01-05", "Gull Wire", "controls", "league", aspect="change", denied=True),
            say("2031-01-06", "Quay Radio", "controls", "league", aspect="state"),
        )
        assert [(r.predicate, r.change) for r in found.rows] == [("controls", False), ("controls", True)]

    def test_a_visit_is_one_proposition_whoever_led_it(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "visited", "league", person="Tam Ferrow"),
            say("2031-01-06", "Quay Radio", "visited", "league", by="=Embassy/crown", denied=True),
        )
        assert len(found.rows) == 1

    def test_posts_are_propositions_of_their_person(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "appointed", "league", person="Tam Ferrow", role="ambassador"),
            say("2031-01-05", "Gull Wire", "appointed", "league", person="Ada Reed", role="ambassador"),
        )
        assert sorted(r.person or "" for r in found.rows) == ["Ada Reed", "Tam Ferrow"]

    def test_who_runs_it_comes_first(self) -> None:
        found = of(
            say("2031-01-05", "Gull Wire", "damaged"),
            say("2031-01-05", "Gull Wire", "visited", "league"),
            say("2031-01-05", "Gull Wire", "controls", "league"),
        )
        assert [r.topic for r in found.rows] == ["operator", "visits", "premises"]

    def test_what_is_not_done_fills_no_cell_and_is_counted(self) -> None:
        plan = say("2031-01-05", "Gull Wire", "handed_over", "league", modality="planned")
        found = of(plan)
        assert found.rows == () and found.not_done == (plan.claim.id,)

    def test_words_about_later_days_are_left_out(self) -> None:
        claims = (
            say("2031-06-05", "Gull Wire", "controls", "league"),
            say("2031-06-05", "Gull Wire", "handed_over", "league", when="instant 2031-01-10"),
        )
        found = of(*claims, as_of=day("2031-03-01"))
        assert [r.predicate for r in found.rows] == ["handed_over"]  # told later, about an earlier day

    def test_another_mission_fills_no_cell(self) -> None:
        assert of(say("2031-01-05", "Gull Wire", "controls", "league", where=HARBOUR)).rows == ()


def _articles(count: int, **fields: str) -> list[RecordedClaim]:
    """So many articles in which an outlet says that the league runs the port."""
    return [say(f"2031-02-{n + 1:02}", f"Paper {n}", "controls", "league", **fields) for n in range(count)]  # type: ignore[arg-type]


class TestSilence:
    """A party or host of whom five articles on a mission have no word at all is silent; of four, nobody can say."""

    def test_with_five_articles_read_who_said_nothing_is_silent(self) -> None:
        silent = [c for c in row(of(*_articles(5)), "controls", "league").cells if c.stance == "silent"]
        assert [c.party for c in silent] == ["league", "crown", "host-state"]
        for cell in silent:
            assert cell.claims == () and cell.searched is not None
            assert (cell.searched.articles, cell.searched.until) == (5, day("2031-02-05"))

    def test_with_four_nobody_is(self) -> None:
        assert all(c.stance != "silent" for c in row(of(*_articles(4)), "controls", "league").cells)

    def test_copies_of_one_text_are_one_article(self) -> None:
        again = say("2031-02-20", "Ebb Herald", "controls", "league", text="Paper 0 on 2031-02-01")
        cells = row(of(*_articles(4), again), "controls", "league").cells
        assert all(c.stance != "silent" for c in cells)

    def test_whoever_spoke_on_the_topic_is_not_silent_on_any_proposition_of_it(self) -> None:
        denial = say("2031-02-10", "Quay Radio", "handed_over", "league", by="Ivo Marsh/crown", denied=True)
        asked = say(
            "2031-02-10", "Quay Radio", "controls", "league", by="=Arden/host-state", stance="has_not_confirmed"
        )
        found = of(*_articles(5), denial, asked)
        assert {c.party for r in found.rows for c in r.cells if c.stance == "silent"} == {"league"}

    def test_an_unnamed_voice_breaks_the_silence_of_its_party(self) -> None:
        found = of(*_articles(5), say("2031-02-10", "Quay Radio", "controls", "crown", by="?/crown"))
        assert "crown" not in {c.party for r in found.rows for c in r.cells if c.stance == "silent"}

    def test_articles_of_later_days_were_not_read_yet(self) -> None:
        found = of(*_articles(5), as_of=day("2031-02-04"))
        assert all(c.stance != "silent" for r in found.rows for c in r.cells)

    def test_undated_articles_prove_no_silence(self) -> None:
        undated = [say(None, f"Paper {n}", "controls", "league") for n in range(6)]
        assert all(c.stance != "silent" for r in of(*undated).rows for c in r.cells)

    def test_a_damaged_roof_is_nobodys_to_comment_on(self) -> None:
        """Silence tells something only about who runs it and who came."""
        found = of(*_articles(5), say("2031-02-01", "Paper 0", "damaged"))
        assert all(c.stance != "silent" for c in row(found, "damaged").cells)


class TestDenialsInTheMatrix:
    def test_a_cell_that_denies_names_what_it_denies(self) -> None:
        says = say("2031-01-05", "Gull Wire", "controls", "league")
        denies = say("2031-01-07", "Quay Radio", "handed_over", "league", by="Ivo Marsh/crown", denied=True)
        (cell,) = row(of(says, denies), "handed_over", "league").cells
        assert cell.denies == (says.claim.id,)
