"""The server: one route a page, as HTML and as JSON. What a page holds is made in `pages`."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, Response
from fastapi.staticfiles import StaticFiles

from accredit.errors import AccreditError, NothingHereError, QuestionError
from accredit.web.addresses import Addresses
from accredit.web.api.app import create_api
from accredit.web.api.asking import BASE
from accredit.web.asking import Asked, Name, Page, Seen, site_of, view_of
from accredit.web.feeds import TYPES, Kind, feed_body
from accredit.web.guard import Guard
from accredit.web.memento import LINK_FORMAT, TimeMap, negotiated, timemap, timemap_links
from accredit.web.pages.article import ArticlePage, ArticlesPage, article_page, articles_page
from accredit.web.pages.compare import ComparePage, compare_page
from accredit.web.pages.days import DaysPage, days_page
from accredit.web.pages.find import FindPage, find_page
from accredit.web.pages.marks import MarksPage, marks_page
from accredit.web.pages.matrix import MatrixPage, matrix_page
from accredit.web.pages.mission import MissionPage, mission_page
from accredit.web.pages.search import SearchPage, search_page
from accredit.web.pages.situation import SituationPage, situation_page
from accredit.web.pages.state import StatePage, StatesPage, state_page, states_page
from accredit.web.pages.voices import VoicePage, VoicesPage, voice_page, voices_page
from accredit.web.render import STATIC, html
from accredit.web.review.person import Refusal, person_of, reviewing_of
from accredit.web.review.routes import add_review
from accredit.web.review.setting import Reviewing
from accredit.web.serialize import to_json
from accredit.web.site import Site
from accredit.web.view import View


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no page, in one line."""

    error: str


Text = Annotated[str, Query(max_length=200)]


def _situation(view: Seen, sort: Text = "", standing: Text = "", words: Text = "") -> SituationPage:
    return situation_page(view, sort=sort, standing=standing, words=words)


def _mission(view: Seen, mission: Name, page: Page = 1) -> MissionPage:
    return mission_page(view, mission, page)


def _matrix(view: Seen, mission: Name) -> MatrixPage:
    return matrix_page(view, mission)


def _state(view: Seen, state: Name) -> StatePage:
    return state_page(view, state)


def _states(view: Seen) -> StatesPage:
    return states_page(view)


def _articles(view: Seen, page: Page = 1) -> ArticlesPage:
    return articles_page(view, page)


def _article(view: Seen, article: Name) -> ArticlePage:
    return article_page(view, article)


def _compare(view: Seen, left: Text = "", right: Text = "") -> ComparePage:
    return compare_page(view, left, right)


def _compared(view: Seen, left: Name, right: Name) -> ComparePage:
    return compare_page(view, left, right)


def _voices(view: Seen) -> VoicesPage:
    return voices_page(view)


def _voice(view: Seen, voice: Name) -> VoicePage:
    return voice_page(view, voice)


def _find(view: Seen, residence: Annotated[str, Query(max_length=8)] = "") -> FindPage:
    return find_page(view, residence)


def _search(view: Seen, q: Text = "") -> SearchPage:
    return search_page(view, q)


def _marks(view: Seen) -> MarksPage:
    return marks_page(view)


def _days(view: Seen) -> DaysPage:
    return days_page(view)


_ABOUT = "/{situation}/missions/{mission}"

PAGES: tuple[tuple[str, Callable[..., Any], str, type], ...] = (
    (f"{_ABOUT}/matrix", _matrix, "matrix.html", MatrixPage),
    (_ABOUT, _mission, "mission.html", MissionPage),
    ("/{situation}/states/{state}", _state, "state.html", StatePage),
    ("/{situation}/states", _states, "states.html", StatesPage),
    ("/{situation}/articles/{article}", _article, "article.html", ArticlePage),
    ("/{situation}/articles", _articles, "articles.html", ArticlesPage),
    ("/{situation}/compare/{left}/{right}", _compared, "compare.html", ComparePage),
    ("/{situation}/compare", _compare, "compare.html", ComparePage),
    ("/{situation}/voices/{voice}", _voice, "voice.html", VoicePage),
    ("/{situation}/voices", _voices, "voices.html", VoicesPage),
    ("/{situation}/find", _find, "find.html", FindPage),
    ("/{situation}/search", _search, "search.html", SearchPage),
    ("/{situation}", _situation, "situation.html", SituationPage),
)
"""Path, what makes the page, its template, its type."""

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "testserver")
_FAULTS: dict[int | str, dict[str, Any]] = {400: {"model": Fault}, 404: {"model": Fault}}


def create_app(site: Site, hosts: Collection[str] = (), reviewing: Reviewing | None = None) -> FastAPI:
    """The application for a site. `hosts`: the names that it answers to, any where there are none.

    With `reviewing`, people who hold a token may rule and add articles; without it nothing is written.
    """
    app = FastAPI(
        title="accredit",
        description="Who holds the embassy, who says so, and since when.",
        openapi_url="/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.site = reviewing.site if reviewing else site
    app.state.reviewing = reviewing
    app.add_middleware(GZipMiddleware, minimum_size=600)
    app.add_middleware(Guard, hosts=hosts, uploads="/add" if reviewing else "")
    app.add_exception_handler(AccreditError, _told)
    app.add_exception_handler(RequestValidationError, _told)
    app.add_exception_handler(Refusal, _refused)
    app.mount(BASE, create_api(app.state.site), name="api")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_api_route("/", _first, include_in_schema=False)
    if reviewing:
        add_review(app, _FAULTS)
    for name, make_json, made in (("marks", _marks, MarksPage), ("days", _days, DaysPage)):
        told = {**_FAULTS, 200: {"model": made}}
        app.add_api_route(f"/{{situation}}/{name}.json", _as_json(make_json), responses=told, name=name)
    app.add_api_route(
        f"{_ABOUT}/timemap", timemap_links, responses={**_FAULTS, 200: {"content": {LINK_FORMAT: {}}}},
        response_class=Response, name="timemap_links",
    )  # fmt: skip
    app.add_api_route(
        f"{_ABOUT}/timemap.json", _as_json(timemap), responses={**_FAULTS, 200: {"model": TimeMap}}, name="timemap"
    )
    for kind in TYPES:
        described: dict[int | str, dict[str, Any]] = {200: {"content": {TYPES[kind]: {}}, "description": "A feed."}}
        for path, feed in (("/{situation}", _feed(kind)), (_ABOUT, _mission_feed(kind))):
            app.add_api_route(f"{path}/feed.{kind}", feed, response_class=Response, responses={**_FAULTS, **described})
    for path, make, template, model in PAGES:
        before = [Depends(negotiated)] if make is _mission else None
        name = template.removesuffix(".html") + ("d" if make is _compared else "")
        answers: dict[int | str, dict[str, Any]] = {**_FAULTS, 200: {"model": model}}
        app.add_api_route(
            f"{path}.json", _as_json(make), responses=answers, name=name, summary=model.__doc__, dependencies=before
        )
        app.add_api_route(
            path, _as_html(make, template), response_class=HTMLResponse, name=f"{name}_page", dependencies=before
        )
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _first(request: Request, asking: Asked, sort: Text = "", standing: Text = "", words: Text = "") -> Response:
    """The site's first page: its first situation."""
    site = site_of(request)
    view = asking.of(site, site.situations[0].id)
    page = situation_page(view, sort=sort, standing=standing, words=words)
    body = _html(request, "situation.html", page, view, (view.situation.id,))
    return _respond(request, body, "text/html; charset=utf-8")


def _feed(kind: Kind) -> Callable[..., Response]:
    def feed(request: Request, situation: Name) -> Response:
        """The changes of answers about a situation."""
        base = str(request.base_url).rstrip("/")
        return _respond(request, feed_body(site_of(request), situation, None, kind, base), TYPES[kind])

    feed.__annotations__ = {"request": Request, "situation": Name, "return": Response}
    return feed


def _mission_feed(kind: Kind) -> Callable[..., Response]:
    def feed(request: Request, situation: Name, mission: Name) -> Response:
        """The changes of answers about one mission."""
        base = str(request.base_url).rstrip("/")
        return _respond(request, feed_body(site_of(request), situation, mission, kind, base), TYPES[kind])

    feed.__annotations__ = {"request": Request, "situation": Name, "mission": Name, "return": Response}
    return feed


def _as_json(make: Callable[..., Any]) -> Callable[..., Response]:
    def as_json(request: Request, page: Annotated[Any, Depends(make)]) -> Response:
        return _respond(request, to_json(page), "application/json")

    as_json.__annotations__ = {"request": Request, "page": Annotated[Any, Depends(make)], "return": Response}
    return as_json


def _as_html(make: Callable[..., Any], template: str) -> Callable[..., Response]:
    def as_html(request: Request, view: Seen, page: Annotated[Any, Depends(make)]) -> Response:
        here = tuple(request.url.path.strip("/").split("/"))
        return _respond(request, _html(request, template, page, view, here), "text/html; charset=utf-8")

    seen = Annotated[View, Depends(view_of)]
    page = Annotated[Any, Depends(make)]
    as_html.__annotations__ = {"request": Request, "view": seen, "page": page, "return": Response}
    return as_html


def _html(request: Request, template: str, page: Any, view: View, here: tuple[str, ...]) -> bytes:
    at = Addresses("/".join(here), published=False, keep=view.keep)
    own, words = view.situation.id, view.site.options.catalogue
    asks = {"review": reviewing_of(request) is not None, "person": person_of(request)}
    return html(template, page, at, words, asked=page.asked, own=own, here=here, **asks)


def _respond(request: Request, body: bytes, kind: str) -> Response:
    """The page, or that it is as it was. Pages are asked for anew each time: the ledger may have grown."""
    tag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache", "vary": "accept-encoding"}
    if reviewing_of(request):  # whoever is signed in gets other pages
        headers |= {"cache-control": "private, no-cache", "vary": "accept-encoding, cookie, authorization"}
    headers |= getattr(request.state, "also", {})
    known = request.headers.get("if-none-match", "")
    if tag.strip('"') in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=kind, headers=headers)


def _refused(request: Request, error: Exception) -> Response:
    """Why a request goes no further, as a page or as JSON."""
    if not isinstance(error, Refusal):
        raise error
    return _in_one_line(request, str(error.detail), error.status_code, dict(error.headers or {}))


def _told(request: Request, error: Exception) -> Response:
    """An error as a page or as JSON, in one line."""
    status = 404 if isinstance(error, NothingHereError) else 400
    words = str(error)
    if isinstance(error, RequestValidationError):
        words = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
    elif not isinstance(error, QuestionError):
        status, words = 503, "the ledger cannot be read just now"
    return _in_one_line(request, words, status, {})


def _in_one_line(request: Request, words: str, status: int, headers: dict[str, str]) -> Response:
    if request.url.path.endswith((".json", "/timemap")) or "authorization" in request.headers:
        return Response(to_json({"error": words}), status, headers, media_type="application/json")
    site = site_of(request)
    at = Addresses("", published=False)
    own = site.situations[0].id
    body = html("fault.html", None, at, site.options.catalogue, asked=None, own=own, words=words, here=())
    return HTMLResponse(body, status, headers)


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The document; a malformed question is answered by 400 here and never by 422."""
    if app.openapi_schema is None:
        made = get_openapi(title=app.title, version="1", description=app.description, routes=app.routes)
        for methods in made["paths"].values():
            for operation in methods.values():
                operation["responses"].pop("422", None)
                if {"text/html", TYPES["atom"]} & set(operation["responses"].get("200", {}).get("content", {})):
                    faults = {
                        "description": "Told as a page.",
                        "content": {"text/html": {"schema": {"type": "string"}}},
                    }
                    operation["responses"] |= {"400": faults, "404": faults}
        app.openapi_schema = made
    return app.openapi_schema
