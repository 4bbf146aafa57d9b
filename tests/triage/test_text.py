"""Triage: cheap, and recall first. A text passes when it names the contested state or a party, and diplomacy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from accredit.model import Situation
from accredit.situation import load
from accredit.triage import touches

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "bench" / "claims" / "dev"
SEEDS = SHARED / "seeds"
needs_shared = pytest.mark.skipif(not GOLD.is_dir(), reason="../shared is absent: the benchmark articles are not here")


@pytest.fixture(scope="module")
def situation() -> Situation:
    return load("afghanistan-2021")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The Afghan embassy in Bern is shut.", "adjective and embassy"),
        ("Envoys of Kabul came to Bern.", "the capital stands for either party; inflected envoy"),
        ("Taliban officials want recognition.", "party, recognition"),
        ("TALEBAN: NEW AMBASSADORS NAMED", "spelling of the party, capitals"),
        ("The Islamic\nEmirate opened a consulate.", "the name runs over a line"),
        ("Afghanistan\u2019s rulers have a charg\u00e9 d\u2019affaires in Bern.", "curly apostrophe, accent"),
        ("Afghans queue for passports.", "plural; documents are of this domain"),
        ("The Talib\u0101n keep up relations with Bern.", "a letter with a macron"),
        ("The Taliba\u0304n keep up relations with Bern.", "the same letter in two code points"),
        ("Diplomats of the former government stay on.", "an ambiguous name of a party is enough"),
        ("Bern recognizes no one in Kabul.", "American spelling"),
        ("The de\u2011facto authorities sent a diplomatic note.", "hyphen of another kind"),
        ("An Afghan was accredited in Bern.", "accreditation"),
        ("طالبان سفارت را گرفتند.", "Persian: Taliban, embassy"),
        ("Талибан назначил посла.", "Russian: Taliban, ambassador (inflected)"),
        ("Die Taliban übernahmen die Botschaft.", "German"),
        ("Les talibans ont rouvert l’ambassade.", "French"),
    ],
)  # fmt: skip
def test_what_may_touch_a_mission_passes(situation: Situation, text: str, why: str) -> None:
    assert touches(text, situation), why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing"),
        ("The Swiss embassy in Madrid is shut.", "another state's mission"),
        ("Afghan farmers sow wheat.", "no diplomacy"),
        ("Kabul won the match.", "no diplomacy"),
        ("The Islamic Republic of Iran recalled its ambassador.", "the pack excludes this name"),
        ("Tehrik-i-Taliban Pakistan attacked a consulate.", "another group, which the pack excludes"),
        ("Republican senators spoke of race relations.", "Republican is not Republic"),
        ("Afghan rugs are a passion.", "neither mission nor passport hides in passion"),
    ],
)
def test_what_cannot_touch_a_mission_is_dropped(situation: Situation, text: str, why: str) -> None:
    assert not touches(text, situation), why


def test_an_excluded_name_hides_no_other_name(situation: Situation) -> None:
    assert touches("The Islamic Republic of Iran received an Afghan envoy.", situation)


@needs_shared
def test_no_article_with_claims_is_dropped(situation: Situation) -> None:
    articles = [json.loads(line) for line in (GOLD / "articles.jsonl").read_text("utf-8").splitlines()]
    claimed = {json.loads(line)["article"] for line in (GOLD / "gold.jsonl").read_text("utf-8").splitlines()}
    assert claimed
    assert [a["id"] for a in articles if a["id"] in claimed and not touches(a["text"], situation)] == []


@needs_shared
def test_no_seed_is_dropped(situation: Situation) -> None:
    seeds = sorted(SEEDS.glob("*.txt"))
    assert seeds
    assert [s.name for s in seeds if not touches(s.read_text("utf-8"), situation)] == []
