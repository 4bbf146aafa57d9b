"""Who may write: tokens by name, kept as hashes in a file beside the ledger, never in it.

A token is 32 random bytes, so one round of SHA-256 is enough: there is nothing to guess that a slower hash would guard
(RFC 9106 is for passwords, which people choose).
"""

from __future__ import annotations

import fcntl
import hmac
import json
import os
import secrets
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from accredit.errors import QuestionError
from accredit.ledger import beside

PREFIX = "accredit-"
"""What every token begins with, so that whoever finds one knows what it is."""

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Token:
    """One token: whose, the hash of it, since when, and until when (None while it is good)."""

    name: str
    hash: str
    made: str
    revoked: str | None = None

    @property
    def live(self) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None


def tokens_of(ledger: str) -> Tokens:
    """The tokens of a ledger at a place: `LEDGER.tokens` beside its file, or here by the name of its database."""
    own = beside(ledger)
    return Tokens(own.with_name(f"{own.name}.tokens"))


class Tokens:
    """The tokens in one file. Several processes may use it; what one revokes, the others refuse at once.

    Every method raises QuestionError for a file that is none of tokens.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self._seen: tuple[int, int, int] | None = None
        self._known: tuple[Token, ...] = ()

    def all(self) -> tuple[Token, ...]:
        """Every token ever made, in that order, the revoked ones too."""
        try:
            state = self.place.stat()
        except FileNotFoundError:
            return ()
        stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        if stamp != self._seen:
            self._known = _parsed(self.place)
            self._seen = stamp
        return self._known

    def add(self, name: str) -> str:
        """A new token for a name; it is shown this once. Raises QuestionError for a name that has one already."""
        name = name.strip(" ")
        _check(name)
        token = PREFIX + secrets.token_urlsafe(32)
        with self._locked():
            known = self.all()
            if any(t.live and _alike(t.name, name) for t in known):
                raise QuestionError(f"{name} has a token already: revoke it before you make another")
            self._keep((*known, Token(name, _hash(token), _now())))
        return token

    def revoke(self, name: str) -> Token:
        """Refuse a name's token from now on. Raises QuestionError when nobody of that name has one."""
        with self._locked():
            known = self.all()
            found = next((t for t in known if t.live and _alike(t.name, name)), None)
            if found is None:
                raise QuestionError(f"nobody has a token under the name {name[:LONGEST_NAME]!r}")
            gone = replace(found, revoked=_now())
            self._keep(tuple(gone if t is found else t for t in known))
        return gone

    def holder(self, words: str) -> str | None:
        """Whose token these words are, or None."""
        found = self.find(words)
        return found.name if found else None

    def find(self, words: str) -> Token | None:
        """The live token that these words are. All are compared, in a time that says nothing of how near one came."""
        asked, found = _hash(words), None
        for token in self.all():
            if hmac.compare_digest(token.hash, asked) and token.live:
                found = token
        return found

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time, over all processes."""
        with self.place.with_name(f"{self.place.name}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _keep(self, tokens: tuple[Token, ...]) -> None:
        """Put the file in place whole, for its owner alone."""
        text = json.dumps({"tokens": [asdict(t) for t in tokens]}, ensure_ascii=False, indent=1) + "\n"
        number, name = tempfile.mkstemp(dir=self.place.parent, prefix=f".{self.place.name}.")
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, self.place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def _parsed(place: Path) -> tuple[Token, ...]:
    try:
        value = json.loads(place.read_text("utf-8"))
        return tuple(Token(**each) for each in value["tokens"])
    except (ValueError, TypeError, KeyError):
        raise QuestionError(f"{place}: is no file of tokens") from None


def _check(name: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise QuestionError(f"a name has 1 to {LONGEST_NAME} characters")
    if any(unicodedata.category(c)[0] == "C" or c in "\u2028\u2029" for c in name):
        raise QuestionError("a name is one line of characters that can be seen")


def _alike(one: str, other: str) -> bool:
    """Whether people could take one name for the other."""
    return _plain(one) == _plain(other)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _hash(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
