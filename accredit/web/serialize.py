"""Pages as JSON: a dataclass becomes an object of its fields, a day its ISO words. The one serializer of all pages."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any


def to_json(page: object) -> bytes:
    """A page as JSON in UTF-8; escaped where a text holds what UTF-8 cannot carry."""
    value = plain(page)
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode("ascii")


def plain(value: Any) -> Any:
    """Dataclasses, tuples and days as what JSON has."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return {key: plain(each) for key, each in value.items()} if isinstance(value, dict) else value
