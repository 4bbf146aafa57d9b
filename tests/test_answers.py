"""One door from a ledger to an answer: three times, rewrites counted once, sources left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from accredit.answers import recorded, verdict
from accredit.errors import QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Claim, Reading, Span, Voice
from tests.world import BELM, WORLD, claim, voice

STORY = """Arvenia. At nine in the morning the clerks of the embassy in Belm found new locks on the inner doors and a
note that told them to wait in the hall. By noon a man who gave no name handed out new badges. The crown runs Belm. He
said that salaries would be paid from the capital as before, that nobody would be sent home, and that the portraits in
the hall would go. Two visitors left without their stamps and one of them laughed about it in the street."""
REWRITTEN = STORY.replace("At nine in the morning", "BELM, Friday: Early in the morning").replace("laughed", "joked")
OWN = "Arvenia. We rang the embassy in Belm and somebody new picked up and would not talk to us. The crown runs Belm."
WORDS = "The crown runs Belm."


def article(name: str, text: str, outlet: str, published: str | None) -> Article:
    return Article.make(text, id=name, outlet=outlet, published=published)


def tell(ledger: Ledger, one: Article, *voices: Voice, **fields: object) -> tuple[Claim, str]:
    """The article with its one claim in the ledger; the claim, and the moment of recording."""
    at = one.text.index(WORDS)
    said = claim(
        article_id=one.id,
        chain=(voice(one.outlet), *voices),
        evidence=Span.of(one.text, at, at + len(WORDS)),
        **fields,
    )
    reading = Reading(one.key, "x", "l", WORLD.id, WORLD.digest, (said,))
    return said, ledger.append(one, [reading]).recorded_at


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        yield opened


def asked(ledger: Ledger, **times: object) -> tuple[str | None, str]:
    found = verdict(ledger, WORLD, BELM.id, "operator", **{"as_of": date(2021, 6, 1)} | times)  # type: ignore[arg-type]
    return found.value, found.standing


def test_a_light_rewrite_is_no_second_origin(ledger: Ledger) -> None:
    first, _ = tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    tell(ledger, article("two", REWRITTEN, "Morning Post", "2021-03-06"))
    found = verdict(ledger, WORLD, BELM.id, "operator", as_of=date(2021, 6, 1))
    assert (found.value, found.standing, found.support) == ("crown", "single", (first.id,))
    tell(ledger, article("three", OWN, "Coast Bulletin", "2021-03-07"))
    assert asked(ledger) == ("crown", "agreed")


def test_the_rewrite_speaks_where_the_first_text_was_not_known_yet(ledger: Ledger) -> None:
    """A text that was published later is read first: it stands for itself until the earlier one is recorded."""
    _, before = tell(ledger, article("two", REWRITTEN, "Morning Post", "2021-03-06"))
    tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    then = verdict(ledger, WORLD, BELM.id, "operator", as_of=date(2021, 6, 1), recorded_at=before)
    now = verdict(ledger, WORLD, BELM.id, "operator", as_of=date(2021, 6, 1))
    assert (then.last, now.last) == (date(2021, 3, 6), date(2021, 3, 5))


def test_three_times(ledger: Ledger) -> None:
    _, moment = tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    tell(ledger, article("three", OWN, "Coast Bulletin", "2021-05-07"), party="assembly")
    assert asked(ledger)[1] == "contested"
    assert asked(ledger, as_of=date(2021, 4, 1)) == ("crown", "single")
    assert asked(ledger, known_at=date(2021, 4, 1)) == ("crown", "single")
    assert asked(ledger, recorded_at=moment) == ("crown", "single")
    assert asked(ledger, recorded_at="2020-01-01") == (None, "unknown")


def test_as_if_a_source_had_never_spoken(ledger: Ledger) -> None:
    tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    tell(ledger, article("three", OWN, "Coast Bulletin", "2021-03-07"), voice(None, "anonymous"))
    assert asked(ledger) == ("crown", "agreed")
    assert asked(ledger, without=("anonymous",)) == asked(ledger, without=("Coast Bulletin",)) == ("crown", "single")
    assert asked(ledger, without=("anonymous", "Evening Lantern")) == (None, "unknown")


def test_the_first_carrier_left_out_lets_the_rewrite_speak(ledger: Ledger) -> None:
    tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    second, _ = tell(ledger, article("two", REWRITTEN, "Morning Post", "2021-03-06"))
    found = verdict(ledger, WORLD, BELM.id, "operator", as_of=date(2021, 6, 1), without=("Evening Lantern",))
    assert found.support == (second.id,)


def test_a_source_who_spoke_only_later_may_be_left_out_of_what_was_known_before(ledger: Ledger) -> None:
    tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    tell(ledger, article("three", OWN, "Coast Bulletin", "2021-03-07"))
    assert asked(ledger, known_at=date(2021, 3, 6), without=("Coast Bulletin",)) == ("crown", "single")


@pytest.mark.parametrize(
    ("subject", "question", "without"),
    [(BELM.id, "weather", ()), ("QQ", "recognition", ()), (BELM.id, "operator", ("Nobody Known",))],
)
def test_what_cannot_be_asked_is_refused(ledger: Ledger, subject: str, question: str, without: tuple[str, ...]) -> None:
    with pytest.raises(QuestionError):
        verdict(ledger, WORLD, subject, question, as_of=date(2021, 6, 1), without=without)


def test_claims_come_as_the_ledger_has_them_but_for_the_report(ledger: Ledger) -> None:
    tell(ledger, article("one", STORY, "Evening Lantern", "2021-03-05"))
    tell(ledger, article("two", REWRITTEN, "Morning Post", "2021-03-06"))
    found = recorded(ledger, WORLD)
    assert [replace(r, report="") for r in found] == ledger.claims(WORLD)
    assert found[0].text == found[1].text == found[0].article.text_id
