"""The law of deliveries: whatever fails, dies and is started again, each receiver is told each change once."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from accredit.alert.outbox import Letter, Outbox
from accredit.alert.sending import Outcome, Postman, Retry
from tests.alert.kit import Clock, alert

NAMES = ("desk", "editors")


class Killed(BaseException):
    """As if the process had been killed just then."""


@dataclass
class Receiver:
    """Takes letters as its script says; what reached it stays, whatever the sender learns of it."""

    name: str
    script: list[str] = field(default_factory=list)
    got: list[str] = field(default_factory=list)
    unsure: int = 0

    def send(self, letter: Letter) -> Outcome:
        what = self.script.pop(0) if self.script else "takes"
        if what == "dies before":
            raise Killed
        if what in ("takes", "dies after", "loses the answer"):
            self.got += [each.id for each in letter.alerts]
        if what == "dies after":
            self.unsure += 1
            raise Killed
        if what == "loses the answer":
            self.unsure += 1
            return Outcome("later", "cut off")
        return Outcome("later", "busy", 7.0) if what == "busy" else Outcome("sent", "taken")


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("change"), st.integers(1, 3), st.booleans()),
        st.tuples(
            st.just("send"),
            st.sampled_from(NAMES),
            st.lists(st.sampled_from(["takes", "busy", "dies before", "dies after", "loses the answer"]), max_size=4),
        ),
        st.tuples(st.just("wait"), st.integers(1, 100_000), st.none()),
    ),
    max_size=15,
)


@given(steps=STEPS)
def test_each_change_is_told_exactly_once_by_its_id(steps: list[tuple[str, object, object]]) -> None:
    with TemporaryDirectory() as folder:
        place, clock = Path(folder) / "x.alerts", Clock()
        receivers = {name: Receiver(name) for name in NAMES}
        made: list[str] = []
        retry = Retry(first=10, longest=100, attempts=1000)

        def sending() -> None:
            with Outbox(place) as outbox:
                Postman(outbox, receivers, retry, clock, lambda: 0.5).run()

        for what, first, second in steps:
            if what == "change":
                assert isinstance(first, int)
                fresh = [alert(f"{len(made) + n:04}") for n in range(first)]
                made += [each.id for each in fresh]
                with Outbox(place) as outbox:
                    outbox.keep(fresh, {"desk": False, "editors": bool(second)}, clock())
                    outbox.keep(fresh, {"desk": True, "editors": False}, clock())  # found again: nothing more to tell
            elif what == "send":
                receivers[str(first)].script = list(second)  # type: ignore[call-overload]
                with suppress(Killed):
                    sending()
            else:
                clock.forward(first)  # type: ignore[arg-type]
        for each in receivers.values():
            each.script = []
        for _ in range(3):
            clock.forward(1000)
            sending()
        for each in receivers.values():
            assert set(each.got) == set(made)
            letters = Counter(each.got)
            # Only where the answer was lost may an id come again.
            assert sum(n > 1 for n in letters.values()) == 0 or each.unsure
        with Outbox(place) as outbox:
            assert all(row.state == "sent" for row in outbox.letters())
