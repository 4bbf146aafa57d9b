"""How answers came to be: told on each day of publication, from what was known that day, about that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from accredit.model import Mission, RecordedClaim
from accredit.verdict import Verdict, put
from accredit.verdict.independence import published_day
from accredit.web.shown import AnswerShown, ArticleShown, MissionShown, answer_shown, article_shown, mission_shown
from accredit.web.view import View

WORK = 1500
"""Claims that are weighed for one history: a mission with many of them is looked at on fewer days."""

FEWEST, MOST = 3, 60
"""Days of publication that are looked at; of more, evenly chosen ones and always the last."""

LATEST = 8
"""Changes on a situation's first page."""

TRIED = 40
"""Days of publication that are looked at for them, over all missions."""


@dataclass(frozen=True, slots=True)
class Step:
    """An answer as it came to be on a day, the one before it, and the articles published then that speak of it."""

    mission: MissionShown
    day: date
    before: AnswerShown
    after: AnswerShown
    articles: tuple[ArticleShown, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The steps of one mission's operator, the newest first. `days` were looked at of `of` days of publication."""

    steps: tuple[Step, ...]
    days: int
    of: int


def history(view: View, mission: Mission) -> History:
    """How the answer to who runs a mission came about, up to the day that the view is as of."""
    name = ("history", mission.id, view.snapshot.head, view.situation.id, view.times, view.without)
    return view.site.remember(name, lambda: _history(view, mission))


def _history(view: View, mission: Mission) -> History:
    claims = _published(view.told(mission), view.times.as_of)
    days = sorted({day for day, _ in claims})
    chosen = _evenly(days, min(MOST, max(FEWEST, 2 * WORK // max(len(claims), 1))))
    steps: list[Step] = []
    before = _told(view, mission, (), view.times.as_of)
    for day in chosen:
        after = _told(view, mission, [r for at, r in claims if at <= day], day)
        if after.said != before.said:
            previous = max((d for d in chosen if d < day), default=None)
            new = [r for at, r in claims if at <= day and (previous is None or at > previous)]
            steps.append(_step(view, mission, day, before, after, new))
        before = after
    return History(tuple(reversed(steps)), len(chosen), len(days))


def latest(view: View) -> tuple[Step, ...]:
    """The last changes of who runs any mission, the newest first."""
    name = ("latest", view.snapshot.head, view.situation.id, view.times, view.without)
    return view.site.remember(name, lambda: tuple(_latest(view)))


def _latest(view: View) -> list[Step]:
    dated = {m: _published(view.told(m), view.times.as_of) for m in view.snapshot.missions.values()}
    days = sorted(((day, m.id) for m, claims in dated.items() for day in {d for d, _ in claims}), reverse=True)
    by_id = {m.id: m for m in dated}
    found: list[Step] = []
    work = 0
    for day, name in days[:TRIED]:
        mission = by_id[name]
        claims = dated[mission]
        work += 2 * len(claims)
        if work > 2 * WORK and found:
            break
        earlier = [(at, r) for at, r in claims if at < day]
        last = max((at for at, _ in earlier), default=day)
        before = _told(view, mission, [r for _, r in earlier], last)
        after = _told(view, mission, [r for at, r in claims if at <= day], day)
        if before.said != after.said:
            found.append(_step(view, mission, day, before, after, [r for at, r in claims if at == day]))
        if len(found) == LATEST:
            break
    return found


def _published(claims: Iterable[RecordedClaim], until: date) -> list[tuple[date, RecordedClaim]]:
    """The claims that were published on a known day up to one, with that day.

    Of those that are each report once: the first carrier of a report stands for it on every later day too.
    """
    dated = ((published_day(r.article), r) for r in claims)
    return [(day, r) for day, r in dated if day and day <= until]


def _told(view: View, mission: Mission, claims: Sequence[RecordedClaim], as_of: date) -> Verdict:
    return put("operator", mission.id, claims, view.situation, as_of=as_of)


def _step(
    view: View, mission: Mission, day: date, before: Verdict, after: Verdict, new: Sequence[RecordedClaim]
) -> Step:
    behind = set(after.claims)
    telling = [r for r in new if r.claim.id in behind] or new
    articles = {r.article.key: article_shown(r.article, view.allowance) for r in telling}
    return Step(
        mission_shown(mission, view.snapshot), day, answer_shown(before), answer_shown(after), tuple(articles.values())
    )


def _evenly(days: Sequence[date], most: int) -> list[date]:
    """At most so many of the days, spread over all, the last one among them."""
    if len(days) <= most:
        return list(days)
    return [days[(n + 1) * len(days) // most - 1] for n in range(most)]
