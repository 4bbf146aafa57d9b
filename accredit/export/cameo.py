"""`cameo`: claims as event rows with codes of CAMEO 1.1b3 and PLOVER, and the stance that those have no code for.

CAMEO's root 01 aside, neither has a code for denying that an event took place, nor for being silent on it. So the
codes say what is claimed, and `polarity`, `modality` and `stance` say what is said of it: a count of events that
leaves those out counts denials as events. Where there is no code that fits, the codes are empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO, NamedTuple

from accredit.export import names
from accredit.export.line import Line
from accredit.export.phrases import KEPT
from accredit.export.shapes import Leaf
from accredit.export.sharing import in_order
from accredit.export.source import Source
from accredit.export.told import Told
from accredit.export.words import carried, csv_cell, csv_cells, csv_words, dash, safe_cell


class Codes(NamedTuple):
    """CAMEO's event code, and PLOVER's type, mode and context; who acts on whom."""

    cameo: str
    plover: str
    mode: str
    context: str
    acts: str


_HOST_ACTS, _PARTY_ACTS = "host", "party"

CODES: dict[str, Codes] = {
    "visited": Codes("042", "CONSULT", "visit", "diplomatic", _PARTY_ACTS),
    "recognises": Codes("054", "SUPPORT", "", "diplomatic", _HOST_ACTS),
    "accredited": Codes("050", "SUPPORT", "", "diplomatic", _HOST_ACTS),
    "has_relations": Codes("050", "SUPPORT", "", "diplomatic", _HOST_ACTS),
    "cooperates_with": Codes("060", "COOPERATE", "", "diplomatic", _PARTY_ACTS),
    "trades_with": Codes("061", "COOPERATE", "", "economic", _HOST_ACTS),
    "hosts_opposition": Codes("075", "AID", "", "asylum", _HOST_ACTS),
    "expelled": Codes("161", "SANCTION", "withdraw", "diplomatic", _HOST_ACTS),
    "custody": Codes("1711", "COERCE", "confiscate", "legal", _HOST_ACTS),
    "designates_terrorist": Codes("172", "COERCE", "restrict", "legal", _HOST_ACTS),
}
"""Codes by predicate, from CAMEO's manual and PLOVER's own table of correspondence (CAMEO2PLOVER, 2021).

Expelling a diplomat is CAMEO 161, which covers what reduces diplomatic relations; 166 is for forces and agencies.
"""

_NO_CODES = Codes("", "", "", "", "")

HEADER = (
    "event_id", "date_earliest", "date_latest", "date_basis", "source", "target", "cameo", "cameo_root", "plover",
    "plover_mode", "plover_context", "stance", "polarity", "modality", "predicate", "mission", "party", "origin",
    "origin_party", "clause", "quote", "outlet", "url", "published", "sample",
)  # fmt: skip


def write(source: Source, out: BinaryIO) -> None:
    """Write CSV: a header and one row a claim."""
    out.write(csv_words([HEADER]).encode())
    for rows in in_order(source, _rows):
        out.write(rows)


def _rows(source: Source, leaves: Iterable[Leaf]) -> bytes:
    """The rows of some articles, as lines. Cells that many rows share are put into words once."""
    lines, events = list[str](), source.kept(_Events)
    for leaf in leaves:
        shared = _of_article(leaf)
        lines += [_line(told, shared, events.of(told)) for told in leaf.claims if not told.set_aside]
    return "".join(lines).encode()


class _Shared(NamedTuple):
    """What the claims of an article share: when it was published, and the last cells of each line."""

    published: tuple[str, str, str]
    cells: str


def _of_article(leaf: Leaf) -> _Shared:
    one, sample = leaf.article, "true" if leaf.article.sample else "false"
    days, found = one.published_interval, ("", "", "")
    if days and days.earliest and days.latest:
        found = days.earliest.isoformat(), days.latest.isoformat(), "published"
    address = dash(names.web_address(one.url))
    return _Shared(found, csv_cells(_words(one.outlet), address, _words(one.published), sample))


class _Event(NamedTuple):
    """What is claimed, in cells: who acts on whom, the codes, what is said of it and about what; and the sentence."""

    cells: str
    clause: str


class _Events:
    """What is claimed, whoever says it: what many claims say alike is put into cells once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._made: dict[str, _Event] = {}

    def of(self, told: Told) -> _Event:
        """The event of a claim."""
        what = told.what
        event = self._made.get(what)
        if event is None:
            if len(self._made) >= KEPT:
                self._made.clear()
            event = self._made[what] = self._event(told.line)
        return event

    def _event(self, line: Line) -> _Event:
        predicate, mission = line.predicate, line.mission
        codes = CODES.get(predicate, _NO_CODES)
        cells = csv_cells(
            *_actors(line, codes, self._source),
            codes.cameo, codes.cameo[:2], codes.plover, codes.mode, codes.context,
            line.stance, line.polarity, line.modality,
            predicate, mission.id if mission else "", line.party or "",
        )  # fmt: skip
        return _Event(cells, csv_cell(_words(self._source.phrases.clause(line))))


def _line(told: Told, shared: _Shared, event: _Event) -> str:
    line, words = told.line, safe_cell if told.plain else _words
    origin = line.origin
    first, last, basis = _days(line) or shared.published
    begin = csv_cells(told.id, first or "", last or "", basis)
    voice = csv_cells(words(origin.name or origin.role or ""), origin.party or "")
    quote = csv_cell(words(line.evidence.exact))
    return f"{begin},{event.cells},{voice},{event.clause},{quote},{shared.cells}\r\n"


def _days(line: Line) -> tuple[str | None, str | None, str] | None:
    """When it happened, and where the days are from: the words, else the day it was said."""
    when, said = line.when, line.origin.said
    if when:
        return when.earliest, when.latest, "told"
    if said:
        return said.earliest, said.latest, "said"
    return None


def _actors(line: Line, codes: Codes, source: Source) -> tuple[str, str]:
    """Who acts on whom: a state by its code; a party with the state that it claims to act for, as `AF:taliban`."""
    if not codes.acts:
        return "", ""
    mission = line.mission
    host = mission.host if mission else " ".join((line.scope or {}).get("hosts", []))
    sending = source.situation.sending
    party = line.party
    if party and source.situation.party(party):
        party = f"{sending}:{party}" if party != "host-state" else host
    ours = party or sending
    return (ours, host) if codes.acts == _PARTY_ACTS else (host, ours)


def _words(words: str | None) -> str:
    return safe_cell(carried(words)) if words else ""
