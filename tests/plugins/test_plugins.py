"""Plug-ins from a real distribution: a module and its .dist-info in a folder on the path, as installers leave them."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from accredit import entries
from accredit.errors import ExtractorError, PluginError, QuestionError
from accredit.export import FORMATS, Exporter, formats
from accredit.extract import Extractor, reading_by
from accredit.extractors import OWN, extractor
from accredit.model import Article
from accredit.read import Problem, articles
from accredit.read.plugged import Reader
from tests.cli.conftest import conforms as conforms
from tests.cli.conftest import run as run
from tests.world import WORLD, article

Install = Callable[..., None]
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "extending.md").read_text("utf-8")
TEXT = "The Crown runs the embassy in Belm. Rain."


def piece(name: str) -> str:
    """A block of docs/extending.md by the mark before it."""
    found = re.search(rf"<!-- {name} -->\n```\w*\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Puts a distribution into a folder of its own on the path; the module is named as the distribution is."""
    modules = set(sys.modules)

    def put(name: str, module: str, points: dict[str, dict[str, str]], version: str = "1.0") -> None:
        place = tmp_path / f"site-{name}"
        info = place / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir(parents=True)
        (place / f"{name.replace('-', '_')}.py").write_text(module, "utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n", "utf-8")
        lines = [f"[{group}]\n" + "\n".join(f"{k} = {v}" for k, v in rows.items()) for group, rows in points.items()]
        (info / "entry_points.txt").write_text("\n".join(lines), "utf-8")
        monkeypatch.syspath_prepend(str(place))
        importlib.invalidate_caches()
        entries.forget()

    yield put
    for name in set(sys.modules) - modules:
        if (getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]
    monkeypatch.undo()
    entries.forget()


@pytest.fixture
def example(install: Install) -> None:
    points = tomllib.loads(piece("pyproject"))["project"]["entry-points"]
    install("accredit-notes", piece("module"), points)


class TestTheWorkedExample:
    def test_as_the_page_tells_it(
        self, example: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("ACCREDIT_LEDGER", raising=False)
        (tmp_path / "week.notes").write_text(piece("notes"), "utf-8")
        results = [run(*line.split()[1:]) for line in piece("commands").splitlines()]
        assert [r.exit_code for r in results] == [0, 0, 0]
        assert results[0].output.splitlines() == [
            "reader     notes  (accredit-notes 1.0)",
            "extractor  plain  (accredit-notes 1.0)",
            "exporter   lines  (accredit-notes 1.0)",
        ]
        assert "Found 1 claim: controls 1" in results[1].output
        assert results[2].stdout == "controls af-ir-tehran-embassy\n"
        assert f"The last prints `{results[2].stdout.strip()}`" in PAGE

    def test_its_parts_keep_the_protocols(self, example: None) -> None:
        module: Any = importlib.import_module("accredit_notes")
        reader: Reader = module.NotesReader
        exporter: Exporter = module.Lines
        made: Extractor = module.plain({"verb": "holds"})
        assert reader.takes(b"%NOTES\n", "x") and not reader.takes(b"PK", "x")
        assert exporter.about and made.name == "plain/1 (holds)"

    def test_settings_from_a_file(self, example: None, tmp_path: Path) -> None:
        (tmp_path / "s.toml").write_text('verb = "holds"', "utf-8")
        made = extractor(f"plain:{tmp_path / 's.toml'}")
        assert made.name == "plain/1 (holds)"
        assert not reading_by(made, article(TEXT), WORLD).claims
        assert len(reading_by(extractor("plain"), article(TEXT), WORLD).claims) == 1

    def test_the_schema_of_the_list(
        self, example: None, run: Callable[..., Result], conforms: Callable[[str, str], Any]
    ) -> None:
        listed = conforms("plugins", run("plugins", "--json").output)
        assert [(row["kind"], row["name"], row["broken"]) for row in listed] == [
            ("reader", "notes", None), ("extractor", "plain", None), ("exporter", "lines", None),
        ]  # fmt: skip


class TestBroken:
    def test_one_that_does_not_load_leaves_the_others_alone(
        self, example: None, install: Install, tmp_path: Path, run: Callable[..., Result]
    ) -> None:
        bad = "import does_not_exist_anywhere"
        install("bad-one", bad, {f"accredit.{kind}": {"abad": "bad_one:X"} for kind in
                                 ("readers", "extractors", "exporters")})  # fmt: skip
        done = run("plugins")
        assert done.exit_code == 1 and "extractor  plain" in done.stdout
        assert "plug-in abad of bad-one 1.0 (accredit.readers): cannot be loaded: ModuleNotFoundError" in done.stderr
        (tmp_path / "week.notes").write_text(piece("notes"), "utf-8")
        assert [a.outlet for a in articles([tmp_path / "week.notes"]) if isinstance(a, Article)] == ["Evening Lantern"]
        told = run("extract", str(tmp_path / "week.notes"), "--extractor", "plain")
        assert told.stderr.startswith("plug-in abad of bad-one 1.0 (accredit.readers): cannot be loaded")
        with pytest.raises(PluginError, match="abad of bad-one"):
            extractor("abad")
        assert "lines" in formats() and "abad" not in formats()
        assert len(reading_by(extractor("plain"), article(TEXT), WORLD).claims) == 1

    @pytest.mark.parametrize(
        "body",
        ["takes = lambda s, head, name: 1 / 0", "takes = lambda s, head, name: True",
         "takes = lambda s, head, name: True\n    read = lambda s, data, name: 1 / 0",
         "takes = lambda s, head, name: True\n    read = lambda s, data, name: ['words']",
         "takes = lambda s, head, name: True\n    read = lambda s, data, name: []"],
    )  # fmt: skip
    def test_a_reader_that_fails_is_named_and_the_next_file_is_read(
        self, body: str, install: Install, tmp_path: Path
    ) -> None:
        install("bad-reader", f"class R:\n    {body}\nX = R()\n", {"accredit.readers": {"bad": "bad_reader:X"}})
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        found = list(articles([tmp_path / "a.txt"]))
        (problem,) = (p for p in found if isinstance(p, Problem))
        assert "plug-in bad of bad-reader 1.0" in problem.message
        if "1 / 0" in body and "True" not in body:
            assert problem.kind == "warning" and [a.text for a in found if isinstance(a, Article)] == [TEXT]

    @pytest.mark.parametrize(
        ("body", "words"),
        [("def make(settings): return 1 / 0", "cannot be made: ZeroDivisionError"),
         ("def make(settings): return object()", "cannot be made: AttributeError")],
    )  # fmt: skip
    def test_an_extractor_that_cannot_be_made(self, body: str, words: str, install: Install) -> None:
        install("bad-maker", body, {"accredit.extractors": {"bad": "bad_maker:make"}})
        with pytest.raises(PluginError, match=words):
            extractor("bad")

    @pytest.mark.parametrize(
        ("change", "words"),
        [("evidence=Span(0, 5, 'other')", "its words are not in the article"),
         ("predicate='runs'", "'runs' is no predicate"), ("party='nobody'", "'nobody' is no party"),
         ("confidence=7.0", "is no confidence"), ("article_id='x'", "of another article"),
         ("mission=replace(c.mission, id='made-up')", "is not in the pack"), ("mission=None", "no mission")],
    )  # fmt: skip
    def test_claims_that_break_the_contract_cost_that_article_alone(
        self, change: str, words: str, example: None, install: Install
    ) -> None:
        module = f"""
from dataclasses import replace
from accredit.plugins import Span
from accredit_notes import plain
class Bent:
    name, lexicon = "bent/1", ""
    def claims(self, article, situation):
        for c in plain({{}}).claims(article, situation):
            yield replace(c, id="", {change})
make = lambda settings: Bent()
"""
        install("bent", module, {"accredit.extractors": {"bent": "bent:make"}})
        from accredit.pipeline import extracted

        there = "Arvenia. The Crown runs the embassy in Belm."
        one, two = article(there), article("Arvenia has an embassy. Rain fell on it.", id="two")
        first, second = extracted([one, two], [WORLD], extractor=extractor("bent"))
        assert isinstance(first, Problem) and words in first.message and "bent/1" in first.message
        assert not isinstance(second, Problem)

    def test_an_extractor_may_end_the_run(self, install: Install) -> None:
        module = """
from accredit.plugins import ExtractorError
class Gone:
    name, lexicon = "gone/1", ""
    def claims(self, article, situation):
        raise ExtractorError("gone: no server")
make = lambda settings: Gone()
"""
        install("gone", module, {"accredit.extractors": {"gone": "gone:make"}})
        from accredit.pipeline import extracted

        with pytest.raises(ExtractorError, match="no server"):
            list(extracted([article("Arvenia. The embassy.")], [WORLD], extractor=extractor("gone")))

    def test_an_exporter_that_fails(
        self, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., Result]
    ) -> None:
        module = "class E:\n    about = 'x'\n    def write(self, source, out): out.write(b'half'); 1 / 0\nX = E()\n"
        install("bad-exporter", module, {"accredit.exporters": {"bad": "bad_exporter:X"}})
        monkeypatch.chdir(tmp_path)
        from accredit.ledger import open_ledger

        with open_ledger("accredit.db"):
            pass
        done = run("export", "bad", "--out", "out.txt")
        assert done.exit_code == 1 and not (tmp_path / "out.txt").exists()
        assert done.stderr.strip() == (
            "accredit: plug-in bad of bad-exporter 1.0 (accredit.exporters): cannot write: ZeroDivisionError:"
            " division by zero"
        )

    def test_two_packages_with_one_name_are_both_refused(self, example: None, install: Install) -> None:
        install("second", "def make(s): ...", {"accredit.extractors": {"plain": "second:make"}})
        with pytest.raises(PluginError, match="gives one of that name too"):
            extractor("plain")

    def test_the_programs_own_names_cannot_be_taken(self, install: Install) -> None:
        install("thief", "make = X = None", {"accredit.extractors": {"rules": "thief:make", "llm": "thief:make"},
                                             "accredit.exporters": {"jsonl": "thief:X"}})  # fmt: skip
        assert extractor("rules").name == OWN["rules"]({}).name
        assert formats()["jsonl"] is FORMATS["jsonl"]

    def test_a_name_that_there_is_not(self) -> None:
        entries.forget()
        with pytest.raises(QuestionError, match="known are rules, llm"):
            extractor("nothing")
