"""What `accredit serve --review` needs: tokens, sessions, and the hand that reads what people add."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from accredit.web.review.setting import Reviewing
    from accredit.web.site import Site


@contextmanager
def reviewing_for(site: Site, place: str, *, samples: bool, blind: bool, address: str) -> Iterator[Reviewing]:
    """How a site takes rulings. The samples get a token of their own, which is printed and ends with them."""
    from accredit.fetch.ready import fetcher_for
    from accredit.review.blind import Blinded
    from accredit.review.jobs import Jobs
    from accredit.review.sessions import Sessions
    from accredit.review.tokens import Tokens, tokens_of
    from accredit.web.review.setting import Reviewing
    from accredit.web.site import Site

    with TemporaryDirectory(prefix="accredit-") as folder:
        tokens = Tokens(Path(folder) / "tokens") if samples else tokens_of(place)
        beside = str(Path(folder) / "samples.db") if samples else place
        if samples:
            click.echo(f"sign in as You with {tokens.add('You')}", err=True)
        elif not any(t.live for t in tokens.all()):
            click.echo("Nobody has a token yet: accredit token add NAME makes one.", err=True)
        ledger = site.ledger
        seen = Site(Blinded(ledger, None), site.situations, site.options) if blind else site
        jobs = Jobs(ledger, site.situations, lambda: fetcher_for(ledger, beside), site.today, seen.ledger)
        try:
            yield Reviewing(seen, tokens, Sessions(tokens), jobs, blind, address)
        finally:
            jobs.close()
