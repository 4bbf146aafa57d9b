"""Pages as HTML: templates in which every value is text and nothing that a value says is ever markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from accredit.web.addresses import Addresses
from accredit.web.geo import HEIGHT, WIDTH
from accredit.web.guard import POLICY
from accredit.web.marks import SHAPES
from accredit.web.searching import KINDS
from accredit.web.shown import CARDS, REFERENCES
from accredit.web.strings import Catalogue

STATIC = Path(str(files("accredit.web") / "static"))
BUILT = STATIC / "built"

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""What steers a terminal or turns the direction of what follows, and what UTF-8 cannot carry."""


def tame(value: object) -> object:
    """A value as a page shows it: such characters become a mark, so that no text changes how others read."""
    if value is None:
        return ""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _UNFIT.sub("\ufffd", value)
    return value


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("accredit.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=tame,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"shapes": SHAPES, "map_width": WIDTH, "map_height": HEIGHT, "policy": POLICY}
    made.globals |= {"references": REFERENCES, "cards": CARDS, "kinds": KINDS}
    return made


def islands_built() -> bool:
    """Whether the scripts were built when this was installed; without them pages work as they are."""
    return (BUILT / "islands.js").is_file()


@lru_cache(maxsize=1)
def land() -> str:
    """The outline of the land as an SVG path, made at build time; empty where nothing was built."""
    place = BUILT / "land.txt"
    return place.read_text("ascii") if place.is_file() else ""


def html(template: str, page: object, at: Addresses, catalogue: Catalogue, **more: Any) -> bytes:
    """A page as HTML in UTF-8."""
    values: Mapping[str, Any] = {
        "page": page, "at": at, "t": catalogue, "islands": islands_built(), "land": land(),
        "review": False, "person": None, **more,
    }  # fmt: skip
    return _environment().get_template(template).render(values).encode()
