"""The operators that the program answers, row by row against the table that was made by hand before it was asked."""

from __future__ import annotations

import pytest

from tests.operators.comparing import DEV, SETS, Compared, compared, figures, floors, rows

NO_DEV = pytest.mark.skipif(not DEV.is_file(), reason=f"the articles of dev are not there: {DEV}")
EACH = [pytest.param("samples", id="samples"), pytest.param("dev", id="dev", marks=NO_DEV)]


def differing(found: tuple[Compared, ...], result: str) -> list[str]:
    return [
        f"{one.row.name}: {one.answered or 'no answer'}, not {one.row.value or 'none'}: {one.verdict.because}"
        for one in found
        if one.result == result
    ]


@pytest.mark.parametrize("of", EACH)
def test_no_answer_is_wrong(of: str) -> None:
    """Whoever says who runs an embassy and is wrong does more harm than whoever does not know."""
    wrong = differing(compared(of), "wrong")
    assert len(wrong) <= floors()[of]["wrong"], "\n".join(wrong)


@pytest.mark.parametrize("of", EACH)
def test_the_right_answers_stand_on_their_floor(of: str) -> None:
    found = compared(of)
    assert len(found) == floors()[of]["rows"]
    assert figures(found)["right"] >= floors()[of]["right"], "\n".join(differing(found, "abstained"))


def test_the_table_answers_every_mission_on_every_date_once() -> None:
    asked = [(row.set, row.mission, row.on) for row in rows()]
    assert len(set(asked)) == len(asked) == sum(floors()[of]["rows"] for of in SETS)
    assert {row.set for row in rows()} == set(SETS)
    days = {row.on for row in rows()}
    assert len(asked) == len({(row.set, row.mission) for row in rows()}) * len(days)


def test_disputed_rows_are_rows() -> None:
    known = {(row.set, row.mission, row.on.isoformat()) for row in rows()}
    named = [(d["set"], d["mission"], on) for d in floors()["disputed"] for on in d["on"]]
    assert len(set(named)) == len(named)
    assert set(named) <= known
