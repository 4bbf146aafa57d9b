"""The status as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.screen import SAMPLE, STYLES, UNWRAPPED
from accredit.model import Mission, RecordedClaim
from accredit.verdict import Verdict
from accredit.views.held import Entry, Held
from accredit.views.verdict_words import answer_words, value_words
from accredit.views.words import interval_words, mission_words, printable, voice_words

_SHOWN = 3
"""Voices named in a row of the table."""

_WIDE = ("mission", "operator", "standing", "since", "last word", "who says")
_NARROW = ("mission", "operator, standing", "since, last word", "who says")
"""Six columns leave the voices no room on a narrow terminal; there two pairs stand one above the other."""

_WIDE_FROM = 120
"""Columns of a terminal from which six fit."""


def header(held: Held, *, sample: bool) -> Iterator[RenderableType]:
    """The situation, the three times, what was left out, and whether samples are behind it."""
    times = held.times
    yield Text(held.situation.title, style="bold")
    yield Text(f"as of {times.as_of} · known at {times.known_at or 'open'} · recorded at {times.recorded_at or 'open'}")
    left_out = "left out" if times.known_at else "count only where their words name a time"
    undated = f" · {held.undated} undated, {left_out}" if held.undated else " · none undated"
    yield Text(f"{held.articles} article{'' if held.articles == 1 else 's'}{undated}", style="dim")
    if held.without:
        yield Text(printable(f"as if these had never spoken: {', '.join(held.without)}"), style="yellow")
    if sample:
        yield Text(SAMPLE, style="yellow")


def status_words(found: Sequence[Entry], held: Held, *, states: bool, width: int) -> Iterator[RenderableType]:
    """Header and table for the terminal."""
    yield from header(held, sample=any(e.sample for e in found))
    if not found:
        yield Text("\nNobody spoke of any. Read articles first, or ask with --all.")
        return
    yield Text("")
    yield _states(found) if states else _missions(found, held, width)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _missions(found: Sequence[Entry], held: Held, width: int) -> Table:
    narrow = width < _WIDE_FROM
    table = _table(*_NARROW) if narrow else _table(*_WIDE)
    for each in found:
        subject = each.subject
        assert isinstance(subject, Mission)
        verdict = each.verdicts["operator"]
        style = STYLES[verdict.standing]
        mission = mission_words(subject, held.situation.state(subject.host))
        operator = value_words(verdict)
        since = interval_words(verdict.since) if verdict.since else ""
        last = _last([verdict])
        if narrow:
            standing = "" if operator.startswith(verdict.standing) else f"\n{verdict.standing}"
            days = "\n".join(filter(None, (since, last and f"last {last}")))
            table.add_row(mission, Text(f"{operator}{standing}", style=style), days, _who(each, verdict, "\n"))
        else:
            said = _who(each, verdict, " | " if width == UNWRAPPED else "\n")
            table.add_row(mission, Text(operator, style=style), verdict.standing, since, last, said)
    return table


def _states(found: Sequence[Entry]) -> Table:
    table = _table("state", "recognition", "relations", "posture", "last word", "who says")
    for each in found:
        recognition, relations, posture = (each.verdicts[q] for q in ("recognition", "relations", "posture"))
        behind = [c for v in (recognition, relations, posture) for c in each.behind(v)]
        table.add_row(
            getattr(each.subject, "name", ""),
            *(Text(answer_words(v), style=STYLES[v.standing]) for v in (recognition, relations, posture)),
            _last([recognition, relations, posture]),
            _few(_voices(behind)),
        )
    return table


def _last(verdicts: Sequence[Verdict]) -> str:
    """The day of the last word on any of these questions."""
    days = [v.last for v in verdicts if v.last]
    return max(days).isoformat() if days else ""


def _voices(claims: Sequence[RecordedClaim]) -> list[str]:
    """The origins, each once."""
    return list(dict.fromkeys(printable(voice_words(c.claim.origin, c.article)) for c in claims))


def _few(voices: Sequence[str]) -> str:
    """The first of them; the dossier has them all."""
    more = len(voices) - _SHOWN
    return "; ".join(voices[:_SHOWN]) + (f"; {more} more" if more > 0 else "")


def _who(each: Entry, verdict: Verdict, between: str) -> str:
    """Who supports the answer; after "against" who does not."""
    by_id = {c.claim.id: c for c in each.claims}
    support = _voices([by_id[i] for i in verdict.support if i in by_id])
    dissent = _voices([by_id[i] for i in verdict.dissent if i in by_id])
    against = f"against: {_few(dissent)}" if dissent else ""
    return between.join(filter(None, (_few(support), against)))
