"""What an address asks, as parameters: read by the server, told in its OpenAPI document."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Query, Request

from accredit.web.review.person import person_of, reviewing_of
from accredit.web.site import Site
from accredit.web.view import View

Name = Annotated[str, Path(max_length=120, pattern="^[A-Za-z0-9_-]+$")]
Page = Annotated[int, Query(ge=1, le=100_000, description="Which page of a long list.")]
DAY = "A day, month or year, ISO (2023-03-28, 2023-03, 2023); of a month or a year its last day."
"""How a day may be written."""


def site_of(request: Request) -> Site:
    """The site that is served, as whoever asks sees it."""
    reviewing, person = reviewing_of(request), person_of(request)
    if reviewing and person:
        return reviewing.site_for(person.name)
    found: Site = request.app.state.site
    return found


class Asking:
    """The times and the sources left out that an address asks for."""

    def __init__(
        self,
        as_of: Annotated[
            str, Query(alias="as-of", max_length=40, description=f"True in the world on that day. {DAY}")
        ] = "",
        known_at: Annotated[
            str, Query(alias="known-at", max_length=40, description=f"From what had been published by then. {DAY}")
        ] = "",
        recorded_at: Annotated[
            str, Query(alias="recorded-at", max_length=60, description="What the ledger held then: a day or a moment.")
        ] = "",
        without: Annotated[
            list[str] | None, Query(max_length=8, description="As if this voice or outlet had never spoken.")
        ] = None,
    ) -> None:
        self.as_of, self.known_at, self.recorded_at = as_of, known_at, recorded_at
        self.without = tuple(without or ())

    def of(self, site: Site, situation: str, only: str | None = None) -> View:
        """A situation of the site seen so, or one mission of it. Raises QuestionError."""
        times = {"as_of": self.as_of, "known_at": self.known_at, "recorded_at": self.recorded_at}
        return View.of(site, situation, **times, without=self.without, only=only)


Asked = Annotated[Asking, Depends(Asking)]


def view_of(request: Request, site: Annotated[Site, Depends(site_of)], situation: Name, asking: Asked) -> View:
    """The view that an address asks for."""
    return asking.of(site, situation, request.path_params.get("mission"))


Seen = Annotated[View, Depends(view_of)]
