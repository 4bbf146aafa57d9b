"""Every answer as if a source had never spoken."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from accredit.errors import QuestionError
from accredit.model import Article, RecordedClaim, Voice
from accredit.verdict import Verdict, answer, find_source, sources, without

from .builder import HARBOUR, PORT, WORLD, day, later, say

AS_OF = day("2031-06-01")


def kept(claims: list[RecordedClaim], *names: str) -> list[RecordedClaim]:
    return without(claims, [find_source(n, claims, WORLD) for n in names], WORLD)


OWN = say("2031-01-05", "Gull Wire", "controls", "league")
REED = say("2031-01-06", "Quay Radio", "controls", "league", by="Ada Reed/league")
RELAYED = say("2031-01-07", "Tidewater Post", "controls", "crown", by="Ivo Marsh/crown", via="~Quay Radio")
UNNAMED = say("2031-01-08", "Tidewater Post", "controls", "crown", by="?/crown")
MINISTRY = say(
    "2031-01-09", "Tidewater Post", "controls", "league", by="=the League's Ministry of Foreign Affairs/league"
)
ALL = [OWN, REED, RELAYED, UNNAMED, MINISTRY]


@pytest.mark.parametrize(
    ("name", "dropped"),
    [
        ("Gull Wire", [OWN]),
        ("gull wire", [OWN]),
        ("Quay Radio", [REED, RELAYED]),  # its own article, and what another outlet has from it
        ("Tidewater Post", [RELAYED, UNNAMED, MINISTRY]),
        ("Ada Reed", [REED]),
        ("Reed", [REED]),
        ("anonymous", [UNNAMED]),
        ("Ministry of Foreign Affairs", [MINISTRY]),
        ("League foreign ministry", [MINISTRY]),  # however the office is written
    ],
)
def test_what_goes_with_a_source(name: str, dropped: list[RecordedClaim]) -> None:
    assert kept(ALL, name) == [r for r in ALL if r not in dropped]


def test_several_sources_go_together() -> None:
    assert kept(ALL, "Gull Wire", "anonymous", "Ivo Marsh") == [REED, MINISTRY]


def test_an_outlet_is_named_by_its_article_where_the_chain_does_not_name_it() -> None:
    bare = replace(OWN, claim=replace(OWN.claim, chain=(Voice(None, None, None, "outlet"),), id=""))
    assert kept([bare, REED], "Gull Wire") == [REED]


def test_a_copy_in_another_outlet_speaks_in_its_place() -> None:
    copy = say("2031-01-06", "Ebb Herald", "controls", "league", text="Gull Wire on 2031-01-05")
    assert kept([OWN, copy], "Gull Wire") == [copy]


@pytest.mark.parametrize(("name", "words"), [("Nobody", "nobody"), ("", "no name"), ("re", "nobody")])
def test_a_source_that_nobody_is_known_by_is_refused(name: str, words: str) -> None:
    with pytest.raises(QuestionError, match=r"^[^\n]+$") as raised:
        find_source(name, ALL, WORLD)
    assert words in str(raised.value)


def test_a_name_that_several_bear_is_refused_with_their_names() -> None:
    two = [*ALL, say("2031-01-05", "Gull Wire", "controls", "league", by="Ina Reed/crown")]
    with pytest.raises(QuestionError, match=r"Ada Reed.*Ina Reed"):
        find_source("Reed", two, WORLD)


def test_sources_lists_each_once() -> None:
    assert len(sources([*ALL, *ALL], WORLD)) == len(sources(ALL, WORLD)) == 7
    assert "anonymous" in sources(ALL, WORLD)


OUTLETS = ("Gull Wire", "Tidewater Post", "Quay Radio", "Ebb Herald")
NAMES = (None, "?/crown", "?", "Ada Reed/league", "Ivo Marsh/crown", "=Foreign ministry/league", "~Quay Radio")
ASKED = ((PORT, "operator"), (PORT, "services"), (PORT, "head"), (HARBOUR, "operator"))
PREDICATES = ("controls", "controls", "handed_over", "closed", "opened", "appointed", "funds", "suspended")


def invented(random: Random) -> list[RecordedClaim]:
    """A history of up to ten claims, with relays, copies and silences."""
    found = []
    for _ in range(random.randint(2, 10)):
        found.append(
            say(
                later("2030-02-01", random.randint(0, 480)),
                random.choice(OUTLETS),
                random.choice(PREDICATES),
                random.choice(("league", "crown")),
                by=random.choice(NAMES),
                via=random.choice((None, None, "~Quay Radio", "~Ebb Herald")),
                where=random.choice((PORT, PORT, HARBOUR)),
                denied=random.random() < 0.25,
                stance="has_not_confirmed" if random.random() < 0.1 else "asserts",
                text=random.choice((None, None, None, "wire one", "wire two")),
                person="Tam Ferrow",
                role="ambassador",
            )
        )
    return found


def rebuilt(history: list[RecordedClaim], key: str) -> list[RecordedClaim]:
    """The history told again by everybody but the source: article by article, each read anew."""
    articles: dict[str, tuple[Article, list[RecordedClaim]]] = {}
    for recorded in history:
        articles.setdefault(recorded.article.key, (recorded.article, []))[1].append(recorded)
    told: list[RecordedClaim] = []
    for article, claims in articles.values():
        if f"outlet:{(article.outlet or '').casefold()}" == key:
            continue
        for recorded in claims:
            if key not in sources([recorded], WORLD):
                told.append(RecordedClaim(replace(recorded.claim), article, recorded.recorded_at))
    return told


def dossier(claims: list[RecordedClaim]) -> list[Verdict]:
    return [answer(q, m, claims, WORLD, as_of=AS_OF) for m, q in ASKED]


def test_a_thousand_drops_equal_a_thousand_rebuilds() -> None:
    random = Random(2030)
    changed = 0
    for _ in range(1000):
        history = invented(random)
        key = random.choice(sorted(sources(history, WORLD)))
        left = dossier(without(history, [key], WORLD))
        assert left == dossier(rebuilt(history, key)), key
        changed += left != dossier(history)
    assert changed > 300  # what is dropped mattered


def test_the_order_of_dropping_is_no_matter_and_twice_is_once() -> None:
    random = Random(7)
    for _ in range(50):
        history = invented(random)
        one, two = random.choices(sorted(sources(history, WORLD)), k=2)
        both = without(history, [one, two], WORLD)
        assert both == without(without(history, [two], WORLD), [one], WORLD) == without(both, [one], WORLD)
