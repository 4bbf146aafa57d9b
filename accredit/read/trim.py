"""What stands around an article's text in its own column: headline and byline above it, notes and links below it.

The extractor keeps these where a page marks them as nothing in particular. They are told by what any reader
sees: prose ends its sentences, and these lines do not. Words that only such lines begin with help, in the
languages that news is written in; they are data, and no page is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDS = re.compile(r"[.!?…。！？؟۔।:;：；»”\"’')\]]\s*$")
_PROSE_ENDS = re.compile(r"[.!?…。！？؟۔।][»”\"’')\]]*\s*$")
_LONG = 140  # characters that no headline or byline has
_PROSE = 50  # characters of a line that ends its sentence, and is more than an exclamation
_TOP = 12  # lines above the text that may be its frame
_SHORT = 200
# Lines that lead elsewhere, wherever they stand.
_ELSEWHERE = re.compile(
    r"[\s(\[*•»➡👉>–—-]*(?:read (?:also|more|next|on)|also read|see also|related(?: (?:stories|articles))?|"
    r"more on this|"
    r"recommended|lire aussi|à lire(?: aussi)?|lees ook|lees meer|lesen sie auch|mehr zum thema|leia (?:mais|também)|"
    r"le[ae] también|te puede interesar|leggi anche|läs (?:också|mer|även)|les også|læs også|"
    r"lue (?:myös|lisää)|"
    r"czytaj (?:też|także|również)|zobacz (?:też|także)|čtěte také|читайте также|читайте також|"
    r"ayrıca (?:okuyun|bakınız)|"
    r"διαβάστε (?:επίσης|ακόμα)|اقرأ أيضا?ً?|بیشتر بخوانید|همچنین بخوانید|مطالب مرتبط)"
    r"\s*(?:[:：|–—…→»]|$|(?=[A-ZÀ-ÞА-Я(]))",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:advertisement|advertising|sponsored|anzeige|werbung|publicité|publicidad|publicidade|pubblicità|annons|annonse|"
    r"annonce|reklama|реклама|آگهی|تبلیغات|إعلان|"
    r"table of contents|contents|share(?: this)?|print|listen(?: to .{1,20})?)"
    r"(?:\s*[:：].{0,80})?",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"(?:©|\(c\) ?(?:19|20)|copyright\b|all rights reserved|alle rechte|tous droits|todos los derechos|"
    r"a version of this (?:article|story)|this (?:article|story) appear|"
    r"this (?:article|story) was (?:first |originally )?(?:printed|published)|"
    r"additional reporting|with reporting|reporting by|edited by|photographs? by|compiled by|"
    r"[-–— ]*.{0,60}contributed to this (?:report|article|story)|subscribe|sign up|follow (?:us|the)\b|"
    r"(?:download|get) (?:our|the) app|support (?:us|the)\b|abonnez-vous|the post .{1,200} appeared first on)",
    re.IGNORECASE,
)


def trimmed(text: str, headlines: Sequence[str], authors: Sequence[str]) -> str:
    """The text without the lines above and below it that are no part of it; as it is when nothing else is left."""
    lines = [line for line in text.split("\n") if not _LABEL.fullmatch(line.strip()) and not _leads_away(line)]
    first = next((i for i, line in enumerate(lines) if is_prose(line)), None)
    if first is None:
        return text
    lines = _from_top(lines, first, {_folded(h) for h in headlines if h})
    lines = _to_foot(lines, [a for a in authors if len(a) > 4])
    kept = "\n".join(lines)
    return kept if kept.strip() else text


def _leads_away(line: str) -> bool:
    return len(line) <= _SHORT and bool(_ELSEWHERE.match(line)) and not _PROSE_ENDS.search(line)


def is_prose(line: str) -> bool:
    """Whether a line is long, or ends as a sentence does and is more than an exclamation."""
    return len(line) >= _LONG or (len(line) >= _PROSE and bool(_PROSE_ENDS.search(line)))


def _from_top(lines: list[str], first: int, headlines: set[str]) -> list[str]:
    """Without headline, byline and date. What ends as a sentence or a list does is left."""
    for at, line in enumerate(lines[: min(len(lines), _TOP)]):
        if _folded(line) in headlines and all(len(before) < _LONG for before in lines[:at]):
            lines, first = lines[at + 1 :], max(0, first - at - 1)
            break
    if first > _TOP:
        return lines
    return [line for line in lines[:first] if _ENDS.search(line) and _folded(line) not in headlines] + lines[first:]


def _to_foot(lines: list[str], authors: list[str]) -> list[str]:
    """Without what follows the last sentence: tags, links, notices. A list that a sentence opens is left."""
    while lines:
        last = lines[-1]
        if len(last) <= 2 * _SHORT and (_BELOW.match(last) or any(last.startswith(author) for author in authors)):
            lines = lines[:-1]
            continue
        break
    end = len(lines)
    while end and not is_prose(lines[end - 1]) and not _PROSE_ENDS.search(lines[end - 1]):
        end -= 1
    if end == 0:
        return lines
    tail = lines[end:]
    if tail and len(tail[0]) < _LONG and (tail[0].startswith("- ") or lines[end - 1].rstrip().endswith((":", "："))):
        return lines
    kept = lines[:end]
    return kept if len(kept) == len(lines) else _to_foot(kept, authors)


def _folded(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.lower()))
