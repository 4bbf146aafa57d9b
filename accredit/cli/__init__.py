"""The command line: one command = parse, call, print. Heavy imports wait until a command needs them."""

from __future__ import annotations

import click

from accredit.cli.agreement import agreement
from accredit.cli.alert import alert
from accredit.cli.bundle import bundle
from accredit.cli.check import check
from accredit.cli.compare import compare
from accredit.cli.compare_extractors import compare_extractors
from accredit.cli.demo import demo
from accredit.cli.diff import diff
from accredit.cli.export import export
from accredit.cli.exports import exports
from accredit.cli.extract import extract
from accredit.cli.fetch import fetch
from accredit.cli.gaps import gaps
from accredit.cli.log import log
from accredit.cli.matrix import matrix
from accredit.cli.mcp import mcp
from accredit.cli.panel import panel
from accredit.cli.plugins import plugins
from accredit.cli.program import Program, show_version
from accredit.cli.publish import publish
from accredit.cli.quotes import quotes
from accredit.cli.read import read
from accredit.cli.rule import rule
from accredit.cli.serve import serve
from accredit.cli.show import show
from accredit.cli.situation import situation
from accredit.cli.status import status
from accredit.cli.token import token
from accredit.cli.upkeep import backup, merge, redact, reread
from accredit.cli.watch import watch

__all__ = ["main"]

_EPILOG = """\b
Examples:
  accredit demo
  accredit read saved-pages/ articles.jsonl
  accredit status --as-of 2023-03
  accredit show khorog
"""


@click.group(cls=Program, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=show_version, help="Show the version."
)
def main() -> None:
    """Who holds the embassy, who says so, and since when.

    Reads news, keeps every attributed, dated claim about diplomatic missions under contested authority, and answers for
    each mission who runs it, with the disagreement left visible.
    """


for _command in (
    *(read, fetch, watch, extract, status, show, matrix, diff, log, compare, panel, gaps, rule),
    *(alert, export, exports, bundle, mcp),
    *(check, backup, merge, reread, redact),
    *(compare_extractors, plugins, serve, token, agreement, publish, quotes, situation, demo),
):
    main.add_command(_command)
