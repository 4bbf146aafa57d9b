"""`accredit token …`: who may rule and add articles on the pages."""

from __future__ import annotations

import click

from accredit.cli import screen
from accredit.cli.options import json_option, ledger_option

_EPILOG = """\b
Examples:
  accredit token add "Ona Brandt"
  accredit token list
  accredit token revoke "Ona Brandt"
"""


@click.group(epilog=_EPILOG)
def token() -> None:
    """Say who may write on the pages of accredit serve --review.

    A token is shown once, when it is made. Only a hash of it is kept, in LEDGER.tokens beside the ledger. Who holds it
    rules under its name.
    """


@token.command()
@click.argument("name")
@ledger_option
def add(name: str, ledger: str) -> None:
    """Make a token for a person and print it, this once.

    It is all that standard output gets; the rest is said on standard error.
    """
    from accredit.review.tokens import tokens_of

    tokens = tokens_of(ledger)
    made = tokens.add(name)
    click.echo(made)
    click.echo(f"for {name.strip()}, kept as a hash in {tokens.place}; it is not shown again", err=True)


@token.command("list")
@ledger_option
@json_option
def list_(ledger: str, as_json: bool) -> None:
    """List who has a token, and whose was revoked."""
    from rich.text import Text

    from accredit.review.tokens import tokens_of
    from accredit.views.words import printable

    known = tokens_of(ledger).all()
    if as_json:
        screen.emit_json([{"name": t.name, "made": t.made, "revoked": t.revoked} for t in known])
        return
    if not known:
        screen.emit(Text("Nobody has a token."))
    for each in known:
        state = f"revoked {each.revoked[:10]}" if each.revoked else "good"
        screen.emit(Text(printable(f"{each.name}  made {each.made[:10]}  {state}")))


@token.command()
@click.argument("name")
@ledger_option
def revoke(name: str, ledger: str) -> None:
    """Refuse a person's token from now on, and end their sessions."""
    from accredit.review.tokens import tokens_of

    gone = tokens_of(ledger).revoke(name)
    click.echo(f"revoked: {gone.name}")
