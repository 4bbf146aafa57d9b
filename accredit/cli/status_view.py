"""The status as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.answers import Entry, Held
from accredit.cli.screen import SAMPLE
from accredit.cli.verdict_words import STYLES, value_words
from accredit.cli.words import interval_words, mission_words, printable, voice_words
from accredit.model import Mission, RecordedClaim
from accredit.verdict import Verdict


def header(held: Held, *, sample: bool) -> Iterator[RenderableType]:
    """The situation, the three times, what was left out, and whether samples are behind it."""
    times = held.times
    yield Text(held.situation.title, style="bold")
    yield Text(f"as of {times.as_of} · known at {times.known_at or 'open'} · recorded at {times.recorded_at or 'open'}")
    left_out = "left out" if times.known_at else "count only where their words name a time"
    undated = f" · {held.undated} undated, {left_out}" if held.undated else " · none undated"
    yield Text(f"{held.articles} article{'' if held.articles == 1 else 's'}{undated}", style="dim")
    if sample:
        yield Text(SAMPLE, style="yellow")


def status_words(found: Sequence[Entry], held: Held, *, states: bool) -> Iterator[RenderableType]:
    """Header and table for the terminal."""
    yield from header(held, sample=any(e.sample for e in found))
    if not found:
        yield Text("\nNobody spoke of any. Read articles first, or ask with --all.")
        return
    yield _states(found) if states else _missions(found, held)


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _missions(found: Sequence[Entry], held: Held) -> Table:
    table = _table("mission", "operator", "standing", "since", "last word", "who says")
    for each in found:
        subject = each.subject
        assert isinstance(subject, Mission)
        verdict = each.verdicts["operator"]
        table.add_row(
            mission_words(subject, held.situation.state(subject.host)),
            Text(value_words(verdict), style=STYLES[verdict.standing]),
            verdict.standing,
            interval_words(verdict.since) if verdict.since else "",
            _last([verdict]),
            _who(each, verdict),
        )
    return table


def _states(found: Sequence[Entry]) -> Table:
    table = _table("state", "recognition", "relations", "posture", "last word", "who says")
    for each in found:
        recognition, relations, posture = (each.verdicts[q] for q in ("recognition", "relations", "posture"))
        behind = [c for v in (recognition, relations, posture) for c in each.behind(v)]
        table.add_row(
            getattr(each.subject, "name", ""),
            *(
                Text(f"{value_words(v)}{_standing(v)}", style=STYLES[v.standing])
                for v in (recognition, relations, posture)
            ),
            _last([recognition, relations, posture]),
            "; ".join(_voices(behind)),
        )
    return table


def _standing(verdict: Verdict) -> str:
    return "" if verdict.standing in {"unknown", "contested"} else f" ({verdict.standing})"


def _last(verdicts: Sequence[Verdict]) -> str:
    """The day of the last word on any of these questions."""
    days = [v.last for v in verdicts if v.last]
    return max(days).isoformat() if days else ""


def _voices(claims: Sequence[RecordedClaim]) -> list[str]:
    """The origins, each once."""
    return list(dict.fromkeys(printable(voice_words(c.claim.origin, c.article)) for c in claims))


def _who(each: Entry, verdict: Verdict) -> str:
    """Who supports the answer; after "against" who does not."""
    by_id = {c.claim.id: c for c in each.claims}
    support = _voices([by_id[i] for i in verdict.support if i in by_id])
    dissent = _voices([by_id[i] for i in verdict.dissent if i in by_id])
    against = f"against: {'; '.join(dissent)}" if dissent else ""
    return " | ".join(filter(None, ("; ".join(support), against)))
