"""`geojson`: a map of answers (RFC 7946): one feature a mission, with who runs it and how well that stands."""

from __future__ import annotations

from typing import Any, BinaryIO

from accredit.export.answers import answers, verdict_line
from accredit.export.phrases import mission_name
from accredit.export.source import Source
from accredit.export.words import json_words
from accredit.model import Mission, RecordedClaim
from accredit.verdict import Verdict


def write(source: Source, out: BinaryIO) -> None:
    """Write a FeatureCollection of every mission of the situation or spoken of, by id, a feature a line."""
    out.write(b'{"type":"FeatureCollection",\n')
    asked = {
        "situation": source.situation.id,
        "as_of": source.as_of.isoformat(),
        "known_at": source.options.known_at and source.options.known_at.isoformat(),
    }
    out.write(f'"accredit":{json_words(asked)},\n"features":['.encode())
    found, claims = answers(source, unspoken=True)
    by_id = {r.claim.id: r for r in claims}
    for number, (mission, verdicts) in enumerate(found):
        out.write(b",\n" if number else b"\n")
        out.write(json_words(_feature(mission, verdicts, by_id, source)).encode())
    out.write(b"\n]}\n")


def _feature(
    mission: Mission, verdicts: dict[str, Verdict], by_id: dict[str, RecordedClaim], source: Source
) -> dict[str, Any]:
    """Coordinates are of the city. Where only the state is known, the geometry is null and `precision` says so."""
    operator = verdicts["operator"]
    placed = mission.latitude is not None and mission.longitude is not None
    behind = [by_id[i] for i in operator.claims if i in by_id]
    return {
        "type": "Feature",
        "id": mission.id,
        "geometry": {"type": "Point", "coordinates": [mission.longitude, mission.latitude]} if placed else None,
        "properties": {
            "name": mission_name(mission, source.situation),
            "sending": mission.sending,
            "host": mission.host,
            "city": mission.city,
            "kind": mission.kind,
            "precision": "city" if placed else "state",
            "wikidata": mission.wikidata,
            "operator": operator.value,
            "standing": operator.standing,
            "leaning": operator.leaning,
            "split": list(operator.values) if operator.value is None and len(operator.values) > 1 else [],
            "formal": operator.formal,
            "because": operator.because,
            "sample": any(r.article.sample for r in behind),
            "verdicts": {question: verdict_line(verdict) for question, verdict in verdicts.items()},
        },
    }
