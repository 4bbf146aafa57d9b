"""The API as an application of its own, which the pages' one mounts under /api/v1, with its own document."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response

from accredit.errors import AccreditError
from accredit.web.api import problems, resources, shapes, whole
from accredit.web.api.asking import BASE
from accredit.web.site import Site

S = "/situations/{situation}"

RESOURCES: tuple[tuple[str, Callable[..., Response], type], ...] = (
    ("/", resources.root, whole.Root),
    (S, resources.situation, shapes.Situation),
    (f"{S}/missions", resources.missions, whole.Missions),
    (f"{S}/missions/{{mission}}", resources.mission, whole.MissionAnswer),
    (f"{S}/claims", resources.claims, whole.Claims),
    (f"{S}/claims/{{claim}}", resources.claim, whole.ClaimAnswer),
    (f"{S}/articles", resources.articles, whole.Articles),
    (f"{S}/articles/{{article}}", resources.article, whole.ArticleAnswer),
    (f"{S}/voices", resources.voices, whole.Speakers),
    (f"{S}/voices/{{voice}}", resources.voice, whole.SpeakerAnswer),
    (f"{S}/states", resources.states, whole.States),
    (f"{S}/states/{{state}}", resources.state, whole.StateAnswer),
    (f"{S}/changes", resources.changes, whole.Changes),
)
"""Path, what answers it, the shape of the answer."""

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    304: {"description": "It is as it was: If-None-Match named its tag."},
    400: {"model": whole.Problem, "description": "The question is malformed."},
    404: {"model": whole.Problem, "description": "There is no such thing."},
}

_HEADERS = {
    "ETag": {"description": "Strong; changes when the ledger does.", "schema": {"type": "string"}},
    "Link": {"description": 'Of a list: the next stretch, rel="next" (RFC 8288).', "schema": {"type": "string"}},
}


def create_api(site: Site) -> FastAPI:
    """The API of a site."""
    api = FastAPI(
        title="accredit",
        version="1.0.0",
        description="Who holds the embassy, who says so, and since when. docs/api.md says how it is used.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.state.site = site
    for error in (AccreditError, RequestValidationError):
        api.add_exception_handler(error, problems.told)
    api.add_exception_handler(404, problems.no_such_address)
    api.add_exception_handler(405, problems.not_so)
    for path, answer, shape in RESOURCES:
        told: dict[int | str, dict[str, Any]] = {**_PROBLEMS, 200: {"model": shape, "headers": _HEADERS}}
        name = answer.__name__
        api.add_api_route(path, answer, responses=told, name=name, summary=_first_line(answer), operation_id=name)
    api.add_api_route("/openapi.json", lambda: api.openapi(), include_in_schema=False)
    api.openapi = lambda: _document(api)  # type: ignore[method-assign]
    return api


def _first_line(answer: Callable[..., Response]) -> str:
    return (answer.__doc__ or "").split("\n", 1)[0]


def _document(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document. Problems have a media type of their own, and a malformed question is 400, not 422."""
    if api.openapi_schema is None:
        made = get_openapi(
            title=api.title, version=api.version, description=api.description, routes=api.routes,
            servers=[{"url": BASE}],
        )  # fmt: skip
        shown = json.loads((files("accredit.web.api") / "examples.json").read_text("utf-8"))
        for methods in made["paths"].values():
            answers = methods["get"]["responses"]
            # Put in here, since what makes the document leaves out what is null.
            answers["200"]["content"]["application/json"]["example"] = shown[methods["get"]["operationId"]]
            answers.pop("422", None)
            for status in ("400", "404"):
                answers[status]["content"] = {problems.MEDIA: answers[status]["content"]["application/json"]}
        api.openapi_schema = made
    return api.openapi_schema
