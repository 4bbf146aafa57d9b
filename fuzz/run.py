"""Fuzz one target: `python -m fuzz.run TARGET [options of libFuzzer]`. What makes it fail is written beside."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["accredit", "pypdf", "email", "zipfile", "json"]):
    from fuzz.targets import TARGETS

    for name in ("page", "feed", "mail", "pdf"):
        __import__(f"accredit.read.{name}")


def main() -> None:
    """Run until the time that is given is over, or something fails."""
    name, *options = sys.argv[1:]
    warnings.simplefilter("ignore")
    corpus = Path(__file__).parent / "corpus" / name
    corpus.mkdir(parents=True, exist_ok=True)
    fixed = ["-timeout=30", "-rss_limit_mb=3000", "-max_len=20000", f"-artifact_prefix={Path('out') / f'{name}-'}"]
    Path("out").mkdir(exist_ok=True)
    atheris.Setup([sys.argv[0], str(corpus), *fixed, *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
