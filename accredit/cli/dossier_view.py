"""The dossier of a mission or state: the answers, then every claim with its voices and exact words."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from accredit.cli.screen import STYLES
from accredit.cli.status_view import header
from accredit.model import Article, Claim, Mission, RecordedClaim, State
from accredit.verdict import Verdict
from accredit.views.held import Entry, Held
from accredit.views.ruling_words import SHORT, mark_words
from accredit.views.verdict_words import answer_words, since_words
from accredit.views.words import chain_words, claim_words, interval_words, mission_words, printable, subject_words


def dossier_words(found: Entry, held: Held) -> Iterator[RenderableType]:
    """The dossier for the terminal."""
    subject = found.subject
    if isinstance(subject, State):
        yield Text(f"{subject.name}  {subject.code}", style="bold underline")
    else:
        yield Text(
            f"{mission_words(subject, held.situation.state(subject.host))}  {subject.id}", style="bold underline"
        )
    yield from header(held, sample=found.sample)
    yield Text("")
    yield _answers(found)
    count = len(found.claims)
    yield Text(
        f"\nWho says what ({count} claim{'' if count == 1 else 's'})" if count else "\nNobody spoke of it.",
        style="bold",
    )
    for recorded in found.claims:
        yield Text("")
        yield _claim(recorded, found, held)
    if found.set_aside:
        yield Text(f"\nSet aside ({len(found.set_aside)})", style="bold")
    for recorded in found.set_aside:
        yield Text("")
        yield _claim(recorded, found, held)


def _answers(found: Entry) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for question, verdict in found.verdicts.items():
        style = STYLES[verdict.standing]
        if verdict.standing == "unknown" and not verdict.detail:
            table.add_row(Text(question, style="dim"), Text("unknown", style="dim"))
            continue
        lines = [Text(_answer_line(verdict), style=style), *_details(verdict), Text(printable(verdict.because))]
        table.add_row(question, Group(*lines))
    return table


def _answer_line(verdict: Verdict) -> str:
    return printable(", ".join(filter(None, (answer_words(verdict), since_words(verdict)))))


def _details(verdict: Verdict) -> list[Text]:
    # The formal side already stands in the answer's own line.
    parts = [f"{part.name}: {part.value}" for part in verdict.detail if part.value and part.name != "formal"]
    return [Text(printable(" · ".join(parts)))] if parts else []


def _claim(recorded: RecordedClaim, found: Entry, held: Held) -> Table:
    claim, article = recorded.claim, recorded.article
    table = Table.grid(padding=(0, 2))
    table.add_column(width=10)
    table.add_column(overflow="fold")
    about = "" if isinstance(found.subject, Mission) and claim.mission else f"{subject_words(claim, held.situation)}: "
    when = f" ({_when_words(claim)})" if claim.when else ""
    lines = [
        Text(printable(f"{about}{claim_words(claim)}{when}"), style=_style(claim)),
        Text(chain_words(claim, article)),
        Text(f"“{printable(claim.evidence.exact)}”", style="italic"),
        Text(f"{_carried_by(article)} · claim {claim.id[:SHORT]}", style="dim"),
        *(Text(mark_words(ruling), style="cyan") for ruling in held.found.on(recorded)),
    ]
    table.add_row(_said(recorded), Group(*lines))
    return table


def _style(claim: Claim) -> str:
    if claim.stance != "asserts":
        return "bold cyan"
    return "bold red" if claim.polarity == "denied" else "bold"


def _when_words(claim: Claim) -> str:
    kind = {"from": "since ", "until": "until ", "throughout": "throughout "}.get(
        claim.when.kind if claim.when else "", ""
    )
    return f"{kind}{interval_words(claim.when)}"


def _said(recorded: RecordedClaim) -> str:
    """When the origin said it, else when it was published."""
    said = recorded.claim.origin.said or recorded.article.published_interval
    return interval_words(said) if said else "undated"


def _carried_by(article: Article) -> str:
    title = f"“{article.title}”" if article.title else None
    changed = f"changed {article.modified}" if article.modified else None
    parts = (article.outlet, title, article.published or "undated", changed, article.url, article.id)
    sample = " · SAMPLE" if article.sample else ""
    return printable(" · ".join(filter(None, parts))) + sample
