"""Modules that lie beside the repository, loaded by their path: the scorers of the shared sets and their peers."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path
from types import ModuleType


@lru_cache(maxsize=8)
def module_at(path: Path) -> ModuleType:
    """The module in this file, which must exist."""
    spec = importlib.util.spec_from_file_location(f"beside_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
