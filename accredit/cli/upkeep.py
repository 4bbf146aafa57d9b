"""`accredit backup`, `merge`, `reread` and `redact`: what is done to a ledger as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from accredit.cli import screen
from accredit.cli.options import (
    chosen_extractor,
    existing_ledger,
    extractor_option,
    json_option,
    ledger_option,
    load_situations,
    situations_option,
)
from accredit.cli.program import FAILED, INTERRUPTED
from accredit.errors import LedgerError
from accredit.views.words import printable

if TYPE_CHECKING:
    from accredit.extract import Extractor
    from accredit.pipeline import Extracted, Reread
    from accredit.read import Problem

_BACKUP = """\b
Examples:
  accredit backup embassies-2026-11.db
  accredit backup copy.db --ledger postgresql://desk@db.example/news
"""
_MERGE = """\b
Examples:
  accredit merge embassies.db laptop.db
  accredit merge postgresql://desk@db.example/news laptop.db --json
"""
_REREAD = """\b
Examples:
  accredit reread
  accredit reread --situation afghanistan-2021 --json
"""
_REDACT = """\b
Examples:
  accredit redact sample-10-khorog-diplomat --reason "names a private person" --who "Ona Brandt"
  accredit redact 3fa9c1d2b07e --reason "court order" --who "Ona Brandt"
"""


@click.command(epilog=_BACKUP)
@click.argument("target", type=click.Path(path_type=Path), metavar="FILE")
@ledger_option
@json_option
def backup(target: Path, ledger: str, as_json: bool) -> None:
    """Copy a ledger whole into a new file, also while others write to it.

    The copy is one consistent state, with the same chain, and a ledger like any other. It never overwrites a file.
    """
    with existing_ledger(ledger) as opened:
        opened.backup(target)
    with existing_ledger(str(target)) as copied:
        head = copied.head()
    if as_json:
        screen.emit_json({"backup": str(target), "head": head})
    else:
        screen.emit(f"Copied the ledger into {printable(str(target))}", f"head {head}")


@click.command(epilog=_MERGE)
@click.argument("a")
@click.argument("b")
@json_option
def merge(a: str, b: str, as_json: bool) -> None:
    """Take over into ledger A what ledger B holds and A does not.

    As one append that names B and the head of its chain. B stays as it is. Readings, versions and rulings keep the
    moment at which they were first recorded: what was newest in B does not become newest in A by being merged later.
    What was redacted in either is left out.
    """
    with existing_ledger(a) as into, existing_ledger(b) as other:
        done = into.merge(other)
    if as_json:
        screen.emit_json({"rows": dict(done.rows), "head": done.head})
        return
    told = ", ".join(f"{number} {table}" for table, number in done.rows)
    screen.emit(f"Took over {told}", f"head {done.head}")


@click.command(epilog=_REREAD)
@ledger_option
@situations_option
@extractor_option
@json_option
@click.pass_context
def reread(
    context: click.Context, ledger: str, situation: tuple[str, ...], extractor: str | None, as_json: bool
) -> None:
    """Read the stored texts again with today's extractor, or with another.

    For after an upgrade of accredit or a change of a pack. A newer reading takes the place of the older one, which
    stays in the ledger; rulings follow their claims, and those that find none are listed as orphaned. What the upgrade
    changed: accredit diff --recorded-at with moments before and after it.
    """
    situations = load_situations(situation)
    chosen = chosen_extractor(extractor)
    from accredit.pipeline import reread as read_again

    with existing_ledger(ledger) as opened, screen.progress() as bar:
        task = bar.add_task("reading again", total=None)

        def notice(item: Extracted | Problem) -> None:
            bar.advance(task)

        done = read_again(opened, situations, notice, chosen)
    for problem in done.problems:
        click.echo(screen.problem_line(problem.place, problem.message), err=True)
    if as_json:
        screen.emit_json(_reread_json(done, chosen))
    else:
        from accredit.cli.summary import changes_table, count, extractor_words

        screen.emit(
            *(["Interrupted: what follows was done and is kept."] if done.interrupted else []),
            f"Read {count(done.read, 'article')} again; {done.unchanged} had a reading of today",
            f"{count(done.new, 'claim')} new, {done.gone} gone; {count(len(done.orphaned), 'ruling')} orphaned",
            *extractor_words(chosen),
            *(printable(f"  {o.ruling.id}: {o.ruling.kind}, {o.ruling.who}: {o.ruling.why}") for o in done.orphaned),
        )
        if done.changes:
            screen.emit(
                "Operators answered otherwise than before, as of today:", changes_table(done.changes, situations)
            )
        screen.emit(f"head {done.head}")
    if done.interrupted:
        context.exit(INTERRUPTED)
    if done.problems:
        context.exit(FAILED)


def _reread_json(done: Reread, extractor: Extractor | None) -> dict[str, Any]:
    """In the shape of docs/schemas/reread.json."""
    from accredit.cli.summary import changes_json, extractor_json

    return {
        "read": done.read,
        "unchanged": done.unchanged,
        "claims_new": done.new,
        "claims_gone": done.gone,
        "extractor": extractor_json(extractor),
        "orphaned": [
            {"id": o.ruling.id, "kind": o.ruling.kind, "who": o.ruling.who, "why": o.ruling.why} for o in done.orphaned
        ],
        "problems": [{"place": p.place, "message": p.message} for p in done.problems],
        "changes": changes_json(done.changes),
        "interrupted": done.interrupted,
        "head": done.head,
    }


@click.command(epilog=_REDACT)
@click.argument("name", metavar="ID")
@click.option("--reason", required=True, metavar="REASON", help="Why, in a sentence that may stay.")
@click.option("--who", required=True, metavar="NAME", envvar="ACCREDIT_WHO", show_envvar=True, help="Who decides.")
@ledger_option
@json_option
def redact(name: str, reason: str, who: str, ledger: str, as_json: bool) -> None:
    """Take an article, a claim or a ruling out of a ledger for good.

    ID is an article's id, or the start of an article's key, a claim's or a ruling's id. An article goes with its text,
    all its versions, every other article that carries the text, their claims and the rulings on them. A salted hash
    and a tombstone with REASON stand there instead; nothing of the words is left, in answers of the past neither, and
    what was redacted does not come back by reading or merging. accredit check passes and lists it. Backups that were
    made before still hold it. Where another program is reading meanwhile, the words may stand in the files for longer:
    then that is told, and when they go. docs/people.md says when.
    """
    with existing_ledger(ledger) as opened:
        done = opened.redact(name, reason=reason, who=who)
    if as_json:
        screen.emit_json(
            {"mark": done.mark, "rows": dict(done.rows), "recorded_at": done.recorded_at, "head": done.head}
        )
    else:
        told = ", ".join(f"{number} {table}" for table, number in done.rows)
        screen.emit(f"Redacted {told}: {done.mark}", f"head {done.head}")
    if done.left:
        raise LedgerError(done.left)
