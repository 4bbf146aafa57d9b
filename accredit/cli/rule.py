"""`accredit rule …`: a person's decisions about claims, articles, voices, origins and rulings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from accredit.cli import screen
from accredit.cli.options import existing_ledger, json_option, ledger_option, load_situation, situation_option
from accredit.errors import QuestionError

if TYPE_CHECKING:
    from accredit.ruling import ArticleRuling, ClaimRuling, PairRuling, Ruling
    from accredit.rulings.bench import Bench

F = TypeVar("F", bound=Callable[..., object])

_EPILOG = """\b
Examples:
  accredit rule reject 3fa9c1d2b07e --who "Ona Brandt" --why "quoted only to deny it"
  accredit rule correct 3fa9c1d2b07e --set party=republic --set "when=from 2023-03" --who ... --why ...
  accredit rule same "P. Rell" "Pavo Rell" --who ... --why ...
  accredit rule withdraw 77ab01c9e2d4 --who ... --why ...
  accredit rule list
"""


class _InOrder(click.Group):
    """Lists its commands in the order in which they were written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of use, not of the alphabet."""
        return list(self.commands)


@click.group(cls=_InOrder, epilog=_EPILOG)
def rule() -> None:
    """Rule on claims, articles, voices and origins.

    A ruling says who and why, and the ledger says when. Answers follow; what was read stays, and a ruling that is
    withdrawn is as if it had not been. CLAIM and RULING are ids, or enough of their first letters. docs/rulings.md says
    what each kind does.
    """


def _ruling_options(command: F) -> F:
    """Who and why, and where."""
    for option in (
        json_option,
        situation_option,
        ledger_option,
        click.option("--why", required=True, metavar="REASON", help="Why: the reason, in a sentence."),
        click.option(
            "--who", required=True, metavar="NAME", envvar="ACCREDIT_WHO", show_envvar=True, help="Who rules."
        ),
    ):
        command = option(command)
    return command


def _record(make: Callable[[Bench], Ruling], options: dict[str, Any]) -> None:
    """Make a ruling in the ledger of the options, record it, and print it."""
    situation = load_situation(options["situation"])
    with existing_ledger(options["ledger"]) as ledger:
        from accredit.cli.rulings_view import ruling_words
        from accredit.rulings.bench import Bench
        from accredit.views.rulings import ruling_json, rulings_of

        done = Bench(ledger, situation)
        recorded = done.rule(make(done))
        listed = next(r for r in rulings_of(Bench(ledger, situation)) if r.recorded == recorded)
        head = ledger.head()
    if options["as_json"]:
        screen.emit_json(ruling_json(listed) | {"head": head})
    else:
        screen.emit(ruling_words(listed), f"head {head}")


def _by(options: dict[str, Any]) -> dict[str, str]:
    return {"who": options["who"], "why": options["why"]}


def _on_claim(kind: ClaimRuling, claim: str, options: dict[str, Any], typed: tuple[str, ...] = ()) -> None:
    def make(bench: Bench) -> Ruling:
        from accredit.ruling import Ruling
        from accredit.views.typed import fields_of

        read = bench.claim(claim)
        if kind == "corrected" and not typed:
            raise QuestionError("say what is to be corrected: --set FIELD=VALUE")
        value = fields_of(typed, bench.situation, bench.missions)
        return Ruling.on_claim(kind, read, value=value, **_by(options))

    _record(make, options)


def _on_article(kind: ArticleRuling, article: str, value: str | None, options: dict[str, Any]) -> None:
    def make(bench: Bench) -> Ruling:
        from accredit.ruling import Ruling

        return Ruling.on_article(kind, bench.article(article), value, **_by(options))

    _record(make, options)


def _of_two(kind: PairRuling, pair: tuple[str, str], options: dict[str, Any]) -> None:
    def make(bench: Bench) -> Ruling:
        from accredit.ruling import Ruling

        find = bench.claim if kind in ("join", "split") else bench.voice
        one, other = (find(each) for each in pair)
        return Ruling.of_two(kind, one, other, bench.situation.id, **_by(options))

    _record(make, options)


_set_option = click.option(
    "--set",
    "fields",
    multiple=True,
    metavar="FIELD=VALUE",
    help="A field of the claim contract; may be given again. Values are words, JSON or null; short forms: "
    'mission=khorog, "when=from 2023-03", "person=NAME, ROLE", scope=TJ,UZ.',
)


@rule.command()
@click.argument("claim")
@_ruling_options
def confirm(claim: str, **options: Any) -> None:
    """Confirm that the article makes this claim.

    It is marked, and weighs what it weighed: to check is not to vouch.
    """
    _on_claim("confirmed", claim, options)


@rule.command()
@click.argument("claim")
@_ruling_options
def reject(claim: str, **options: Any) -> None:
    """Reject a claim.

    It no longer counts, and is shown as set aside.
    """
    _on_claim("rejected", claim, options)


@rule.command()
@click.argument("claim")
@_set_option
@_ruling_options
def correct(claim: str, fields: tuple[str, ...], **options: Any) -> None:
    """Correct what a claim says; its words stay."""
    _on_claim("corrected", claim, options, fields)


@rule.command()
@click.argument("article")
@click.option("--words", required=True, help="The article's exact words, with enough around them to stand there once.")
@_set_option
@click.option("--voice", metavar="NAME", help="Who says it; the outlet unless given.")
@click.option("--voice-role", metavar="ROLE", help="In which capacity.")
@click.option("--voice-party", metavar="PARTY", help="For which party.")
@click.option("--voice-kind", metavar="KIND", help="official unless given; see docs/contract.md.")
@_ruling_options
def add(article: str, words: str, fields: tuple[str, ...], **options: Any) -> None:
    """Add a claim that no reading found.

    It rests on exact words of the article. Needs --set predicate=… and a mission or scope.
    """
    _record(lambda bench: _added(bench, article, words, fields, options), options)


def _added(bench: Bench, article: str, words: str, typed: tuple[str, ...], options: dict[str, Any]) -> Ruling:
    from accredit.ruling import Ruling
    from accredit.views.typed import fields_of

    found = bench.article(article)
    fields = fields_of(typed, bench.situation, bench.missions)
    if not fields.get("predicate"):
        raise QuestionError("say what is claimed: --set predicate=…")
    if not fields.get("mission") and not fields.get("scope"):
        raise QuestionError("say what it is about: --set mission=… or --set scope=…")
    voice = {part: options[f"voice_{part}"] for part in ("role", "party", "kind")}
    if options["voice"] or any(voice.values()):
        empty = {"role": None, "party": None, "said": None}
        origin = {**voice, "name": options["voice"], "kind": voice["kind"] or "official", "said": None}
        fields["chain"] = [empty | {"name": found.outlet, "kind": "outlet"}, origin]
    return Ruling.added(found, bench.situation.id, bench.span(found, words), fields, **_by(options))


@rule.command()
@click.argument("article")
@click.argument("day")
@_ruling_options
def date(article: str, day: str, **options: Any) -> None:
    """Say when an article was published: a day, month or year."""
    _on_article("date", article, day, options)


@rule.command()
@click.argument("article")
@click.argument("name")
@_ruling_options
def outlet(article: str, name: str, **options: Any) -> None:
    """Say who published an article."""
    _on_article("outlet", article, name, options)


@rule.command()
@click.argument("article")
@click.argument("terms", type=click.Choice(["open", "quote", "private"]))
@_ruling_options
def rights(article: str, terms: str, **options: Any) -> None:
    """Say what of an article may leave the machine.

    open: all of it; quote, as without a ruling: title, link and short quotes; private: hashes. It changes no answer.
    """
    _on_article("rights", article, terms, options)


@rule.command()
@click.argument("article")
@click.option("--on", "day", metavar="D", help="When it was retracted. The day of this ruling unless given.")
@_ruling_options
def retract(article: str, day: str | None, **options: Any) -> None:
    """Say that an article was retracted.

    From that day on it counts no longer; known at an earlier day it does.
    """
    _on_article("retracted", article, day, options)


@rule.command()
@click.argument("voices", nargs=2, metavar="VOICE VOICE")
@_ruling_options
def same(voices: tuple[str, str], **options: Any) -> None:
    """Say that two voices are one.

    VOICE is a name, whole and as accredit show prints it, or a claim of that voice.
    """
    _of_two("same", voices, options)


@rule.command()
@click.argument("voices", nargs=2, metavar="VOICE VOICE")
@_ruling_options
def different(voices: tuple[str, str], **options: Any) -> None:
    """Say that two voices are not one.

    VOICE is a name, whole and as accredit show prints it, or a claim of that voice.
    """
    _of_two("different", voices, options)


@rule.command()
@click.argument("claims", nargs=2, metavar="CLAIM CLAIM")
@_ruling_options
def join(claims: tuple[str, str], **options: Any) -> None:
    """Say that two claims rest on one origin."""
    _of_two("join", claims, options)


@rule.command()
@click.argument("claims", nargs=2, metavar="CLAIM CLAIM")
@_ruling_options
def split(claims: tuple[str, str], **options: Any) -> None:
    """Say that two claims rest on two origins."""
    _of_two("split", claims, options)


@rule.command()
@click.argument("ruling")
@_ruling_options
def withdraw(ruling: str, **options: Any) -> None:
    """Withdraw a ruling, as if it had not been."""

    def make(bench: Bench) -> Ruling:
        from accredit.ruling import Ruling

        return Ruling.withdrawn(bench.ruling(ruling).id, **_by(options))

    _record(make, options)


@rule.command("list")
@ledger_option
@situation_option
@click.option("--recorded-at", metavar="T", help="The rulings that this ledger held at T. All unless given.")
@json_option
def list_(ledger: str, situation: str, recorded_at: str | None, as_json: bool) -> None:
    """List the rulings, the newest first.

    Each is in force, withdrawn, or orphaned: what it is about is gone.
    """
    loaded = load_situation(situation)
    from accredit.views.times import Times

    times = Times.typed(None, None, recorded_at)
    with existing_ledger(ledger) as opened:
        from accredit.cli.rulings_view import list_words
        from accredit.rulings.bench import Bench
        from accredit.views.rulings import ruling_json, rulings_of

        found = rulings_of(Bench(opened, loaded, times.recorded_at))
    if as_json:
        screen.emit_json([ruling_json(each) for each in found])
    else:
        screen.emit(*list_words(found))
