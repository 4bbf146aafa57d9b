"""Errors as RFC 9457 has them: application/problem+json."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response

from accredit.errors import NothingHereError, QuestionError
from accredit.web.api.whole import Fault, Problem
from accredit.web.serialize import to_json

MEDIA = "application/problem+json"

TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}
"""The statuses that are told so."""


_NONE: Mapping[str, str] = MappingProxyType({})


def problem(status: int, detail: str, errors: tuple[Fault, ...] = (), headers: Mapping[str, str] = _NONE) -> Response:
    """A problem with the status' own title. Problems are never kept by caches."""
    body = Problem("about:blank", TITLES[status], status, detail, errors)
    return Response(to_json(body), status, {"cache-control": "no-store", **headers}, MEDIA)


def told(request: Request, error: Exception) -> Response:
    """One of the program's own errors, or a malformed question."""
    if isinstance(error, RequestValidationError):
        faults = tuple(Fault(".".join(map(str, e["loc"][1:])), str(e["msg"])) for e in error.errors())
        return problem(400, "; ".join(f"{f.parameter}: {f.detail}" for f in faults), faults)
    if isinstance(error, NothingHereError):
        return problem(404, str(error))
    if isinstance(error, QuestionError):
        return problem(400, str(error))
    return problem(503, "the ledger cannot be read just now", headers={"retry-after": "5"})


def no_such_address(request: Request, error: Exception) -> Response:
    """There is nothing at this address."""
    return problem(404, "there is nothing at this address; /api/v1 says where to begin")


def not_so(request: Request, error: Exception) -> Response:
    """The API is only read."""
    return problem(405, "this is only read: GET and HEAD", headers={"allow": "GET, HEAD"})
