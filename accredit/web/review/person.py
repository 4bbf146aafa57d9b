"""Who asks, and whether they may write: sessions of people, tokens of programs, and where a form came from."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response

from accredit.web.review.setting import Reviewing

COOKIE = "accredit_session"
FIELDS_AT_MOST = 200
FIELD_AT_MOST = 2_000_000
"""Bytes of one field of a form."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may write. `secret` is what their forms carry; None for a program, which has no forms."""

    name: str
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a form."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that was filled in by somebody who may write."""

    person: Person
    fields: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Upload, ...] = ()

    def words(self, name: str) -> str:
        """A field as typed, with the line ends that texts have."""
        return self.fields.get(name, "").replace("\r\n", "\n").replace("\r", "\n")

    def line(self, name: str) -> str:
        """A field as one line."""
        return " ".join(self.words(name).split())


class Refusal(HTTPException):
    """Why a request goes no further, in one line that people read."""

    def __init__(self, status: int, words: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, words, headers)


def reviewing_of(request: Request) -> Reviewing | None:
    """How this server takes rulings; None where it takes none."""
    found: Reviewing | None = getattr(request.app.state, "reviewing", None)
    return found


def person_of(request: Request) -> Person | None:
    """Who asks, by a program's token or a session; None where it is anybody. Raises Refusal for a wrong token."""
    reviewing = reviewing_of(request)
    if reviewing is None:
        return None
    if not hasattr(request.state, "person"):
        request.state.person = _asks(request, reviewing)
    found: Person | None = request.state.person
    return found


def _asks(request: Request, reviewing: Reviewing) -> Person | None:
    given = request.headers.get("authorization", "")
    scheme, _, words = given.partition(" ")
    if scheme.lower() == "bearer":
        slow_down(request, reviewing)
        name = reviewing.tokens.holder(words.strip())
        if name is None:
            reviewing.guesses.missed(place_of(request))
            raise Refusal(401, "this token is not good here", {"www-authenticate": "Bearer"})
        return Person(name)
    session = reviewing.sessions.of(request.cookies.get(COOKIE, ""))
    return Person(session.name, session.secret) if session else None


def place_of(request: Request) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""


def slow_down(request: Request, reviewing: Reviewing) -> None:
    """Refuse whoever gave too many wrong tokens lately. Raises Refusal."""
    wait = reviewing.guesses.wait(place_of(request))
    if wait:
        seconds = str(int(wait) + 1)
        raise Refusal(429, f"too many wrong tokens: try again in {seconds} seconds", {"retry-after": seconds})


def from_here(request: Request, reviewing: Reviewing) -> None:
    """Refuse a form that another site sent. Raises Refusal.

    Browsers say where a request comes from in Sec-Fetch-Site, which no page can set (W3C Fetch Metadata), older ones
    in Origin. One that says neither is refused.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    own = reviewing.address or f"{request.url.scheme}://{request.headers.get('host', '')}"
    here = site == "same-origin" if site is not None else origin == own
    if not here or (origin not in (None, "null", own)):
        raise Refusal(403, "this form did not come from these pages")


async def filled(request: Request) -> Filled:
    """The form of somebody who may write. Nothing of it is read before that is known."""
    reviewing = reviewing_of(request)
    if reviewing is None:
        raise Refusal(404, "nothing is written here")
    person = person_of(request)
    if person is None:
        words = "you are not signed in, or no longer: sign in, come back to this form and send it again"
        raise Refusal(401, words, {"www-authenticate": "Bearer"})
    if person.secret is not None:
        from_here(request, reviewing)
    found = await fields_of(request, person)
    if person.secret is not None and not hmac.compare_digest(found.words("csrf").encode(), person.secret.encode()):
        raise Refusal(403, "this form is an old one: go back, load the page again and send it once more")
    return found


async def fields_of(request: Request, person: Person) -> Filled:
    """What a form holds, within bounds. Raises Refusal for a form that cannot be read."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Refusal(415, "send a form: application/x-www-form-urlencoded or multipart/form-data")
    fields: dict[str, str] = {}
    files = []
    async with request.form(max_files=FIELDS_AT_MOST, max_fields=FIELDS_AT_MOST, max_part_size=FIELD_AT_MOST) as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields[name] = value
            elif value.filename:
                files.append(Upload(value.filename, await value.read()))
    return Filled(person, fields, tuple(files))


Form = Annotated[Filled, Depends(filled)]
Asking = Annotated[Person | None, Depends(person_of)]


def seal(response: Response, reviewing: Reviewing, name: str) -> None:
    """Hand somebody their session, in a cookie that scripts and other sites never see."""
    response.set_cookie(COOKIE, name, httponly=True, samesite="strict", secure=reviewing.secure, path="/")


def unseal(response: Response, reviewing: Reviewing) -> None:
    """Take it back."""
    response.delete_cookie(COOKIE, httponly=True, samesite="strict", secure=reviewing.secure, path="/")
