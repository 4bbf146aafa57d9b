"""Adding articles: what may be given, how far a job is, and what it changed and why."""

from __future__ import annotations

from dataclasses import dataclass

from accredit.changes import Cause, Changed
from accredit.errors import NothingHereError, QuestionError
from accredit.model import Mission, partial_interval
from accredit.review.jobs import Given, Item, Job, Jobs
from accredit.rights import RIGHTS
from accredit.views.names import segment
from accredit.views.words import mission_words
from accredit.web.review.person import Filled
from accredit.web.shown import AnswerShown, ArticleShown, ClaimShown, answer_shown, article_shown
from accredit.web.view import Asked, View

LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What came of one article, page or file."""

    outcome: str
    place: str
    message: str
    article: ArticleShown | None
    claims: int


@dataclass(frozen=True, slots=True)
class CauseShown:
    """What brought a change about: an article with the claims that it brought and took away, or a ruling."""

    kind: str
    article: ArticleShown
    new: tuple[ClaimShown, ...]
    gone: tuple[ClaimShown, ...]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One answer that comes out otherwise since. `path` is where its subject's page is."""

    subject: str
    path: tuple[str, ...]
    question: str
    before: AnswerShown
    after: AnswerShown
    causes: tuple[CauseShown, ...]


@dataclass(frozen=True, slots=True)
class JobShown:
    """A job: what was given and by whom, how far it is, what came of it and what changed."""

    id: str
    words: str
    who: str
    state: str
    over: bool
    before: int
    count: int
    items: tuple[ItemShown, ...]
    message: str
    changes: tuple[ChangeShown, ...]


@dataclass(frozen=True, slots=True)
class AddPage:
    """Where articles are given, and the jobs of late."""

    asked: Asked
    jobs: tuple[JobShown, ...]
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JobPage:
    """One job."""

    asked: Asked
    job: JobShown


def add_page(view: View, jobs: Jobs) -> AddPage:
    """Where articles are given."""
    return AddPage(view.asked, tuple(_job(job, view, whole=False) for job in jobs.all()[:10]), RIGHTS)


def job_page(view: View, jobs: Jobs, name: str) -> JobPage:
    """One job. Raises NothingHereError for one that is not remembered."""
    job = jobs.get(name)
    if job is None:
        raise NothingHereError("this server knows no such job: it may have been started anew since")
    return JobPage(view.asked, _job(job, view, whole=True))


def given_in(form: Filled) -> Given:
    """What a form gives to be read. Raises QuestionError, in words for whoever filled it in."""
    how, who = form.line("do"), form.person.name
    if how == "link":
        url = form.line("url")
        if not url.lower().startswith(("http://", "https://")) or len(url) > LONGEST_URL:
            raise QuestionError("give an address that begins with http:// or https://")
        return Given(who, url=url)
    if how == "files":
        if not form.files:
            raise QuestionError("choose one or more files")
        return Given(who, files=tuple((_name(f.name), f.data) for f in form.files))
    if how != "text":
        raise QuestionError("paste a text, give an address, or choose files")
    published, rights = form.line("published"), form.line("rights") or "quote"
    if not form.words("text").strip():
        raise QuestionError("paste the text of the article")
    if published and partial_interval(published) is None:
        raise QuestionError(f"{published[:40]!r} is no day, month or year (2023-03-28, 2023-03, 2023)")
    if rights not in RIGHTS:
        raise QuestionError(f"rights are one of {', '.join(RIGHTS)}")
    known = tuple((n, form.line(n)) for n in ("outlet", "title", "published", "url") if form.line(n))
    return Given(who, form.words("text"), known, rights)


def _name(words: str) -> str:
    """The name of a file without its folders, as far as it can be seen."""
    last = words.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[-120:] or "a file"


def _job(job: Job, view: View, *, whole: bool) -> JobShown:
    items = tuple(_item(i, view) for i in job.items) if whole else ()
    mine = [c for s, changes in job.changes if s.id == view.situation.id for c in changes] if whole else []
    return JobShown(
        job.id, job.given.words, job.given.who, job.state, job.over, job.before, job.count, items, job.message,
        tuple(_change(c, view) for c in mine),
    )  # fmt: skip


def _item(item: Item, view: View) -> ItemShown:
    article = item.article if item.article and view.allowance.may(item.article) else None
    shown = article_shown(article, view.allowance) if article else None
    return ItemShown(item.outcome, item.place, item.message, shown, item.claims)


def _change(change: Changed, view: View) -> ChangeShown:
    subject = change.subject
    if isinstance(subject, Mission):
        path, words = ("missions", segment(subject.id)), mission_words(subject, view.situation.state(subject.host))
    else:
        path, words = ("states", subject.code), subject.name
    causes = tuple(_cause(c, view) for c in change.causes if view.allowance.may(c.article))
    return ChangeShown(words, path, change.question, answer_shown(change.before), answer_shown(change.after), causes)


def _cause(cause: Cause, view: View) -> CauseShown:
    return CauseShown(
        cause.kind, article_shown(cause.article, view.allowance), view.shown(cause.new), view.shown(cause.gone)
    )
