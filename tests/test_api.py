"""What `import accredit` gives, and the tutorial, whose blocks are run."""

from __future__ import annotations

import contextlib
import inspect
import io
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import accredit
from accredit.ledger import open_ledger
from tests.export.kit import QUOTED, fill_with_rights
from tests.world import BELM, WORLD


class TestNames:
    def test_all_are_there_in_order(self) -> None:
        assert accredit.__all__ == sorted(accredit.__all__)
        for name in accredit.__all__:
            assert callable(getattr(accredit, name)), name

    def test_and_no_other_is_public(self) -> None:
        given = {name for name in vars(accredit) if not name.startswith("_")}
        modules = {name for name in given if inspect.ismodule(getattr(accredit, name))}
        helpers = {"Any", "ModuleType", "Signature", "TYPE_CHECKING", "annotations", "import_module", "signature"}
        assert given - modules - helpers <= set(accredit.__all__)

    def test_the_types_that_checkers_see_are_those_that_are_there(self) -> None:
        for name in ("read", "extract", "verdict", "compare"):
            module = import_module({"verdict": "accredit.answers"}.get(name, f"accredit.{name}"))
            function = getattr(module, {"read": "articles"}.get(name, name))
            assert inspect.signature(getattr(accredit, name)) == inspect.signature(function)

    @pytest.mark.parametrize("first", ["import accredit.read", "from accredit.read import articles", "pass"])
    def test_a_step_can_be_called_whatever_was_imported_before(self, first: str) -> None:
        code = f"{first}\nimport accredit\nfrom accredit import read\nassert callable(read) and read is accredit.read\n"
        code += "assert list(accredit.read([])) == [] and accredit.read.articles"
        subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)

    def test_nothing_is_imported_before_it_is_asked_for(self) -> None:
        code = "import sys, accredit; print(sorted(n for n in sys.modules if n.startswith('accredit.')))"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        assert done.stdout == "[]\n"

    def test_a_name_that_there_is_not_is_an_attribute_error(self) -> None:
        with pytest.raises(AttributeError, match="nothing"):
            accredit.nothing  # noqa: B018


class TestTable:
    def test_pandas_polars_arrow_and_duckdb_take_it(self) -> None:
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            door = accredit.claims(ledger, WORLD)
            table = pa.table(door)
            taken = table
            assert taken.num_rows == pl.DataFrame(door).height == len(door.to_pandas()) == 6
            assert duckdb.sql("select count(distinct id) from taken").fetchall() == [(6,)]
            assert isinstance(door.to_pandas(), pd.DataFrame)

    def test_what_is_on_ones_own_machine_is_not_cut(self) -> None:
        with open_ledger(":memory:") as ledger:
            fill_with_rights(ledger)
            rows = accredit.claims(ledger, WORLD, missions=[BELM.id]).to_arrow().to_pylist()
            every = accredit.claims(ledger, WORLD).to_arrow().to_pylist()
        assert len(rows) == 3 and {r["mission"] for r in rows} == {BELM.id}
        assert any(QUOTED[60:500] == r["quote"] for r in every)
        assert any("hidden envoy" in r["quote"] for r in every)


def test_the_tutorial_runs(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its blocks one after the other; what a block below one says is what it printed, at least as a part."""
    page = (root / "docs" / "tutorial.md").read_text("utf-8")
    blocks = re.findall(r"^```(python)?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert sum(kind == "python" for kind, _ in blocks) >= 6
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    printed = ""
    for kind, text in blocks:
        if kind == "python":
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(text, "tutorial", "exec"), names)
            printed = out.getvalue()
        else:
            assert text in printed, f"the page says {text!r}, and it printed {printed!r}"
