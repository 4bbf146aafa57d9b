"""`accredit mcp`: the same answers for assistants, over the Model Context Protocol."""

from __future__ import annotations

import click

from accredit.cli.options import existing_ledger, ledger_option, load_situation, situation_option
from accredit.errors import AccreditError

_EPILOG = """\b
Examples:
  accredit mcp --ledger embassies.ledger
"""


@click.command(epilog=_EPILOG)
@click.option("--include-samples", is_flag=True, help="Answer from samples too, marked as such.")
@ledger_option
@situation_option
def mcp(include_samples: bool, ledger: str, situation: str) -> None:
    """Serve read-only tools to an assistant, on standard input and output.

    The tools are status, as_of, who_says_what, evidence, compare and search. Answers name their claims, quote at most
    300 characters, and mark what comes from articles as untrusted text. Needs pip install 'accredit[mcp]'; docs/mcp.md
    shows how to connect one.
    """
    loaded = load_situation(situation)
    try:
        from accredit.mcp.server import serve
        from accredit.mcp.tools import Tools
    except ModuleNotFoundError as error:
        if error.name is None or not error.name.startswith("mcp"):
            raise
        raise AccreditError("the mcp library is not installed: pip install 'accredit[mcp]'") from None
    with existing_ledger(ledger) as opened:
        serve(Tools(opened, loaded, include_samples))
