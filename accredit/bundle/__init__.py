"""A bundle: one mission's dossier with all that it rests on, in one zip that proves itself (docs/bundle.md)."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from accredit.bundle import verify
from accredit.bundle.dossier import page
from accredit.bundle.pack import Packed, pack
from accredit.bundle.wacz import kept_pages, wacz
from accredit.contract import article_reference, mission_reference
from accredit.errors import QuestionError
from accredit.export import Options, Source, export
from accredit.export.answers import answers, verdict_line
from accredit.export.phrases import mission_name
from accredit.export.shapes import Leaf
from accredit.ledger import Ledger
from accredit.model import Mission, Situation

__all__ = ["Packed", "bundle"]

_READ_ME = """\
{title}

What accredit holds on this mission, as of {as_of}, known at {known}, recorded at {recorded}.

dossier.html      the answers and the claims, for reading
dossier.json      the same for programs
claims.jsonl      every claim, in the claim contract
quotes.jsonld     the words that the claims rest on, as W3C Web Annotations
articles.jsonl    the articles: of those that may be told, their title and address; of all, their hashes
texts/            the texts that may be given in full, by the SHA-256 of their code points
snapshots.wacz    pages as they were fetched, where there are any that may be given
prov.ttl          where each claim comes from, in PROV-O
MANIFEST          the SHA-256, size and name of every file here
verify.py         checks all of it:  python verify.py --root ROOT

ROOT and the SHA-256 of this zip stand in the citation that was printed when it was made.
"""


def bundle(ledger: Ledger, situation: Situation, mission: Mission, options: Options, out: Path, place: Path) -> Packed:
    """Write the bundle of a mission. `place` is the ledger's own file, beside which snapshots stand.

    The same ledger and times give the same bytes. Raises QuestionError where nothing of the mission may leave, where
    `out` is there already, and for samples that were not asked for.
    """
    if out.exists():
        raise QuestionError(f"--out {out}: is there already")
    source = Source(ledger, situation, replace(options, missions=frozenset({mission.id})))
    fixed = replace(source.options, as_of=source.as_of, recorded_at=source.recorded_at or None)
    with tempfile.TemporaryDirectory() as folder:
        files = _Files(Path(folder), ledger, situation, mission, fixed)
        files.write(place)
        partial = out.with_name(f".{out.name}.{os.getpid()}.part")
        try:
            with partial.open("wb") as stream:
                done = pack(files.made, stream)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    return done


class _Files:
    """The files of a bundle under way."""

    def __init__(self, folder: Path, ledger: Ledger, situation: Situation, mission: Mission, options: Options) -> None:
        self._folder, self._ledger, self._situation = folder, ledger, situation
        self._mission, self._options = mission, options
        self.made: dict[str, Path] = {}

    def write(self, place: Path) -> None:
        """All of them."""
        source = Source(self._ledger, self._situation, self._options)
        found, _ = answers(source, unspoken=True)
        verdicts = dict(found).get(self._mission, {})
        leaves = list(Source(self._ledger, self._situation, self._options).leaves())
        if not leaves and not source.tally.private_claims:
            raise QuestionError(f"{self._mission.id}: nothing is told of it, so there is nothing to bundle")
        self._add("dossier.html", page(self._mission, verdicts, leaves, source).encode("utf-8", "replace"))
        self._add("dossier.json", _json(self._dossier(source, verdicts)))
        self._exported("claims.jsonl", "jsonl")
        self._exported("quotes.jsonld", "webannotation")
        self._exported("prov.ttl", "prov")
        self._articles(leaves, source)
        pages = kept_pages(place, [leaf.article.url for leaf in leaves if leaf.rights == "open" and leaf.article.url])
        if pages:
            self._add("snapshots.wacz", wacz(pages, mission_name(self._mission, self._situation)))
        self._add("verify.py", Path(verify.__file__).read_bytes())
        self._add("README.txt", self._read_me(source).encode("utf-8", "replace"))

    def _add(self, name: str, data: bytes) -> None:
        path = self._folder / name.replace("/", "-")
        path.write_bytes(data)
        self.made[name] = path

    def _exported(self, name: str, kind: str) -> None:
        options = self._options if kind == "geojson" else replace(self._options, as_of=None)
        path = self._folder / name
        with path.open("wb") as stream:
            export(kind, self._ledger, self._situation, options, stream)
        self.made[name] = path

    def _articles(self, leaves: list[Leaf], source: Source) -> None:
        """What may be told of each article, and the texts that may be given. Private ones are hashes alone."""
        lines = []
        for leaf in leaves:
            one = leaf.article
            told = article_reference(one) | {"key": leaf.key, "rights": leaf.rights, "sample": one.sample}
            lines.append(told | {"claims": [t.id for t in leaf.claims if not t.set_aside]})
            if leaf.text is not None:
                self._add(f"texts/{one.text_id}.txt", leaf.text.encode("utf-8", "surrogatepass"))
        for key, claims in source.private():
            lines.append({"key": key, "rights": "private", "claims": claims})
        self._add("articles.jsonl", b"".join(_line(line) for line in lines))

    def _dossier(self, source: Source, verdicts: dict[str, Any]) -> dict[str, Any]:
        known = source.options.known_at
        return {
            "mission": mission_reference(self._mission),
            "situation": self._situation.id,
            "pack": self._situation.digest,
            "as_of": source.as_of.isoformat(),
            "known_at": known and known.isoformat(),
            "recorded_at": source.recorded_at or None,
            **{question: verdict_line(verdict) for question, verdict in verdicts.items()},
        }

    def _read_me(self, source: Source) -> str:
        known = source.options.known_at
        return _READ_ME.format(
            title=mission_name(self._mission, self._situation).removeprefix("the "),
            as_of=source.as_of.isoformat(),
            known=known.isoformat() if known else "any day",
            recorded=source.recorded_at or "no moment",
        )


def _json(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()


def _line(value: dict[str, Any]) -> bytes:
    return (json.dumps(value) + "\n").encode()
