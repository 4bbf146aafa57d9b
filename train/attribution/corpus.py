"""The articles to train on: our own, and texts of the GUM corpus with labels of our own beside them.

Of GUM only genres whose texts are CC BY are read. Their labels stand in `gum.jsonl` as
offsets into the text that `gum_texts` puts together, with the SHA-256 of that text; the
texts themselves stay where they are.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

from train.attribution.marks import Label, Labelled, articles
from train.tagger import GENRES

HERE = Path(__file__).parent
OWN = HERE / "texts"
GUM = HERE / "gum.jsonl"


def own() -> list[Labelled]:
    """The articles of `texts/`."""
    return [article for path in sorted(OWN.glob("*.txt")) for article in articles(path)]


def gum_texts(folder: Path) -> dict[str, str]:
    """The documents of the CC BY genres as plain text: sentences with a space between them, a line a paragraph."""
    out: dict[str, str] = {}
    for genre in GENRES:
        path = folder / f"{genre}.conllu.gz"
        name = ""
        for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
            if line.startswith("# newdoc id = "):
                name = line.partition(" = ")[2]
                out[name] = ""
            elif line.startswith("# newpar") and not line.startswith("# newpar_block"):
                out[name] = out[name].rstrip(" ") + ("\n" if out[name] else "")
            elif line.startswith("# text = "):
                out[name] += line[9:] + " "
    return {name: text.rstrip() + "\n" for name, text in out.items()}


def gum(folder: Path) -> list[Labelled]:
    """GUM's labelled documents; ValueError where a text is not the one that was labelled."""
    texts = gum_texts(folder)
    out = []
    for line in GUM.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{row['id']}: not the text that was labelled")
        labels = [
            Label(*([tuple(s) for s in one[role]] for role in ("source", "cue", "content")), kind=one["kind"])
            for one in row["attributions"]
        ]
        out.append(Labelled(row["id"], text, tuple(labels)))
    return out


def held_out(article: Labelled) -> bool:
    """One article in sixteen, by its name, is kept for choosing thresholds."""
    return hashlib.sha256(article.id.encode()).digest()[0] % 16 == 0
