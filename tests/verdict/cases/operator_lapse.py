"""When the last word is too old to stand as it did."""

from ..builder import Case, say

A, B = "Gull Wire", "Tidewater Post"
LEAGUE, CROWN = "=League foreign ministry/league", "=Embassy in Port/crown"

CASES = (
    Case(
        "stale",
        "the last word is older than the lapse time; its value stays readable",
        (say("2030-02-10", A, "controls", "crown"),),
        "stale",
        "crown",
        support=(0,),
        says=("older",),
    ),
    Case(
        "just not stale",
        "the lapse time itself is not over",
        (say("2030-02-10", A, "controls", "crown"),),
        "single",
        "crown",
        as_of="2031-08-04",
    ),
    Case(
        "stale from the next day",
        "one day more than the lapse time",
        (say("2030-02-10", A, "controls", "crown"),),
        "stale",
        "crown",
        as_of="2031-08-05",
    ),
    Case(
        "stale for the winner as for the loser",
        "the lapse time is the same for all parties",
        (say("2030-02-10", A, "controls", "league", by=LEAGUE),),
        "stale",
        "league",
    ),
    Case(
        "stale dispute",
        "a dispute that nobody went on with stays without a value",
        (say("2030-02-10", A, "controls", "crown", by=CROWN), say("2030-02-10", B, "controls", "league", by="?/crown")),
        "stale",
        None,
        leaning="league",
    ),
    Case(
        "an old word against a new one",
        "a state said longer ago than the lapse time contests nothing",
        (say("2030-02-10", A, "controls", "crown"), say("2031-11-10", B, "controls", "league", aspect="state")),
        "single",
        "league",
        dissent=(),
    ),
    Case(
        "an old handing over against a new word",
        "a handing over does not lapse while somebody speaks against it",
        (
            say("2030-02-10", A, "handed_over", "league", when="instant 2030-02-08"),
            say("2031-11-10", B, "controls", "crown", by=CROWN),
        ),
        "contested",
        leaning="league",
    ),
    Case(
        "retold in time",
        "an old event told anew is a new word",
        (say("2031-11-10", A, "handed_over", "league", when="instant 2030-02-08"),),
        "single",
        "league",
    ),
)
