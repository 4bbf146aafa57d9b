"""What an alert says of a change: from what to what, because of whose words, as far as they may leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from accredit.export.alert_words import html_words, subject_words, text_words
from accredit.export.alerting import Teller
from accredit.export.alerts import Alert
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Span
from accredit.ruling import Ruling
from tests.export.kit import BY, INJECTIONS
from tests.ledger.kit import reading, said
from tests.world import BELM, WORLD, article, voice

LONG = "The crown runs the embassy in Belm, and nobody in the town doubts it at all. " * 60


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with open_ledger(":memory:") as opened:
        yield opened


def tell(ledger: Ledger, one: Article, party: str = "crown", name: str = "Pavo Rell", length: int = 35) -> str:
    """Somebody says in the article who runs the embassy; the moment of it."""
    spoken = voice(name, "official", role="envoy", party=party)
    made = said(one, party=party, chain=(voice(one.outlet), spoken), evidence=Span.of(one.text, 0, length))
    return ledger.append(one, [reading(one, made)]).recorded_at


def alerts(ledger: Ledger) -> list[Alert]:
    """Of every change in the ledger, the newest first."""
    teller = Teller(ledger, WORLD)
    return [teller.of(change) for change in teller.past.changes(None)]


def test_it_says_from_what_to_what_and_whose_words_did_it(ledger: Ledger) -> None:
    one = article(LONG, id="a", url="https://lantern.example/1", title="At the gate")
    moment = tell(ledger, one)
    (alert,) = alerts(ledger)
    assert (alert.type, alert.situation, alert.question, alert.recorded_at) == (
        "verdict.changed", "arvenia", "operator", moment,
    )  # fmt: skip
    assert (alert.subject.kind, alert.subject.id) == ("mission", BELM.id)
    # Published in March 2021 and told as of the day of recording, years later: the last word has lapsed.
    assert (alert.before.standing, alert.after.standing) == ("unknown", "stale")
    assert alert.as_of == date.fromisoformat(moment[:10])
    (source,) = alert.causes
    assert (source.kind, source.url, source.published) == ("article", "https://lantern.example/1", "2021-03-05")
    (saying,) = source.claims
    assert (saying.change, saying.quote, saying.cut) == ("new", LONG[:35], False)
    assert saying.says == "Evening Lantern → Pavo Rell, envoy (crown)"


def test_a_quote_is_no_longer_than_the_rights_let_it_be(ledger: Ledger) -> None:
    tell(ledger, article(LONG, id="a"), length=4000)
    (saying,) = alerts(ledger)[0].causes[0].claims
    assert saying.cut and saying.quote is not None and len(saying.quote) <= 300
    assert LONG.startswith(saying.quote)


def test_what_rests_on_a_private_article_is_told_as_if_it_had_never_been_read(ledger: Ledger) -> None:
    """The private word contested the answer; outside, the answer was and stays the crown's."""
    first, second = article(LONG, id="a"), article("The assembly runs it. " * 40, id="b", outlet="Hidden Sheet")
    tell(ledger, first)
    ledger.append_ruling(Ruling.on_article("rights", first, "open", **BY))
    tell(ledger, second, party="assembly", name="Sorna Veld")
    assert len(alerts(ledger)) == 2
    ledger.append_ruling(Ruling.on_article("rights", second, "private", **BY))
    (alert,) = alerts(ledger)
    assert "Hidden Sheet" not in text_words(alert) and alert.before.standing == "unknown"


def test_words_that_a_changed_page_no_longer_says_are_told_as_gone(ledger: Ledger) -> None:
    one = article(LONG, id="a", url="https://lantern.example/1")
    tell(ledger, one)
    later = article("A cat came by. " * 40, id="a", url="https://lantern.example/1")
    ledger.append(later, [replace(reading(later), claims=())])
    newest = alerts(ledger)[0]
    assert (newest.before.standing, newest.after.standing) == ("stale", "unknown")
    assert [(c.kind, [s.change for s in c.claims]) for c in newest.causes] == [("version", ["gone"])]


def test_the_same_change_has_the_same_id_and_others_have_others(ledger: Ledger) -> None:
    tell(ledger, article(LONG, id="a"))
    tell(ledger, article("The assembly runs it. " * 40, id="b"), party="assembly", name="Sorna Veld")
    first, again = alerts(ledger), alerts(ledger)
    assert [a.id for a in first] == [a.id for a in again]
    assert len({a.id for a in first}) == len(first) == 2


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links |= {value or "" for name, value in attrs if name == "href"}
        assert {name for name, _ in attrs} <= {"href", "lang", "style"}


def test_no_words_of_an_article_are_markup_or_end_a_line() -> None:
    """Forty at a time, since the answers of one mission are weighed at each moment."""
    for start in range(0, len(INJECTIONS), 60):
        with open_ledger(":memory:") as ledger:
            given = []
            for number, words in enumerate(INJECTIONS[start : start + 60]):
                text = f"{words} runs it. " + "Nothing else was told. " * 30
                one = article(text, id=f"i{number}", outlet=words, title=words, url=f"javascript:{words}")
                chain = (voice(words), voice(words, "official", role=words))
                given.append((one, [reading(one, said(one, chain=chain, evidence=Span.of(text, 0, len(words) + 9)))]))
            ledger.append_all(given)
            for alert in alerts(ledger):
                parser = _Tags()
                parser.feed(html_words(alert))
                assert parser.tags <= {"h1", "p", "ul", "li", "blockquote", "a", "b", "div", "br"}
                assert all(link.startswith("https://") for link in parser.links)
                assert len(subject_words(alert).splitlines()) == 1
                # No line of the text is the article's own: each begins with what the program puts before it.
                assert not any(line.startswith(("From:", "Subject:", "--")) for line in text_words(alert).splitlines())


def test_a_subject_line_is_short_however_long_a_name_is(ledger: Ledger) -> None:
    tell(ledger, article(LONG, id="a", title="x" * 100_000, outlet="y" * 100_000))
    (alert,) = alerts(ledger)
    assert len(subject_words(alert)) <= 200
    assert len(text_words(alert)) < 5_000
