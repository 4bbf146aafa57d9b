"""The queue, every ruling, and how far people agree."""

from __future__ import annotations

from dataclasses import dataclass

from accredit.errors import NothingHereError
from accredit.review.agreement import DECISIONS, Agreement, agreement
from accredit.review.queue import Queued, Weights, queue, reviewed
from accredit.ruling import ON_CLAIMS, ON_PAIRS
from accredit.rulings.concerning import concerning
from accredit.web.review.claim import names, rulings_now
from accredit.web.review.shown import RulingShown, as_read, rulings_shown
from accredit.web.shown import ClaimShown
from accredit.web.view import Asked, View

ON_PAGE = 10
"""Claims on one page of the queue."""

RULINGS_ON_PAGE = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim of the queue: how many answers change without it (None: not weighed), how many name it.

    `seen` are the ids of the rulings that are on it: none in force, but withdrawn ones count.
    """

    claim: ClaimShown
    changes: int | None
    named: int
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QueuePage:
    """What to look at first. `done` claims were ruled on, of `all_claims`; `page` of `pages`. `mine`: whoever asks is
    shown what they have not ruled on themselves, whoever else has.
    """

    asked: Asked
    waiting: tuple[Waiting, ...]
    done: int
    all_claims: int
    weighed: int
    page: int
    pages: int
    mine: bool
    blind: bool
    last: RulingShown | None


@dataclass(frozen=True, slots=True)
class RulingsPage:
    """Every ruling, the newest first. `page` of `pages`."""

    asked: Asked
    rulings: tuple[RulingShown, ...]
    all_rulings: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """How far each two people agree who ruled on the same claims; the tables' rows and columns are `decisions`."""

    asked: Asked
    found: Agreement
    decisions: tuple[str, ...]
    hidden: bool


def queue_page(
    view: View, weights: Weights, who: str | None, *, mine: bool, blind: bool, page: int = 1, last: str = ""
) -> QueuePage:
    """The queue as somebody sees it. Blind, its order is that of the claims as everybody has them.

    Raises NothingHereError for a page that there is not.
    """
    found, situation, as_of = view.snapshot.found, view.situation, view.times.as_of
    counted = found.claims
    mine = mine or blind
    done = reviewed(found, who if mine else None)
    name = ("queue", view.snapshot.head, situation.id, as_of)
    # What was set aside by their own hand is ruled on; the order is worked out once, over all that count.
    order = view.site.remember(name, lambda: queue(counted, situation, as_of, (), weights))
    left = [q for q in order if q.recorded.claim.id not in done]
    pages = max(1, -(-len(left) // ON_PAGE))
    if page > pages and page > 1 and not left[(page - 1) * ON_PAGE :]:
        raise NothingHereError(f"page {page}: there are {pages}")
    chosen = left[(page - 1) * ON_PAGE : page * ON_PAGE]
    rulings = rulings_shown(view)
    return QueuePage(
        asked=view.asked,
        waiting=tuple(_waiting(q, view, rulings) for q in chosen),
        done=len(done),
        all_claims=len(found.claims) + len(found.set_aside),
        weighed=sum(q.changes is not None for q in left),
        page=page,
        pages=pages,
        mine=mine,
        blind=blind,
        last=next((r for r in rulings if last and r.id == last), None),
    )


def _waiting(queued: Queued, view: View, rulings: tuple[RulingShown, ...]) -> Waiting:
    shown = view.shown([queued.recorded])[0]
    seen = seen_on(view, queued, rulings)
    return Waiting(shown, queued.changes, queued.named, seen)


def seen_on(view: View, queued: Queued, rulings: tuple[RulingShown, ...]) -> tuple[str, ...]:
    """The rulings on the claim that its author has before them on the page: those that the card tells of."""
    if not any(r.kind in ON_CLAIMS or r.kind in ON_PAIRS for r in rulings):
        return ()
    read = as_read(view, queued.recorded)
    return tuple(r.ruling.id for r in concerning(rulings_now(view), names(view, queued.recorded, read)))


def rulings_page(view: View, page: int = 1) -> RulingsPage:
    """All rulings. Raises NothingHereError for a page that there is not."""
    found = rulings_shown(view)
    pages = max(1, -(-len(found) // RULINGS_ON_PAGE))
    if page > pages:
        raise NothingHereError(f"page {page}: there are {pages}")
    chosen = found[(page - 1) * RULINGS_ON_PAGE : page * RULINGS_ON_PAGE]
    return RulingsPage(view.asked, chosen, len(found), page, pages)


def agreement_page(view: View, *, hidden: bool) -> AgreementPage:
    """The agreement; `hidden` while claims are coded blind, when a table would tell what others ruled."""
    ledger = view.site.ledger
    found = Agreement((), ()) if hidden else agreement(ledger.rulings(), view.situation.id)
    return AgreementPage(view.asked, found, DECISIONS, hidden)
