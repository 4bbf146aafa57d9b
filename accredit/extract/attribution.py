"""Who says what in a sentence: cues, their sources, and the stretch of words that they vouch for.

A shallow grammar over tagged tokens: a cue verb has its source before it (or after, in
"…, said X"), and its content to the right, or to the left where nothing follows.
Contents may lie in one another; their order is the chain's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from accredit.extract.analysis import Line
from accredit.extract.clauses import group, is_verb, shared_verb
from accredit.extract.lexicon import words
from accredit.extract.tokens import Token

Direction = Literal["right", "left", "all"]
_RELATIVE = frozenset({"who", "which", "whom", "whose", "where"})
_OPENERS = frozenset(
    {
        "while",
        "although",
        "though",
        "but",
        "and",
        "as",
        "because",
        "however",
        "when",
        "since",
        "after",
        "before",
        "if",
        "so",
        "yet",
    }
)
_QUOTES = frozenset({'"', "“", "”", "«", "»"})
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Content:
    """What one source vouches for: tokens `first` up to `last`; the source's own tokens; the cue.

    `source` is None where the cue has no subject of its own; `denies` where the source says no.
    """

    cue: int
    source: tuple[int, int] | None
    first: int
    last: int
    denies: bool
    relayed: bool = False
    aside: bool = False


def contents(line: Line) -> list[Content]:
    """The contents of a line, outermost first."""
    found = [*_according(line), *_verbal(line), *_document(line)]
    kept: list[Content] = []
    for content in sorted(found, key=lambda c: (c.first, -(c.last), c.cue)):
        if content.first < content.last:
            kept.append(content)
    return _cut(kept, line)


def _cut(found: list[Content], line: Line) -> list[Content]:
    """Ends a content where the next clause has a source of its own beside it, not inside it."""
    out: list[Content] = []
    for content in found:
        last = content.last
        for other in found:
            if other.source is None or other.cue <= content.cue or not content.first < other.source[0] < last:
                continue
            before = other.source[0] - 1
            while before > content.cue and line.tokens[before].norm in ("both", "also", "then", "later"):
                before -= 1
            token = line.tokens[before].norm
            if (
                token in ("and", "but", ";", ",", "while", "although", "whereas")
                and _closed(line.tokens, content.cue, before)
                and other.first > other.cue
            ):
                last = min(last, before)
        out.append(replace(content, last=last))
    return out


def _closed(tokens: tuple[Token, ...], cue: int, at: int) -> bool:
    """A clause with a verb of its own, or a noun that the cue takes, stands between the cue and the conjunction."""
    return (
        any(t.tag in _FINITE for t in tokens[cue + 1 : at])
        or tokens[cue].lemma in words("cues", "takes_noun")
        and at - cue < 8
    )


def _verbal(line: Line) -> Iterator[Content]:
    tokens = line.tokens
    says, denies = words("cues", "says"), words("cues", "denies")
    previous: Content | None = None
    for k, token in enumerate(tokens):
        if token.lemma not in says | denies or not _verbal_use(line, k):
            continue
        if (line.mention(k) is not None) or token.tag == "VBG" and not _gerund_cue(line, k):
            continue
        if (
            token.lemma in words("cues", "relays")
            and token.tag != "VBG"
            and (outer := subject_of(line, group(tokens, k).left))
        ):
            yield Content(k, outer, k + 1, _sentence_end(tokens), False)
        content = _one(line, k, previous, token.lemma in denies)
        if content:
            previous = content
            yield content


def _verbal_use(line: Line, k: int) -> bool:
    """A verb here, also where the tagger took it for a noun: "Independent Farsi reports that"."""
    tokens = line.tokens
    if is_verb(tokens[k]):
        if k > 0 and tokens[k - 1].tag in ("DT", "PRP$", "POS") and tokens[k].tag in ("VB", "VBP", "VBN", "VBD"):
            return False
        return not (k > 0 and tokens[k].tag == "VBG" and tokens[k - 1].norm == "as")
    following = tokens[k + 1].norm if k + 1 < len(tokens) else ""
    return (
        k > 0
        and tokens[k].norm != tokens[k].lemma
        and (following == "that" or line.mention(k - 1) is not None and following in {",", ".", ":"})
    )


def _gerund_cue(line: Line, k: int) -> bool:
    """ "adding that", "X as saying", "citing the ministry" go on; other gerunds are no cues."""
    tokens = line.tokens
    if k + 1 < len(tokens) and tokens[k + 1].norm in {"that", ",", ":", *_QUOTES}:
        return True
    if tokens[k].lemma in words("cues", "relays"):
        return True
    return k > 0 and tokens[k - 1].lemma == "be"


def _one(line: Line, k: int, previous: Content | None, denies: bool) -> Content | None:
    tokens = line.tokens
    verb = group(tokens, k)
    lemma = tokens[k].lemma
    if any(
        tokens[g].lemma in ("will", "would", "should", "must", "ask", "to") and tokens[g].tag == "MD"
        for g in verb.governors
    ) and lemma not in ("say",):
        return None
    if any(tokens[g].norm in ("not", "n't", "never", "neither") for g in verb.governors) or k and tokens[k - 1].norm in ("nor", "neither"):
        return None
    if lemma in words("cues", "relays"):
        return _relay(line, k)
    if verb.passive and not verb.bare and lemma not in ("inform", "tell", "notify"):
        return None  # "it was announced": nobody is named
    if verb.bare and _reduced(tokens, k):
        return None
    source = subject_of(line, verb.left)
    if source is not None and _postposed(line, k, source):
        return Content(k, source, _clause_before(tokens, source[0]), _before(tokens, source[0]), denies)
    start = _content_start(line, k, denies)
    if source is None and previous is not None and _continues(tokens, verb.left):
        source = previous.source
    if source is None and (shared := shared_verb(tokens, verb.left)) is not None:
        source = subject_of(line, group(tokens, shared).left)
    if start is not None and (source is not None or tokens[k].tag in ("VBD", "VBZ", "VBP", "VBN")):
        if source is None:
            return None
        return Content(k, source, start, _sentence_end(tokens), denies)
    after = _inverted(line, k) if source is None else None
    if after is not None:
        return Content(k, after, 0, _before(tokens, verb.left), denies)
    weak = lemma in words("cues", "needs_that") and _noun_next(line, k)
    if source is not None and source[0] > 0 and not weak and _trails(tokens, k):
        relative = tokens[source[0] - 1].norm == "which"
        first = source[0] - 1 if relative else source[0]
        return Content(k, source, 0, _before(tokens, first), denies, aside=relative)
    return None


def _postposed(line: Line, k: int, source: tuple[int, int]) -> bool:
    """"…, officials at the mission confirmed on Monday.": a clause before the comma, no content after the cue."""
    tokens = line.tokens
    if source[0] < 3 or tokens[source[0] - 1].norm != "," or _that(tokens, k) is not None:
        return False
    if not any(t.tag in _FINITE for t in tokens[: source[0] - 1]) or any(t.norm in _QUOTES for t in tokens[k + 1 : k + 3]):
        return False
    if tokens[0].tag in ("IN", "VBN", "VBG") and tokens[0].norm not in ("in", "on", "at", "of", "for") or tokens[0].norm in _OPENERS:
        # "While Dushanbe has not confirmed it, the ministry said …" opens with a clause of its own.
        return not any(t.tag in _FINITE for t in tokens[k + 1 :]) and not _noun_next(line, k)
    rest = tokens[k + 1 :]
    stop = next((i for i, t in enumerate(rest) if t.norm in (";", ",")), len(rest))
    return not any(t.tag in _FINITE for t in rest[:stop]) and not _noun_next(line, k)


def _noun_next(line: Line, k: int) -> bool:
    """The cue has an object of its own: "announced a halt"."""
    tokens = line.tokens
    if k + 1 >= len(tokens) or tokens[k].lemma == "tell":
        return False
    if tokens[k + 1].norm in words("dates", "calendar_words") or tokens[k + 1].norm in ("later", "earlier", "again", "late", "early", "last", "yesterday", "today"):
        return False
    return tokens[k + 1].tag.startswith(("NN", "DT", "JJ", "PRP", "CD", "VBG"))


def _clause_before(tokens: tuple[Token, ...], p: int) -> int:
    """Where a content that stands before its source begins: after a semicolon, else at the sentence."""
    return next((i + 1 for i in range(p - 1, -1, -1) if tokens[i].norm == ";"), 0)


def _reduced(tokens: tuple[Token, ...], k: int) -> bool:
    """A participle that describes a noun: "reports published by …", not "the ministry announced …"."""
    return k + 1 < len(tokens) and tokens[k + 1].norm in ("by", "as", "in") and tokens[k].tag == "VBN"


def _content_start(line: Line, k: int, denies: bool) -> int | None:
    """The token where the content right of the cue begins; None when it stands elsewhere."""
    tokens = line.tokens
    lemma = tokens[k].lemma
    p = k + 1
    that = _that(tokens, k)
    if that is not None:
        return that + 1
    if k + 2 < len(tokens) and tokens[k + 1].norm == "," and tokens[k + 2].text not in _QUOTES:
        return None
    while p < len(tokens):
        token = tokens[p]
        if token.norm == "that" and token.tag in ("IN", "WDT", "DT"):
            return p + 1
        if token.text in _QUOTES or token.norm == ":":
            return p if p + 1 < len(tokens) - 1 else None
        if token.norm in (".", ";"):
            return None
        if token.norm == "," and _rest_is_short(tokens, p):
            return None
        if token.tag == "VBG" and denies:
            return p
        if p - k > 22:
            break
        if _is_content(line, k, p):
            break
        p += 1
    if p >= len(tokens):
        return None
    if lemma in words("cues", "needs_that") and lemma not in words("cues", "takes_noun"):
        return (
            None
            if not _finite_soon(tokens, k + 1)
            or lemma in ("go", "continue", "read", "put", "post", "quote", "describe")
            else p
        )
    if lemma in words("cues", "takes_noun") or _finite_soon(tokens, k + 1) or lemma == "say":
        return p
    return None


def _that(tokens: tuple[Token, ...], k: int) -> int | None:
    """The "that" that opens the content, when no other finite verb stands before it."""
    for p in range(k + 1, min(k + 18, len(tokens))):
        if (
            tokens[p].norm == "that"
            and tokens[p].tag in ("IN", "WDT", "DT")
            and not (p + 1 < len(tokens) and tokens[p].tag == "DT" and tokens[p + 1].norm in (",", "."))
        ):
            return p
        if tokens[p].tag in _FINITE or tokens[p].norm in (";", ".", ":", "but", "while") or tokens[p].text in _QUOTES:
            return None
        if tokens[p].norm == "to" and p + 1 < len(tokens) and tokens[p + 1].tag == "VB":
            return None
    return None


def _is_content(line: Line, k: int, p: int) -> bool:
    """Whether the content may begin at `p`: past the hearer ("told Amu TV"), dates and places of saying."""
    tokens = line.tokens
    lemma = tokens[k].lemma
    if lemma in ("tell", "inform", "notify", "brief", "assure", "remind"):
        hearer = _hearer_end(line, k)
        return (
            p >= hearer
            and tokens[p].norm not in ("on", "in", "at", "to")
            and tokens[p].norm not in words("dates", "calendar_words")
        )
    if (
        tokens[p].tag in ("IN", "TO", "RB")
        and tokens[p].norm
        in (
            "on",
            "in",
            "at",
            "to",
            "via",
            "through",
            "over",
            "by",
            "late",
            "earlier",
            "later",
            "during",
            "from",
            "again",
            "also",
        )
        or tokens[p].norm in words("dates", "calendar_words")
        or tokens[p].norm in ("earlier", "later", "today", "yesterday")
    ):
        return not _adverbial(tokens, p)
    return not _inside_adverbial(tokens, k, p)


def _adverbial(tokens: tuple[Token, ...], p: int) -> bool:
    return p < len(tokens)


def _inside_adverbial(tokens: tuple[Token, ...], k: int, p: int) -> bool:
    """Inside a prepositional phrase that began right after the cue: "said in a statement on Monday that"."""
    has_that = any(t.norm == "that" and t.tag in ("IN", "WDT", "DT") for t in tokens[p : p + 14])
    begun = (
        k + 1 < p
        and tokens[k + 1].tag in ("IN", "TO")
        or k + 1 < p
        and tokens[k + 1].norm in words("dates", "calendar_words")
    )
    if not begun:
        return False
    if has_that:
        return True
    # Without "that" the phrase ends with its noun: the next noun phrase begins the content.
    q = p
    while q > k + 1 and tokens[q - 1].tag not in ("IN", "TO"):
        q -= 1
    return not any(t.tag.startswith("NN") or t.tag == "CD" for t in tokens[q:p])


def _hearer_end(line: Line, k: int) -> int:
    mention = line.mention(k + 1) or (line.mention(k + 2) if k + 2 < len(line.tokens) else None)
    if mention:
        return mention.last
    p = k + 1
    while p < len(line.tokens) and (
        line.tokens[p].tag in ("DT", "JJ", "PRP$", "PRP", "CD") or line.tokens[p].tag.startswith("NN")
    ):
        p += 1
    return p


def _rest_is_short(tokens: tuple[Token, ...], p: int) -> bool:
    return len(tokens) - p <= 3


def _finite_soon(tokens: tuple[Token, ...], p: int) -> bool:
    return any(t.tag in _FINITE for t in tokens[p : p + 30])


def _trails(tokens: tuple[Token, ...], k: int) -> bool:
    """Nothing but a date or an addition stands after the cue: "…, the ministry said on Sunday, citing …"."""
    if k + 2 < len(tokens) and tokens[k + 1].norm == "," and tokens[k + 2].tag in ("VBG", "IN", "CC"):
        return True
    for i in range(k + 1, len(tokens)):
        token = tokens[i]
        if token.text in ";" or token.tag in _FINITE:
            return token.text == ";" or i - k > 3 and tokens[k + 1].norm in (",", ";")
    return True


def _before(tokens: tuple[Token, ...], p: int) -> int:
    """The end of a content that stands before its source: without the comma."""
    while p > 0 and (tokens[p - 1].norm in (",", "and", "but") or tokens[p - 1].text in _QUOTES):
        p -= 1
    return p


def _inverted(line: Line, k: int) -> tuple[int, int] | None:
    """The source after the cue: "…, said the ministry", "…, said Jalaly"."""
    tokens = line.tokens
    if k == 0 or not (tokens[k - 1].norm == "," or tokens[k - 1].text in _QUOTES):
        return None
    p = k + 1
    if p >= len(tokens) or not (tokens[p].tag.startswith(("NN", "DT", "PRP", "JJ")) or line.mention(p)):
        return None
    end = p
    while (
        end < len(tokens)
        and tokens[end].norm not in (".", ";", ",")
        and tokens[end].tag not in _FINITE
        and tokens[end].norm not in _RELATIVE
    ):
        end += 1
    if end + 1 < len(tokens) and tokens[end].norm == ",":
        name = line.mention(end + 1)
        if name is not None and name.kind == "person":
            end = name.last
    return (p, end) if end > p else None


def _continues(tokens: tuple[Token, ...], left: int) -> bool:
    """A second cue of the same source: "denied it and said …", "…, adding that"."""
    p = left - 1
    while p >= 0 and tokens[p].tag == "RB":
        p -= 1
    return p >= 0 and (tokens[p].norm in ("and", "but", ",", "or") or tokens[left].tag == "VBG")


def _relay(line: Line, k: int) -> Content | None:
    """ "Eurasianet cited a diplomat as saying …": the content of the cited, inside what the paper says."""
    tokens = line.tokens
    verb = group(tokens, k)
    if verb.passive and not verb.bare:
        subject = subject_of(line, verb.left)
        if subject is None:
            return None
        trails = subject[0] > 0 and len(tokens) - k < 6
        return Content(k, subject, 0 if trails else k + 1, _before(tokens, subject[0]) if trails else _sentence_end(tokens), False)
    end = k + 1
    while (
        end < len(tokens) and tokens[end].norm not in ("as", ",", ".", ";", "that") and tokens[end].text not in _QUOTES
    ):
        end += 1
    if end == k + 1:
        return None
    # "Fars, quoting Kanaani on Thursday, placed …" or "…, citing ministry sources": all of the sentence.
    if end < len(tokens) and tokens[end].norm == "as":
        return Content(k, (k + 1, end), end + 1, _sentence_end(tokens), False, relayed=True)
    return Content(k, (k + 1, end), 0, _sentence_end(tokens), False, relayed=True)


def subject_of(line: Line, left: int) -> tuple[int, int] | None:
    """The noun phrase before the verb group that starts at `left`, with its apposition or relative clause."""
    tokens = line.tokens
    end = left
    while end > 0 and (
        tokens[end - 1].tag in ("RB", "RBR") or tokens[end - 1].norm in ("also", "later", "earlier", "then")
    ):
        end -= 1
    if end == 0:
        return None
    core = end
    if tokens[end - 1].norm in (",", "—", "–", ")"):
        core = _opening(tokens, end - 1) or end - 1
    start = _skip_opening(line, _left_bound(line, core), core)
    start = _skip_time(line, start, core)
    comma = next((p for p in range(core - 1, start, -1) if tokens[p].norm == ","), None)
    if comma is not None and not _role_then_name(line, start, comma, core):
        start = _skip_opening(line, comma + 1, core)
    if start >= core or not _nominal(line, start, core):
        return None
    return start, _phrase_end(line, start, end)


def _skip_time(line: Line, start: int, end: int) -> int:
    """"A day after the embassy …": the subject of the clause that follows, not the day."""
    tokens = line.tokens
    for p in range(start, min(start + 5, end)):
        if tokens[p].norm in ("after", "before", "since") and p > start and tokens[p - 1].lemma in ("day", "week", "month", "year", "hour", "time"):
            return _skip_opening(line, p + 1, end)
    return start


def _role_then_name(line: Line, start: int, comma: int, end: int) -> bool:
    """ "The ambassador of the former government to Tajikistan, Zahir Aghbar": an office, then its holder's name."""
    person = line.mention(comma + 1)
    if person is None or person.kind != "person" or person.last < end:
        return False
    offices = words("nouns", "voices", "offices")
    return any(t.lemma in offices for t in line.tokens[start:comma]) and not any(
        t.tag in _FINITE for t in line.tokens[start:comma]
    )


def _nominal(line: Line, a: int, b: int) -> bool:
    return any(t.tag.startswith(("NN", "PRP", "WP")) or line.mention(i) for i, t in enumerate(line.tokens[a:b], a))


def _left_bound(line: Line, end: int) -> int:
    """Where the stretch with the subject begins: after a stop, "that", a conjunction or an earlier finite verb."""
    tokens = line.tokens
    p = end - 1
    while p >= 0:
        token = tokens[p]
        if (
            token.text in _QUOTES
            or token.norm in (";", ":", "—", "–", "(")
            or token.norm == "that"
            and token.tag != "DT"
        ):
            return p + 1
        if token.norm in _RELATIVE and p > 0 and tokens[p - 1].norm not in (",", "—"):
            # "A diplomat there who asked not to be named said": the phrase before the pronoun.
            p -= 1
            continue
        if token.tag in _FINITE and line.mention(p) is None and not _in_relative(tokens, p):
            return p + 1
        if token.norm in ("and", "but", "while", "although", "though", "because", "whereas") and (
            p == 0 or tokens[p - 1].norm == "," or _closed(tokens, 0, p)
        ):
            return p + 1
        p -= 1
    return 0


def _in_relative(tokens: tuple[Token, ...], p: int) -> bool:
    """The finite verb at `p` belongs to "who …" or "which …"."""
    return any(t.norm in _RELATIVE for t in tokens[max(0, p - 4) : p])


def _opening(tokens: tuple[Token, ...], closing: int) -> int | None:
    """The comma or dash that opens the insertion which `closing` ends."""
    mark = tokens[closing].norm
    want = "(" if mark == ")" else mark
    for p in range(closing - 1, max(-1, closing - 30), -1):
        if tokens[p].norm == want:
            inner = tokens[p + 1]
            nominal = inner.tag.startswith(
                ("NN", "DT", "JJ", "WP", "WDT", "VBG", "VBN", "PRP$")
            ) or inner.norm in _RELATIVE | {"on", "in", "who"}
            return p if nominal and p > 0 else None
    return None


def _skip_opening(line: Line, start: int, end: int) -> int:
    """Passes over conjunctions, adverbs and dates before the noun phrase: "Earlier", "On Wednesday", "which"."""
    tokens = line.tokens
    calendar = words("dates", "calendar_words")
    while start < end:
        token = tokens[start]
        if line.mention(start) is not None:
            break
        if (
            token.norm in _OPENERS
            or token.norm == ","
            or token.tag in ("RB", "CC", "RBR")
            or token.norm in ("earlier", "later", "then")
        ):
            start += 1
        elif token.norm in _RELATIVE and start + 1 < end:
            start += 1
        elif (
            token.tag == "IN"
            and (dated := next((p for p in range(start + 1, min(start + 6, end)) if tokens[p].norm in calendar), None))
            is not None
        ):
            start = dated + 1
            while start < end and (tokens[start].tag == "CD" or tokens[start].norm == ","):
                start += 1
        else:
            break
    return start


def _phrase_end(line: Line, start: int, end: int) -> int:
    """The end of the stretch without a trailing comma or adverb."""
    tokens = line.tokens
    while end > start and (
        tokens[end - 1].norm in (",", "—", "–")
        or tokens[end - 1].tag == "RB"
        or tokens[end - 1].norm in words("dates", "calendar_words")
        or tokens[end - 1].norm in ("on",)
    ):
        end -= 1
    return end


def _sentence_end(tokens: tuple[Token, ...]) -> int:
    return len(tokens)


def _according(line: Line) -> Iterator[Content]:
    """ "According to the ministry, …", "…, by its account"."""
    tokens = line.tokens
    yield from _rumours(line)
    for i in range(len(tokens) - 1):
        pair = f"{tokens[i].norm} {tokens[i + 1].norm}"
        if pair in ("according to", "as per", "per the") or tokens[i].norm == "per":
            start = i + 2 if pair != "per the" else i + 1
        elif (
            tokens[i].norm == "by"
            and any(t.norm in ("account", "accounts") for t in tokens[i + 1 : i + 6])
            or pair == "in the"
            and i + 3 < len(tokens)
            and tokens[i + 2].norm == "words"
        ):
            start = i + 1 if tokens[i].norm == "by" else i + 4
        else:
            continue
        end = start
        while (
            end < len(tokens)
            and tokens[end].norm not in (",", ".", ";")
            and not (tokens[end].tag in _FINITE)
            and not (end > start and tokens[end].tag in ("DT", "PRP$", "PRP") and tokens[end - 1].tag.startswith("NN"))
        ):
            end += 1
        if tokens[i].norm == "by":
            end = next((j for j in range(start, end) if tokens[j].norm in ("account", "accounts")), end)
            while end > start and tokens[end - 1].norm in ("own", "'s"):
                end -= 1
        if end > start:
            first, last = (0, i) if i > 3 and end >= len(tokens) - 2 else (0, len(tokens))
            yield Content(i, (start, end), first, last, False)


def _rumours(line: Line) -> Iterator[Content]:
    """"Amid reports that …", "rumours that …": nobody in particular says so, up to the comma."""
    tokens = line.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.lemma in ("report", "rumour", "rumor", "speculation", "claim", "allegation") and token.tag.startswith("NN") and tokens[i + 1].norm == "that":
            end = next((j for j in range(i + 2, len(tokens)) if tokens[j].norm in (",", ";")), len(tokens) - 1)
            yield Content(i, (i, i + 1), i + 2, end, False)


def _document(line: Line) -> Iterator[Content]:
    """ "A letter seen by the paper makes X ambassador": the document vouches for the sentence that it begins."""
    tokens = line.tokens
    documents = words("nouns", "voices", "documents")
    for i, token in enumerate(tokens[:14]):
        if token.lemma in documents and token.tag in ("NN", "NNS", "NNP", "NNPS") and i + 1 < len(tokens):
            following = tokens[i + 1 : i + 3]
            if (
                following[0].tag == "VBN"
                and following[-1].norm in ("by", "to", "on")
                and following[0].lemma
                in (
                    "see",
                    "obtain",
                    "view",
                    "review",
                    "sign",
                    "publish",
                    "send",
                    "leak",
                    "issue",
                    "release",
                    "share",
                    "post",
                )
            ):
                start = _noun_start(line, i)
                if _skip_opening(line, 0, start) >= start:
                    end = next(
                        (j for j in range(i + 1, len(tokens)) if tokens[j].tag in ("VBZ", "VBP", "VBD", "MD")), None
                    )
                    if end is not None and tokens[end].lemma not in words("cues", "says"):
                        yield Content(end, (start, end), end, len(tokens), False)
            return


def _noun_start(line: Line, i: int) -> int:
    p = i
    while p > 0 and (
        line.tokens[p - 1].tag in ("DT", "JJ", "NN", "NNP", "NNS", "POS", "CD", "PRP$")
        or line.tokens[p - 1].norm == "-"
    ):
        p -= 1
    return p
