"""Who vouches for an act: the outlet, then every content that the act lies in, outermost first.

Pronouns and short forms ("he", "the ministry", "the letter") take the last voice of the
article that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from accredit.extract.analysis import Line
from accredit.extract.content import Content
from accredit.extract.dates import DateWords
from accredit.extract.lexicon import words
from accredit.extract.voices import voice_of
from accredit.model import Article, Interval, Situation, Voice

_SINGULAR = frozenset({"he", "she", "his", "her", "who"})
_NEUTRAL = frozenset({"it", "its", "they", "their"})


@dataclass(slots=True)
class Voices:
    """The voices of an article so far."""

    article: Article
    situation: Situation
    heard: list[tuple[str, Voice]] = field(default_factory=list)
    at: list[int] = field(default_factory=list)
    previous: Line | None = None
    dated: dict[Voice, Interval] = field(default_factory=dict)

    @property
    def outlet(self) -> Voice:
        """The article's own voice, heard on the day of publication."""
        return Voice(self.article.outlet, None, None, "outlet", self.article.published_interval)

    def of(self, line: Line, content: Content) -> Voice | None:
        """The voice of a content; remembers it for short forms that follow."""
        if content.source is None:
            return None
        first, last = content.source
        if first >= last:
            return None
        head = line.tokens[first:last]
        voice = self.named(line, first, last)
        if voice is not None:
            self.heard.append((_head_lemma(head, line, first), voice))
            self.at.append(line.sentence.number)
        return voice

    def speaker(self) -> Voice | None:
        """Who is quoted when nobody is named: the subject of the sentence before, else the voice heard last."""
        return self._before() or (self.heard[-1][1] if self.heard else None)

    def named(self, line: Line, first: int, last: int) -> Voice | None:
        """The voice that tokens `first` up to `last` name, a short form by what was heard before."""
        return self._short(line, first, last) or voice_of(line, first, last, self.situation)

    def _short(self, line: Line, first: int, last: int) -> Voice | None:
        """What "he", "it", "the ministry" or "the sources" stand for."""
        tokens = line.tokens[first:last]
        norm = tokens[0].norm
        if (
            len(tokens) <= 2
            and norm in _SINGULAR | _NEUTRAL
            and (len(tokens) == 1 or norm in ("its", "his", "their", "her"))
        ):
            if norm in _SINGULAR and len(tokens) == 1:
                return self._before("official", "anonymous") or self._last("official", "anonymous")
            if norm == "they":
                return self._last("anonymous", "government", "organisation", "official") or self._before()
            if len(tokens) == 1:
                return self._last("government", "organisation", "document", "outlet", "anonymous") or self._before()
            owner = (
                self._last("official")
                if norm in ("his", "her")
                else self._last("outlet", "government", "organisation", "document", "official")
            )
            if owner and tokens[1].lemma in ("account", "word"):
                return owner
            lemma = tokens[1].lemma
            if owner and lemma in words("nouns", "voices", "unnamed"):
                return Voice(None, f"{tokens[1].text} of {owner.name or owner.role}", owner.party, "anonymous")
            if owner:
                return replace(
                    owner, name=f"{tokens[1].text} of {owner.name or owner.role}", role=owner.role, kind="government"
                )
            return None
        if norm == "the" and 2 <= len(tokens) <= 3 and not line.within(first, last):
            lemma = tokens[-1].lemma
            for head, voice in reversed(self.heard):
                if head == lemma or (
                    lemma in ("spokesman", "spokesperson", "spokeswoman", "minister", "official")
                    and voice.kind == "official"
                    and lemma in (voice.role or "").lower()
                ):
                    return voice
            named = self._before()
            if named and lemma in f"{named.name or ''} {named.role or ''}".lower():
                return named
            if lemma in ("spokesman", "spokeswoman", "spokesperson") and named and named.kind == "official":
                return named
        return None

    def _before(self, *kinds: str) -> Voice | None:
        """The subject of the sentence before, when it names a voice that has not been heard since."""
        if self.previous is None or any(n >= self.previous.sentence.number for n in self.at):
            return None
        tokens = self.previous.tokens
        verb = next((i for i, t in enumerate(tokens) if t.tag in ("VBD", "VBZ", "VBP", "MD")), 0)
        # "The consul himself disagrees", where the verb was not seen: the office that the sentence begins with.
        end = verb or next((n.last for n in self.previous.nouns if n.office and n.first == 0), 0)
        voice = voice_of(self.previous, 0, end, self.situation) if end else None
        if voice and voice.kind == "anonymous" and tokens[verb].lemma == "be":
            # "The man across the table is a diplomat at the embassy": what he is, not where he sits.
            end = next((i for i in range(verb + 1, len(tokens)) if tokens[i].norm in (",", ".", ";")), len(tokens))
            voice = voice_of(self.previous, verb + 1, end, self.situation) or voice
        return (
            voice
            if voice and voice.kind in (kinds or ("official", "anonymous", "government", "organisation"))
            else None
        )

    def _last(self, *kinds: str) -> Voice | None:
        return next((v for _, v in reversed(self.heard) if v.kind in kinds), None)

    def chain(
        self, line: Line, inside: Sequence[Content], dates: Sequence[DateWords], of: dict[Content, Voice | None]
    ) -> tuple[Voice, ...]:
        """Outlet, relays, origin. A content whose source names nobody leaves the chain as it is."""
        chain = [self.outlet]
        for content in inside:
            voice = of[content]
            if (
                voice is None
                or voice == chain[-1]
                or (voice.kind == "outlet" and _same(voice.name, self.article.outlet))
            ):
                continue
            chain.append(
                replace(
                    voice,
                    said=(self._said(line, content, dates) if content.cue >= 0 else self.dated.get(voice))
                    or (self.article.published_interval if voice.said is None else voice.said),
                )
            )
        return tuple(chain)

    def date(self, line: Line, of: dict[Content, Voice | None], dates: Sequence[DateWords]) -> None:
        """Remember when each voice of a line spoke, for the sentences in which its quotation goes on."""
        for content, voice in of.items():
            said = self._said(line, content, dates) if voice and content.cue >= 0 else None
            if voice and said:
                self.dated[voice] = said

    def _said(self, line: Line, content: Content, dates: Sequence[DateWords]) -> Interval | None:
        """The date that stands outside the content, beside its cue."""
        first, last = line.tokens[content.first].start, line.tokens[content.last - 1].end
        cue = line.tokens[content.cue].start
        outside = [d for d in dates if d.end <= first or d.start >= last]
        if content.first > content.cue:
            outside = [d for d in outside if d.end <= first]
        near = sorted(outside, key=lambda d: abs(d.start - cue))
        return near[0].interval if near and near[0].kind == "instant" else None


def settle_parties(chains: Sequence[tuple[Voice, ...]], held: dict[str, str]) -> list[tuple[Voice, ...]]:
    """Gives the staff of a mission the party that the same article says runs it.

    `held` maps words of a mission (city, host's names, folded) to that party.
    """
    out = []
    for chain in chains:
        out.append(tuple(_with_party(v, held) for v in chain))
    return out


def _with_party(voice: Voice, held: dict[str, str]) -> Voice:
    if voice.party is not None or voice.kind in ("outlet", "document"):
        return voice
    text = f"{voice.name or ''} {voice.role or ''}"
    if not any(w in text.lower() for w in ("embassy", "consul", "diplomat", "mission")):
        return voice
    for word, party in held.items():
        if word in text:
            return replace(voice, party=party)
    return voice


def _same(a: str | None, b: str | None) -> bool:
    return bool(a and b) and a.replace(" ", "").lower() == b.replace(" ", "").lower()  # type: ignore[union-attr]


def _head_lemma(tokens: Sequence[object], line: Line, first: int) -> str:
    best = ""
    for i in range(first, first + len(tokens)):
        token = line.tokens[i]
        if token.tag.startswith("NN"):
            best = token.lemma
        elif best and (token.tag in ("IN", "TO", "WP", "VBN") or token.norm == ","):
            break
    return best
