"""`quickstatements`: proposals for Wikidata in QuickStatements' first syntax, for an editor to look at one by one.

Proposed is who operates a mission (P137) and when one was closed (P3999), for missions that have an item, each with
references and qualifiers. A dispute is told as one: every value that somebody stands behind is proposed, each with who
disputes it (P1310). Nothing is ranked, removed or deprecated. docs/export-quickstatements.md says why of each property.

Wikidata speaks in items: which item a party or an outlet has is told with `items`; what has none is left out, counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO
from urllib.parse import quote

from accredit.export import names
from accredit.export.answers import answers
from accredit.export.dump import held
from accredit.export.source import Source
from accredit.model import HOST_STATE, Interval, Mission, RecordedClaim
from accredit.verdict import Verdict

OPERATOR, CLOSED_ON = "P137", "P3999"
START, DISPUTED_BY, NATURE = "P580", "P1310", "P5102"
STATED_IN, ADDRESS, ARCHIVED, RETRIEVED, PUBLISHED = "S248", "S854", "S1065", "S813", "S577"
DISPUTED, DE_FACTO = "Q18912752", "Q712144"
"""Items of Wikidata: disputed, de facto."""

REFERENCES = 5
"""References of one statement at most; the first by day."""

_ARCHIVES = ("web.archive.org", "archive.org", "archive.ph", "archive.is", "archive.today")


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposed statement: its three parts, qualifiers, and references as groups."""

    item: str
    prop: str
    value: str
    qualifiers: tuple[tuple[str, str], ...]
    references: tuple[tuple[tuple[str, str], ...], ...]

    def line(self) -> str:
        """As one line of QuickStatements, with tabs between. A reference after the first begins with `!`."""
        cells = [self.item, self.prop, self.value]
        cells += [cell for pair in self.qualifiers for cell in pair]
        for number, group in enumerate(self.references):
            for place, (prop, value) in enumerate(group):
                cells += [f"!{prop}" if number and not place else prop, value]
        return "\t".join(cells)


def write(source: Source, out: BinaryIO) -> None:
    """Write the proposals, a statement a line, by mission."""
    found, claims = answers(source)
    by_id = {r.claim.id: r for r in claims}
    proposed: list[Statement] = []
    for mission, verdicts in found:
        if mission.wikidata:
            proposed += _of(mission, mission.wikidata, verdicts["operator"], by_id, source)
        else:
            source.tally.skipped += 1
    known = held(source.options.skip_dump, {s.item for s in proposed}) if source.options.skip_dump else frozenset()
    for statement in proposed:
        if (statement.item, statement.prop, statement.value) in known:
            source.tally.skipped += 1
        else:
            out.write(statement.line().encode() + b"\n")


def _of(
    mission: Mission, item: str, verdict: Verdict, by_id: dict[str, RecordedClaim], source: Source
) -> Iterator[Statement]:
    behind = [by_id[i] for i in (*verdict.support, *verdict.dissent) if i in by_id]
    if verdict.value == "closed":
        yield from _closing(item, verdict, behind)
        return
    for value in (verdict.value,) if verdict.value else verdict.values:
        target = source.options.items.get(value) if value != HOST_STATE else None
        if target is None:
            source.tally.skipped += source.situation.party(value) is not None
            continue
        telling = [r for r in behind if _tells(r, value)]
        references = _references(telling, source)
        if references:
            yield Statement(item, OPERATOR, target, _qualifiers(value, verdict, behind, source), references)
        else:
            source.tally.skipped += 1


def _closing(item: str, verdict: Verdict, behind: Sequence[RecordedClaim]) -> Iterator[Statement]:
    """A closing whose day, month or year was told."""
    when = _time(verdict.since)
    telling = [r for r in behind if r.claim.predicate == "closed" and r.claim.polarity == "affirmed"]
    references = _references(telling, None)
    if when and references:
        yield Statement(item, CLOSED_ON, when, (), references)


def _tells(recorded: RecordedClaim, party: str) -> bool:
    claim = recorded.claim
    return claim.party == party and claim.polarity == "affirmed" and claim.stance == "asserts" and claim.real


def _qualifiers(
    value: str, verdict: Verdict, behind: Sequence[RecordedClaim], source: Source
) -> tuple[tuple[str, str], ...]:
    """Since when; of what nature; and who disputes it, where live voices disagree."""
    found = []
    since = _time(verdict.since) if verdict.value == value else None
    if since:
        found.append((START, since))
    if verdict.standing == "contested":
        found.append((NATURE, DISPUTED))
        against = (r.claim.origin.party for r in behind if not _tells(r, value))
        disputing = dict.fromkeys(source.options.items.get(p) for p in against if p and p != value)
        found += [(DISPUTED_BY, item) for item in disputing if item]
    if verdict.formal and verdict.formal != value:
        found.append((NATURE, DE_FACTO))
    return tuple(found)


def _references(claims: Iterable[RecordedClaim], source: Source | None) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Each article that has an address, once, the first by day; with its archive, its day, and when it was read."""
    groups: dict[str, tuple[tuple[str, str], ...]] = {}
    for recorded in sorted(claims, key=_by_day):
        address = names.web_address(recorded.article.url)
        if address is None or address in groups:
            continue
        items = source.options.items if source else {}
        outlet = items.get(recorded.article.outlet or "")
        published = _time(recorded.article.published_interval)
        groups[address] = (
            *(((STATED_IN, outlet),) if outlet else ()),
            *_addresses(address),
            *(((PUBLISHED, published),) if published else ()),
            (RETRIEVED, f"+{recorded.recorded_at[:10]}T00:00:00Z/11"),
        )
        if len(groups) == REFERENCES:
            break
    return tuple(groups.values())


def _by_day(recorded: RecordedClaim) -> tuple[str, str]:
    days = recorded.article.published_interval
    return days.latest.isoformat() if days and days.latest else "9999", recorded.claim.id


def _addresses(address: str) -> tuple[tuple[str, str], ...]:
    """The page's address; of an archived page the archive's and, where it tells it, the page's own."""
    host = address.split("/", 3)[2].removeprefix("www.")
    if host not in _ARCHIVES:
        return ((ADDRESS, _string(address)),)
    own = address.find("http", len("https://"))
    page = names.web_address(address[own:]) if own > 0 else None
    return (*(((ADDRESS, _string(page)),) if page else ()), (ARCHIVED, _string(address)))


def _string(words: str) -> str:
    """A string value. The syntax has no way to escape a quotation mark, so an address has it as an address does."""
    return f'"{quote(words, safe="%/:?#@!$&()*+,;=~-._")}"'


def _time(interval: Interval | None) -> str | None:
    """A day (11), month (10) or year (9) as Wikidata writes it; None for what is none of these."""
    if interval is None or interval.earliest is None or interval.latest is None:
        return None
    first, last = interval.earliest, interval.latest
    if first == last:
        return f"+{first.isoformat()}T00:00:00Z/11"
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and _ends_month(last):
        return f"+{first.year:04}-{first.month:02}-00T00:00:00Z/10"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"+{first.year:04}-00-00T00:00:00Z/9"
    return None


def _ends_month(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1
