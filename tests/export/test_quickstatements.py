"""quickstatements, taken apart by the published grammar, put together again by a client that others wrote."""

from __future__ import annotations

import bz2
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from quickstatements_client import DateQualifier, EntityLine, EntityQualifier, TextQualifier, render_lines

from accredit.errors import QuestionError
from accredit.export import Options, export
from accredit.ledger import Ledger, open_ledger
from accredit.model import Situation, When
from tests.export.kit import INJECTIONS, written
from tests.ledger.kit import reading, said
from tests.world import BELM, CORRO, WORLD, article, voice

# The first syntax, value by value, as its own parser has it: an item, a time with precision, a string.
ITEM = re.compile(r"Q[1-9][0-9]*")
TIME = re.compile(r"\+[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z/(?:9|10|11)")
STRING = re.compile(r'"[^"\t\r\n]*"')
KINDS = {
    "P137": ITEM, "P3999": TIME, "P580": TIME, "P1310": ITEM, "P5102": ITEM,
    "S248": ITEM, "S854": STRING, "S1065": STRING, "S813": TIME, "S577": TIME,
}  # fmt: skip
"""What the properties take, by their data type on Wikidata."""

ITEMS = {"crown": "Q101", "assembly": "Q102", "Open Gazette": "Q103"}
"""Numbers for the test; no statement about Wikidata."""

NAMED = replace(WORLD, missions=tuple(replace(m, wikidata=f"Q{n}") for n, m in enumerate(WORLD.missions, 1)))
"""The invented missions have no item, so each is given one here: Belm is Q1, Corro Q3."""

THEN: dict[str, object] = {"as_of": date(2021, 6, 1), "items": ITEMS}
ARCHIVED = "https://web.archive.org/web/20210305000000/https://example.org/corro"


@pytest.fixture(scope="module")
def disputed() -> Iterator[Ledger]:
    """Who runs Belm is disputed; Corro is the crown's by two voices, since February 2021."""
    with open_ledger(":memory:") as ledger:
        given = [
            ("The crown runs it.", "crown", "Tovar", BELM, None, "https://example.org/a"),
            ("The assembly runs it.", "assembly", "Veld", BELM, None, 'https://example.org/b?x="y"'),
            ("The crown runs it since February.", "crown", None, CORRO, FEBRUARY, ARCHIVED),
            ("The crown has run it since then.", "crown", None, CORRO, FEBRUARY, "https://example.org/d"),
        ]
        for n, (text, party, name, mission, when, url) in enumerate(given):
            outlet = "Open Gazette" if n == 2 else f"Outlet {n}"
            one = article(text, id=str(n), outlet=outlet, url=url)
            spoken = voice(name, "official", party=party) if name else voice(outlet)
            chain = (voice(outlet), spoken) if name else (spoken,)
            claim = said(one, party=party, chain=chain, mission=mission, when=when)
            ledger.append(one, [reading(one, claim)])
        yield ledger


FEBRUARY = When("from", date(2021, 2, 1), date(2021, 2, 28), "since February")


@dataclass(frozen=True)
class Parsed:
    subject: str
    prop: str
    value: str
    qualifiers: list[tuple[str, str]]
    references: list[list[tuple[str, str]]]


def parsed(line: str) -> Parsed:
    """One line, or an AssertionError that says what is wrong with it."""
    cells = line.split("\t")
    assert len(cells) >= 3 and len(cells) % 2 == 1, line
    subject, prop, value, *rest = cells
    assert ITEM.fullmatch(subject) and prop in ("P137", "P3999"), line
    assert KINDS[prop].fullmatch(value), line
    found = Parsed(subject, prop, value, [], [])
    for name, value in zip(rest[::2], rest[1::2], strict=True):
        plain = name.removeprefix("!")
        assert KINDS[plain].fullmatch(value), (name, value)
        if plain.startswith("P"):
            assert not found.references and name == plain, "qualifiers stand before references"
            found.qualifiers.append((plain, value))
        elif name != plain or not found.references:
            found.references.append([(plain, value)])
        else:
            found.references[-1].append((plain, value))
    return found


def _lines(ledger: Ledger, situation: Situation, **options: object) -> list[Parsed]:
    return [parsed(line) for line in written("quickstatements", ledger, situation, **options).decode().splitlines()]


def test_a_dispute_is_told_as_one_with_both_sides(disputed: Ledger) -> None:
    found = [one for one in _lines(disputed, NAMED, **THEN) if one.subject == "Q1"]
    assert {one.value for one in found} == {"Q101", "Q102"}
    for one in found:
        other = "Q102" if one.value == "Q101" else "Q101"
        assert ("P5102", "Q18912752") in one.qualifiers and ("P1310", other) in one.qualifiers


def test_an_agreed_answer_has_its_start_as_precise_as_it_was_told(disputed: Ledger) -> None:
    (one,) = [one for one in _lines(disputed, NAMED, **THEN) if one.subject == "Q3"]
    assert (one.prop, one.value) == ("P137", "Q101")
    assert one.qualifiers == [("P580", "+2021-02-00T00:00:00Z/10")]


def test_references_have_address_archive_day_and_where_it_stood(disputed: Ledger) -> None:
    (one,) = [one for one in _lines(disputed, NAMED, **THEN) if one.subject == "Q3"]
    first, second = one.references
    assert dict(first) | {"S813": ""} == {
        "S248": "Q103", "S854": '"https://example.org/corro"', "S1065": f'"{ARCHIVED}"',
        "S577": "+2021-03-05T00:00:00Z/11", "S813": "",
    }  # fmt: skip
    assert "S1065" not in dict(second) and dict(second)["S854"] == '"https://example.org/d"'
    assert all(dict(group)["S813"].endswith("Z/11") for group in one.references)


def test_the_client_writes_the_same_lines(disputed: Ledger) -> None:
    lines = written("quickstatements", disputed, NAMED, **THEN).decode().splitlines()
    for line in lines:
        line = line.partition("\t!")[0]  # the client has no second reference
        one = parsed(line)
        made = [
            EntityQualifier(predicate=n, target=v) if ITEM.fullmatch(v)
            else DateQualifier(predicate=n, target=v) if TIME.fullmatch(v)
            else TextQualifier(predicate=n, target=v.strip('"'))
            for n, v in [*one.qualifiers, *(pair for group in one.references for pair in group)]
        ]  # fmt: skip
        again = EntityLine(subject=one.subject, predicate=one.prop, target=one.value, qualifiers=made)
        assert render_lines([again], sep="\t") == line
    assert len(lines) == 3


def test_nothing_is_ranked_removed_or_created(disputed: Ledger) -> None:
    for line in written("quickstatements", disputed, NAMED, **THEN).decode().splitlines():
        assert not line.startswith(("-", "CREATE", "MERGE", "LAST")) and not re.search(r"\tR[+0-]", line)


def test_a_party_without_an_item_is_left_out_and_counted(disputed: Ledger) -> None:
    out = io.BytesIO()
    source = export("quickstatements", disputed, NAMED, Options(as_of=date(2021, 6, 1)), out)
    assert out.getvalue() == b"" and source.tally.skipped == 3


def test_a_closing_is_told_with_its_day(tmp_path: Path) -> None:
    with open_ledger(":memory:") as ledger:
        one = article("It was closed on 2 March.", url="https://example.org/closed")
        when = When("instant", date(2021, 3, 2), date(2021, 3, 2), "on 2 March")
        ledger.append(one, [reading(one, said(one, predicate="closed", party=None, aspect=None, when=when))])
        (found,) = _lines(ledger, NAMED, **THEN)
    assert (found.subject, found.prop, found.value) == ("Q1", "P3999", "+2021-03-02T00:00:00Z/11")


def test_what_a_dump_holds_is_skipped(disputed: Ledger, tmp_path: Path) -> None:
    before = _lines(disputed, NAMED, **THEN)
    first = before[0]
    snak = {"snaktype": "value", "datavalue": {"value": {"id": first.value, "entity-type": "item"}}}
    entity = {"id": first.subject, "type": "item", "claims": {"P137": [{"mainsnak": snak, "rank": "normal"}]}}
    for name, data in (
        ("dump.json", b"[\n" + json.dumps(entity).encode() + b",\n" + b'{"id":"Q7","claims":{}}\n]\n'),
        ("dump.json.bz2", bz2.compress(b"[\n" + json.dumps(entity).encode() + b"\n]\n")),
        ("entity.json", json.dumps({"entities": {first.subject: entity}}).encode()),
    ):
        (tmp_path / name).write_bytes(data)
        after = _lines(disputed, NAMED, **THEN, skip_dump=tmp_path / name)
        assert after == [one for one in before if one is not first]


def test_what_is_no_dump_is_told(disputed: Ledger, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('"Q1" is spoken of in a text\n')
    with pytest.raises(QuestionError, match="--skip-dump"):
        _lines(disputed, NAMED, **THEN, skip_dump=tmp_path / "x.json")


def test_no_content_ends_a_line_or_a_string(injections: Ledger) -> None:
    items = {"crown": "Q9", **dict.fromkeys(INJECTIONS, "Q8")}
    found = _lines(injections, NAMED, as_of=date(2021, 3, 6), items=items)
    assert [(p.subject, p.value) for p in found] == [("Q1", "Q9")]
