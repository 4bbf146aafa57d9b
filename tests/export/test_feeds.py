"""atom and jsonfeed, handed to feedparser and an XML parser."""

from __future__ import annotations

import json
from datetime import date
from xml.etree import ElementTree

import feedparser
import pytest

from accredit.errors import QuestionError
from accredit.ledger import Ledger, open_ledger
from accredit.model import Situation
from accredit.ruling import Ruling
from accredit.situation import load
from tests.export.kit import BY, INJECTIONS, fill_with_rights, written
from tests.ledger.kit import reading, said
from tests.world import BELM, CORRO, WORLD, article, voice

THEN = date(2023, 12, 31)


@pytest.mark.parametrize("which", ["rights", "samples", "seeds"])
def test_feedparser_reads_every_entry(which: str, request: pytest.FixtureRequest) -> None:
    ledger: Ledger = request.getfixturevalue(which)
    situation: Situation = WORLD if which == "rights" else load("afghanistan-2021")
    day = date(2021, 6, 1) if which == "rights" else THEN
    found = feedparser.parse(written("atom", ledger, situation, as_of=day, samples="include"))
    assert not found.bozo and found.version == "atom10" and found.entries
    assert len({entry.id for entry in found.entries}) == len(found.entries)
    moments = [entry.updated for entry in found.entries]
    assert moments == sorted(moments, reverse=True) and found.feed.updated == moments[0]
    both = json.loads(written("jsonfeed", ledger, situation, as_of=day, samples="include"))
    assert both["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in both["items"]] == [entry.id for entry in found.entries]
    for item in both["items"]:
        assert item["content_text"] and item["title"] and item["date_published"].endswith("Z")


def test_no_content_is_markup() -> None:
    """Forty articles at a time, since a log is of every moment."""
    for start in range(0, len(INJECTIONS), 60):
        with open_ledger(":memory:") as ledger:
            given = []
            for number, words in enumerate(INJECTIONS[start : start + 60]):
                one = article(
                    f"{words} runs it.", id=f"i{number}", outlet=words, title=words, url=f"https://a.example/{words}"
                )
                given.append((one, [reading(one, said(one, party="crown", chain=(voice(words),)))]))
            ledger.append_all(given)
            data = written("atom", ledger, as_of=date(2021, 3, 6))
            items = json.loads(written("jsonfeed", ledger, as_of=date(2021, 3, 6)))["items"]
        tree = ElementTree.fromstring(data)
        assert {e.tag for e in tree.iter()} <= {
            f"{{http://www.w3.org/2005/Atom}}{name}"
            for name in (
                "feed",
                "id",
                "title",
                "updated",
                "author",
                "name",
                "generator",
                "entry",
                "link",
                "category",
                "content",
            )
        }
        found = feedparser.parse(data)
        assert not found.bozo and len(found.entries) == len(items) > 0


def test_a_disputed_answer_is_never_told_as_a_value() -> None:
    with open_ledger(":memory:") as ledger:
        for number, (party, name) in enumerate((("crown", "Tovar"), ("assembly", "Veld"))):
            one = article(f"{party} runs it.", id=str(number))
            spoken = voice(name, "official", party=party)
            ledger.append(one, [reading(one, said(one, party=party, chain=(voice(), spoken)))])
        titles = [i["title"] for i in json.loads(written("jsonfeed", ledger, as_of=date(2021, 6, 1)))["items"]]
    assert titles[0] == "Arvenian embassy in Belm, operator: contested"


def test_a_change_that_rests_on_a_private_article_is_not_told() -> None:
    with open_ledger(":memory:") as ledger:
        made = fill_with_rights(ledger)
        titles = [i["title"] for i in json.loads(written("jsonfeed", ledger, as_of=date(2021, 6, 1)))["items"]]
        assert titles
        for name in ("open", "quote", "redacted"):
            ledger.append_ruling(Ruling.on_article("rights", made[name], "private", **BY))
        assert json.loads(written("jsonfeed", ledger, as_of=date(2021, 6, 1)))["items"] == []


def test_only_the_missions_asked_for(rights: Ledger) -> None:
    found = json.loads(written("jsonfeed", rights, as_of=date(2021, 6, 1), missions=frozenset({CORRO.id})))
    assert {item["tags"][0] for item in found["items"]} <= {CORRO.id}
    assert BELM.id not in json.dumps(found)


def test_known_at_is_refused(rights: Ledger) -> None:
    with pytest.raises(QuestionError, match="--known-at"):
        written("atom", rights, known_at=THEN)
