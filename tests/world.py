"""One tiny invented world: a state, Arvenia, for which a crown and an assembly both claim to speak.

Codes are from the range that ISO 3166-1 leaves to users (XA to XZ), so nothing here is about a real
state. Fixture policy: take the smallest piece of this world that shows the point; what only one test
needs is made in that test.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from accredit.model import Article, Claim, Interval, Mission, Party, Person, Situation, Span, State, Voice, When

ARVENIA, BELMORA, CORROVIA, DRAVIA = "XA", "XB", "XC", "XD"

BELM = Mission("xa-belm-embassy", ARVENIA, BELMORA, "Belm", "embassy", names=("Arvenian embassy in Belm",))
PORT_SEL = Mission("xa-port-sel-consulate-general", ARVENIA, BELMORA, "Port Sel", "consulate-general", ("Portsel",))
CORRO = Mission("xa-corro-embassy", ARVENIA, CORROVIA, "Corro", "embassy", jurisdictions=(DRAVIA,))
TARN = Mission("xa-tarn-consulate", ARVENIA, CORROVIA, "Tarn", "consulate")
ODEN = Mission("xa-oden-permanent-mission", ARVENIA, DRAVIA, "Oden", "permanent-mission")

CROWN = Party("crown", "Crown of Arvenia", ("the crown", "royal government"), ("Arvenia",), short="Crown")
ASSEMBLY = Party("assembly", "Assembly of Arvenia", ("the assembly",), ("Arvenia",), short="Assembly")
HOST = Party("host-state", "host state (custody)", ("host government",), short="Host state")

TOVAR = Person("Ilen Tovar", ("Ilen Tovarr",), "crown", "foreign minister")
RELL = Person("Pavo Rell", (), "crown", "chargé d'affaires")
VELD = Person("Sorna Veld", ("Sorna Feld",), "assembly", "ambassador to Belmora")
QUIST = Person("Mara Quist", (), None, "foreign ministry spokesperson", BELMORA)


def _state(code: str, name: str, adjective: str, capital: str) -> State:
    return State(code, name, (), (adjective,), capital, (), (f"{adjective} Foreign Ministry",), (capital,))


WORLD = Situation(
    id="arvenia",
    title="Arvenia after the assembly's walk-out",
    sending=ARVENIA,
    start=date(2020, 1, 1),
    lapse_days=365,
    parties=(CROWN, ASSEMBLY, HOST),
    people=(TOVAR, RELL, VELD, QUIST),
    missions=(BELM, PORT_SEL, CORRO, TARN, ODEN),
    states=(
        _state(ARVENIA, "Arvenia", "Arvenian", "Arven"),
        _state(BELMORA, "Belmora", "Belmoran", "Belm"),
        _state(CORROVIA, "Corrovia", "Corrovian", "Corro"),
        _state(DRAVIA, "Dravia", "Dravian", "Oden"),
    ),
    groups={"neighbours": (BELMORA, CORROVIA)},
    digest="0" * 64,
)

TEXT = "The crown's appointees now run the Arvenian embassy in Belm, Pavo Rell told the Evening Lantern."


def article(text: str = TEXT, **fields: Any) -> Article:
    """An article of the invented outlet Evening Lantern, published on 5 March 2021 unless `fields` say otherwise."""
    return Article.make(text, **{"id": "lantern-1", "outlet": "Evening Lantern", "published": "2021-03-05"} | fields)


def voice(name: str | None = "Evening Lantern", kind: str = "outlet", **fields: Any) -> Voice:
    """One link of a chain; the outlet itself unless told otherwise."""
    return Voice(**{"name": name, "role": None, "party": None, "kind": kind, "said": None} | fields)


def day(iso: str, words: str = "") -> Interval:
    """The interval of one day."""
    return Interval(date.fromisoformat(iso), date.fromisoformat(iso), words or iso)


def since(iso: str) -> When:
    """A state that began on one day."""
    return When("from", date.fromisoformat(iso), date.fromisoformat(iso), iso)


def claim(**fields: Any) -> Claim:
    """The outlet's plain claim that the crown runs the embassy in Belm, with `fields` changed."""
    plain: dict[str, Any] = {
        "article_id": "lantern-1",
        "situation": WORLD.id,
        "predicate": "controls",
        "mission": BELM,
        "scope": None,
        "party": "crown",
        "person": None,
        "polarity": "affirmed",
        "modality": "actual",
        "stance": "asserts",
        "aspect": "state",
        "basis": None,
        "chain": (voice(),),
        "when": None,
        "evidence": Span.of(TEXT, 0, len(TEXT)),
        "confidence": 0.9,
        "rule": "invented/1",
    }
    return Claim(**plain | fields)
