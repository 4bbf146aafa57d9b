"""What the tests of alerts share: an alert of the invented world, a clock that is set by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from accredit.export.alerts import Alert, Answer, Brought, Saying, Subject

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
SECRET = "whsec_" + "c2VjcmV0IG9mIHRoZSBpbnZlbnRlZCB3b3JsZCEh"


def answer(words: str = "the Crown (single)", standing: str = "single", value: str | None = "crown") -> Answer:
    return Answer(words, standing, value, None, (value,) if value else (), "One origin says so.")


def alert(name: str = "one", title: str = "At the gate") -> Alert:
    saying = Saying("new", "c1", "run by crown", "Evening Lantern → Pavo Rell (crown)", "The crown runs it", False)
    cause = Brought(
        "article", "lantern-1", "Evening Lantern", title, "https://lantern.example/1", "2021-03-05", False, (saying,)
    )
    return Alert(
        f"{name:0<24}", "verdict.changed", "arvenia", "Arvenia after the assembly's walk-out",
        Subject("mission", "xa-belm-embassy", "Arvenian embassy in Belm"), "operator", date(2026, 11, 22),
        "2026-11-22T09:00:00.000000+00:00", answer("unknown", "unknown", None), answer(), (cause,),
    )  # fmt: skip


@dataclass
class Clock:
    """Says what it is told to."""

    at: datetime = field(default=START)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
