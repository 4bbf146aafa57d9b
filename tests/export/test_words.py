"""Words as files of words carry them."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from accredit.export.words import csv_cell, csv_cells, csv_words


@given(st.lists(st.text(st.characters() | st.sampled_from(',"\r\n\t \0')), min_size=2))
@example(["", ""])
@example(["a,b", 'said "no"', "one\r\ntwo", " spaced ", "\ud800"])
def test_a_cell_made_singly_is_what_the_csv_module_writes(cells: list[str]) -> None:
    assert ",".join(map(csv_cell, cells)) + "\r\n" == csv_words([cells])
    assert csv_cells(*cells) + "\r\n" == csv_words([cells])
