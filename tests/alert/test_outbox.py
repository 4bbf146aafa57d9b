"""The outbox: what is due when, how long it waits, when it is set aside, and that only one process sends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accredit.alert.outbox import Letter, Outbox
from accredit.alert.sending import Outcome, Postman, Retry
from accredit.errors import BusyError, LedgerVersionError
from tests.alert.kit import Clock, alert
from tests.alert.receivers import hook

PAST = datetime(2020, 1, 1, tzinfo=UTC)
RETRY = Retry(first=10, longest=100, attempts=4)


class Says:
    """A receiver that gives the next of some outcomes, the last one for ever."""

    name = "desk"

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes, self.got = list(outcomes), list[Letter]()

    def send(self, letter: Letter) -> Outcome:
        self.got.append(letter)
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "x.alerts") as opened:
        yield opened


def run(outbox: Outbox, receiver: Says, clock: Clock) -> None:
    Postman(outbox, {"desk": receiver}, RETRY, clock, lambda: 1.0).run()


def test_each_failure_doubles_the_wait_until_the_bound_and_then_it_is_set_aside(outbox: Outbox) -> None:
    clock, busy = Clock(), Says(Outcome("later", "answers 500"))
    outbox.keep([alert()], {"desk": False}, clock())
    waits = []
    for _ in range(3):
        run(outbox, busy, clock)
        (row,) = outbox.letters()
        assert (row.state, row.last) == ("waiting", "answers 500")
        waits.append((row.next_at - clock()).total_seconds())
        clock.forward(waits[-1] - 1)
        run(outbox, busy, clock)  # a second too early: nothing goes out
        clock.forward(1)
    assert waits == [10, 20, 40] and len(busy.got) == 3
    run(outbox, busy, clock)
    (row,) = outbox.letters()
    assert (row.state, row.attempts) == ("aside", 4)
    clock.forward(1_000_000)
    run(outbox, busy, clock)
    assert len(busy.got) == 4


def test_half_of_the_wait_is_left_to_chance(outbox: Outbox) -> None:
    """Many receivers that failed at once are not all asked again at once."""
    assert [RETRY.wait(2, chance) for chance in (0.0, 0.5, 1.0)] == [10, 15, 20]
    assert RETRY.wait(50, 1.0) == 100


def test_a_receiver_that_says_when_is_asked_then(outbox: Outbox) -> None:
    clock = Clock()
    outbox.keep([alert()], {"desk": False}, clock())
    run(outbox, Says(Outcome("later", "answers 429", 3600)), clock)
    (row,) = outbox.letters()
    assert (row.next_at - clock()).total_seconds() == 3600


def test_nobody_is_kept_waiting_for_more_than_a_day(outbox: Outbox) -> None:
    clock = Clock()
    outbox.keep([alert()], {"desk": False}, clock())
    run(outbox, Says(Outcome("later", "answers 503", 10**9)), clock)
    (row,) = outbox.letters()
    assert (row.next_at - clock()).total_seconds() == 86_400


def test_a_receiver_that_fails_is_not_asked_again_in_the_same_run(outbox: Outbox) -> None:
    clock, busy = Clock(), Says(Outcome("later", "no answer"))
    outbox.keep([alert("one"), alert("two"), alert("six")], {"desk": False}, clock())
    run(outbox, busy, clock)
    assert len(busy.got) == 1


def test_what_can_never_be_taken_is_set_aside_and_the_rest_goes_on(outbox: Outbox) -> None:
    clock, picky = Clock(), Says(Outcome("never", "no such mailbox"), Outcome("sent", "taken"))
    outbox.keep([alert("one"), alert("two")], {"desk": False}, clock())
    run(outbox, picky, clock)
    assert [row.state for row in outbox.letters()] == ["aside", "sent"]


def test_a_receiver_that_is_gone_is_asked_no_more_until_somebody_says_so(outbox: Outbox) -> None:
    clock, gone = Clock(), Says(Outcome("gone", "answers 410"), Outcome("sent", "taken"))
    outbox.keep([alert("one"), alert("two")], {"desk": False}, clock())
    run(outbox, gone, clock)
    assert [row.state for row in outbox.letters()] == ["aside", "aside"] and len(gone.got) == 1
    assert outbox.retry(("desk",), clock()) == 2
    run(outbox, gone, clock)
    assert [row.state for row in outbox.letters()] == ["sent", "sent"]


def test_one_letter_holds_all_of_a_look_for_who_wants_them_together(outbox: Outbox) -> None:
    clock, desk = Clock(), Says(Outcome("sent", "taken"))
    outbox.keep([alert("one"), alert("two")], {"desk": True}, clock())
    run(outbox, desk, clock)
    assert [[a.id[:3] for a in letter.alerts] for letter in desk.got] == [["one", "two"]]


def test_a_receiver_that_is_configured_no_more_waits(outbox: Outbox) -> None:
    clock, desk = Clock(), Says(Outcome("sent", "taken"))
    outbox.keep([alert("one")], {"desk": False, "old": False}, clock())
    run(outbox, desk, clock)
    assert {row.receiver: row.state for row in outbox.letters()} == {"desk": "sent", "old": "waiting"}


def test_only_one_process_sends(outbox: Outbox) -> None:
    with outbox.sending(), Outbox(outbox.path) as other, pytest.raises(BusyError), other.sending(wait=0.05):
        raise AssertionError("two at once")
    with outbox.sending():
        pass


def test_an_outbox_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    place = tmp_path / "x.alerts"
    with Outbox(place):
        pass
    raw = sqlite3.connect(place)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(LedgerVersionError, match="99"):
        Outbox(place)


SENDER = """
    import sys
    from pathlib import Path
    from datetime import UTC, datetime
    from accredit.alert.outbox import Outbox
    from accredit.alert.sending import Postman, Retry
    from accredit.alert.webhook import Hook
    from accredit.client import Policy
    from accredit.errors import BusyError
    from tests.alert.kit import SECRET
    hook = Hook("desk", sys.argv[2], (SECRET,), Policy(private=True), seconds=20)
    try:
        with Outbox(Path(sys.argv[1])) as outbox:
            Postman(outbox, {"desk": hook}, Retry(first=0, longest=0, attempts=99), lambda: datetime.now(UTC)).run()
    except BusyError:
        sys.exit(7)
"""


def sender(place: Path, url: str) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parents[2]
    path = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH", ""))))
    command = [sys.executable, "-c", textwrap.dedent(SENDER), str(place), url]
    return subprocess.Popen(command, cwd=root, env={**os.environ, "PYTHONPATH": path})


def test_killed_between_sending_and_noting_it_sends_the_same_id_again_and_loses_nothing(tmp_path: Path) -> None:
    place, clock = tmp_path / "x.alerts", Clock(PAST)
    names = [f"{n:03}" for n in range(6)]
    with Outbox(place) as outbox:
        outbox.keep([alert(name) for name in names], {"desk": False}, clock())
    with hook(200, 200, "hang", 200) as server:
        process = sender(place, server.url)
        while len(server.got) < 3:
            assert process.poll() is None
        process.send_signal(signal.SIGKILL)  # the third was read and nobody knows
        process.wait()
        assert sender(place, server.url).wait() == 0
    assert [i[:3] for i in (i.removeprefix("alert_") for i in server.ids)] == [
        "000", "001", "002", "002", "003", "004", "005",
    ]  # fmt: skip
    bodies = [body for headers, body in server.got if headers["webhook-id"] == server.ids[2]]
    assert bodies[0] == bodies[1]


def test_two_processes_at_once_send_each_change_once(tmp_path: Path) -> None:
    place, clock = tmp_path / "x.alerts", Clock(PAST)
    with Outbox(place) as outbox:
        outbox.keep([alert(f"{n:03}") for n in range(30)], {"desk": False}, clock())
    with hook(200) as server:
        both = [sender(place, server.url) for _ in range(2)]
        assert {process.wait() for process in both} <= {0, 7}
    assert len(server.ids) == len(set(server.ids)) == 30
