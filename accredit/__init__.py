"""Who holds the embassy, who says so, and since when: claims about contested missions, read from news.

    import accredit

    situation = accredit.load("afghanistan-2021")
    with accredit.open_ledger("accredit.db") as ledger:
        print(accredit.verdict(ledger, situation, "af-tj-dushanbe-embassy", "operator"))

docs/tutorial.md shows the rest. Nothing is imported before it is asked for; __init__.pyi tells type checkers the same.
"""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import Signature, signature
from types import ModuleType
from typing import Any

__all__ = [
    "Article",
    "Claim",
    "Claims",
    "Ledger",
    "Mission",
    "Problem",
    "Reading",
    "RecordedClaim",
    "Situation",
    "Verdict",
    "claims",
    "compare",
    "extract",
    "load",
    "open_ledger",
    "read",
    "verdict",
]

_FROM = {
    "Article": "model",
    "Claim": "model",
    "Claims": "api",
    "Ledger": "ledger",
    "Mission": "model",
    "Problem": "read",
    "Reading": "model",
    "RecordedClaim": "model",
    "Situation": "model",
    "Verdict": "verdict",
    "claims": "api",
    "load": "situation",
    "open_ledger": "ledger",
}
_STEPS = {
    "compare": ("compare", "compare"),
    "extract": ("extract", "extract"),
    "read": ("read", "articles"),
    "verdict": ("answers", "verdict"),
}
"""Names that are a step's module and its main function in one: calling the module calls the function."""


class _Step(ModuleType):
    """The module of a step, which can be called: `accredit.read(paths)` is `accredit.read.articles(paths)`."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        return _function(self.__name__.rpartition(".")[2])(*given, **named)

    @property
    def __signature__(self) -> Signature:
        return signature(_function(self.__name__.rpartition(".")[2]))


class _Package(ModuleType):
    """This package. Python sets a submodule's name on it when it imports one; those of the steps become callable."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _STEPS and isinstance(value, ModuleType):
            value.__class__ = _Step
        super().__setattr__(name, value)


def _function(name: str) -> Any:
    module, function = _STEPS[name]
    return getattr(import_module(f"accredit.{module}"), function)


def __getattr__(name: str) -> Any:
    if name in _STEPS:
        return import_module(f"accredit.{name}")
    if name in _FROM:
        return getattr(import_module(f"accredit.{_FROM[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


sys.modules[__name__].__class__ = _Package
