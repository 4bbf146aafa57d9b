"""`accredit gaps`: missions that claims tell of and a snapshot of Wikidata does not have."""

from __future__ import annotations

from pathlib import Path

import click

from accredit.cli import screen
from accredit.cli.options import (
    existing_ledger,
    json_option,
    ledger_option,
    load_situation,
    situation_option,
    time_options,
    wikidata_item,
)
from accredit.views.times import Times

_EPILOG = """\b
Examples:
  accredit gaps --snapshot missions.csv
  accredit gaps --snapshot docs/examples/wikidata-missions.csv --include-samples
  accredit gaps --snapshot missions.csv --item taliban=Q1 --json
"""


@click.command(epilog=_EPILOG)
@click.option(
    "--snapshot",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The missions that Wikidata has, as CSV; docs/gaps.md has the query that makes one.",
)
@click.option("--include-samples", is_flag=True, help="Take samples along. They are left out unless asked for.")
@click.option(
    "--item", "items", multiple=True, metavar="PARTY=Q…", help="The Wikidata item of a party; may be given again."
)
@ledger_option
@situation_option
@time_options
@json_option
def gaps(
    snapshot: Path,
    include_samples: bool,
    items: tuple[str, ...],
    ledger: str,
    situation: str,
    as_of: str | None,
    known_at: str | None,
    recorded_at: str | None,
    as_json: bool,
) -> None:
    """List the missions that claims tell of and a snapshot of Wikidata does not have.

    Each with its evidence. Apart from them: missions that are probably there under another name or kind, rows that no
    claim tells of, and, where the snapshot says who operates a mission, those where the answer here is another.
    """
    times = Times.typed(as_of, known_at, recorded_at)
    loaded = load_situation(situation)
    from accredit.answers import recorded
    from accredit.cli.gaps_view import Radar, gaps_json, gaps_words
    from accredit.gaps import gaps as looked_for
    from accredit.gaps import read_snapshot

    listed = read_snapshot(snapshot, loaded)
    with existing_ledger(ledger) as opened:
        every = recorded(opened, loaded, known_at=times.known_at, recorded_at=times.recorded_at)
    claims = [r for r in every if include_samples or not r.article.sample]
    found = looked_for(claims, loaded, listed, as_of=times.as_of, items=dict(wikidata_item(words) for words in items))
    radar = Radar(found, listed, str(snapshot), loaded, times, len(every) - len(claims), include_samples)
    if as_json:
        screen.emit_json(gaps_json(radar))
    else:
        screen.emit(*gaps_words(radar))
