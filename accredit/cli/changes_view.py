"""How changes of answers are shown: by `diff` between two times, by `log` one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from accredit.changes import Cause, Changed
from accredit.cli.screen import SAMPLE, STYLES
from accredit.contract import article_reference, claim_line, mission_reference
from accredit.model import Mission, RecordedClaim, Situation, State
from accredit.views.verdict_words import answer_words, verdict_json
from accredit.views.words import chain_words, claim_words, mission_words, printable

_KINDS = {
    "article": "new article",
    "version": "changed article",
    "reading": "read again",
    "ruling": "ruling",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """What a diff runs along, and from where to where, as ISO."""

    name: Literal["known_at", "recorded_at"]
    first: str
    second: str


def diff_json(
    found: Sequence[Changed], axis: Axis, days: Sequence[date], situation: Situation, without: Sequence[str]
) -> dict[str, Any]:
    """The changes in the shape of docs/schemas/diff.json."""
    return {
        "situation": situation.id,
        "axis": axis.name,
        "from": axis.first,
        "to": axis.second,
        "as_of": [day.isoformat() for day in days],
        "without": list(without),
        "changes": [_change_json(change) for change in found],
        "sample": _sample(found),
    }


def log_json(found: Sequence[Changed], as_of: date, situation: Situation, without: Sequence[str]) -> dict[str, Any]:
    """The changes in the shape of docs/schemas/log.json."""
    return {
        "situation": situation.id,
        "as_of": as_of.isoformat(),
        "without": list(without),
        "changes": [{"recorded_at": change.recorded_at} | _change_json(change) for change in found],
        "sample": _sample(found),
    }


def _change_json(change: Changed) -> dict[str, Any]:
    subject = change.subject
    head: dict[str, Any] = (
        {"mission": mission_reference(subject)}
        if isinstance(subject, Mission)
        else {"state": {"code": subject.code, "name": subject.name}}
    )
    return head | {
        "question": change.question,
        "as_of": change.as_of.isoformat(),
        "before": verdict_json(change.before),
        "after": verdict_json(change.after),
        "causes": [_cause_json(cause) for cause in change.causes],
    }


def _cause_json(cause: Cause) -> dict[str, Any]:
    return {
        "kind": cause.kind,
        "article": article_reference(cause.article),
        "new": [claim_line(r.claim, r.article) for r in cause.new],
        "gone": [claim_line(r.claim, r.article) for r in cause.gone],
    }


def _sample(found: Sequence[Changed]) -> bool:
    return any(cause.article.sample for change in found for cause in change.causes)


def diff_words(
    found: Sequence[Changed], axis: Axis, days: Sequence[date], situation: Situation, without: Sequence[str]
) -> Iterator[RenderableType]:
    """The changes for the terminal, by the day that they are about."""
    verb = "Recorded by" if axis.name == "recorded_at" else "What was known at"
    yield Text(
        f"{verb} {axis.second} and not {'by' if axis.name == 'recorded_at' else 'at'} {axis.first}", style="bold"
    )
    yield Text(situation.title)
    if without:
        yield Text(_left_out(without), style="yellow")
    if _sample(found):
        yield Text(SAMPLE, style="yellow")
    for day in days:
        here = [change for change in found if change.as_of == day]
        count = f"{len(here) or 'no'} answer{'s' if len(here) > 1 else ''} changed"
        yield Text(f"\nas of {day}: {count}", style="bold")
        for change in here:
            yield Text("")
            yield _change(change, situation)


def _left_out(without: Sequence[str]) -> str:
    return printable(f"as if these had never spoken: {', '.join(without)}")


def log_words(
    found: Sequence[Changed], as_of: date, situation: Situation, without: Sequence[str]
) -> Iterator[RenderableType]:
    """The changes for the terminal, each with its moment."""
    yield Text(situation.title, style="bold")
    yield Text(f"as of {as_of}")
    if without:
        yield Text(_left_out(without), style="yellow")
    if _sample(found):
        yield Text(SAMPLE, style="yellow")
    if not found:
        yield Text("\nNo answer has changed.")
    for change in found:
        yield Text("")
        yield _change(change, situation)


def _change(change: Changed, situation: Situation) -> Group:
    subject = change.subject
    name = subject.name if isinstance(subject, State) else mission_words(subject, situation.state(subject.host))
    moment = f"{change.recorded_at}  " if change.recorded_at else ""
    answer = Text(printable(f"{answer_words(change.before)} → {answer_words(change.after)}"))
    answer.stylize(STYLES[change.after.standing])
    causes = (line for cause in change.causes for line in _cause(cause))
    return Group(
        Text(f"{moment}{name}: {change.question}", style="bold"), Padding(Group(answer, *causes), (0, 0, 0, 2))
    )


def _cause(cause: Cause) -> Iterator[RenderableType]:
    article = cause.article
    parts = (_KINDS[cause.kind], article.outlet, article.published or "undated", article.title, article.id)
    sample = " · SAMPLE" if article.sample else ""
    yield Text(printable(" · ".join(filter(None, parts))) + sample, style="dim")
    for mark, claims in (("+", cause.new), ("-", cause.gone)):
        for recorded in claims:
            yield Padding(_claim(mark, recorded), (0, 0, 0, 2))


def _claim(mark: str, recorded: RecordedClaim) -> Group:
    claim = recorded.claim
    return Group(
        Text(f"{mark} {claim_words(claim)}"),
        Padding(Text(chain_words(claim, recorded.article), style="dim"), (0, 0, 0, 2)),
        Padding(Text(f"“{printable(claim.evidence.exact)}”"), (0, 0, 0, 2)),
    )
