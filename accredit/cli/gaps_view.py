"""How the gap radar is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from accredit.cli.screen import SAMPLE
from accredit.cli.summary import count
from accredit.contract import claim_line, mission_reference
from accredit.gaps import Differing, Gap, Gaps, Listed, Match, Snapshot, Untold
from accredit.model import Mission, RecordedClaim, Situation
from accredit.views.times import Times
from accredit.views.verdict_words import answer_words, verdict_json
from accredit.views.words import chain_words, claim_words, mission_words, printable

SHOWN = 3
"""Quotes of one mission on the terminal; JSON has all."""


@dataclass(frozen=True, slots=True)
class Radar:
    """What was found, where, and what was left out of it."""

    found: Gaps
    snapshot: Snapshot
    path: str
    situation: Situation
    times: Times
    samples_left_out: int
    samples_asked: bool


def gaps_json(radar: Radar) -> dict[str, Any]:
    """In the shape of docs/schemas/gaps.json."""
    found, times = radar.found, radar.times
    return {
        "situation": radar.situation.id,
        "snapshot": {"path": radar.path, "rows": len(radar.snapshot.rows), "others": radar.snapshot.others},
        "gaps": [{**_mission_json(g), "covered_from": [_row_json(row) for row in g.covering]} for g in found.gaps],
        "likely": [{**_mission_json(m), "row": _row_json(m.row), "why": m.why} for m in found.likely],
        "present": [
            {"mission": mission_reference(m.mission), "row": _row_json(m.row), "why": m.why} for m in found.present
        ],
        "untold": [
            {"row": _row_json(u.row), "mission": u.mission and mission_reference(u.mission)} for u in found.untold
        ],
        "differing": [
            {
                "mission": mission_reference(d.mission),
                "row": _row_json(d.row),
                "operator": verdict_json(d.verdict),
                "evidence": [_evidence_json(r) for r in d.evidence],
            }
            for d in found.differing
        ],
        "names_operators": found.names_operators,
        "as_of": times.as_of.isoformat(),
        "known_at": times.known_at.isoformat() if times.known_at else None,
        "recorded_at": times.recorded_at,
        "samples_left_out": radar.samples_left_out,
        "sample": _of_samples(found),
    }


def _of_samples(found: Gaps) -> bool:
    told = (*found.gaps, *found.likely, *found.present)
    return any(r.article.sample for one in told for r in one.evidence)


def _mission_json(one: Gap | Match) -> dict[str, Any]:
    return {"mission": mission_reference(one.mission), "evidence": [_evidence_json(r) for r in one.evidence]}


def _evidence_json(recorded: RecordedClaim) -> dict[str, Any]:
    """The claim as a line of the contract, and its voices in words."""
    return {
        "voices": chain_words(recorded.claim, recorded.article),
        "claim": claim_line(recorded.claim, recorded.article),
    }


def _row_json(row: Listed) -> dict[str, Any]:
    return {
        "wikidata": row.item,
        "host": row.host or None,
        "city": row.city,
        "kind": row.kind_words,
        "operators": list(row.operators),
        "closed": row.closed,
    }


def gaps_words(radar: Radar) -> Iterator[RenderableType]:
    """For the terminal: gaps first, with their quotes."""
    found, situation = radar.found, radar.situation
    yield Text(f"{situation.title} against {printable(radar.path)}", style="bold")
    yield Text(
        f"{count(len(radar.snapshot.rows), 'row')} of the sending state, {radar.snapshot.others:,} of others"
        f" · as of {radar.times.as_of} · {len(found.present)} missions there",
        style="dim",
    )
    if radar.samples_left_out:
        yield Text(
            f"{count(radar.samples_left_out, 'claim')} of samples left out: --include-samples takes them along", "dim"
        )
    if _of_samples(found):
        yield Text(SAMPLE, style="yellow")
    yield _heading("Not in the snapshot", len(found.gaps), "red")
    for gap in found.gaps:
        yield from _told(gap.mission, gap.evidence, situation)
        for row in gap.covering:
            yield _line(f"accredited from {_row_words(row, situation)}", 4, "dim")
    yield from _likely(found.likely, situation)
    yield from _differing(found, situation)
    yield from _untold(found.untold, situation)


def _likely(matches: Sequence[Match], situation: Situation) -> Iterator[RenderableType]:
    yield _heading("Probably there under another name", len(matches), "yellow")
    for one in matches:
        yield _line(_name(one.mission, situation), 2)
        yield _line(f"{_row_words(one.row, situation)}: {one.why}", 4, "dim")


def _differing(found: Gaps, situation: Situation) -> Iterator[RenderableType]:
    if not found.names_operators:
        yield Text("\nThe snapshot does not say who operates a mission (column operator).", style="dim")
        return
    yield _heading("There with another operator than the answer here", len(found.differing), "yellow")
    for one in found.differing:
        yield from _differs(one, situation)


def _differs(one: Differing, situation: Situation) -> Iterator[RenderableType]:
    listed = f"closed {one.row.closed}" if one.row.closed else " and ".join(one.listed) or "nobody named"
    yield _line(_name(one.mission, situation), 2)
    yield _line(f"{one.row.item}: {listed} · here: {answer_words(one.verdict)}", 4)
    yield from _quotes(one.evidence)


def _untold(rows: Sequence[Untold], situation: Situation) -> Iterator[RenderableType]:
    yield _heading("In the snapshot, and no claim tells of it", len(rows), "dim")
    for one in rows:
        known = f" = {one.mission.id}" if one.mission else ""
        yield _line(f"{_row_words(one.row, situation)}{known}", 2)


def _told(mission: Mission, evidence: Sequence[RecordedClaim], situation: Situation) -> Iterator[RenderableType]:
    yield _line(_name(mission, situation), 2, "bold")
    yield from _quotes(evidence)


def _quotes(evidence: Sequence[RecordedClaim]) -> Iterator[RenderableType]:
    for recorded in evidence[:SHOWN]:
        claim, article = recorded.claim, recorded.article
        day = article.published or "undated"
        yield _line(f"“{claim.evidence.exact}”", 4)
        voices = chain_words(claim, article)
        yield _line(f"{voices} · {day} · {claim_words(claim)} · confidence {claim.confidence:.2f}", 4, "dim")
    if len(evidence) > SHOWN:
        yield _line(f"and {len(evidence) - SHOWN} more", 4, "dim")


def _name(mission: Mission, situation: Situation) -> str:
    return f"{mission_words(mission, situation.state(mission.host))}  {mission.id}"


def _row_words(row: Listed, situation: Situation) -> str:
    host = situation.state(row.host)
    where = ", ".join(filter(None, (row.city, host.name if host else row.host)))
    return f"{row.item} {where} ({row.kind_words or 'no kind'})"


def _heading(words: str, number: int, style: str) -> Text:
    return Text(f"\n{words} ({number})", style=f"bold {style}")


def _line(words: str, indent: int, style: str = "") -> Padding:
    return Padding(Text(printable(words), style=style), (0, 0, 0, indent))
