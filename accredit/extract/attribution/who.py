"""What one phrase tells of a source, before the rest of the article is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from accredit.extract.attribution.heads import Sort
from accredit.model import VoiceKind

Gender = Literal["man", "woman"]


@dataclass(slots=True)
class Who:
    """A source as its phrase gives it.

    `head` is the noun that it is (a singular), `names` the words of a name in lower case; `short`
    says that a definite article and a noun are all there is, so that the text may tell more
    elsewhere. `pronoun` is set for a pronoun alone, `owned` where a pronoun owns the head
    ("her deputy"), `titled` behind "Mr" or "Dr".
    """

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    sort: Sort | None = None
    head: str = ""
    names: tuple[str, ...] = ()
    definite: bool = False
    plural: bool = False
    short: bool = False
    hidden: bool = False
    pronoun: str | None = None
    owned: str | None = None
    gender: Gender | None = None
    initials: str | None = None
    titled: bool = False

    @property
    def person(self) -> bool:
        """A human being, or several."""
        return self.sort == "person"

    @property
    def kind(self) -> VoiceKind:
        """The kind of voice.

        There is none for private people: whoever is named speaks in person, as officials do, and is
        "official". Those without a name are so if their office is told and singled out ("the mayor").
        """
        if self.sort == "government" or self.sort == "organisation":
            return self.sort
        if self.sort == "outlet" or self.sort == "document":
            return self.sort
        if self.name is not None:
            return "official"
        return "anonymous" if self.hidden or self.role is None else "official"
