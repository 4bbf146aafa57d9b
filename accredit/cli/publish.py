"""`accredit publish`: the answers as a site of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from accredit.cli.exports import noted, register_option
from accredit.cli.options import ledger_option
from accredit.cli.serve import as_of_option, samples_option, site_of, situations_shown

if TYPE_CHECKING:
    from accredit.panel import Every

_EPILOG = """\b
Examples:
  accredit publish site/ --ledger embassies.db
  accredit publish site/ --samples
  python -m http.server --directory site/
"""


@click.command(epilog=_EPILOG)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@ledger_option
@situations_shown
@samples_option
@as_of_option
@click.option(
    "--every",
    type=click.Choice(("month", "quarter", "year")),
    default="month",
    show_default=True,
    help="For which days the sliders answer of missions that too much is told of to answer for every day.",
)
@register_option
def publish(
    folder: Path,
    ledger: str,
    situation: tuple[str, ...],
    samples: bool,
    as_of: str | None,
    every: str,
    no_register: bool,
) -> None:
    """Write the answers as a site of files into DIR.

    Any host serves it, in any folder, and nothing runs there. The map and its sliders work; articles' rights are kept:
    of those that are not open only short quotes, of private ones nothing. What an earlier publication left in DIR is
    replaced; a folder that holds anything else is refused.
    """
    from accredit.web.publish import publish as written
    from accredit.web.render import islands_built

    with site_of(ledger, situation, samples=samples, as_of=as_of, public=True, published=True) as site:
        done = written(site, folder, cast("Every", every))
        for each in () if samples or no_register else site.situations:
            noted("publish", "site", folder.name, site.ledger, ledger, each, (site.today(),))
    click.echo(f"{folder}: {done.pages} pages, {done.files} files, {done.bytes / 1_000_000:.1f} MB")
    if not islands_built():
        click.echo("scripts and the outline of the land were not built here: pages do without", err=True)
