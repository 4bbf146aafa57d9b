"""The commands in the invented world, in an empty folder, with a small reader in place of the extractor.

The reader knows these sentences: "PARTY runs CITY." and "PARTY runs CITY formally." (the outlet says so),
"NAME of PARTY denies that PARTY runs CITY.", "STATE has not confirmed that PARTY runs CITY.",
"A source says PARTY runs CITY." and "STATE recognises PARTY."; "stumble" is a defect of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from accredit import pipeline, situation
from accredit.cli import main
from accredit.extract import EXTRACTOR, lexicon_digest
from accredit.model import Article, Claim, Mission, Reading, Scope, Situation, Span, Voice
from tests.world import WORLD, claim

_RUNS = re.compile(
    r"(?:(?P<denier>\w+) of (?P<side>\w+) denies that |(?P<asked>\w+) has not confirmed that |"
    r"(?P<source>A source says ))?"
    r"(?P<party>crown|assembly) runs (?P<city>Belm|Corro|Tarn|Oden)(?P<formal> formally)?\."
)
_RECOGNISES = re.compile(r"(?P<state>Belmora|Corrovia) recognises (?P<party>crown|assembly)\.")


def _mission(city: str) -> Mission:
    return next(m for m in WORLD.missions if m.city == city)


def _voices(match: re.Match[str]) -> tuple[Voice, ...]:
    outlet = Voice(None, None, None, "outlet")
    if match["denier"]:
        return outlet, Voice(match["denier"], None, match["side"], "official")
    if match["asked"]:
        return outlet, Voice(match["asked"], None, "host-state", "government")
    return (outlet, Voice(None, None, None, "anonymous")) if match["source"] else (outlet,)


def _runs(article: Article, match: re.Match[str]) -> Claim:
    return claim(
        article_id=article.id,
        mission=_mission(match["city"]),
        party=match["party"],
        polarity="denied" if match["denier"] else "affirmed",
        stance="has_not_confirmed" if match["asked"] else "asserts",
        basis="formal" if match["formal"] else None,
        chain=_voices(match),
        evidence=Span.of(article.text, *match.span()),
    )


def _recognises(article: Article, match: re.Match[str]) -> Claim:
    code = next(s.code for s in WORLD.states if s.name == match["state"])
    outlet = Voice(None, None, None, "outlet")
    plain = claim(article_id=article.id, chain=(outlet,), evidence=Span.of(article.text, *match.span()))
    return replace(
        plain,
        id="",
        predicate="recognises",
        mission=None,
        scope=Scope(hosts=(code,)),
        party=match["party"],
        aspect=None,
    )


def _extract(article: Article, of: Situation) -> Reading:
    if "stumble" in article.text:
        raise ZeroDivisionError("the reader stumbled")
    claims = [_runs(article, m) for m in _RUNS.finditer(article.text)]
    claims += [_recognises(article, m) for m in _RECOGNISES.finditer(article.text)]
    return Reading(article.key, EXTRACTOR, lexicon_digest(), of.id, of.digest, tuple(claims))


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to stand in; every situation is the invented one, unless it names a folder."""
    load = situation.load
    monkeypatch.setattr(pipeline, "touches", lambda text, _situation: "Arvenia" in text)
    monkeypatch.setattr(pipeline, "extract", _extract)
    monkeypatch.setattr(situation, "load", lambda name: load(name) if "/" in name else WORLD)
    monkeypatch.setattr(situation, "shipped", lambda: ("arvenia",))
    monkeypatch.delenv("ACCREDIT_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs a command line; a traceback of a defect is raised here."""

    def invoke(*arguments: str, input: str | None = None) -> Result:
        result = CliRunner().invoke(main, arguments, input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def write(stage: Path) -> Callable[..., str]:
    """Writes an article with header lines; gives back the file's name."""

    def to_file(name: str, body: str, **headers: str) -> str:
        fields = {"Id": name, "Outlet": "Evening Lantern", "Published": "2021-03-05", "Language": "en"} | headers
        lines = [f"{key}: {value}" for key, value in fields.items() if value]
        (stage / f"{name}.txt").write_text("\n".join([*lines, "", f"Arvenia. {body}\n"]), "utf-8")
        return f"{name}.txt"

    return to_file


@pytest.fixture(scope="session")
def conforms(root: Path) -> Callable[[str, str], Any]:
    """Parses JSON and holds it to a schema of docs/schemas; gives back the value."""
    schemas = {p.stem: json.loads(p.read_text("utf-8")) for p in (root / "docs" / "schemas").glob("*.json")}
    registry: Registry[Any] = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())

    def check(name: str, words: str) -> Any:
        value = json.loads(words)
        schema = schemas[name]
        Draft202012Validator(schema, registry=registry, format_checker=FormatChecker()).validate(value)
        return value

    return check
