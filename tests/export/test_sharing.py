"""Exports that several processes make side by side: the same bytes as one alone, whatever happens to a process."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accredit.child import AHEAD
from accredit.errors import QuestionError
from accredit.export import FORMATS, Options, Source, Tally, export, export_folder, sharing
from accredit.ledger import Ledger, open_ledger
from accredit.ledger.walking import FileLedger
from accredit.model import Article, Span
from accredit.review.blind import Blinded
from accredit.ruling import Ruling
from tests.export.kit import BY, fill_with_injections, fill_with_rights
from tests.export.made import FirstEnds, OnlyIn, aloud, ids, much, pid, slowly, with_sqlalchemy
from tests.ledger.kit import reading, said
from tests.server import Server
from tests.world import BELM, WORLD, article, voice

CLAIMS = [name for name, each in FORMATS.items() if each.holds == "claims"]
STRETCH = 16
"""Articles of a stretch here: the ledger has some two hundred, and articles of one mission stand in all of them."""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger in a file: all rights, injections, rulings of every kind on single articles, two claims of one id."""
    with open_ledger(tmp_path_factory.mktemp("sharing") / "ledger.db") as ledger:
        fill_with_rights(ledger)
        fill_with_injections(ledger)
        _rule(ledger)
        for number in (1, 2):  # one name, two addresses: two articles that say the same, far apart
            same = article("The crown runs it, again.", id="twice", url=f"https://example.org/{number}")
            ledger.append(same, [reading(same)])
            ledger.append_all([(one, [reading(one)]) for one in _more(number)])
        yield ledger


def _more(begin: int) -> Iterator[Article]:
    for number in range(40):
        yield article(f"The crown runs it, says number {begin}-{number}.", id=f"more-{begin}-{number}")


def _rule(ledger: Ledger) -> None:
    some = ledger.claims(WORLD)
    ledger.append_ruling(Ruling.on_claim("confirmed", some[10], **BY))
    ledger.append_ruling(Ruling.on_claim("rejected", some[30], **BY))
    ledger.append_ruling(Ruling.on_claim("corrected", some[50], value={"polarity": "denied"}, **BY))
    ledger.append_ruling(Ruling.on_article("retracted", some[70].article, None, **BY))
    ledger.append_ruling(Ruling.on_article("outlet", some[90].article, "Another Gazette", **BY))
    bare = some[110].article
    words = Span.of(ledger.text(bare.text_id), 0, 5)
    fields = {"predicate": "closed", "mission": BELM.id, "polarity": "affirmed"}
    ledger.append_ruling(Ruling.added(bare, WORLD.id, words, fields, **BY))


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of a few articles, and none too few to be shared."""
    monkeypatch.setattr(sharing, "STRETCH", STRETCH)
    monkeypatch.setattr(sharing, "WORTH", 0)


def made(name: str, ledger: Ledger, place: Path, processes: int, **options: Any) -> tuple[dict[str, bytes], Tally]:
    """What a format wrote, file by file, and what it tells of it."""
    place.mkdir()
    if FORMATS[name].folder:
        done = export_folder(name, ledger, WORLD, Options(**options), place, processes=processes)
        return {path.name: path.read_bytes() for path in place.iterdir()}, done.tally
    stream = io.BytesIO()
    done = export(name, ledger, WORLD, Options(**options), stream, processes=processes)
    return {name: stream.getvalue()}, done.tally


def alike(name: str, ledger: Ledger, tmp_path: Path, **options: Any) -> dict[str, bytes]:
    """Hold three processes to what one writes."""
    alone, tally = made(name, ledger, tmp_path / "1", 1, **options)
    assert made(name, ledger, tmp_path / "3", 3, **options) == (alone, tally)
    return alone


class TestSame:
    @pytest.mark.parametrize("name", CLAIMS)
    def test_bytes_and_tally_of_every_format(self, name: str, filed: Ledger, tmp_path: Path) -> None:
        found = alike(name, filed, tmp_path, moments=True)
        assert all(found.values())

    @pytest.mark.parametrize(
        "options",
        [
            {"missions": frozenset({BELM.id})},
            {"missions": frozenset({"nowhere"})},
            {"known_at": None, "recorded_at": "2999-01-01"},
        ],
    )
    @pytest.mark.parametrize("name", ["csv", "ftm", "parquet", "prov-jsonld", "schemaorg", "webannotation"])
    def test_under_a_choice(self, name: str, options: dict[str, Any], filed: Ledger, tmp_path: Path) -> None:
        alike(name, filed, tmp_path, **options)

    def test_at_an_earlier_moment(self, filed: Ledger, tmp_path: Path) -> None:
        earlier = sorted({r.recorded_at for r in filed.claims(WORLD)})[2]
        assert alike("jsonl", filed, tmp_path, recorded_at=earlier) != made("jsonl", filed, tmp_path / "x", 2)[0]

    @pytest.mark.parametrize("name", CLAIMS)
    def test_of_a_ledger_with_nothing_in_it(self, name: str, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "empty.db") as ledger:
            alike(name, ledger, tmp_path)

    @pytest.mark.parametrize("name", [n for n in CLAIMS if n != "parquet"])
    def test_with_stretches_of_any_length(
        self, name: str, filed: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A thing that is told of once is told of once in the whole, not in each stretch."""
        some = made(name, filed, tmp_path / "some", 1)
        monkeypatch.setattr(sharing, "STRETCH", 10**6)
        assert made(name, filed, tmp_path / "one", 1) == some

    def test_what_is_recorded_meanwhile_is_not_in_it(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "l.db") as ledger:
            ledger.append_all([(one, [reading(one)]) for one in _more(1)])
            source = Source(ledger, WORLD, Options(), processes=2)
            found = []
            for some in sharing.in_order(source, ids):
                if not found:
                    ledger.append_all([(one, [reading(one)]) for one in _more(2)])
                found += some
        assert found == [f"more-1-{number}" for number in range(40)]


class TestProcesses:
    def test_do_share_the_work(self, filed: Ledger) -> None:
        source = Source(filed, WORLD, Options(), processes=3)
        pids = list(sharing.in_order(source, slowly))
        assert len(set(pids)) > 1

    @pytest.mark.parametrize("options", [{"since": "2001-01-01"}, {}])
    def test_are_one_where_all_claims_are_needed_at_once(self, options: dict[str, str], tmp_path: Path) -> None:
        """A cursor asks what counted anywhere; a ruling on two voices may bear on any claim."""
        with open_ledger(tmp_path / "l.db") as ledger:
            ledger.append_all([(one, [reading(one, _said_by(one))]) for one in _more(1)])
            if not options:
                ledger.append_ruling(Ruling.of_two("same", "Ona", "Una", WORLD.id, **BY))
            source = Source(ledger, WORLD, Options(**options), processes=3)
            assert set(sharing.in_order(source, pid)) == {os.getpid()}

    def test_are_one_where_the_ledger_is_in_memory(self) -> None:
        with open_ledger(":memory:") as ledger:
            ledger.append_all([(one, [reading(one)]) for one in _more(1)])
            assert set(sharing.in_order(Source(ledger, WORLD, Options(), processes=3), pid)) == {os.getpid()}

    def test_are_one_where_a_ledger_shows_less_than_its_file_holds(self, filed: Ledger) -> None:
        """Who codes blind is shown no rulings of others; a process that opens the file would see them."""
        seen = Blinded(filed, "Ona Brandt")
        assert set(sharing.in_order(Source(seen, WORLD, Options(), processes=3), pid)) == {os.getpid()}

    def test_open_a_ledger_on_a_server_too(
        self, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sharing, "STRETCH", 2)
        with open_ledger(server.address()) as ledger:
            fill_with_rights(ledger)
            ledger.append_all([(one, [reading(one)]) for one in _more(1)])
            assert len(set(sharing.in_order(Source(ledger, WORLD, Options(), processes=3), slowly))) > 1
            alike("csv", ledger, tmp_path, moments=True)

    def test_are_one_where_there_is_little_to_do(self, filed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sharing, "WORTH", 10_000)
        assert set(sharing.in_order(Source(filed, WORLD, Options(), processes=3), pid)) == {os.getpid()}

    @pytest.mark.parametrize("processes", [2, 3])
    def test_that_are_killed_are_done_without(self, processes: int, filed: Ledger) -> None:
        alone = list(sharing.in_order(Source(filed, WORLD, Options()), ids))
        source = Source(filed, WORLD, Options(), processes=processes)
        assert [i for i in sharing.in_order(source, OnlyIn(os.getpid())) if i] == [i for i in alone if i]

    def test_are_not_missed_where_another_is_killed(self, filed: Ledger, tmp_path: Path) -> None:
        """One of two that help ends in the midst of its first stretch; the other goes on."""
        source = Source(filed, WORLD, Options(), processes=3)
        found = list(sharing.in_order(source, FirstEnds(os.getpid(), tmp_path / "ended")))
        assert len(set(found) - {os.getpid()}) == 1
        assert (tmp_path / "ended").exists()

    def test_tell_more_than_a_pipe_holds(self, filed: Ledger) -> None:
        alone = list(sharing.in_order(Source(filed, WORLD, Options()), much))
        assert len(alone[0]) > 4 * AHEAD
        assert list(sharing.in_order(Source(filed, WORLD, Options(), processes=3), much)) == alone

    def test_may_print(self, filed: Ledger, capfd: pytest.CaptureFixture[str]) -> None:
        """As a format of a plug-in may while somebody looks for a fault in it."""
        alone = list(sharing.in_order(Source(filed, WORLD, Options()), aloud))
        capfd.readouterr()
        found = list(sharing.in_order(Source(filed, WORLD, Options(), processes=3), aloud))
        assert [i for i, _ in found] == [i for i, _ in alone]
        assert len({pid for _, pid in found}) > 1

    def test_leave_nobody_behind(self, filed: Ledger) -> None:
        """Neither where all is told nor where nobody wants to hear the rest."""
        pids = set(sharing.in_order(Source(filed, WORLD, Options(), processes=3), slowly))
        telling = sharing.in_order(Source(filed, WORLD, Options(), processes=3), slowly)
        for found in telling:
            pids.add(found)
            if found != os.getpid():
                break
        telling.close()  # type: ignore[attr-defined]
        pids.remove(os.getpid())
        assert len(pids) > 1 and not any(map(_lives, pids))

    def test_are_asked_for_by_a_script_that_is_no_module(self, filed: Ledger, tmp_path: Path) -> None:
        """Its beginning runs once, and what it defines itself is made by itself."""
        script = tmp_path / "script.py"
        script.write_text(_SCRIPT)
        above = {"PYTHONPATH": str(Path(__file__).parents[2])}
        command = [sys.executable, str(script), filed._opens or ""]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | above, check=True)
        assert done.stdout.splitlines() == ["begun", "several", "the same"]

    def test_read_a_file_by_the_driver_alone(self, filed: Ledger) -> None:
        """SQLAlchemy takes longer to import than many an export takes."""
        found = set(sharing.in_order(Source(filed, WORLD, Options(), processes=3), with_sqlalchemy))
        helping = {imported for pid, imported in found if pid != os.getpid()}
        assert helping == {False}

    def test_that_cannot_read_are_done_without(
        self, filed: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alone = made("jsonl", filed, tmp_path / "alone", 1)
        moment = filed.last_moment()
        elsewhere = filed.elsewhere(moment)
        assert isinstance(elsewhere, FileLedger)
        gone = FileLedger(str(tmp_path / "gone.db"), moment, elsewhere.queries, filed.rulings())
        monkeypatch.setattr(Ledger, "elsewhere", lambda self, moment: gone)
        assert made("jsonl", filed, tmp_path / "three", 3) == alone
        assert not (tmp_path / "gone.db").exists()

    def test_tell_the_same_error(self, tmp_path: Path) -> None:
        with open_ledger(tmp_path / "l.db") as ledger:
            ledger.append_all([(one, [reading(one)]) for one in _more(1)])
            last = article("A sample runs it.", id="sample", sample=True)
            ledger.append(last, [reading(last)])
            for processes in (1, 3):
                with pytest.raises(QuestionError, match="--include-samples"):
                    made("jsonl", ledger, tmp_path / str(processes), processes)

    def test_end_with_the_one_that_asked_for_them(self, tmp_path: Path) -> None:
        """Also where that one is killed and can tell nobody."""
        with open_ledger(tmp_path / "l.db") as ledger:
            ledger.append_all([(one, [reading(one)]) for one in _more(1)])
        command = [sys.executable, "-c", _EXPORTING, str(tmp_path / "l.db")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as asking:
            assert asking.stdout is not None
            helpers = [int(pid) for pid in asking.stdout.readline().split()]
            assert helpers and all(map(_lives, helpers))
            asking.send_signal(signal.SIGKILL)
        until = time.monotonic() + 20
        while any(map(_lives, helpers)) and time.monotonic() < until:
            time.sleep(0.05)
        assert not any(map(_lives, helpers))


_SCRIPT = """
import sys
from accredit.export import Options, Source, sharing
from accredit.ledger import open_ledger
from tests.export.made import ids, slowly
from tests.world import WORLD

def own(source, leaves):
    return ids(source, leaves)

print("begun")
sharing.STRETCH, sharing.WORTH = 16, 0
with open_ledger(sys.argv[1]) as ledger:
    def source(processes):
        return Source(ledger, WORLD, Options(), processes=processes)
    print("several" if len(set(sharing.in_order(source(3), slowly))) > 1 else "one")
    print("the same" if [*sharing.in_order(source(3), own)] == [*sharing.in_order(source(1), own)] else "another")
"""

_EXPORTING = """
import sys, time
from accredit.export import Options, Source, sharing
from accredit.ledger import open_ledger
from tests.export.made import slowly
from tests.world import WORLD
sharing.STRETCH, sharing.WORTH = 2, 0
with open_ledger(sys.argv[1]) as ledger:
    import os
    seen = set()
    for pid in sharing.in_order(Source(ledger, WORLD, Options(), processes=3), slowly):
        seen.add(pid)
        if len(seen) == 3:
            print(*(seen - {os.getpid()}), flush=True)
            time.sleep(60)
"""


def _lives(pid: int) -> bool:
    """Whether a process runs: one that has ended and waits for nobody does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return state.rsplit(")", 1)[1].split()[0] != "Z"


def _said_by(one: Article) -> Any:
    return said(one, chain=(voice(one.outlet), voice("Ona", "official")))


def test_an_interrupt_is_told_once_and_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C goes to all processes of a terminal, those that help and those that only begin to."""
    with open_ledger(tmp_path / "l.db") as ledger:
        ledger.append_all([(one, [reading(one)]) for n in range(20) for one in _more(n)])
    for seconds in (0.3, 1.5):
        command = [sys.executable, "-c", _INTERRUPTED, "export", "ftm", "--ledger", str(tmp_path / "l.db")]
        command += ["--no-register", "--out", str(tmp_path / "out.ftm")]
        with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as done:
            assert done.stdout is not None and done.stderr is not None
            done.stdout.readline()
            time.sleep(seconds)
            os.killpg(done.pid, signal.SIGINT)
            assert done.stderr.read().decode().strip() == "accredit: interrupted"
            assert done.wait() == 130
        assert [path.name for path in tmp_path.iterdir() if "out" in path.name] == []


_INTERRUPTED = """
import time
from accredit.cli import main
from accredit.export import ftm, sharing, source
sharing.STRETCH, sharing.WORTH = 2, 0
sharing.available = lambda: 3
made = sharing.done_with
def slowly(*given):
    time.sleep(0.1)
    return made(*given)
sharing.done_with = slowly
print("begun", flush=True)
main()
"""
