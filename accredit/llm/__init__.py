"""An extractor that asks a language model and checks each of its answers (docs/extractors.md)."""

from accredit.llm.extractor import Llm, made
from accredit.llm.prompt import PROMPT
from accredit.llm.settings import Settings

__all__ = ["PROMPT", "Llm", "Settings", "made"]
