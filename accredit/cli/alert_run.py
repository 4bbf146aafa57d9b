"""A run of alerts for the commands that tell them: look, send, write feeds, say what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from accredit.cli.options import load_situations
from accredit.errors import BusyError

if TYPE_CHECKING:
    from accredit.alert.config import Config
    from accredit.alert.finding import Found
    from accredit.alert.sending import Tally
    from accredit.ledger import Ledger
    from accredit.model import Situation

alerts_option = click.option(
    "--alerts",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Then tell what changed, as accredit alert does with this configuration.",
)


@dataclass(slots=True)
class Alerts:
    """Alerts by one configuration for one ledger."""

    config: Config
    place: str
    situations: list[Situation] = field(default_factory=list)

    @classmethod
    def of(cls, path: Path, place: str) -> Alerts:
        """Read the configuration, its secrets included, before anything else is done. Raises ConfigError."""
        from accredit.alert.config import load

        config = load(path)
        config.receivers()
        return cls(config, place, load_situations(config.situations))

    @property
    def outbox(self) -> Path:
        """The outbox of the ledger."""
        from accredit.ledger import beside

        place = beside(self.place)
        return place.with_name(f"{place.name}.alerts")

    def begin(self, ledger: Ledger) -> list[Found]:
        """Remember what is so, where nobody has looked yet, so that what comes next is told."""
        from accredit.alert.outbox import Outbox

        with Outbox(self.outbox) as outbox:
            fresh = [s for s in self.situations if outbox.looked(s.id) is None]
        return self._look(ledger, fresh) if fresh else []

    def run(self, ledger: Ledger) -> Ran:
        """Look, send and write feeds."""
        found = self._look(ledger, self.situations)
        if self.config.feeds is not None:
            from accredit.alert.feedfiles import write

            for each in found:
                write(ledger, each.situation, self.config.feeds, fresh=bool(each.alerts))
        return Ran(tuple(found), self.send())

    def send(self) -> Tally | None:
        """Send what is due; None where another process is sending, which sends this too."""
        from accredit.alert.outbox import Outbox
        from accredit.alert.sending import Postman

        with Outbox(self.outbox) as outbox:
            try:
                return Postman(outbox, self.config.receivers(), self.config.retry, _now).run()
            except BusyError:
                return None

    def _look(self, ledger: Ledger, situations: Sequence[Situation]) -> list[Found]:
        from accredit.alert.finding import look
        from accredit.alert.outbox import Outbox
        from accredit.export.register import Register
        from accredit.ledger import beside

        exports, _ = Register(beside(self.place)).read()
        with Outbox(self.outbox) as outbox:
            return [
                look(
                    ledger, s, outbox, exports, _now(), as_of=self.config.as_of,
                    wishes=lambda alerts: self.config.wishes(alerts, self.situations),
                )
                for s in situations
            ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run found and sent; `tally` is None where another process sends."""

    found: tuple[Found, ...]
    tally: Tally | None

    @property
    def failed(self) -> bool:
        """Whether something was set aside."""
        return self.tally is not None and self.tally.aside > 0


def _now() -> datetime:
    return datetime.now(UTC)


def begun(path: Path | None, place: str, ledger: Ledger) -> Alerts | None:
    """The alerts that a command was asked to tell, ready for what comes; None where it was not asked to."""
    if path is None:
        return None
    alerts = Alerts.of(path, place)
    alerts.begin(ledger)
    return alerts


def ran_words(ran: Ran) -> Iterator[str]:
    """What was found and sent, line by line."""
    from accredit.export.alert_words import subject_words

    for found in ran.found:
        if found.first:
            yield f"{found.situation.id}: changes are told from now on"
        for alert in found.alerts:
            yield f"{subject_words(alert)} (was: {alert.before.words})"
    yield from sent_words(ran.tally)


def sent_words(tally: Tally | None) -> Iterator[str]:
    """What came of sending, a line for each receiver."""
    if tally is None:
        yield "Another accredit is sending; it sends this too."
        return
    for line in tally.receivers:
        counts = ((line.sent, "sent"), (line.later, "put off"), (line.aside, "set aside"))
        told = ", ".join(f"{count} {words}" for count, words in counts if count)
        yield f"{line.receiver}: {told}{': ' + line.fault if line.fault else ''}"


def tell(alerts: Alerts | None, ledger: Ledger, echo: Callable[[str], None]) -> bool:
    """Run alerts after a command has done its own work; whether something was set aside."""
    if alerts is None:
        return False
    ran = alerts.run(ledger)
    for line in ran_words(ran):
        echo(line)
    return ran.failed
