"""Names of people in a byline: which words are one, and which only stand around it. Words are data, in the languages
that news is written in."""

from __future__ import annotations

import re

BY = re.compile(
    r"(?:(?:(?:written|posted|reported|words?|text|story|report) by|by|von|par|por|di|door|av|af|od|"
    r"της|του|بقلم|كتبت?)(?=\s)|"
    r"(?:words|texto?|teksti|tekst|testo|texte|haber|yazan|autor|autore|auteur|författare|forfatter|kirjoittaja|by|"
    r"автор|текст|γράφει|نویسنده|گزارشگر|خبرنگار|نگارنده|ليکوال|لیکوال|بقلم|كتبت?|تقرير|إعداد|作者|文|记者)\s*[:：])\s*",
    re.IGNORECASE,
)
"""Words before a name that say that this person wrote."""

_PARTICLES = frozenset({
    "de", "da", "do", "das", "dos", "del", "della", "der", "den", "des", "di", "du", "el", "la", "le", "les", "al",
    "bin", "ibn", "van", "von", "zu", "zur", "ter", "ten", "te", "y", "e", "of", "the", "af", "av",
})  # fmt: skip
_NOBODY = frozenset({
    "staff", "desk", "newsroom", "agency", "agencies", "redaktion", "rédaction", "redacción", "redazione", "redação",
    "redactie", "redakcja", "editors", "team", "bureau", "admin", "administrator", "webmaster", "press", "editorial",
    "board", "service", "wire", "news", "webdesk", "services", "online",
})  # fmt: skip
_OFFICE = frozenset({
    "reporter", "correspondent", "editor", "writer", "columnist", "producer", "photographer", "journalist",
    "contributor", "korrespondent",
})  # fmt: skip
LABEL = re.compile(r"(?:^|\s)(?:作者|文|记者|撰稿|글|기자)\s*[:：]\s*")
"""The same in scripts that put no spaces between words, anywhere in a line."""

OFFICE = re.compile(rf"(?:\w+ ){{0,2}}(?:{'|'.join(sorted(_OFFICE))})\s", re.IGNORECASE)
"""What somebody is, before the name."""

_AND = re.compile(r"\s+(?:and|und|et|y|och|og|ja|en|und|ve|и|та|și)\s+|\s*[;&]\s*|\s+و\s+")
_ENDS = re.compile(r"\s+[-–—]{1,2}\s+|\s*[|·•()\[\]<>\ue000/]|\s{2,}|[0-9０-９٠-٩۰-۹@]|\s(?:on|in|for|at|aus|à)\s")
_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'ʼ‌\u200d\ua66e.\u0300-\u036f-])*\.?")
_UNCASED = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_HAN = re.compile(r"[\u4e00-\u9fff\uac00-\ud7af\u3040-\u30ff]{2,5}")
_LONGEST = 45


def names(words: str) -> list[str]:
    """The names of people that the words of a byline begin with; none where they begin with no name."""
    words = " ".join(words.replace("\u200f", "").split())
    words = words[match.end() :] if (match := BY.match(words)) else words
    words = _ENDS.split(words, maxsplit=1)[0].strip(" ,،;:·*")
    found: list[str] = []
    for number, piece in enumerate(re.split(r"\s*[,،]\s*(?:and\s+)?", words)):
        # Behind a comma in a line of capitals stands what somebody is as often as who else wrote.
        if number and (piece.isupper() or not found):
            break
        parts = [_name(part) for part in _AND.split(piece)]
        if not all(parts):
            found += [part for part in parts[:1] if part]
            break
        found += [part for part in parts if part]
    return found


def _name(words: str) -> str | None:
    tokens = words.strip().split()
    office = max((i for i, token in enumerate(tokens) if token.lower() in _OFFICE), default=-1)
    tokens = tokens[office + 1 :]
    if not tokens or len(" ".join(tokens)) > _LONGEST or any(t.lower().strip(".") in _NOBODY for t in tokens):
        return None
    if not all(_TOKEN.fullmatch(token) for token in tokens):
        return None
    if _UNCASED.search(tokens[0]):
        fits = bool(_HAN.fullmatch(tokens[0])) if len(tokens) == 1 else len(tokens) <= 5
        return " ".join(tokens) if fits else None
    proper = [t for t in tokens if t.lower() not in _PARTICLES]
    if not 2 <= len(tokens) <= 5 or len(proper) < 2 or not all(t[0].isupper() for t in proper):
        return None
    return " ".join(_cased(token) for token in tokens)


def _cased(token: str) -> str:
    """A name in capitals as a name; initials and short pieces as they are."""
    if not token.isupper() or len(token.strip(".")) < 3:
        return token
    return re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), token)
