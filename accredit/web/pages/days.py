"""Where the sliders stop: the days on which some answer may turn, and those on which something was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accredit.web.turning import printing, turning
from accredit.web.view import Asked, View


@dataclass(frozen=True, slots=True)
class DaysPage:
    """Days in order: as of any other one answers are as on the one before it, and so with what was known."""

    asked: Asked
    days: tuple[date, ...]
    known: tuple[date, ...]


def days_page(view: View) -> DaysPage:
    """The days of all missions, from the start of the contest to the later of today and the day asked about."""
    claims = [r for r in view.snapshot.found.claims if r.claim.mission]
    first, last = view.situation.start, max(view.site.today(), view.times.as_of)
    days = turning(claims, view.situation, first, last)
    return DaysPage(view.asked, tuple(days), tuple(printing(claims, first, last)))
