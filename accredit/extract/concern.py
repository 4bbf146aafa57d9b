"""Whether an article is about the situation at all: most pages that speak of embassies are about others'."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accredit.extract.analysis import Line
from accredit.model import Article, Situation


def concerns(article: Article, lines: Sequence[Line], situation: Situation) -> bool:
    """The title or the text names the contested state, its people or one of the parties."""
    if any(m.kind == "party" or m.key == situation.sending for line in lines for m in line.mentions):
        return True
    return bool(_state(situation).search(f"{article.title or ''}\n{article.text}"))


def _state(situation: Situation) -> re.Pattern[str]:
    state = situation.state(situation.sending)
    names = (*state.names, state.name, *state.adjectives) if state else ()
    longest_first = sorted(set(names), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(n) for n in longest_first)})s?\b", re.IGNORECASE)
