"""How the summary of a run of reading is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.screen import SAMPLE, STYLES
from accredit.contract import mission_reference
from accredit.extract import Accountable, Extractor, Used
from accredit.model import Situation
from accredit.pipeline import Change, Summary
from accredit.views.verdict_words import answer_words, verdict_json
from accredit.views.words import mission_words, printable


def summary_json(summary: Summary, ledger: str, extractor: Extractor | None = None) -> dict[str, Any]:
    """The summary in the shape of docs/schemas/read.json."""
    return {
        "ledger": str(ledger),
        "read": summary.read,
        "repeated": summary.repeated,
        "off_topic": summary.off_topic,
        "pages": summary.pages,
        "pages_before": summary.pages_before,
        "undated": summary.undated,
        "uncovered": dict(summary.uncovered),
        "copies": summary.copies,
        "problems": [{"place": p.place, "message": p.message, "kind": p.kind} for p in summary.problems],
        "claims": dict(summary.claims),
        "extractor": extractor_json(extractor),
        "changes": changes_json(summary.changes),
        "interrupted": summary.interrupted,
        "sample": summary.sample,
        "head": summary.head,
    }


def extractor_json(extractor: Extractor | None) -> dict[str, Any] | None:
    """What another extractor than the rules is and spent, as in docs/schemas/read.json."""
    if extractor is None:
        return None
    used = extractor.used() if isinstance(extractor, Accountable) else Used()
    return {
        "name": extractor.name,
        "asked": used.asked,
        "cached": used.cached,
        "tokens_in": used.tokens_in,
        "tokens_out": used.tokens_out,
        "uncounted": used.uncounted,
        "cost": used.cost,
        "currency": used.currency,
        "kept": used.kept,
        "refused": dict(used.refused),
    }


def extractor_words(extractor: Extractor | None) -> Iterator[RenderableType]:
    """The same for the terminal."""
    if not isinstance(extractor, Accountable):
        return
    used = extractor.used()
    cost = f" · cost {used.cost:.4f} {printable(used.currency or '')}".rstrip() if used.cost else ""
    unknown = f" · {count(used.uncounted, 'answer')} without a count of tokens" if used.uncounted else ""
    yield Text(
        f"{printable(extractor.name)}: asked {used.asked}, from the cache {used.cached} · tokens {used.tokens_in:,} in,"
        f" {used.tokens_out:,} out{cost}{unknown}"
    )
    refused = sum(number for _, number in used.refused)
    listed = f": {', '.join(f'{printable(reason)} {number}' for reason, number in used.refused)}" if refused else ""
    yield Text(f"Kept {count(used.kept, 'claim')} of its answers · refused {refused}{listed}")


def changes_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """The missions whose operator is answered otherwise, as in docs/schemas/read.json."""
    return [
        {
            "situation": change.situation,
            "mission": mission_reference(change.mission),
            "before": verdict_json(change.before),
            "after": verdict_json(change.after),
        }
        for change in changes
    ]


def summary_words(
    summary: Summary, ledger: str, situations: Sequence[Situation], extractor: Extractor | None = None
) -> Iterator[RenderableType]:
    """The summary for the terminal."""
    if summary.interrupted:
        yield Text("Interrupted: what follows was done and is kept.", style="yellow")
    undated = f" ({summary.undated} undated)" if summary.undated else ""
    yield Text(f"Read {count(summary.read, 'article')}{undated} into {ledger}", style="bold")
    errors = sum(p.kind == "error" for p in summary.problems)
    warnings = len(summary.problems) - errors
    yield Text(
        f"Repeated {summary.repeated} · off topic {summary.off_topic}"
        f" · {count(errors, 'error')} · {count(warnings, 'warning')}"
    )
    if summary.pages or summary.pages_before:
        before = f" · {count(summary.pages_before, 'page')} by earlier runs" if summary.pages_before else ""
        yield Text(f"Looked at {count(summary.pages, 'page')} in archives{before}")
    if summary.uncovered:
        listed = ", ".join(f"{language} {count}" for language, count in summary.uncovered)
        yield Text(f"Kept in languages that are not read yet: {listed}")
    if summary.copies:
        yield Text(f"Copies of a text that another article carries: {summary.copies}; together they count once")
    if summary.sample:
        yield Text(SAMPLE, style="yellow")
    total = sum(count for _, count in summary.claims)
    listed = f": {', '.join(f'{name} {count}' for name, count in summary.claims)}" if total else ""
    yield Text(f"Found {count(total, 'claim')}{listed}")
    yield from extractor_words(extractor)
    if summary.changes:
        yield Text("Operators answered otherwise than before, as of today:", style="bold")
        yield changes_table(summary.changes, situations)
    yield Text(f"head {summary.head}")


def count(number: int, noun: str) -> str:
    """So many of them, in words."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def changes_table(changes: Sequence[Change], situations: Sequence[Situation]) -> Table:
    """The same for the terminal."""
    names = {s.code: s for situation in situations for s in situation.states}
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=0)
    for change in changes:
        table.add_row(
            "",
            mission_words(change.mission, names.get(change.mission.host)),
            Text(f"{answer_words(change.before)} → {answer_words(change.after)}", style=STYLES[change.after.standing]),
        )
    return table
