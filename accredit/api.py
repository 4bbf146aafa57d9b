"""The Python door: a ledger opened by its place, and its claims as an Arrow table for pandas, Polars and DuckDB.

`import accredit` gives the names of this module and of the steps; see docs/tutorial.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accredit.export.shapes import Options, Samples
from accredit.export.source import Source
from accredit.ledger import Ledger

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

    from accredit.model import Situation


@dataclass(frozen=True, slots=True)
class Claims:
    """The live claims of a ledger, under people's rulings, as a table that is read when somebody takes it.

    `polars.DataFrame(claims)`, `pyarrow.table(claims)`, `pandas.DataFrame.from_arrow(claims)` and DuckDB take it as it
    is, by Arrow's own protocol; `to_arrow()` and `to_pandas()` say the same in words. A row is a claim; the columns
    are those of `accredit export parquet`. Unlike an export it holds everything: what is on your own machine is not
    cut by rights.
    """

    ledger: Ledger
    situation: Situation
    options: Options

    def to_arrow(self) -> pa.Table:
        """All claims as one table."""
        import pyarrow as pa

        from accredit.export import parquet

        made = parquet.schema(moments=self.options.moments)
        return pa.Table.from_batches(parquet.batches(self._source()), made)

    def to_pandas(self) -> Any:
        """All claims as a pandas DataFrame; needs pandas, which accredit does not bring."""
        return self.to_arrow().to_pandas()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Arrow's protocol for handing a table over (arrow.apache.org, the C stream interface)."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def _source(self) -> Source:
        return Source(self.ledger, self.situation, self.options, whole=True)


def claims(
    ledger: Ledger,
    situation: Situation,
    *,
    known_at: date | None = None,
    recorded_at: str | None = None,
    missions: Iterable[str] = (),
    samples: Samples = "include",
) -> Claims:
    """The claims that answers rest on, as a table: of all missions unless some are named by id.

    `known_at`: from what had been published by that day. `recorded_at`: from what the ledger held at that moment.
    """
    chosen = frozenset(missions)
    return Claims(ledger, situation, Options(None, known_at, recorded_at, chosen, None, samples, moments=True))
