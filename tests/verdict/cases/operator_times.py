"""When a claim holds, what ends it, and since when."""

from ..builder import Case, say

A, B, C = "Gull Wire", "Tidewater Post", "Quay Radio"
LEAGUE, CROWN = "=League foreign ministry/league", "=Embassy in Port/crown"

CASES = (
    Case("before it was said", "a statement about now says nothing of earlier days",
         (say("2031-03-10", A, "controls", "crown"),), "unknown", as_of="2031-03-09"),
    Case("on the day it was said", "a statement about now holds on its day",
         (say("2031-03-10", A, "controls", "crown"),), "single", "crown", as_of="2031-03-10"),
    Case("said earlier than printed", "it holds when its origin said it",
         (say("2031-03-10", A, "controls", "crown", by="Nils Orr", said="2031-03-04"),), "single", "crown",
         since="..2031-03-04", as_of="2031-03-05"),
    Case("printed in a month", "a month as the date of printing counts from its last day",
         (say("2031-03", A, "controls", "crown"),), "unknown", as_of="2031-03-30"),
    Case("no date at all", "a statement about now without any date supports no dated answer",
         (say(None, A, "controls", "crown"),), "unknown", says=("date",)),
    Case("no date, but a dated event", "the event's own day is enough",
         (say(None, A, "handed_over", "league", when="instant 2031-03-02"),), "single", "league", since="2031-03-02"),
    Case("told before the event's day is over", "a month as the day of the event counts once it is over",
         (say("2031-05-10", A, "handed_over", "league", when="instant 2031-03"),), "unknown", as_of="2031-03-15"),
    Case("told within the month", "what is told as done was done by the day it was told",
         (say("2031-03-10", A, "handed_over", "league", when="instant 2031-03"),), "single", "league",
         since="2031-03-01..2031-03-10", as_of="2031-03-15"),
    Case("told later about earlier", "a word of June about March answers for April",
         (say("2031-06-10", A, "handed_over", "league", when="instant 2031-03-02"),), "single", "league", as_of="2031-04-01"),
    Case("before the event", "the event is not yet there",
         (say("2031-06-10", A, "handed_over", "league", when="instant 2031-03-02"),), "unknown", as_of="2031-03-01"),
    Case("in force since", "a state since a day holds from that day",
         (say("2031-06-10", A, "controls", "league", aspect="state", when="from 2031-02-01"),), "single", "league",
         since="2031-02-01", as_of="2031-03-01"),
    Case("until a day", "a state until a day holds before it",
         (say("2031-06-10", A, "controls", "crown", aspect="state", when="until 2031-02-20"),), "single", "crown",
         as_of="2031-02-01"),
    Case("after the until", "and no more after it",
         (say("2031-06-10", A, "controls", "crown", aspect="state", when="until 2031-02-20"),), "unknown",
         as_of="2031-03-01"),
    Case("the until of another voice", "its end also ends what others said of it before",
         (
             say("2031-01-10", B, "controls", "crown"),
             say("2031-06-10", A, "controls", "crown", aspect="state", when="until 2031-02-20"),
         ),
         "unknown", as_of="2031-03-01"),
    Case("throughout a year", "a state throughout a span holds on every day of it",
         (say("2031-06-10", A, "controls", "crown", aspect="state", when="throughout 2030"),), "single", "crown",
         as_of="2030-07-01"),
    Case(
        "a change ends the earlier state", "the outlet was right in February, and so was the other in March",
        (say("2031-02-10", A, "controls", "crown"), say("2031-03-10", B, "handed_over", "league", when="instant 2031-03-02")),
        "single", "league", dissent=(), values=("league",), since="2031-03-02",
    ),
    Case(
        "the past stays as it was", "as of February the earlier state still answers",
        (say("2031-02-10", A, "controls", "crown"), say("2031-03-10", B, "handed_over", "league", when="instant 2031-03-02")),
        "single", "crown", as_of="2031-02-20",
    ),
    Case(
        "a change without a day", "told later, it came later",
        (say("2031-02-10", A, "controls", "crown"), say("2031-03-10", B, "controls", "league", aspect="change")),
        "single", "league", since="..2031-03-10",
    ),
    Case(
        "the old side speaks after the change", "whoever says after it that the old party runs it contests it",
        (
            say("2031-03-10", B, "handed_over", "league", when="instant 2031-03-02"),
            say("2031-03-20", A, "controls", "crown", by=CROWN),
        ),
        "contested", leaning="league", dissent=(1,),
    ),
    Case(
        "the old side speaks on the day", "a word on the very day of the change contests it",
        (
            say("2031-03-10", B, "handed_over", "league", when="instant 2031-03-02"),
            say("2031-03-02", A, "controls", "crown"),
        ),
        "contested", values=("crown", "league"),
    ),
    Case(
        "a state ends no state", "two states by two voices on two days disagree",
        (say("2031-02-10", A, "controls", "crown"), say("2031-03-10", B, "controls", "league", aspect="state")),
        "contested", values=("crown", "league"),
    ),
    Case(
        "the same voice later", "its statement about now ends its earlier one",
        (say("2031-02-10", A, "controls", "crown"), say("2031-03-10", A, "controls", "league", aspect="state")),
        "single", "league", dissent=(), since="..2031-03-10",
    ),
    Case(
        "the same voice, asked about then", "and leaves the past as it was",
        (say("2031-02-10", A, "controls", "crown"), say("2031-03-10", A, "controls", "league", aspect="state")),
        "single", "crown", as_of="2031-02-20",
    ),
    Case(
        "the same voice in one article", "inside one article nothing is taken back",
        (say("2031-03-10", A, "controls", "crown"), say("2031-03-10", A, "controls", "league", aspect="state")),
        "contested", values=("crown", "league"),
    ),
    Case(
        "the same voice through two outlets", "who speaks counts, not who prints",
        (
            say("2031-02-10", A, "controls", "crown", by="Nils Orr"),
            say("2031-03-10", B, "controls", "league", by="Nils Orr", aspect="state"),
        ),
        "single", "league",
    ),
    Case(
        "the same ministry by two forms of its name", "Foreign Ministry and Ministry of Foreign Affairs are one voice",
        (
            say("2031-02-10", A, "controls", "crown", by="=League foreign ministry/league"),
            say("2031-03-10", B, "controls", "league", by="=Ministry of Foreign Affairs/league"),
        ),
        "one-sided", "league", dissent=(),
    ),
    Case(
        "ministries of two parties", "one name, two parties: two voices",
        (
            say("2031-02-10", A, "controls", "crown", by="=Ministry of Foreign Affairs/crown"),
            say("2031-03-10", B, "controls", "league", by="=Ministry of Foreign Affairs/league"),
        ),
        "contested", values=("crown", "league"),
    ),
    Case(
        "a denial taken back", "the voice that denied now says that it is so",
        (
            say("2031-03-10", A, "handed_over", "league", denied=True, by=CROWN),
            say("2031-05-10", A, "handed_over", "league", by=CROWN, when="instant 2031-05-08"),
        ),
        "single", "league", dissent=(),
    ),
    Case(
        "a denial before the dated event", "in March it was true that nothing had been handed over",
        (
            say("2031-03-10", A, "handed_over", "league", denied=True, by=CROWN),
            say("2031-05-10", B, "handed_over", "league", when="instant 2031-05-08"),
        ),
        "single", "league", dissent=(),
    ),
    Case(
        "a denial of a dated event, asked about between", "a later denial of the event counts for the days between",
        (
            say("2031-03-25", A, "handed_over", "league", by=LEAGUE, when="instant 2031-03-20"),
            say("2031-03-27", B, "handed_over", "league", denied=True, by=CROWN),
        ),
        "contested", as_of="2031-03-26", dissent=(0, 1),
    ),
    Case(
        "formal does not replace practice", "one voice on paper and in practice speaks of two things",
        (
            say("2031-02-10", A, "controls", "league", basis="de-facto"),
            say("2031-03-10", A, "controls", "crown", basis="formal"),
        ),
        "single", "league", formal="crown",
    ),
    Case(
        "background in a newer article", "an old event retold does not undo what was said of a later day",
        (
            say("2031-06-10", A, "controls", "crown", aspect="change", when="instant 2031-06-01"),
            say("2031-09-10", B, "handed_over", "league", when="instant 2030-03-02"),
        ),
        "single", "crown", dissent=(),
    ),
    Case(
        "three changes", "the last change counts, and since it",
        (
            say("2030-03-10", A, "handed_over", "league", when="instant 2030-03-02"),
            say("2030-09-10", B, "closed", when="instant 2030-09-05"),
            say("2031-03-10", C, "controls", "league", aspect="change", when="instant 2031-03-05"),
        ),
        "single", "league", since="2031-03-05", support=(2,),
    ),
    Case(
        "between the changes", "as of then it was closed",
        (
            say("2030-03-10", A, "handed_over", "league", when="instant 2030-03-02"),
            say("2030-09-10", B, "closed", when="instant 2030-09-05"),
            say("2031-03-10", C, "controls", "league", aspect="change", when="instant 2031-03-05"),
        ),
        "single", "closed", as_of="2030-12-31",
    ),
    Case(
        "two datings of one change", "a day within the month is the tighter answer",
        (
            say("2031-04-10", A, "handed_over", "league", when="instant 2031-03"),
            say("2031-04-12", B, "handed_over", "league", when="instant 2031-03-02"),
        ),
        "agreed", "league", since="2031-03-02",
    ),
    Case(
        "two datings apart", "datings that exclude each other span both",
        (
            say("2031-04-10", A, "handed_over", "league", when="instant 2031-03-01"),
            say("2031-04-12", B, "handed_over", "league", when="instant 2031-03-05"),
        ),
        "agreed", "league", since="2031-03-01..2031-03-05",
    ),
    Case(
        "stale", "the last word is older than the lapse time; its value stays readable",
        (say("2030-02-10", A, "controls", "crown"),), "stale", "crown", support=(0,), says=("older",),
    ),
    Case("just not stale", "the lapse time itself is not over",
         (say("2030-02-10", A, "controls", "crown"),), "single", "crown", as_of="2031-08-04"),
    Case("stale from the next day", "one day more than the lapse time",
         (say("2030-02-10", A, "controls", "crown"),), "stale", "crown", as_of="2031-08-05"),
    Case(
        "stale for the winner as for the loser", "the lapse time is the same for all parties",
        (say("2030-02-10", A, "controls", "league", by=LEAGUE),), "stale", "league",
    ),
    Case(
        "stale dispute", "a dispute that nobody went on with stays without a value",
        (say("2030-02-10", A, "controls", "crown", by=CROWN), say("2030-02-10", B, "controls", "league", by="?/crown")),
        "stale", None, leaning="league",
    ),
    Case(
        "an old word against a new one", "a state said longer ago than the lapse time contests nothing",
        (say("2030-02-10", A, "controls", "crown"), say("2031-11-10", B, "controls", "league", aspect="state")),
        "single", "league", dissent=(),
    ),
    Case(
        "an old handing over against a new word", "a handing over does not lapse while somebody speaks against it",
        (
            say("2030-02-10", A, "handed_over", "league", when="instant 2030-02-08"),
            say("2031-11-10", B, "controls", "crown", by=CROWN),
        ),
        "contested", leaning="league",
    ),
    Case(
        "retold in time", "an old event told anew is a new word",
        (say("2031-11-10", A, "handed_over", "league", when="instant 2030-02-08"),), "single", "league",
    ),
)
