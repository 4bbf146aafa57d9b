"""Answers kept by what was asked: the text, the prompt, the model with its parameters, and the pack."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from accredit.errors import ExtractorError


class Kept(msgspec.Struct, frozen=True):
    """An answer as it came. It is checked anew each time, whoever wrote the file."""

    content: str
    tokens_in: int
    tokens_out: int


class Cache:
    """A folder of answers; None for none. Its files are for their owner alone, since they hold words of articles."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, key: str) -> Kept | None:
        """The answer kept under a key; None where there is none that can be read."""
        if self._folder is None:
            return None
        try:
            return msgspec.json.decode(self._place(self._folder, key).read_bytes(), type=Kept)
        except (OSError, msgspec.DecodeError, RecursionError, ValueError):
            return None

    def keep(self, key: str, answer: Kept) -> None:
        """Keep an answer, whole or not at all. Raises ExtractorError where nothing can be written."""
        if self._folder is None:
            return
        place = self._place(self._folder, key)
        beside = place.with_name(f".{place.name}.{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(msgspec.json.encode(answer))
            beside.replace(place)
        except OSError as error:
            raise ExtractorError(f"llm: the cache {self._folder} cannot be written: {error.strerror}") from None

    @staticmethod
    def _place(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key[2:]}.json"
