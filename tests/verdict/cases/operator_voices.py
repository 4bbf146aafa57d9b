"""Who counts, how often, and what an interest does to a word."""

from ..builder import Case, say

A, B, C = "Gull Wire", "Tidewater Post", "Quay Radio"
LEAGUE, CROWN = "=League foreign ministry/league", "=Embassy in Port/crown"

CASES = (
    Case(
        "two outlets", "two independent voices, none against",
        (say("2031-03-10", A, "controls", "league"), say("2031-03-11", B, "controls", "league")),
        "agreed", "league", support=(0, 1),
    ),
    Case(
        "one outlet twice", "the same voice on two days is one",
        (say("2031-03-10", A, "controls", "league"), say("2031-04-11", A, "controls", "league")), "single", "league",
    ),
    Case(
        "one wire, two outlets", "copies of one text are one report",
        (
            say("2031-03-10", A, "controls", "league", text="wire"),
            say("2031-03-11", B, "controls", "league", text="wire"),
        ),
        "single", "league", support=(0,),
    ),
    Case(
        "two relays of one origin", "relays share their origin",
        (
            say("2031-03-10", A, "controls", "league", by="Nils Orr"),
            say("2031-03-11", B, "controls", "league", by="Nils Orr"),
        ),
        "single", "league",
    ),
    Case(
        "a relay of an outlet that spoke itself", "the outlet cited is the outlet",
        (say("2031-03-10", A, "controls", "league"), say("2031-03-11", B, "controls", "league", by="~Gull Wire")),
        "single", "league",
    ),
    Case(
        "one name in two spellings", "case and accents do not make a second voice",
        (
            say("2031-03-10", A, "controls", "league", by="Nils Örr"),
            say("2031-03-11", B, "controls", "league", by="nils orr"),
        ),
        "single", "league",
    ),
    Case(
        "two named voices", "two people are two origins",
        (
            say("2031-03-10", A, "controls", "league", by="Nils Orr"),
            say("2031-03-11", A, "controls", "league", by="Vera Holm"),
        ),
        "agreed", "league",
    ),
    Case(
        "the winner's word alone", "only the party that gains says so",
        (say("2031-03-10", A, "controls", "league", by=LEAGUE),), "one-sided", "league", says=("only",),
    ),
    Case(
        "the winner's many mouths", "voices of the party that gains do not back each other up",
        (
            say("2031-03-10", A, "controls", "league", by=LEAGUE),
            say("2031-03-11", B, "controls", "league", by="Tam Ferrow/league"),
        ),
        "one-sided", "league",
    ),
    Case(
        "the winner and an outlet", "one who gains and one who does not are two voices",
        (say("2031-03-10", A, "controls", "league", by=LEAGUE), say("2031-03-11", B, "controls", "league")),
        "agreed", "league",
    ),
    Case(
        "the loser's word", "a party's voice that says that it lost gains nothing",
        (say("2031-03-10", A, "controls", "league", by=CROWN),), "single", "league", says=("against", "interest"),
    ),
    Case(
        "the host's word", "the host does not gain from either party",
        (say("2031-03-10", A, "controls", "league", by="=Arden foreign ministry/host-state"),), "single", "league",
    ),
    Case(
        "two unnamed voices of nobody", "unnamed voices are one origin at most per party and mission",
        (
            say("2031-03-10", A, "controls", "league", by="?"),
            say("2031-03-11", B, "controls", "league", by="?"),
        ),
        "single", "league",
    ),
    Case(
        "two unnamed voices of two parties", "an unnamed winner and an unnamed loser are two",
        (
            say("2031-03-10", A, "controls", "league", by="?/crown"),
            say("2031-03-11", B, "controls", "league", by="?/league"),
        ),
        "agreed", "league",
    ),
    Case(
        "unnamed voices are not joined", "an unnamed voice never takes back what another unnamed voice said",
        (
            say("2031-03-10", A, "controls", "league", by="?/crown"),
            say("2031-04-11", B, "controls", "crown", by="?/crown"),
        ),
        "contested", leaning="league", values=("league", "crown"),
    ),
    Case(
        "flat contradiction", "two outlets say two things of the same days",
        (say("2031-03-10", A, "controls", "league"), say("2031-03-10", B, "controls", "crown")),
        "contested", values=("crown", "league"), support=(), dissent=(0, 1),
    ),
    Case(
        "each for itself", "two interested words weigh the same: no leaning",
        (say("2031-03-10", A, "controls", "league", by=LEAGUE), say("2031-03-10", B, "controls", "crown", by=CROWN)),
        "contested", values=("crown", "league"),
    ),
    Case(
        "against interest beats own favour", "the embassy's own diplomat outweighs the embassy",
        (
            say("2031-03-10", A, "controls", "league", by="?/crown"),
            say("2031-03-10", B, "controls", "crown", by=CROWN),
        ),
        "contested", leaning="league", support=(0,), dissent=(1,), says=("against", "interest"),
    ),
    Case(
        "disinterested beats own favour", "an outlet outweighs a party that speaks for itself",
        (say("2031-03-10", A, "controls", "league", by=LEAGUE), say("2031-03-10", B, "controls", "crown")),
        "contested", leaning="crown", support=(1,), dissent=(0,),
    ),
    Case(
        "many interested voices weigh as one", "repeating one's own cause does not add weight",
        (
            say("2031-03-10", A, "controls", "league", by=LEAGUE),
            say("2031-03-10", A, "controls", "league", by="Tam Ferrow/league"),
            say("2031-03-10", A, "controls", "league", by="Ivo Marsh/league"),
            say("2031-03-10", B, "controls", "crown"),
        ),
        "contested", leaning="crown",
    ),
    Case("denial alone", "only a denial is known", (say("2031-03-10", A, "handed_over", "league", denied=True, by=CROWN),),
         "denied", values=(), dissent=(0,), says=("den",)),
    Case(
        "denial joined", "who denies the handing over denies the claim of it",
        (
            say("2031-03-10", A, "handed_over", "league", by=LEAGUE),
            say("2031-03-11", B, "handed_over", "league", denied=True, by=CROWN),
        ),
        "contested", leaning=None, values=("league",),
    ),
    Case(
        "denial before the claim", "a denial joins a claim without a day that is told a day later",
        (
            say("2031-03-10", B, "handed_over", "league", denied=True, by=CROWN),
            say("2031-03-11", A, "handed_over", "league"),
        ),
        "contested", leaning="league", dissent=(0,),
    ),
    Case(
        "denial of another value", "not handed over and still the crown's agree with each other",
        (
            say("2031-03-10", A, "controls", "crown"),
            say("2031-03-11", B, "handed_over", "league", denied=True, by=CROWN),
        ),
        "single", "crown", dissent=(),
    ),
    Case(
        "denied change ends nothing", "a disputed taking over leaves the older state standing beside it",
        (
            say("2031-02-10", A, "controls", "crown"),
            say("2031-03-10", B, "handed_over", "league", by=LEAGUE),
            say("2031-03-11", B, "handed_over", "league", denied=True, by=CROWN),
        ),
        "contested", leaning="crown", values=("crown", "league"),
    ),
    Case(
        "own denial against interest", "the winner itself says that it does not run it",
        (
            say("2031-03-10", A, "controls", "league"),
            say("2031-03-11", B, "controls", "league", denied=True, by=LEAGUE),
        ),
        "contested", leaning=None, values=("league",),
    ),
    Case(
        "the consulate above the lake", "visit told and denied, paper and practice apart, the host silent",
        (
            say("2031-03-25", A, "visited", "league", by=LEAGUE, when="instant 2031-03-23"),
            say("2031-03-28", B, "visited", "league", by=CROWN, via="~Quay Radio", denied=True),
            say("2031-03-28", B, "controls", "league", modality="possible", aspect="change"),
            say("2031-03-28", B, "controls", "crown", by="?/crown", via="~Tern Review", basis="formal"),
            say("2031-03-28", B, "controls", "league", by="?/crown", via="~Tern Review", basis="de-facto"),
            say("2031-03-26", A, "handed_over", "league", by="Ada Reed/crown", said="2031-03-25", denied=True),
            say("2031-03-28", B, "visited", "league", by="=Arden/host-state", stance="has_not_confirmed"),
        ),
        "contested", leaning="league", formal="crown", values=("league", "crown"),
        support=(4,), dissent=(5,), silent=(6,), says=("against", "interest", "Ada Reed", "not confirmed"),
        as_of="2031-03-31",
    ),
    Case(
        "denied on paper", "who denies it officially and grants nothing in practice disputes it",
        (
            say("2031-03-28", B, "controls", "league", by="?/crown", basis="de-facto"),
            say("2031-03-26", A, "handed_over", "league", by="Ada Reed/crown", denied=True, basis="formal"),
        ),
        "contested", leaning="league", dissent=(1,), as_of="2031-03-31",
    ),
    Case(
        "denied on paper, granted in practice", "one voice that tells both apart does not dispute itself",
        (
            say("2031-03-28", B, "controls", "league", by="Ada Reed/crown", basis="de-facto"),
            say("2031-03-28", B, "handed_over", "league", by="Ada Reed/crown", denied=True, basis="formal"),
        ),
        "single", "league", dissent=(),
    ),
    Case(
        "silence alone", "not to confirm supports nothing",
        (say("2031-03-10", A, "controls", "league", by="=Arden/host-state", stance="has_not_confirmed"),),
        "unknown", silent=(0,),
    ),
    Case(
        "silence beside a word", "who declines to comment neither supports nor denies",
        (
            say("2031-03-10", A, "controls", "league"),
            say("2031-03-10", A, "controls", "league", by="=Arden/host-state", stance="declines_to_comment"),
        ),
        "single", "league", silent=(1,), dissent=(),
    ),
    Case(
        "silence broken", "once the voice speaks, its silence is over",
        (
            say("2031-03-10", A, "controls", "league", by="=Arden/host-state", stance="has_not_confirmed"),
            say("2031-04-10", A, "controls", "league", by="=Arden/host-state"),
        ),
        "single", "league", silent=(),
    ),
    Case(
        "silence later than the day asked", "a silence after the day asked about is not yet there",
        (say("2031-03-10", A, "controls", "league", by="=Arden/host-state", stance="has_not_confirmed"),),
        "unknown", silent=(), as_of="2031-03-01",
    ),
)
