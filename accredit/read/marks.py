"""What the marks and words of an element say of a date in it: that it is the publication's, or a change's.

Trees are lxml's, as `page` parses them; this module only asks them and imports nothing of lxml.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

CHANGE_MARK = re.compile(r"updat|modif|edited|correct|revis|changed", re.IGNORECASE)
"""In the class or id of an element: its date is that of a change."""

_PUBLICATION_MARK = re.compile(r"publish|entry-?date", re.IGNORECASE)
_SAYING = (
    r"(?:last |latest )?(?:updated?|modified|edited|corrected|revised|changed)|(?:zuletzt )?(?:aktualisiert|geändert)|"
    r"(?:mis(?:e)? à jour|modifié)|(?:última )?(?:actualización|atualização|actualizado|atualizado|modificado)|"
    r"(?:ultimo )?(?:aggiornamento|aggiornato|modificato)|(?:senast )?(?:uppdaterad|ändrad)|(?:sist )?oppdatert|"
    r"(?:senest )?opdateret|päivitetty|muokattu|(?:laatst )?(?:bijgewerkt|gewijzigd)|(?:ostatnia )?aktualizacja|"
    r"zaktualizowano|обновлено|изменено|оновлено|змінено|(?:son )?güncelle(?:me|ndi)|(?:τελευταία )?ενημέρωση|"
    r"ενημερώθηκε|(?:آخر )?تحديث|(?:آخرین )?(?:به ?روز ?رسانی|بروزرسانی|ویرایش)|更新(?:于|時間|时间)?"
)
# At the beginning of a line or behind a sign that parts its pieces; "was updated on" is the story's.
SAID = re.compile(rf"(?:^|[|·•,;.()–—-]\s*)(?:{_SAYING})\b[^|·•;()–—]*", re.IGNORECASE)
_JUST_BEFORE = re.compile(
    rf"(?:^|[|·•,;.()–—-]\s*)(?:{_SAYING})(?:\s+(?:on|at|am|le|el|em|il))?\s*[:：]?\s*$", re.IGNORECASE
)
_LONGEST = 80
_NEIGHBOURS = 4


def marks(element: Any) -> str:
    """An element's classes and id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def words_of(element: Any) -> str:
    """The words in an element, on one line."""
    return " ".join("".join(element.itertext()).split())


def line_of(element: Any) -> str:
    """The words in an element with a sign where a line ends."""
    parts = [element.text or ""]
    for inner in element.iterdescendants():
        parts.append(" | " if inner.tag == "br" else "")
        parts.append((inner.text or "") if isinstance(inner.tag, str) else "")
        parts.append(inner.tail or "")
    return " ".join("".join(parts).split())


def of_change(time: Any) -> bool:
    """Whether a `time` is that of a change, by its marks or by the words in it or before it."""
    marked = CHANGE_MARK.search(marks(time)) and not _PUBLICATION_MARK.search(marks(time))
    return bool(marked) or said_changed(time)


def said_changed(time: Any) -> bool:
    """Whether the words in a `time`, or just before it, say that it is that of a change."""
    return bool(SAID.match(words_of(time)) or _JUST_BEFORE.search(_before(time)) or _JUST_BEFORE.match(_next_to(time)))


def _next_to(element: Any) -> str:
    """The words between an element and the one before it."""
    sibling, parent = element.getprevious(), element.getparent()
    words = sibling.tail if sibling is not None else parent.text if parent is not None else ""
    return " ".join((words or "").split())


def _before(element: Any) -> str:
    """The words of the line before an element: of its neighbours, and of its parent where these are all."""
    parts: list[str] = []
    parent = element.getparent()
    neighbours = list(islice(element.itersiblings(preceding=True), _NEIGHBOURS))
    for sibling in neighbours:
        parts.insert(0, f"{words_of(sibling) if isinstance(sibling.tag, str) else ''} {sibling.tail or ''}")
    if parent is not None and len(neighbours) < _NEIGHBOURS:
        parts.insert(0, parent.text or "")
    return " ".join(" ".join(parts).split())[-_LONGEST:]
