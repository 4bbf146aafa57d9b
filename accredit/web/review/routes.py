"""The routes of review: every page is read by GET, every change is sent by POST and answered with where to go on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import Depends, FastAPI, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from accredit.errors import OvertakenError, QuestionError
from accredit.web.addresses import Addresses
from accredit.web.asking import Name, Page
from accredit.web.render import html
from accredit.web.review.adding import AddPage, JobPage, add_page, given_in, job_page
from accredit.web.review.article import ArticleReview, article_review, ruling_on_article
from accredit.web.review.claim import ClaimReview, Making, claim_review, ruling_on_claim, ruling_on_ruling
from accredit.web.review.lists import AgreementPage, QueuePage, RulingsPage, agreement_page, queue_page, rulings_page
from accredit.web.review.person import (
    COOKIE,
    Asking,
    Form,
    Person,
    Refusal,
    fields_of,
    from_here,
    place_of,
    reviewing_of,
    seal,
    slow_down,
    unseal,
)
from accredit.web.review.setting import Reviewing
from accredit.web.serialize import to_json
from accredit.web.view import View

FORM = {"application/x-www-form-urlencoded": {"schema": {"type": "object"}}}
FILES = FORM | {"multipart/form-data": {"schema": {"type": "object"}}}


def setting(request: Request) -> Reviewing:
    """How this server takes rulings. Raises Refusal where it takes none."""
    found = reviewing_of(request)
    if found is None:
        raise Refusal(404, "nothing is written here")
    return found


Set = Annotated[Reviewing, Depends(setting)]


def now(request: Request, reviewing: Set, person: Asking, situation: Name) -> View:
    """The situation as it stands now, as whoever asks sees it."""
    return View.of(reviewing.site_for(person.name if person else None), situation)


Now = Annotated[View, Depends(now)]
Mine = Annotated[str, Query(alias="of", max_length=10, description="`me`: what whoever asks has not ruled on.")]
Done = Annotated[str, Query(max_length=64, description="The ruling that was just recorded.")]


def _queue(view: Now, reviewing: Set, person: Asking, page: Page = 1, of: Mine = "", done: Done = "") -> QueuePage:
    who = person.name if person else None
    return queue_page(
        view, reviewing.weights, who, mine=of == "me" and who is not None, blind=reviewing.blind and who is not None,
        page=page, last=done,
    )  # fmt: skip


def _rulings(view: Now, page: Page = 1) -> RulingsPage:
    return rulings_page(view, page)


def _agreement(view: Now, reviewing: Set) -> AgreementPage:
    return agreement_page(view, hidden=reviewing.blind)


def _claim(view: Now, claim: Name, done: Done = "") -> ClaimReview:
    return claim_review(view, claim)


def _article(view: Now, article: Name, done: Done = "") -> ArticleReview:
    return article_review(view, article)


def _add(view: Now, reviewing: Set) -> AddPage:
    return add_page(view, reviewing.jobs)


def _job(view: Now, reviewing: Set, job: Name) -> JobPage:
    return job_page(view, reviewing.jobs, job)


PAGES: tuple[tuple[str, Callable[..., Any], str, type], ...] = (
    ("/{situation}/review/claims/{claim}", _claim, "review_claim.html", ClaimReview),
    ("/{situation}/review/articles/{article}", _article, "review_article.html", ArticleReview),
    ("/{situation}/review/rulings", _rulings, "review_rulings.html", RulingsPage),
    ("/{situation}/review/agreement", _agreement, "review_agreement.html", AgreementPage),
    ("/{situation}/review", _queue, "review_queue.html", QueuePage),
    ("/{situation}/add/{job}", _job, "review_job.html", JobPage),
    ("/{situation}/add", _add, "review_add.html", AddPage),
)
"""Path, what makes the page, its template, its type."""


def shown(
    template: str, page: Any, view: View, request: Request, person: Person | None, status: int = 200, **more: Any
) -> Response:
    """A page of review as HTML. It is for the person who asked, so nobody keeps it for others."""
    here = tuple(part for part in unquote(request.url.path).strip("/").split("/") if part)
    at = Addresses("/".join(here), published=False)
    own, words = view.situation.id, view.site.options.catalogue
    values = {"fault": "", "typed": {}, "unseen": (), "done": request.query_params.get("done", "")} | more
    body = html(template, page, at, words, asked=page.asked, own=own, here=here, review=True, person=person, **values)
    headers = {"cache-control": "private, no-cache", "vary": "accept-encoding, cookie, authorization"}
    return HTMLResponse(body, status, headers)


def _as_html(make: Callable[..., Any], template: str) -> Callable[..., Response]:
    def as_html(request: Request, view: View, person: Person | None, page: Any) -> Response:
        return shown(template, page, view, request, person)

    page = Annotated[Any, Depends(make)]
    as_html.__annotations__ = {
        "request": Request, "view": Now, "person": Asking, "page": page, "return": Response,
    }  # fmt: skip
    return as_html


def _as_json(make: Callable[..., Any]) -> Callable[..., Response]:
    def as_json(page: Any) -> Response:
        headers = {"cache-control": "private, no-cache", "vary": "accept-encoding, cookie, authorization"}
        return Response(to_json(page), media_type="application/json", headers=headers)

    as_json.__annotations__ = {"page": Annotated[Any, Depends(make)], "return": Response}
    return as_json


def _record(view: View, reviewing: Reviewing, form: Form, making: Making) -> str:
    return reviewing.desk(form.person.name).rule(making.ruling, making.names).ruling.id


def _answer(
    request: Request,
    view: View,
    reviewing: Reviewing,
    form: Form,
    make: Callable[[], Making],
    again: Callable[[tuple[str, ...]], tuple[str, Any]],
    onward: Callable[[str], str],
) -> Response:
    """Record what a form asks for and say where to go on; else the form again, with all that was typed and why."""
    program = form.person.secret is None
    try:
        done = _record(view, reviewing, form, make())
    except OvertakenError as error:
        status, words, unseen = 409, str(error), error.unseen
    except QuestionError as error:
        status, words, unseen = 400, str(error), ()
    else:
        if program:
            return Response(to_json({"ruling": done}), 201, media_type="application/json")
        return RedirectResponse(onward(done), 303)
    if program:
        body = {"error": words, "unseen": list(unseen)}
        return Response(to_json(body), status, media_type="application/json")
    template, page = again(unseen)
    typed = {n: form.words(n) for n in form.fields if n not in ("csrf", "seen")}
    return shown(template, page, view, request, form.person, status, fault=words, typed=typed, unseen=unseen)


def _back(form: Form, place: str) -> Callable[[str], str]:
    """Where to go on: back to the queue when the form came from there, else the page itself."""
    queue = form.line("back") == "queue"
    own = place.split("/")[1] if place else ""
    path = f"/{own}/review" if queue else place
    of = "of=me&" if queue and form.line("of") == "me" else ""
    return lambda done: f"{path}?{of}done={quote(done)}"


def post_claim(request: Request, view: Now, reviewing: Set, form: Form, claim: Name) -> Response:
    """Rule on a claim: confirm, reject, correct; on its voice; on its origin."""
    return _answer(
        request, view, reviewing, form,
        lambda: ruling_on_claim(view, claim, form),
        lambda unseen: ("review_claim.html", claim_review(view, claim, unseen)),
        _back(form, request.url.path),
    )  # fmt: skip


def post_article(request: Request, view: Now, reviewing: Set, form: Form, article: Name) -> Response:
    """Rule on an article, or add a claim over its words."""
    return _answer(
        request, view, reviewing, form,
        lambda: ruling_on_article(view, article, form),
        lambda _: ("review_article.html", article_review(view, article)),
        _back(form, request.url.path),
    )  # fmt: skip


def post_ruling(request: Request, view: Now, reviewing: Set, form: Form, ruling: Name) -> Response:
    """Withdraw a ruling."""
    return _answer(
        request, view, reviewing, form,
        lambda: ruling_on_ruling(view, ruling, form),
        lambda _: ("review_rulings.html", rulings_page(view)),
        _back(form, f"/{view.situation.id}/review/rulings"),
    )  # fmt: skip


def post_add(request: Request, view: Now, reviewing: Set, form: Form) -> Response:
    """Give articles to be read."""
    try:
        job = reviewing.jobs.add(given_in(form))
    except QuestionError as error:
        if form.person.secret is None:
            return Response(to_json({"error": str(error)}), 400, media_type="application/json")
        typed = {n: form.words(n) for n in form.fields if n != "csrf"}
        page = add_page(view, reviewing.jobs)
        return shown("review_add.html", page, view, request, form.person, 400, fault=str(error), typed=typed)
    if form.person.secret is None:
        return Response(to_json({"job": job.id}), 202, media_type="application/json")
    return RedirectResponse(f"/{view.situation.id}/add/{job.id}", 303)


Back = Annotated[str, Query(max_length=300)]


def sign_in_page(request: Request, reviewing: Set, person: Asking, back: Back = "/") -> Response:
    """Where a token is entered."""
    return _sign_in(request, reviewing, person, safe(back))


def _sign_in(
    request: Request, reviewing: Reviewing, person: Person | None, back: str, fault: str = "", status: int = 200
) -> Response:
    site = reviewing.site
    at = Addresses("sign-in", published=False)
    body = html(
        "sign_in.html", None, at, site.options.catalogue, asked=None, own=site.situations[0].id, here=(), review=True,
        person=person, back=back, fault=fault,
    )  # fmt: skip
    return HTMLResponse(body, status, {"cache-control": "no-store"})


async def sign_in(request: Request, reviewing: Set) -> Response:
    """Open a session for whoever holds the token that was entered."""
    from_here(request, reviewing)
    slow_down(request, reviewing)
    form = await fields_of(request, Person(""))
    back, name = safe(form.line("back")), reviewing.sessions.open(form.line("token"))
    if name is None:
        reviewing.guesses.missed(place_of(request))
        words = reviewing.site.options.catalogue("signin.wrong")
        return _sign_in(request, reviewing, None, back, words, 403)
    reviewing.guesses.hit(place_of(request))
    answer = RedirectResponse(back, 303)
    seal(answer, reviewing, name)
    return answer


def sign_out(request: Request, reviewing: Set, form: Form) -> Response:
    """End the session."""
    reviewing.sessions.close(request.cookies.get(COOKIE, ""))
    answer = RedirectResponse("/", 303)
    unseal(answer, reviewing)
    return answer


def safe(back: str) -> str:
    """A path of this server to go back to; the first page for anything else."""
    plain = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return back if plain and back.isascii() else "/"


def add_review(app: FastAPI, faults: dict[int | str, dict[str, Any]]) -> None:
    """Give an application the routes of review."""
    told = {"description": "Told as a page, or as JSON to a program."}
    statuses = (201, 202, 303, 400, 401, 403, 404, 409, 413, 415, 429)
    sent: dict[int | str, dict[str, Any]] = dict.fromkeys(statuses, told)
    app.add_api_route("/sign-in", sign_in_page, methods=["GET"], response_class=HTMLResponse, name="sign_in_page")
    for path, do, content in (
        ("/sign-in", sign_in, FORM),
        ("/sign-out", sign_out, FORM),
        ("/{situation}/review/claims/{claim}", post_claim, FORM),
        ("/{situation}/review/articles/{article}", post_article, FORM),
        ("/{situation}/review/rulings/{ruling}", post_ruling, FORM),
        ("/{situation}/add", post_add, FILES),
    ):
        extra = {"requestBody": {"required": True, "content": content}}
        app.add_api_route(
            path, do, methods=["POST"], response_model=None, status_code=303, responses=sent, openapi_extra=extra,
            summary=do.__doc__, name=f"post {path}",
        )  # fmt: skip
    for path, make, template, model in PAGES:
        name = template.removesuffix(".html")
        described = {**faults, 200: {"model": model}}
        app.add_api_route(f"{path}.json", _as_json(make), responses=described, name=name, summary=model.__doc__)
        app.add_api_route(path, _as_html(make, template), response_class=HTMLResponse, name=f"{name}_page")
