"""The house rules that no tool checks: sizes, packages, pages, words that do not belong here, texts of others."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from accredit import errors

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MADE = {"build", "dist", "out", "__pycache__", "built", "node_modules"}
DECLARED = {re.split(r"[<>=!~ ]", line)[0] for line in PROJECT["project"]["dependencies"]}
OPTIONAL = {
    re.split(r"[<>=!~ \[]", line)[0] for extra in PROJECT["project"]["optional-dependencies"].values() for line in extra
} | {"mcp_types"}  # which comes with mcp
NOT_IMPORTED = {"lxml-html-clean", "python-multipart"}  # why they are named all the same: docs/dependencies.md
IMPORT_NAMES = {"python-dateutil": "dateutil"}


@lru_cache(maxsize=1)
def files() -> dict[str, str]:
    """Every text file of the repository (whether or not it is committed yet), by its path."""
    found = {}
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = any(part.startswith(".") and part not in (".ci", ".gitignore", ".importlinter") for part in parts)
        if hidden or MADE & set(parts) or not path.is_file():
            continue
        try:
            found["/".join(parts)] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a picture, an archive, a fixture of broken bytes
    return found


def modules() -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in files().items() if path.startswith("accredit/") and path.endswith(".py"))


class TestShape:
    @pytest.mark.parametrize(("path", "text"), [pytest.param(p, t, id=p) for p, t in modules()])
    def test_a_module_can_be_read_at_a_sitting(self, path: str, text: str) -> None:
        assert len(text.splitlines()) <= 400, f"{path}: which noun is hiding in it?"

    def test_errors_have_one_root_and_stand_in_the_tree(self) -> None:
        own = [kind for kind in vars(errors).values() if isinstance(kind, type)]
        assert all(issubclass(kind, errors.AccreditError) for kind in own)
        tree = {line.lstrip("│├└─ ").split(" ")[0] for line in (errors.__doc__ or "").splitlines()}
        assert {kind.__name__ for kind in own} <= tree

    def test_no_module_hides_an_error_or_ends_the_process(self) -> None:
        """`sys.exit` and `os._exit` belong to the command line alone."""
        ends = {
            path
            for path, text in modules()
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Attribute) and node.attr in ("exit", "_exit")
            if isinstance(node.value, ast.Name) and node.value.id in ("sys", "os")
        }
        assert {path for path in ends if not path.startswith(("accredit/cli", "accredit/__main__"))} == set()


class TestPackages:
    def test_what_is_imported_is_declared_and_what_is_declared_is_imported(self) -> None:
        names = {
            name.partition(".")[0]
            for _, text in modules()
            for node in ast.walk(ast.parse(text))
            for name in _imported(node)
        }
        third = names - set(sys.stdlib_module_names) - {"accredit"}
        wanted = {IMPORT_NAMES.get(name, name.replace("-", "_")) for name in DECLARED - NOT_IMPORTED}
        assert third - OPTIONAL == wanted

    @pytest.mark.parametrize("lock", ["lock.txt", "dev.txt"])
    def test_each_is_pinned_with_its_hash(self, lock: str) -> None:
        text = files()[f"requirements/{lock}"]
        pinned = re.findall(r"^([a-z0-9-]+)==[^\s;]+[^\n]*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
        assert DECLARED - set(pinned) == set()
        assert len(pinned) == len(re.findall(r"^\S+==", text, re.MULTILINE))

    def test_the_locks_agree(self) -> None:
        lock, dev = (
            set(re.findall(r"^\S+==\S+", files()[f"requirements/{n}.txt"], re.MULTILINE)) for n in ("lock", "dev")
        )
        assert lock <= dev

    def test_each_has_its_line_in_the_docs(self) -> None:
        page = files()["docs/dependencies.md"]
        tools = {re.split(r"[<>=!~ \[]", line)[0] for line in PROJECT["dependency-groups"]["dev"]}
        assert {name for name in DECLARED | tools if f"| {name} |" not in page} == set()

    def test_the_wheel_holds_every_file_of_the_package(self, tmp_path: Path) -> None:
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        (wheel,) = tmp_path.glob("*.whl")
        held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("accredit/")}
        here = {p.relative_to(ROOT).as_posix() for p in (ROOT / "accredit").rglob("*") if p.is_file()}
        sources = "accredit/web/frontend/"  # browsers get what is built from them
        assert held == {name for name in here if "__pycache__" not in name and not name.startswith(sources)}

    def test_a_wheel_without_node_leaves_the_islands_out_and_says_so(self, tmp_path: Path) -> None:
        """As `pip install .` does from a fresh checkout on a machine without Node.js."""
        kept = shutil.ignore_patterns("__pycache__", "node_modules", "built")
        for name in ("accredit", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
            copy(ROOT / name, tmp_path / name, **({"ignore": kept} if (ROOT / name).is_dir() else {}))
        python = tmp_path / "bin" / "python"  # an environment's Python has its tools beside it; this one has none
        python.parent.mkdir()
        python.symlink_to(sys.executable)
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "out")]
        done = subprocess.run(
            build,
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": str(python.parent)},
        )
        (wheel,) = (tmp_path / "out").glob("*.whl")
        held = set(zipfile.ZipFile(wheel).namelist())
        if not (Path(sys.executable).parent / "node").is_file():
            assert "accredit/web/static/built/islands.js" not in held
            assert "the islands (map, sliders, filters) are left out" in done.stdout + done.stderr
        assert "accredit/web/static/style.css" in held and "accredit/web/templates/base.html" in held


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


class TestPages:
    def test_the_version_has_its_entry(self) -> None:
        assert f"\n## {PROJECT['project']['version']}\n" in files()["CHANGELOG.md"]

    @pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
    def test_every_command_and_its_options_are_told(self, page: str) -> None:
        from accredit.cli import main

        text = files()[page]
        assert [name for name in main.commands if f"accredit {name}" not in text] == []
        if page == "docs/commands.md":
            options = {o for c in main.commands.values() for p in c.params for o in p.opts if o.startswith("--")}
            assert {option for option in options if option not in text} == set()

    @pytest.mark.parametrize("page", [path for path in files() if path.endswith(".md")])
    def test_links_lead_somewhere(self, page: str) -> None:
        targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", files()[page])
        assert [t for t in targets if not (ROOT / page).parent.joinpath(t).exists()] == []

    def test_every_page_is_in_the_index(self) -> None:
        pages = {path.removeprefix("docs/") for path in files() if re.fullmatch(r"docs/[^/]+\.md", path)}
        assert {page for page in pages - {"index.md"} if f"({page})" not in files()["docs/index.md"]} == set()


FOREIGN = {
    "a path of one machine": r"/wor[k]/|/roo[t]/|/tm[p]/|/opt/pyp[i]|/hom[e]/\w",
    "the host of a package registry": r"pyp[i]\.org|pythonhoste[d]|npmj[s]\.|deb\.debia[n]",
    "a helper": r"\b(?:claud[e]|anthropi[c]|opena[i]|chatgp[t]|copilo[t])\b|\bA[I] (?:tool|model|assistant)",
}
"""What the repository must not speak of. The brackets keep these patterns from matching themselves."""

PIECES = "accredit/extract/attribution/model/vocabulary.txt"
"""Pieces of words, first names among them, as the published encoder has them: it speaks of nothing."""


@pytest.mark.parametrize("what", FOREIGN)
def test_the_repository_speaks_of_the_project_alone(what: str) -> None:
    pattern = re.compile(FOREIGN[what], re.IGNORECASE)
    texts = {path: text for path, text in files().items() if path != PIECES}
    hits = [f"{path}: {hit[0]}" for path, text in texts.items() for hit in pattern.finditer(text)]
    assert hits == []


def test_the_shared_folder_is_named_only_where_it_is_read() -> None:
    named = {path for path, text in files().items() if "../shared" in text}
    assert {path for path in named if not path.startswith(("tests/", "bench/", "train/", "CONTRIBUTING.md"))} == set()


def fold(text: str) -> str:
    """Words in lower case with single spaces: no punctuation, accents or line breaks."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain.lower()))


RUN = 10
"""Words in a row that are no coincidence. Names of bodies alone reach eight."""


def runs(text: str) -> set[str]:
    """Every run of that many words; a shorter text has none."""
    words = fold(text).split()
    return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


def others() -> Iterator[str]:
    """The texts that are not ours and are kept beside the repository."""
    for path in sorted((SHARED / "seeds").glob("*.txt")):
        yield path.read_text("utf-8")
    for path in sorted((SHARED / "bench" / "claims").glob("*/articles.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())
    for path in sorted((SHARED / "bench" / "attribution" / "dev" / "text").glob("*.txt")):
        yield path.read_text("utf-8")


def test_no_sentence_of_others_stands_here() -> None:
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"texts not compared: {SHARED / 'seeds'} is not there")
    theirs = set().union(*map(runs, others()))
    assert len(theirs) > 1000, "the texts to compare with were not found"
    assert {path: sorted(runs(text) & theirs) for path, text in files().items() if runs(text) & theirs} == {}


def test_that_comparison_sees_through_marks_and_line_breaks() -> None:
    one = "“The crown’s envoys,\nRELL said,  left Bélm on the last boat.”"
    assert runs(one) & runs("He wrote: the crown's envoys Rell said left Belm on the last boat of the year")
