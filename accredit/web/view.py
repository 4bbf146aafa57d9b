"""One look at a situation: the site, what it holds for the times asked about, and those times as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accredit.errors import NothingHereError, QuestionError
from accredit.export.allowance import Allowance
from accredit.model import Mission, RecordedClaim, Situation
from accredit.verdict import MISSION_QUESTIONS, Verdict, put, told
from accredit.views.names import segment
from accredit.views.times import Times, day_of, moment_of
from accredit.web.marks import slots_of
from accredit.web.shown import ClaimShown, claims_shown
from accredit.web.site import Site
from accredit.web.snapshot import Snapshot

WITHOUT_AT_MOST = 8
"""Sources that one question may leave out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page answers: situation, the three times (None is open), the sources left out, and how much was read.

    `undated` articles have no readable date. `left_out` are private articles whose claims count in no answer here.
    """

    situation: str
    title: str
    as_of: date
    known_at: date | None
    recorded_at: str | None
    without: tuple[str, ...]
    articles: int
    undated: int
    left_out: int
    head: str
    sample: bool

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """The times and left out sources as parts of an address; what is open or today's is left away by `View`."""
        parts = [("known-at", self.known_at and self.known_at.isoformat()), ("recorded-at", self.recorded_at)]
        return tuple((k, v) for k, v in parts if v) + tuple(("without", name) for name in self.without)


@dataclass(frozen=True, slots=True)
class View:
    """A site seen at some times, with what may leave of its articles."""

    site: Site
    snapshot: Snapshot
    times: Times
    allowance: Allowance
    without: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        site: Site,
        situation: str,
        *,
        as_of: str | None = None,
        known_at: str | None = None,
        recorded_at: str | None = None,
        without: Iterable[str] = (),
        only: str | None = None,
    ) -> View:
        """The view that an address asks for; with `only`, no more than that mission's page needs.

        An empty value is as none. Raises QuestionError for what is no date.
        """
        times = Times(
            day_of("as-of", as_of) if as_of else site.today(),
            day_of("known-at", known_at) if known_at else None,
            moment_of("recorded-at", recorded_at) if recorded_at else None,
        )
        left_out = tuple(dict.fromkeys(name.strip() for name in without if name.strip()))
        if len(left_out) > WITHOUT_AT_MOST:
            raise QuestionError(f"without: at most {WITHOUT_AT_MOST} sources are left out at once")
        of = site.situation(situation)
        known = only if only and of.mission(only) else None  # of others only the claims tell that they are there
        snapshot = site.snapshot(of, times, left_out, known)
        return cls(site, snapshot, times, site.allowance(snapshot.head), left_out)

    @property
    def situation(self) -> Situation:
        """The situation that is looked at."""
        return self.snapshot.situation

    @property
    def slots(self) -> dict[str, str]:
        """The contending parties with their slots in drawings."""
        return slots_of(self.situation)

    @property
    def asked(self) -> Asked:
        """What pages say of the question."""
        found = self.snapshot.found
        return Asked(
            self.situation.id, self.situation.title, self.times.as_of, self.times.known_at, self.times.recorded_at,
            self.without, found.articles, found.undated, len(self.snapshot.left_out), self.head[:16],
            any(r.article.sample for r in found.claims),
        )  # fmt: skip

    def asked_of(self, claims: Iterable[RecordedClaim]) -> Asked:
        """The same of a page that speaks of one mission: the articles of these claims are counted in place of all."""
        articles = {(a.id, a.text_id, a.outlet, a.url, a.published): a for r in claims for a in (r.article,)}
        undated = sum(a.published_interval is None for a in articles.values())
        sample = any(a.sample for a in articles.values())
        return replace(self.asked, articles=len(articles), undated=undated, sample=sample)

    @property
    def head(self) -> str:
        """The head of the ledger's chain at the moment that was asked about."""
        moment = self.times.recorded_at
        if moment is None:
            return self.snapshot.head
        name = ("head", self.snapshot.head, moment)
        return self.site.remember(name, lambda: self.site.ledger.head(recorded_at=moment))

    @property
    def keep(self) -> tuple[tuple[str, str], ...]:
        """The query that links to other pages carry along: only what was asked otherwise than by default."""
        day = () if self.times.as_of == self.site.today() else (("as-of", self.times.as_of.isoformat()),)
        return (*day, *self.asked.query)

    def mission(self, name: str) -> Mission:
        """The mission with this name in addresses. Raises QuestionError."""
        known = self.snapshot.missions.get(name)
        if known is None:
            known = next((m for m in self.snapshot.missions.values() if segment(m.id) == name), None)
        if known is None:
            raise NothingHereError(f"no mission {name[:60]!r} here")
        return known

    def claims_on(self, mission: Mission) -> tuple[RecordedClaim, ...]:
        """What is said of a mission."""
        return self.snapshot.by_mission.get(mission.id, ())

    def dossier(self, mission: Mission) -> Mapping[str, Verdict]:
        """All answers about a mission by question."""
        name = ("dossier", mission.id, self.snapshot.head, self.situation.id, self.times, self.without)
        return self.site.remember(name, lambda: self._dossier(mission))

    def _dossier(self, mission: Mission) -> Mapping[str, Verdict]:
        about = self.told(mission)
        return {q: put(q, mission.id, about, self.situation, as_of=self.times.as_of) for q in MISSION_QUESTIONS}

    def told(self, mission: Mission) -> Sequence[RecordedClaim]:
        """What is said of a mission, each report once; whichever day is asked about."""
        times = (self.times.known_at, self.times.recorded_at)
        name = ("told", mission.id, self.snapshot.head, self.situation.id, *times, self.without)
        return self.site.remember(name, lambda: told(mission.id, self.claims_on(mission), self.situation))

    def operators(self) -> Mapping[str, Verdict]:
        """Who runs each mission, by its id."""
        name = ("operators", self.snapshot.head, self.situation.id, self.times, self.without)
        return self.site.remember(name, self._operators)

    def _operators(self) -> Mapping[str, Verdict]:
        at, situation = self.times.as_of, self.situation
        return {m.id: put("operator", m.id, self.told(m), situation, as_of=at) for m in self.snapshot.missions.values()}

    def shown(self, claims: Iterable[RecordedClaim]) -> tuple[ClaimShown, ...]:
        """Claims as pages show them."""
        return claims_shown(claims, self.snapshot, self.allowance)
