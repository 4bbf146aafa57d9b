"""What each kind of claim says about who runs a mission, one rule at a time."""

from ..builder import HARBOUR, MARKET, PORT, Case, say

A, B, C = "Gull Wire", "Tidewater Post", "Quay Radio"

CASES = (
    Case("nothing", "nobody spoke of it", (), "unknown"),
    Case(
        "state by an outlet", "one origin that gains nothing", (say("2031-03-10", A, "controls", "crown", aspect="state"),),
        "single", "crown", values=("crown",), support=(0,), dissent=(), since="..2031-03-10",
    ),
    Case(
        "handed over", "who received it holds it, from the day of the handing over",
        (say("2031-03-10", A, "handed_over", "league", when="instant 2031-03-02"),),
        "single", "league", since="2031-03-02",
    ),
    Case(
        "took control", "a change counts like a state from its day on",
        (say("2031-03-10", A, "controls", "league", aspect="change", when="instant 2031-02"),),
        "single", "league", since="2031-02",
    ),
    Case(
        "handed over to the host", "the host holds the building, nobody runs the mission",
        (say("2031-03-10", A, "handed_over", "host-state", when="instant 2031-03-02"),), "single", "none",
    ),
    Case("custody", "keys with the host: nobody runs it", (say("2031-03-10", A, "custody", "host-state"),), "single", "none"),
    Case(
        "custody told by the host", "the host does not contend for the state, so it gains nothing",
        (say("2031-03-10", A, "custody", "host-state", by="=Arden foreign ministry/host-state"),), "single", "none",
    ),
    Case("closed", "closed is an answer of its own", (say("2031-03-10", A, "closed"),), "single", "closed"),
    Case(
        "closed and in custody", "both are true together: the host holds a closed mission",
        (
            say("2031-03-10", A, "closed", when="instant 2031-03-01"),
            say("2031-03-10", A, "custody", "host-state", when="instant 2031-03-01"),
        ),
        "single", "none", support=(0, 1), dissent=(),
    ),
    Case(
        "closed after custody", "a closing does not take it from the host",
        (
            say("2031-03-10", A, "custody", "host-state", when="instant 2031-03-01"),
            say("2031-03-12", B, "closed", when="instant 2031-03-05"),
        ),
        "agreed", "none",
    ),
    Case(
        "closed, then under a party", "a later taking over ends the closing",
        (
            say("2031-03-10", A, "closed", when="instant 2031-03-01"),
            say("2031-09-10", B, "controls", "league", aspect="change", when="instant 2031-09-08"),
        ),
        "single", "league", since="2031-09-08", dissent=(),
    ),
    Case(
        "closed, then opened", "reopening ends the closing and does not say who runs it",
        (
            say("2031-03-10", A, "closed", when="instant 2031-03-01"),
            say("2031-09-10", B, "opened", when="instant 2031-09-08"),
        ),
        "unknown",
    ),
    Case("opened alone", "does not say who", (say("2031-03-10", A, "opened"),), "unknown"),
    Case("operates alone", "does not say who", (say("2031-03-10", A, "operates", by="Ada Reed/crown"),), "unknown"),
    Case(
        "closed, yet it works", "that it works later speaks against its being closed",
        (say("2031-03-10", A, "closed", when="instant 2031-03-01"), say("2031-03-12", B, "operates", by="Ada Reed/crown")),
        "contested", leaning="closed", values=("closed",), dissent=(1,),
    ),
    Case(
        "worked, then closed", "that it worked before the closing was true and is no dissent",
        (say("2031-02-10", B, "operates"), say("2031-03-10", A, "closed", when="instant 2031-03-01")),
        "single", "closed", dissent=(),
    ),
    Case(
        "cooperating", "the crown's staff work with the other ministry without being its",
        (say("2031-03-10", A, "cooperates_with", "league"),), "single", "cooperating", by="crown",
    ),
    Case(
        "cooperating by the ministry's word", "the ministry that they are said to work with gains",
        (say("2031-03-10", A, "cooperates_with", "league", by="=League foreign ministry/league"),),
        "one-sided", "cooperating", by="crown",
    ),
    Case(
        "cooperating against control", "to work with it and to be its are two answers",
        (say("2031-03-10", A, "cooperates_with", "league"), say("2031-03-11", B, "controls", "league", aspect="state")),
        "contested", values=("cooperating", "league"),
    ),
    Case(
        "cooperation of a set", "a claim about a set says nothing of one mission",
        (say("2031-03-10", A, "cooperates_with", "league", where=None),), "unknown",
    ),
    Case("appointed alone", "an announced appointment is not control",
         (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="ambassador"),), "unknown"),
    Case("accredited alone", "to be accepted is not to run it",
         (say("2031-03-10", A, "accredited", "league", person="Ivo Marsh", role="ambassador"),), "unknown"),
    Case("title alone", "a bare title is no control",
         (say("2031-03-10", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),), "unknown"),
    Case("visit alone", "to visit is not to run", (say("2031-03-10", A, "visited", "league"),), "unknown"),
    Case("sent diplomats", "diplomats sent to a state run no mission by that",
         (say("2031-03-10", A, "sent_diplomats", "league", hosts=("XA",)),), "unknown"),
    *(
        Case(f"{modality} alone", "what may, will or should be is not done",
             (say("2031-03-10", A, "handed_over", "league", modality=modality),), "unknown", values=())  # type: ignore[arg-type]
        for modality in ("possible", "planned", "requested")
    ),
    Case(
        "planned against a state", "a plan takes nothing from who runs it now",
        (say("2031-03-10", A, "controls", "crown"), say("2031-03-20", B, "handed_over", "league", modality="planned")),
        "single", "crown", dissent=(),
    ),
    Case("planned and denied", "a refusal for the future denies nothing now",
         (say("2031-03-10", A, "handed_over", "league", denied=True, modality="planned"),), "unknown"),
    Case("reported", "a hedge is still said to be so",
         (say("2031-03-10", A, "controls", "league", aspect="change", modality="reported"),), "single", "league"),
    Case(
        "embassy and its consulate", "a consulate does not inherit its embassy's status",
        (say("2031-03-10", A, "controls", "crown", where=PORT),), "unknown", subject=HARBOUR,
    ),
    Case("all missions in a state", "a claim about the host's missions as a set says nothing of one",
         (say("2031-03-10", A, "controls", "league", hosts=("XA",)),), "unknown"),
    Case(
        "a set against the mission itself", "a claim on the mission stands, the set does not contest it",
        (say("2031-03-10", A, "controls", "crown"), say("2031-03-12", B, "controls", "league", hosts=("*",))),
        "single", "crown", dissent=(),
    ),
    Case("another mission", "claims stay with their mission",
         (say("2031-03-10", A, "controls", "league", where=MARKET),), "unknown"),
    Case("control by nobody named", "a claim that names no party says nothing of who",
         (say("2031-03-10", A, "controls"),), "unknown"),
    Case(
        "formal alone", "what holds on paper is shown beside, and is no answer to who runs it",
        (say("2031-03-10", A, "controls", "crown", basis="formal"),), "unknown", formal="crown", values=("crown",),
    ),
    Case(
        "formal beside practice", "paper and practice do not contradict each other",
        (
            say("2031-03-10", A, "controls", "crown", basis="formal"),
            say("2031-03-10", A, "controls", "league", basis="de-facto"),
        ),
        "single", "league", formal="crown", values=("league", "crown"), dissent=(),
    ),
    Case(
        "formal by two", "two say on paper two things: no formal answer, practice untouched",
        (
            say("2031-03-10", A, "controls", "crown", basis="formal"),
            say("2031-03-10", B, "controls", "league", basis="formal"),
            say("2031-03-10", C, "controls", "league", basis="de-facto"),
        ),
        "single", "league", formal=None,
    ),
)
