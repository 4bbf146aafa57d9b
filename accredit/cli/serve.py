"""`accredit serve`: the answers as pages, on this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from accredit.cli.options import DEFAULT_SITUATION, existing_ledger, ledger_option, load_situations
from accredit.views.times import day_of

if TYPE_CHECKING:
    from accredit.ledger import Ledger
    from accredit.model import Situation
    from accredit.web.review.setting import Reviewing
    from accredit.web.site import Site

_EPILOG = """\b
Examples:
  accredit serve --samples
  accredit serve --ledger embassies.db --port 8080
  accredit serve --as-of 2023-12 --host 0.0.0.0
  accredit serve --review
  accredit serve --review --blind --at https://review.example
"""

_LOOPBACK = ("127.0.0.1", "::1", "localhost")

situations_shown = click.option(
    "--situation",
    multiple=True,
    metavar="S",
    help="A shipped situation's id, or the folder of a pack; may be given again. The first one is the first page. "
    "Every shipped one unless given.",
)
as_of_option = click.option(
    "--as-of",
    metavar="D",
    help="The day that pages answer for unless their address says otherwise. Today unless given.",
)
samples_option = click.option(
    "--samples", is_flag=True, help="The sample dispatches in place of a ledger, as of the end of 2023."
)


@click.command(epilog=_EPILOG)
@ledger_option
@situations_shown
@samples_option
@as_of_option
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at: this machine alone unless given."
)
@click.option(
    "--review",
    is_flag=True,
    help="People who hold a token (accredit token add NAME) may rule and add articles.",
)
@click.option(
    "--blind",
    is_flag=True,
    help="With --review: of rulings on claims everybody sees their own alone, so that two may code the same claims.",
)
@click.option(
    "--at",
    "address",
    metavar="URL",
    default="",
    help="With --review: where people reach this server through a proxy that speaks HTTPS.",
)
def serve(
    ledger: str,
    situation: tuple[str, ...],
    samples: bool,
    as_of: str | None,
    port: int,
    host: str,
    review: bool,
    blind: bool,
    address: str,
) -> None:
    """Serve the answers as pages.

    A map, a list, a dossier for each mission, each article with its claims marked; every page is JSON too. Pages work
    without JavaScript, ask nothing of other machines and set no cookies but that of who signs in; no queries are
    written down.

    Beyond this machine (--host) articles' rights are kept: only short quotes of those that are not open, and nothing
    of private ones. Tokens are not taken beyond this machine but through a proxy that speaks HTTPS (--at).
    """
    _check_review(host, address.rstrip("/"), review=review, blind=blind)
    public = host not in _LOOPBACK or bool(address)
    with site_of(ledger, situation, samples=samples, as_of=as_of, public=public) as site:
        if not review:
            _run(site, host, port)
            return
        from accredit.cli.reviewing import reviewing_for

        with reviewing_for(site, ledger, samples=samples, blind=blind, address=address.rstrip("/")) as reviewing:
            _run(site, host, port, reviewing)


def _check_review(host: str, address: str, *, review: bool, blind: bool) -> None:
    """Refuse what would send tokens in the clear. Raises UsageError."""
    if not review and (blind or address):
        raise click.UsageError("--blind and --at go with --review")
    parts = urlsplit(address)
    if address and (parts.scheme != "https" or not parts.hostname or parts.path or parts.query):
        raise click.UsageError("--at: give https:// and a name, as https://review.example")
    if review and host not in _LOOPBACK and not address:
        raise click.UsageError("--review beyond this machine needs --at https://NAME: tokens do not go over plain HTTP")


@contextmanager
def site_of(
    ledger: str,
    situation: tuple[str, ...],
    *,
    samples: bool,
    as_of: str | None,
    public: bool,
    published: bool = False,
) -> Iterator[Site]:
    """The site of a ledger, or of the samples in a ledger that ends with it."""
    from accredit.web.site import Options, Site
    from accredit.web.strings import Catalogue

    day = day_of("--as-of", as_of) if as_of else None
    situations = _ordered(load_situations(situation), given=bool(situation))
    if samples:
        from accredit.cli.demo import AS_OF

        day = day or day_of("--as-of", AS_OF)
    with _opened(ledger, situations, samples) as opened:
        yield Site(opened, situations, Options(Catalogue.load(), day, public, published))


def _ordered(situations: list[Situation], *, given: bool) -> Sequence[Situation]:
    """As given; else the default one first."""
    return situations if given else sorted(situations, key=lambda s: (s.id != DEFAULT_SITUATION, s.id))


@contextmanager
def _opened(place: str, situations: Sequence[Situation], samples: bool) -> Iterator[Ledger]:
    if not samples:
        with existing_ledger(place) as opened:
            yield opened
        return
    import tempfile
    from pathlib import Path

    from accredit.cli.demo import sample_files
    from accredit.cli.read import read_with_progress
    from accredit.ledger import open_ledger

    with (
        tempfile.TemporaryDirectory(prefix="accredit-") as folder,
        open_ledger(Path(folder) / "samples.db") as opened,
    ):
        read_with_progress(opened, sample_files(), list(situations))
        yield opened


def _run(site: Site, host: str, port: int, reviewing: Reviewing | None = None) -> None:
    """Answer until interrupted."""
    import uvicorn

    from accredit.web.app import create_app
    from accredit.web.render import islands_built

    names: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]") if host in _LOOPBACK else ()
    if reviewing and reviewing.address:
        names = (*names, urlsplit(reviewing.address).hostname or "")
    config = uvicorn.Config(
        create_app(site, names, reviewing),
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=16384,
        timeout_keep_alive=5,
    )
    bound = config.bind_socket()
    bound.listen()  # whoever reads the address may ask at once
    shown = f"[{host}]" if ":" in host else host
    click.echo(f"http://{shown}:{bound.getsockname()[1]}/ (Ctrl-C ends it)")
    if not islands_built():
        click.echo(
            "Scripts and the outline of the land were not built with this installation: pages do without.", err=True
        )
    try:
        uvicorn.Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
