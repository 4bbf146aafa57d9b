"""Who is signed in, kept in the server's memory alone, and how fast tokens may be tried."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from accredit.review.tokens import Token, Tokens

IDLE = 2 * 3600.0
"""Seconds after which a session that nobody uses ends."""

LASTS = 12 * 3600.0
"""Seconds after which every session ends."""

AT_MOST = 1000
"""Sessions at once; the one that was used longest ago makes room."""

GUESSES = 5
"""Wrong tokens from one address before it has to wait."""

PAUSE = 60.0
"""Seconds for which it waits."""

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in: their name, and the secret that their forms carry."""

    name: str
    secret: str


@dataclass(slots=True)
class _Kept:
    session: Session
    token: Token
    opened: float
    used: float


class Sessions:
    """The sessions of one server. They end with it."""

    def __init__(self, tokens: Tokens, clock: Clock = time.monotonic) -> None:
        self._tokens, self._clock = tokens, clock
        self._lock = Lock()
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._secrets: dict[str, str] = {}

    def open(self, token: str) -> str | None:
        """The name of a new session for whoever holds this token; None where nobody does."""
        found = self._tokens.find(token)
        if found is None:
            return None
        name, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            # A form that was left open while a session ended can still be sent by the same person after signing in.
            secret = self._secrets.setdefault(found.hash, secrets.token_urlsafe(32))
            session = Session(found.name, secret)
            self._kept[_hash(name)] = _Kept(session, found, now, now)
            while len(self._kept) > AT_MOST:
                self._kept.popitem(last=False)
        return name

    def of(self, name: str) -> Session | None:
        """The session of this name, while it lasts and its token is good."""
        now, key = self._clock(), _hash(name)
        with self._lock:
            kept = self._kept.get(key)
            if kept is None:
                return None
            if now - kept.used > IDLE or now - kept.opened > LASTS or kept.token not in self._tokens.all():
                del self._kept[key]
                return None
            kept.used = now
            self._kept.move_to_end(key)
            return kept.session

    def close(self, name: str) -> None:
        """End a session; one that there is not is no matter."""
        with self._lock:
            self._kept.pop(_hash(name), None)


class Guesses:
    """How often an address gave a wrong token lately."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._missed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, address: str) -> float:
        """Seconds that this address has to wait before it may try again; 0 when it may now."""
        with self._lock:
            count, last = self._missed.get(address, (0, 0.0))
            return max(0.0, last + PAUSE - self._clock()) if count >= GUESSES else 0.0

    def missed(self, address: str) -> None:
        """A wrong token came from there."""
        with self._lock:
            count, last = self._missed.pop(address, (0, 0.0))
            now = self._clock()
            self._missed[address] = (count + 1 if now - last <= PAUSE else 1, now)
            while len(self._missed) > AT_MOST:
                self._missed.popitem(last=False)

    def hit(self, address: str) -> None:
        """A right token came from there."""
        with self._lock:
            self._missed.pop(address, None)


def _hash(name: str) -> str:
    """Sessions are found by a hash of their name, so that the time it takes says nothing about near ones."""
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
