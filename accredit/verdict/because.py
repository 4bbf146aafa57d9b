"""Why an answer is what it is, as sentences that a reporter could print.

They say who says what, when and against whom, and name the rule that decided.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from accredit.model import HOST_STATE, Interval, Mission, RecordedClaim, Situation
from accredit.verdict.holding import Holding
from accredit.verdict.shapes import Asked, SilentCell
from accredit.verdict.standing import Outcome

Reads = Callable[[str], str]
"""How a value reads as a clause: `league` → "the embassy in Port is run by the League"."""

_MOST = 4
"""Voices named in one list; the rest are counted."""


def day_words(day: date) -> str:
    """A day as a newspaper prints it.

    >>> day_words(date(2023, 3, 5))
    '5 March 2023'
    """
    return f"{day.day} {day:%B %Y}"


def party_words(party: str | None, situation: Situation) -> str:
    """A party by its short name, a state by its name."""
    if party == HOST_STATE:
        return "the host state"
    known = party and situation.party(party)
    if known:
        return f"the {known.short or known.name}"
    state = party and situation.state(party)
    return state.name if state else party or "nobody named"


def mission_words(mission: Mission, situation: Situation) -> str:
    """A mission by kind and place. Sentences never call it "it": that would read as the house of whoever speaks."""
    kind = "mission" if mission.kind == "unknown" else mission.kind.replace("-", " ")
    return f"the {kind} in {mission.city or party_words(mission.host, situation)}"


def named_once(words: str, name: str) -> str:
    """Words that name a mission in full the first time, and by its kind from then on: "the consulate".

    Where the words tell of others by a word of its kind, as of an embassy that speaks of another, all names stay.
    """
    # A longer name that begins like it is another's.
    first, *rest = re.split(rf"{re.escape(name)}(?![\w-]| [^\W\d_a-z])", words)
    kind, _, _ = name.partition(" in ")
    others = f"{first} {' '.join(rest)}".casefold()
    if any(word in others for word in kind.removeprefix("the ").split()):
        return words
    return f"{first}{name}{kind.join(rest)}" if rest else words


def voice_words(recorded: RecordedClaim, situation: Situation) -> str:
    """Who says it, without the day."""
    voice = recorded.claim.origin
    side = party_words(voice.party, situation).removeprefix("the ") if voice.party else ""
    if voice.kind == "anonymous":
        return f"an unnamed voice of {party_words(voice.party, situation)}" if side else "an unnamed voice"
    if voice.kind == "outlet":
        return voice.name or recorded.article.outlet or "an article without an outlet"
    name = voice.name or voice.role or "a voice"
    if voice.kind != "document" and name.startswith("The "):
        name = f"the {name[4:]}"  # it began the article's sentence, and seldom begins ours
    known = not side or side.casefold() in name.casefold() or voice.party == HOST_STATE
    return name if known else f"{name} for the {side}"


def _said(word: Holding, situation: Situation) -> str:
    who = voice_words(word.recorded, situation)
    return f"{who} ({day_words(word.spoken)})" if word.spoken else f"{who} (undated)"


def _list(words: Iterable[Holding], situation: Situation) -> tuple[str, bool]:
    """The voices of the words, each once with its first day, and whether they are several."""
    first: dict[str, str] = {}
    for word in words:
        first.setdefault(f"{word.voice}", _said(word, situation))
    names = list(first.values())
    if len(names) > _MOST:
        names = [*names[:_MOST], f"{len(names) - _MOST} more"]
    head, last = names[:-1], names[-1]
    return (f"{', '.join(head)} and {last}" if head else last), len(first) > 1


def _clause(word: Holding, asked: Asked, reads: Reads) -> str:
    """What the voice said, no more than it said: a handing over denied is not control denied."""
    claim, name = word.recorded.claim, asked.name
    party = party_words(claim.party, asked.situation)
    if claim.predicate == "handed_over":
        return f"{name} was handed over to {party}"
    if claim.predicate == "custody":
        return f"{name} was taken into custody by the host state"
    if claim.predicate == "controls" and claim.aspect == "change":
        return f"control of {name} was taken by {party}"
    return f"{name} operates" if word.implied else reads(word.value)


def _verb(word: Holding) -> tuple[str, str]:
    return ("denies", "deny") if word.denied and not word.implied else ("says", "say")


def _say(words: Iterable[Holding], asked: Asked, reads: Reads) -> str:
    """Who says and who denies what, one clause for all who say the same in the same position."""
    groups: dict[tuple[tuple[str, str], bool, str], list[Holding]] = {}
    for word in words:
        groups.setdefault((_verb(word), word.against, _clause(word, asked, reads)), []).append(word)
    said = []
    for ((one, many), against, clause), group in groups.items():
        who, several = _list(group, asked.situation)
        interest = ", against " + ("their" if several else "that voice's") + " own interest," if against else ""
        said.append(f"{who}{interest} {many if several else one} that {clause}")
    return "; ".join(said)


def since_words(since: Interval | None, told: bool) -> str:
    """Since when, as precisely as it was told."""
    if since is None or since.latest is None:
        return ""
    last = day_words(since.latest)
    if not told:
        return f", attested from {last}"
    if since.earliest is None:
        return f", since {last} or earlier"
    if since.earliest == since.latest:
        return f", since {last}"
    return f", since a day between {day_words(since.earliest)} and {last}"


def because(outcome: Outcome, asked: Asked, reads: Reads, *, undated: int = 0) -> str:
    """The sentences for one answer, without its formal side and its silences."""
    parts = [_core(outcome, asked, reads, undated)]
    if outcome.standing == "stale" and outcome.last:
        lapse = asked.situation.lapse_days
        parts.append(f"The last word, of {day_words(outcome.last)}, is older than {lapse} days")
    elif outcome.ended and outcome.chosen:
        gone = sorted({h.value for h in outcome.ended} - {outcome.chosen})
        if gone:
            parts.append(f"Earlier words that {' or that '.join(map(reads, gone))} ended with a later change")
    if outcome.outranked:
        parts.append("A claim about one state outranks one about a set of states")
    return _sentences(parts)


def _core(outcome: Outcome, asked: Asked, reads: Reads, undated: int) -> str:
    if outcome.value:
        said = _say(outcome.support, asked, reads)
        beside = f". But {_say(outcome.dissent, asked, reads)}" if outcome.dissent else ""
        return f"{said}{since_words(outcome.since, outcome.told)}: {_backing(outcome)}{beside}"
    if outcome.values:
        return _contest(outcome, asked, reads)
    if outcome.dissent:
        return f"{_say(outcome.dissent, asked, reads)}; nobody is known to say that it is so"
    if undated:
        claims, they = ("1 claim carries", "it answers") if undated == 1 else (f"{undated} claims carry", "they answer")
        return f"{claims} no date at all, so {they} nothing as of a day"
    if outcome.ended:
        gone = " or that ".join(map(reads, sorted({h.value for h in outcome.ended})))
        return f"That {gone} was said and has ended; nobody is known to say what followed"
    return f"No claim answers this as of {day_words(asked.as_of)}"


def _contest(outcome: Outcome, asked: Asked, reads: Reads) -> str:
    said = _say((*outcome.support, *outcome.dissent), asked, reads)
    reason = "Live voices disagree, so no value is given"
    if outcome.leaning:
        return f"{said}. {reason}; leaning that {reads(outcome.leaning)}: {_weighing(outcome)}"
    return f"{said}. {reason}, and neither side outweighs the other"


def _weighing(outcome: Outcome) -> str:
    if any(h.against for h in outcome.support):
        return "a statement against interest outweighs one in one's own favour"
    if all(h.gains for h in outcome.dissent):
        return "a voice that gains nothing outweighs one that speaks for itself"
    return "more independent voices stand behind it"


def _backing(outcome: Outcome) -> str:
    if all(h.gains for h in outcome.support):
        return "only voices of the party that gains say so"
    if outcome.origins > 1:
        return f"{outcome.origins} independent voices, none against"
    if any(h.against for h in outcome.support):
        return "one origin, and against its own interest"
    return "one origin, which does not gain from it"


def silence_words(cells: Iterable[SilentCell]) -> str:
    """Who was asked and did not take it up."""
    verb = {"has_not_confirmed": "has not confirmed it", "declines_to_comment": "declines to comment"}
    return _sentences([f"{c.voice} {verb[c.stance]} ({day_words(c.said) if c.said else 'undated'})" for c in cells])


def _sentences(parts: Iterable[str]) -> str:
    return " ".join(f"{p[:1].upper()}{p[1:]}." for p in parts if p)
