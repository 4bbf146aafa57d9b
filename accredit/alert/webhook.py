"""A webhook: an alert as a signed POST, by the Standard Webhooks specification (standardwebhooks.com, version 1.0).

The body is JSON with `type`, `timestamp` and `data` (docs/schemas/alert.json), the same bytes at every try.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec

from accredit.alert.outbox import Letter
from accredit.alert.sending import Outcome
from accredit.client import Bounds, Client, Policy
from accredit.errors import FetchError, RefusedAddressError
from accredit.export.alerts import Alert

PREFIX = "whsec_"
"""What a secret begins with; the key after it is base64."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What is sent."""

    type: str
    timestamp: str
    sample: bool
    data: Alert


@dataclass(frozen=True, slots=True)
class Hook:
    """A receiver of webhooks. Each of the secrets signs, so that one may be changed while both pass."""

    name: str
    url: str
    secrets: Sequence[str] = field(repr=False)
    policy: Policy
    seconds: float = 15.0

    def send(self, letter: Letter) -> Outcome:
        """One try. A receiver that took it and whose answer was lost is tried again, with the same id."""
        name, now = f"alert_{letter.id}", datetime.now(UTC)
        body = payload(letter)
        headers = {
            "Content-Type": "application/json",
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signature(s, name, int(now.timestamp()), body) for s in self.secrets),
        }
        try:
            reply = Client(self.policy, Bounds(self.seconds)).post(self.url, body, headers, bound=0)
        except RefusedAddressError as error:
            return Outcome("never", str(error))
        except FetchError as error:
            return Outcome("later", str(error).removeprefix(f"{self.url}: "))
        words = f"answers {reply.status}"
        if 200 <= reply.status < 300:
            return Outcome("sent", words)
        if reply.status == 410:
            return Outcome("gone", f"{words}: wants no more")
        if 300 <= reply.status < 400:
            words += ": redirects are not followed"
        return Outcome("later", words, after(reply.headers.get("retry-after", ""), now))


def payload(letter: Letter) -> bytes:
    """The body of a letter, which holds one alert."""
    (alert,) = letter.alerts
    found = letter.found.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return msgspec.json.encode(Payload(alert.type, found, alert.sample, alert))


def signature(secret: str, name: str, timestamp: int, body: bytes) -> str:
    """The signature of a body with its id and timestamp (Unix seconds)."""
    key = b64decode(secret.removeprefix(PREFIX))
    made = hmac.new(key, f"{name}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{b64encode(made).decode()}"


def after(words: str, now: datetime) -> float | None:
    """Seconds until a Retry-After (RFC 9110, 10.2.3), a number or a date; None for what is neither."""
    if words.isascii() and words.isdigit() and len(words) < 10:
        return float(words)
    try:
        return max(0.0, (parsedate_to_datetime(words).astimezone(UTC) - now).total_seconds())
    except (ValueError, OverflowError):
        return None
