"""`accredit alert` and `accredit exports`, with receivers of the tests' own."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from click.testing import Result

from tests.alert.kit import SECRET
from tests.alert.receivers import hook, post
from tests.cli.test_fetch import FAST, story
from tests.cli.test_watch import feed, opml
from tests.client.servers import serving
from tests.fetch.test_fetching import Site

Run = Callable[..., Result]
Write = Callable[..., str]
Conforms = Callable[[str, str], Any]

TODAY = datetime.now(UTC).date().isoformat()


@pytest.fixture(autouse=True)
def _secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_SECRET", SECRET)


def configured(url: str, *more: str) -> None:
    lines = [
        "[[webhook]]",
        'name = "desk"',
        f'url = "{url}"',
        'secret_env = "DESK_SECRET"',
        "allow_private = true",
        *more,
    ]
    Path("alerts.toml").write_text("\n".join(lines), "utf-8")


def test_what_changed_since_the_last_time_is_told_once(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("a", "crown runs Belm.", Published=TODAY))
    with hook(200) as server:
        configured(server.url)
        first = run("alert")
        run("read", write("b", "assembly runs Belm.", Published=TODAY, Outlet="Morning Gate"))
        second, third = run("alert"), run("alert", "--json")
    assert first.exit_code == 0 and "from now on" in first.stdout
    assert second.stdout.splitlines() == [
        "Arvenian embassy in Belm, operator: contested (was: the Crown (single))",
        "desk: 1 sent",
    ]  # fmt: skip
    assert len(server.ids) == 1
    value = conforms("alert-sent", third.stdout)
    assert (value["alerts"], value["sent"], value["waiting"]) == ([], 0, 0)


def test_what_fails_waits_and_is_shown_and_may_be_sent_at_once(run: Run, write: Write, conforms: Conforms) -> None:
    run("read", write("a", "crown runs Belm.", Published=TODAY))
    with hook(500, 410, 200) as server:
        configured(server.url)
        run("alert")
        run("read", write("b", "assembly runs Belm.", Published=TODAY, Outlet="Morning Gate"))
        failed = run("alert")
        shown = conforms("alert-status", run("alert", "status", "--json").stdout)
        assert failed.exit_code == 0 and "desk: 1 put off: answers 500" in failed.stdout
        assert [(r["receiver"], r["state"], r["attempts"], r["last"]) for r in shown["letters"]] == [
            ("desk", "waiting", 1, "answers 500"),
        ]  # fmt: skip
        assert "answers 500" in run("alert", "status").stdout
        gone = run("alert", "retry")
        assert gone.exit_code == 1 and "desk: 1 set aside: answers 410: wants no more" in gone.stdout
        again = run("alert", "retry", "desk")
    assert (again.exit_code, again.stdout) == (0, "desk: 1 sent\n")
    assert len(set(server.ids)) == 1 and len(server.ids) == 3
    assert "nothing waits" in run("alert", "status").stdout


def test_reading_and_watching_tell_at_once_when_asked_to(run: Run, write: Write, stage: Path) -> None:
    with hook(200) as server:
        configured(server.url)
        read = run("read", write("a", "crown runs Belm.", Published=TODAY), "--alerts", "alerts.toml")
        assert read.exit_code == 0 and len(server.got) == 1
        site = Site({"/feed": feed("/1"), "/1": story("assembly runs Corro.")})
        with serving(site) as pages:
            watched = run("watch", opml(f"{pages.root}/feed"), *FAST, "--alerts", "alerts.toml", "--json")
    assert watched.exit_code == 0 and len(server.got) == 2
    assert json.loads(watched.stdout)["news"] and "desk: 1 sent" in watched.stderr
    bodies = [json.loads(body)["data"]["subject"]["id"] for _, body in server.got]
    assert bodies == ["xa-belm-embassy", "xa-corro-embassy"]


def test_mail_holds_all_changes_of_a_round(run: Run, write: Write, stage: Path) -> None:
    with post() as server:
        Path("alerts.toml").write_text(
            f"""
            [[mail]]
            name = "editors"
            host = "127.0.0.1"
            port = {server.port}
            security = "none"
            from = "alerts@desk.example"
            to = ["ona@desk.example", "pavo@desk.example"]
            """,
            "utf-8",
        )
        run("alert", "--ledger", "accredit.db")
        run("read", write("a", "crown runs Belm. crown runs Corro.", Published=TODAY), "--alerts", "alerts.toml")
    assert sorted(address for address, _ in server.got) == ["ona@desk.example", "pavo@desk.example"]
    assert {m["Subject"].partition(":")[0] for _, m in server.got} == {"2 answers changed"}


def test_feeds_are_written_for_the_situation_and_each_mission(run: Run, write: Write, stage: Path) -> None:
    Path("alerts.toml").write_text('[feeds]\nfolder = "feeds"\n', "utf-8")
    run("read", write("a", "crown runs Belm. assembly runs Corro.", Published=TODAY), "--alerts", "alerts.toml")
    made = {p.relative_to("feeds").as_posix() for p in Path("feeds").rglob("*") if p.is_file()}
    assert made == {
        f"arvenia{name}.{kind}" for name in ("", "/xa-belm-embassy", "/xa-corro-embassy") for kind in ("atom", "json")
    }
    both = feedparser.parse(Path("feeds/arvenia.atom").read_bytes())
    assert not both.bozo and len(both.entries) == 2
    (belm,) = json.loads(Path("feeds/arvenia/xa-belm-embassy.json").read_text("utf-8"))["items"]
    assert belm["id"] in {entry.id for entry in both.entries}


def test_a_configuration_that_is_wrong_is_one_line(run: Run, write: Write) -> None:
    run("read", write("a", "crown runs Belm."))
    Path("alerts.toml").write_text('[[webhook]]\nname = "desk"\n', "utf-8")
    failed = run("alert")
    assert failed.exit_code == 1 and failed.stderr.count("\n") == 1
    assert "alerts.toml: webhook 1 (desk): url: is missing" in failed.stderr


class TestExports:
    def test_what_left_is_listed_and_what_is_wrong_by_now_is_named(
        self, run: Run, write: Write, conforms: Conforms
    ) -> None:
        run("read", write("a", "crown runs Belm.", Published="2021-03-05"))
        run("export", "geojson", "--as-of", "2021-03-31", "--out", "march.geojson")
        run("panel", "--from", "2021-03", "--to", "2021-04", "--csv")
        run("export", "jsonl", "--out", "kept.jsonl", "--no-register")
        run("exports", "--note", "Figure 2 of the report", "--as-of", "2021-03-31", "--mission", "belm")
        before = conforms("exports", run("exports", "--json").stdout)
        assert [(e["kind"], e["format"], e["place"], e["outdated"]) for e in before["exports"]] == [
            ("export", "geojson", "march.geojson", []), ("panel", "csv", "-", []),
            ("citation", "", "Figure 2 of the report", []),
        ]  # fmt: skip
        with hook(200) as server:
            configured(server.url, 'types = ["export.outdated"]')
            run("alert")
            run("read", write("b", "assembly runs Belm.", Published="2021-03-20", Outlet="Morning Gate"))
            told = run("alert")
        (body,) = [json.loads(body) for _, body in server.got]
        assert body["type"] == "export.outdated" and body["data"]["causes"][0]["article"] == "b"
        assert [e["place"] for e in body["data"]["exports"]] == ["march.geojson", "-", "Figure 2 of the report"]
        assert "Exported and now wrong: Arvenian embassy in Belm, operator" in told.stdout
        after = conforms("exports", run("exports", "--json").stdout)
        assert [[o["question"] for o in e["outdated"]][:1] for e in after["exports"]] == [["operator"]] * 3
        assert "march.geojson" in run("exports").stdout and "is wrong by now" in run("exports").stdout

    def test_a_ledger_of_which_nothing_left(self, run: Run, write: Write) -> None:
        run("read", write("a", "crown runs Belm."))
        assert run("exports").stdout == "Nothing has left this ledger.\n"
