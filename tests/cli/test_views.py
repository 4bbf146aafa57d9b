"""What the tables and answers say; nothing may be lost on a narrow terminal or without colours."""

from __future__ import annotations

from datetime import date

import pytest
from rich.console import Console

from accredit.cli.screen import UNWRAPPED
from accredit.cli.status_view import status_words
from accredit.model import Interval, RecordedClaim
from accredit.rulings import Ruled
from accredit.verdict import Verdict
from accredit.views.held import Entry, Held
from accredit.views.times import Times
from accredit.views.verdict_words import answer_words, since_words, value_words
from tests.world import BELM, WORLD, article, claim, voice


def verdict(**fields: object) -> Verdict:
    plain = {
        "question": "operator",
        "subject": BELM.id,
        "value": None,
        "leaning": None,
        "values": (),
        "standing": "unknown",
        "since": None,
        "because": "Nobody said so.",
    }
    return Verdict(**plain | fields)  # type: ignore[arg-type]  # the tests below name fields of Verdict


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (verdict(), "unknown"),
        (verdict(value="crown", values=("crown",), standing="agreed"), "crown"),
        (verdict(value="crown", values=("crown",), standing="agreed", formal="crown"), "crown"),
        (verdict(value="crown", values=("crown",), standing="single", formal="assembly"), "crown; formally assembly"),
        (verdict(leaning="crown", values=("crown", "assembly"), standing="contested"), "contested: leaning crown"),
        (verdict(values=("crown", "closed"), standing="contested"), "contested: crown or closed"),
        (verdict(standing="denied"), "denied"),
        (verdict(value="crown", values=("crown",), standing="stale"), "crown"),
        (verdict(values=("crown", "assembly"), standing="stale"), "crown or assembly"),
        (verdict(standing="stale"), "no answer"),
        (verdict(value="cooperating", standing="single", by="assembly"), "cooperating (assembly staff)"),
        (verdict(values=("trades_with", "position"), standing="single"), "trades_with and position"),
    ],
)
def test_an_answer_in_words(answer: Verdict, words: str) -> None:
    assert value_words(answer) == words


def test_an_answer_with_its_standing_says_it_once() -> None:
    assert answer_words(verdict(value="crown", standing="single")) == "crown (single)"
    assert answer_words(verdict(leaning="crown", standing="contested")) == "contested: leaning crown"
    assert answer_words(verdict(standing="denied")) == "denied"
    # what holds on paper is no answer to who runs it
    assert answer_words(verdict(values=("crown",), formal="crown")) == "unknown; formally crown"


DAY = date(2021, 3, 5)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (Interval(DAY, DAY), "since 2021-03-05"),
        (Interval(None, DAY), "since 2021-03-05 at the latest"),
        (Interval(DAY, None), "since 2021-03-05 or later"),
        (Interval(date(2021, 3, 1), date(2021, 3, 31)), "since 2021-03"),
        (None, ""),
    ],
)
def test_since_when_in_words(since: Interval | None, words: str) -> None:
    assert since_words(verdict(value="crown", standing="single", since=since)) == words
    assert since_words(verdict(standing="stale", since=since)) == ""


@pytest.mark.parametrize("width", [60, 80, 140, UNWRAPPED])
def test_no_cell_is_cut_at_any_width(width: int) -> None:
    voices = [f"Voice{n}" for n in range(5)]
    carrier = article()
    claims = tuple(RecordedClaim(claim(chain=(voice(), voice(name, "official"))), carrier, "") for name in voices)
    answer = verdict(
        leaning="crown",
        values=("crown", "assembly"),
        standing="contested",
        formal="assembly",
        since=Interval(None, DAY),
        last=date(2021, 3, 7),
        support=tuple(c.claim.id for c in claims[:4]),
        dissent=(claims[4].claim.id,),
    )
    entry = Entry(BELM, {"operator": answer}, claims)
    found = Ruled(claims, (), (), (), (), 1, 0)
    held = Held(WORLD, Times(DAY, None, None), {BELM.id: BELM}, {BELM.id: claims}, (), found)
    console = Console(width=width, record=True, file=None, quiet=False, no_color=True)
    with console.capture() as captured:
        for part in status_words([entry], held, states=False, width=width):
            console.print(part)
    lines = captured.get().splitlines()
    assert all(len(line) <= width for line in lines)
    seen = "".join("".join(line.split()) for line in lines)
    for piece in ("leaning", "assembly", "2021-03-05", "2021-03-07", "Voice0", "Voice2", "1more", "against:", "Voice4"):
        assert piece in seen, (piece, captured.get())
    if width == UNWRAPPED:
        assert sum("Belm" in line for line in lines) == 1
