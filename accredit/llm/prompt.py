"""The questions that a model is asked. The article goes along as data, between marks made of its own words."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import get_args

from accredit.model import HOST_STATE, PREDICATES, Mission, Situation, VoiceKind, digest

PROMPT = "1"
"""The version of the prompt, part of every reading's extractor; a test holds it to the prompt's words."""


def messages(text: str, situation: Situation) -> list[dict[str, str]]:
    """What is sent: the task, and the article between two marks.

    A mark is a hash of the text that it encloses, so no text can hold its own, and the same text always gives the same.
    """
    mark = f"=== article {digest(text)} ==="
    return [
        {"role": "system", "content": _task(situation)},
        {"role": "user", "content": f"{mark}\n{_sendable(text)}\n{mark}"},
    ]


def _task(situation: Situation) -> str:
    sending = situation.state(situation.sending)
    return template().format(
        sending=sending.name if sending else situation.sending,
        title=situation.title,
        predicates=", ".join(PREDICATES),
        parties=", ".join(f"{p.id} ({p.name})" for p in situation.parties if p.id != HOST_STATE),
        kinds=", ".join(get_args(VoiceKind)),
        missions="\n".join(_mission(m) for m in situation.missions),
    )


@lru_cache(maxsize=1)
def template() -> str:
    """The words of the task, with places for what a situation fills in."""
    return (files("accredit.llm") / "prompt.txt").read_text("utf-8")


def _mission(mission: Mission) -> str:
    names = dict.fromkeys((mission.city or "", *mission.city_names, *mission.names[:2]))
    return f"{mission.id}: {', '.join(n for n in names if n)}"


def _sendable(text: str) -> str:
    """Lone surrogates cannot be sent; their place is kept."""
    return text.encode("utf-8", "replace").decode("utf-8")
