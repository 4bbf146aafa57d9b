"""What a person may type for a mission or a state."""

from __future__ import annotations

import pytest

from accredit.errors import QuestionError
from accredit.model import Mission, Situation
from accredit.situation import load
from accredit.views.find import find


@pytest.fixture(scope="module")
def situation() -> Situation:
    return load("afghanistan-2021")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("af-tj-khorog-consulate-general", "af-tj-khorog-consulate-general"),
        ("AF-TJ-Khorog-consulate-general", "af-tj-khorog-consulate-general"),
        ("Khorog", "af-tj-khorog-consulate-general"),
        ("khorog", "af-tj-khorog-consulate-general"),
        ("Khorugh consulate", "af-tj-khorog-consulate-general"),
        ("Хорог", "af-tj-khorog-consulate-general"),
        ("Horug", "af-tj-khorog-consulate-general"),  # the macron may be left out
        ("the Afghan Consulate General in Khorog, Tajikistan", "af-tj-khorog-consulate-general"),
        ("consulate in Badakhshan of Tajikistan", "af-tj-khorog-consulate-general"),
        ("consulate tajikistan", "af-tj-khorog-consulate-general"),
        ("afghan embassy tajikistan", "af-tj-dushanbe-embassy"),
        ("Afghanistan's embassy in Dushanbe", "af-tj-dushanbe-embassy"),
        ("Dushanbe", "af-tj-dushanbe-embassy"),
        ("Islamabd", "af-pk-islamabad-embassy"),  # a slip of the finger
        ("embassy in Austria", "af-at-vienna-embassy"),  # not Australia, however alike
        ("embassy geneva", "af-ch-geneva-embassy"),
        ("permanent mission new york", "af-un-new-york-permanent-mission"),
    ],
)
def test_a_mission_is_found_by_id_city_or_loose_name(situation: Situation, words: str, expected: str) -> None:
    found = find(words, situation)
    assert isinstance(found, Mission)
    assert found.id == expected


@pytest.mark.parametrize(
    ("words", "code"),
    [("Tajikistan", "TJ"), ("tj", "TJ"), ("Tadjikistan", "TJ"), ("the UK", "GB"), ("Kuwait", "KW"), ("niger", "NE")],
)
def test_a_state_is_found_by_code_or_name(situation: Situation, words: str, code: str) -> None:
    found = find(words, situation)
    assert not isinstance(found, Mission)
    assert found.code == code


@pytest.mark.parametrize(
    ("words", "candidates"),
    [
        ("New York", ["af-us-new-york-consulate-general", "af-un-new-york-permanent-mission"]),
        ("geneva", ["af-un-geneva-permanent-mission", "af-ch-geneva-embassy"]),
    ],
)
def test_more_than_one_is_said_in_one_line(situation: Situation, words: str, candidates: list[str]) -> None:
    with pytest.raises(QuestionError) as raised:
        find(words, situation)
    message = str(raised.value)
    assert "\n" not in message
    for candidate in candidates:
        assert candidate in message


@pytest.mark.parametrize(
    "words", ["", "   ", "embassy", "Atlantis", "the embassy of Afghanistan", "embassy niger", "\x1b[31m"]
)
def test_what_names_no_mission_is_refused_in_one_line(situation: Situation, words: str) -> None:
    with pytest.raises(QuestionError) as raised:
        find(words, situation)
    assert "\n" not in str(raised.value)


def test_every_mission_of_the_pack_is_found_by_its_id_and_by_its_names(situation: Situation) -> None:
    for mission in situation.missions:
        for words in (mission.id, *mission.names):
            found = find(words, situation)
            assert isinstance(found, Mission), words
            assert found.id == mission.id, words
