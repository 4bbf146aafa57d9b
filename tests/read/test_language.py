"""Which language a text is in, when nobody says; and what it costs to ask."""

from __future__ import annotations

import subprocess
import sys

import pytest

from accredit.read.language import detect, settled


@pytest.mark.parametrize(
    ("text", "language", "why"),
    [
        ("The consul of Karvania left the town on the first train and took the seal with him.", "en", "plain English"),
        ("Der Konsul von Karvanien verließ die Stadt mit dem ersten Zug und nahm das Siegel mit.", "de", "German"),
        ("سفارت کاروانیا در شهر سلم روز شنبه پس از سه هفته دوباره باز شد و کارمندان برگشتند.", "fa", "Persian"),
        ("Консул Карвании покинул город первым поездом и увёз с собой печать.", "ru", "Russian"),
        ("The consul left.", None, "too short to tell"),
        ("12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 12 34 56 78 90 12 34 56", None, "no letters"),
        (
            "Selm Duvrin Karvania Ustrana Dellow Brill Voss Lemm Hanno Ilda Rana Oto",
            None,
            "names alone are no language",
        ),
        ("\ud800" * 60, None, "lone surrogates are no letters"),
    ],
)
def test_detection(text: str, language: str | None, why: str) -> None:
    assert detect(text) == language, why


def test_a_declared_language_gives_way_to_a_long_text_only() -> None:
    persian = "سفارت کاروانیا در شهر سلم روز شنبه پس از سه هفته دوباره باز شد. "
    assert settled("en", persian * 6) == "fa"  # templates lie
    assert settled("ps", persian) == "ps"  # one sentence is too little to overrule a page
    assert settled("prs", persian * 6) == "prs"  # the detector does not know Dari by that name
    assert settled(None, persian * 6) == "fa"
    assert settled("en_GB", "Short.") == "en"
    assert settled("!!", "Short.") is None


def test_english_text_loads_no_heavy_library() -> None:
    code = (
        "import io, sys\n"
        "sys.stdin = io.TextIOWrapper(io.BytesIO(b'The consul left the town on the first train with the seal.'))\n"
        "from accredit.read import articles\n"
        "(article,) = articles(['-'])\n"
        "assert article.language == 'en', article\n"
        "print(*sorted({'numpy', 'py3langid', 'trafilatura', 'lxml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
