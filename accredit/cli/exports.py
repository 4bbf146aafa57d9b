"""`accredit exports`: what left this ledger, and what of it is wrong by now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.options import existing_ledger, json_option, ledger_option, load_situation, situation_option
from accredit.errors import QuestionError
from accredit.model import Mission
from accredit.views.times import Times, day_of, today
from accredit.views.words import printable

if TYPE_CHECKING:
    from datetime import date

    from accredit.changes import Changed
    from accredit.export.alerting import Teller
    from accredit.export.outdated import Differing
    from accredit.export.register import Exported, ExportKind
    from accredit.ledger import Ledger
    from accredit.model import Situation

_EPILOG = """\b
Examples:
  accredit exports
  accredit exports --outdated --json
  accredit exports --note "Figure 2 of the annual report" --as-of 2023-03 --mission khorog
"""

register_option = click.option(
    "--no-register", is_flag=True, help="Do not note this in the register of what left (accredit exports)."
)


@click.command(epilog=_EPILOG)
@click.option("--outdated", is_flag=True, help="Only what is wrong by now.")
@click.option("--note", metavar="WORDS", help="Note something that left by another way, as a citation in a text.")
@click.option("--mission", "missions", multiple=True, metavar="M", help="With --note: only this mission is in it.")
@click.option("--as-of", metavar="D", help="With --note: the day that it is about. Today unless given.")
@click.option("--known-at", metavar="T", help="With --note: from what had been published by T.")
@click.option("--recorded-at", metavar="T", help="With --note: from what this ledger held at T.")
@ledger_option
@situation_option
@json_option
def exports(
    outdated: bool,
    note: str | None,
    missions: tuple[str, ...],
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    ledger: str,
    situation: str,
    as_json: bool,
) -> None:
    """List what was exported, and which of it is wrong by now.

    Exports, bundles, publications and panels are noted beside the ledger when they are made. Each is answered again, of
    the same days, from what the ledger holds by now: a later reading, article or ruling may have changed what was true.
    """
    loaded = load_situation(situation)
    with existing_ledger(ledger) as opened:
        if note is not None:
            _note(note, missions, Times.typed(as_of, known_at, recorded_at), opened, ledger, loaded)
            return
        if missions or as_of or known_at or recorded_at:
            raise QuestionError("--mission, --as-of, --known-at and --recorded-at go with --note")
        from accredit.export.alerting import Teller
        from accredit.export.outdated import Aftermath
        from accredit.export.register import Register
        from accredit.ledger import beside

        kept, broken = Register(beside(ledger)).read()
        teller = Teller(opened, loaded)
        found = Aftermath(opened, loaded, teller).since_made(kept, opened.last_moment())
    found = [each for each in found if each.changes or not outdated]
    if as_json:
        screen.emit_json({"situation": loaded.id, "exports": [_json(each, teller) for each in found]})
        return
    for each in found:
        _show(each, teller)
    if not found:
        click.echo("Nothing that left is wrong by now." if outdated and kept else "Nothing has left this ledger.")
    if broken:
        click.echo(f"{broken} line{'s' if broken > 1 else ''} of the register cannot be read", err=True)


def noted(
    kind: ExportKind,
    format: str,
    place: str,
    ledger: Ledger,
    at: str,
    situation: Situation,
    days: Sequence[date],
    *,
    known_at: date | None = None,
    recorded_at: str | None = None,
    **more: Any,
) -> None:
    """Note in the register of the ledger at a place what has just left."""
    from accredit.export.register import Exported, Register
    from accredit.ledger import beside
    from accredit.ledger.moments import asked

    moment = asked(recorded_at) if recorded_at else ledger.last_moment()
    made = Exported.make(
        kind, format, place, situation.id,
        days=tuple(days), known_at=known_at, recorded_at=moment, head=ledger.head(), **more,
    )  # fmt: skip
    Register(beside(at)).note(made)


def _note(
    words: str, missions: tuple[str, ...], times: Times, opened: Ledger, place: str, situation: Situation
) -> None:
    from accredit.views.find import find

    ids = []
    for name in missions:
        subject = find(name, situation)
        if not isinstance(subject, Mission):
            raise QuestionError(f"--mission {name!r}: is a state; give a mission")
        ids.append(subject.id)
    noted(
        "citation", "", printable(words)[:300], opened, place, situation, (times.as_of,),
        known_at=times.known_at, recorded_at=times.recorded_at, missions=tuple(ids),
    )  # fmt: skip
    click.echo(f"noted: {printable(words)[:300]}")


def day_asked(as_of: str | None) -> date:
    """The day that an export's answers are about; today for claims, which are of all days."""
    return day_of("--as-of", as_of) if as_of else today()


def _json(found: Differing, teller: Teller) -> dict[str, Any]:
    """An export in the shape of docs/schemas/exports.json."""
    e: Exported = found.exported
    return {
        "id": e.id,
        "made": e.made,
        "kind": e.kind,
        "format": e.format,
        "place": e.place,
        "as_of": [day.isoformat() for day in e.days],
        "known_at": e.known_at.isoformat() if e.known_at else None,
        "recorded_at": e.recorded_at,
        "head": e.head,
        "missions": list(e.missions),
        "outdated": [_change_json(change, teller) for change in found.changes.values()],
    }


def _change_json(change: Changed, teller: Teller) -> dict[str, Any]:
    import msgspec

    subject = teller.subject(change.subject)
    return {
        "subject": msgspec.to_builtins(subject),
        "question": change.question,
        "as_of": change.as_of.isoformat(),
        "before": msgspec.to_builtins(teller.answer(change.before)),
        "after": msgspec.to_builtins(teller.answer(change.after)),
        "causes": [{"kind": c.kind, "article": c.article.id, "outlet": c.article.outlet} for c in change.causes],
    }


def _show(found: Differing, teller: Teller) -> None:
    e = found.exported
    days = f"{e.days[0]}" if len(e.days) == 1 else f"{e.days[0]} to {e.days[-1]}"
    known = f", known at {e.known_at}" if e.known_at else ""
    what = " ".join(filter(None, (e.kind, e.format, e.place)))
    wrong = sum(c.before.value != c.after.value or c.before.values != c.after.values for c in found.changes.values())
    counts = ((wrong, "is wrong by now in"), (len(found.changes) - wrong, "stands otherwise by now in"))
    state = ", ".join(f"{words} {n}" for n, words in counts if n) or "still stands"
    click.echo(printable(f"{e.made[:16]}Z  {what}, as of {days}{known}: {state}"))
    for change in list(found.changes.values())[:_SHOWN]:
        was, now = teller.answer(change.before).words, teller.answer(change.after).words
        name = teller.subject(change.subject).name
        click.echo(printable(f"    {name}, {change.question}, {change.as_of}: {was} → {now}"))
        for cause in change.causes[:3]:
            by = " – ".join(filter(None, (cause.article.outlet, cause.article.title))) or cause.article.id
            click.echo(printable(f"      because of {by} ({cause.article.published or 'undated'})"))
    if len(found.changes) > _SHOWN:
        click.echo(f"    … {len(found.changes) - _SHOWN} more")


_SHOWN = 20
