"""Recognition, relations and posture of states, and claims about sets of them."""

from ..builder import Case, say

A, B, C = "Gull Wire", "Tidewater Post", "Quay Radio"
ARDEN, BORVIA = ("XA",), ("XB",)

RECOGNITION = (
    Case("nobody spoke", "no word, no answer", (), "unknown", question="recognition", subject="XA"),
    Case("recognises", "the state recognised the League on a day",
         (say("2031-07-04", A, "recognises", "league", hosts=ARDEN, when="instant 2031-07-03"),), "single", "league",
         since="2031-07-03", question="recognition", subject="XA"),
    Case("does not recognise", "that it does not is an answer, not a gap",
         (say("2031-07-04", A, "recognises", "league", hosts=ARDEN, denied=True),), "single", "none",
         question="recognition", subject="XA", detail=(("league", "no"),)),
    Case("no state does", "no state recognises, so this one does not",
         (say("2031-07-04", A, "recognises", "league", hosts=("*",), denied=True),), "single", "none",
         question="recognition", subject="XB"),
    Case("all but one", "a set leaves out whom it excepts",
         (say("2031-07-04", A, "recognises", "league", hosts=("*",), except_=ARDEN, denied=True),), "unknown",
         question="recognition", subject="XA"),
    Case("a group", "a group's claim is about each of its states",
         (say("2031-07-04", A, "recognises", "league", group="neighbours", denied=True),), "single", "none",
         question="recognition", subject="XB"),
    Case("outside the group", "and about no other",
         (say("2031-07-04", A, "recognises", "league", group="neighbours", denied=True),), "unknown",
         question="recognition", subject="XC"),
    Case(
        "the first to recognise", "its own recognition ends the older word that nobody does",
        (
            say("2031-03-04", A, "recognises", "league", hosts=("*",), denied=True),
            say("2031-07-04", B, "recognises", "league", hosts=ARDEN, when="instant 2031-07-03"),
        ),
        "single", "league", dissent=(), question="recognition", subject="XA",
    ),
    Case(
        "before it recognised", "as of June nobody did",
        (
            say("2031-03-04", A, "recognises", "league", hosts=("*",), denied=True),
            say("2031-07-04", B, "recognises", "league", hosts=ARDEN, when="instant 2031-07-03"),
        ),
        "single", "none", question="recognition", subject="XA", as_of="2031-06-30",
    ),
    Case(
        "a careless set later", "one state outranks all states; the set is dissent",
        (
            say("2031-07-04", B, "recognises", "league", hosts=ARDEN, when="instant 2031-07-03"),
            say("2031-09-04", A, "recognises", "league", hosts=("*",), denied=True),
        ),
        "single", "league", dissent=(1,), question="recognition", subject="XA", says=("outranks",),
    ),
    Case(
        "two about the one state", "two words on the state itself disagree",
        (
            say("2031-07-04", B, "recognises", "league", hosts=ARDEN, when="instant 2031-07-03"),
            say("2031-09-04", A, "recognises", "league", hosts=ARDEN, denied=True),
        ),
        "contested", question="recognition", subject="XA", values=("league", "none"),
    ),
    Case("by the recognised", "only the party recognised says so",
         (say("2031-07-04", A, "recognises", "league", hosts=ARDEN, by="=League foreign ministry/league"),),
         "one-sided", "league", question="recognition", subject="XA"),
    Case("will recognise", "a plan recognises nobody",
         (say("2031-07-04", A, "recognises", "league", hosts=ARDEN, modality="planned"),), "unknown",
         question="recognition", subject="XA"),
    Case(
        "towards each party", "no to one party and yes to the other",
        (
            say("2031-07-04", A, "recognises", "league", hosts=ARDEN, denied=True),
            say("2031-07-04", A, "recognises", "crown", hosts=ARDEN),
        ),
        "single", "crown", question="recognition", subject="XA", detail=(("crown", "yes"), ("league", "no")),
    ),
    Case("a mission's own refusal", "that an embassy does not recognise a party says nothing of its host",
         (say("2031-07-04", A, "recognises", "league", denied=True),), "unknown", question="recognition", subject="XA"),
    Case(
        "a list of states", "a state that is listed by name is spoken of itself",
        (
            say("2031-07-04", A, "recognises", "league", hosts=("XA", "XB"), denied=True),
            say("2031-07-05", B, "recognises", "league", hosts=BORVIA, denied=True),
        ),
        "agreed", "none", question="recognition", subject="XB",
    ),
)

RELATIONS = (
    Case("has relations", "it keeps relations with a party", (say("2031-03-10", A, "has_relations", "league", hosts=ARDEN),),
         "single", "league", question="relations", subject="XA"),
    Case("has none", "the only neighbour without",
         (say("2031-03-10", A, "has_relations", "league", hosts=ARDEN, denied=True),), "single", "none",
         question="relations", subject="XA"),
    Case(
        "with both", "relations with one do not exclude the other",
        (
            say("2031-03-10", A, "has_relations", "league", hosts=ARDEN),
            say("2031-03-10", A, "has_relations", "crown", hosts=ARDEN),
        ),
        "single", "crown league", question="relations", subject="XA", values=("crown", "league"),
    ),
    Case(
        "severed", "a break on a day ends them",
        (
            say("2031-03-10", A, "has_relations", "league", hosts=ARDEN),
            say("2031-06-10", B, "has_relations", "league", hosts=ARDEN, denied=True, when="instant 2031-06-09"),
        ),
        "single", "none", since="2031-06-09", question="relations", subject="XA",
    ),
    Case("recognition is another question", "to recognise is asked apart",
         (say("2031-03-10", A, "recognises", "league", hosts=ARDEN),), "unknown", question="relations", subject="XA"),
)

POSTURE = (
    Case(
        "items", "each item of posture stands for itself",
        (
            say("2031-03-10", A, "hosts_opposition", hosts=ARDEN),
            say("2031-03-10", A, "trades_with", hosts=ARDEN),
            say("2031-03-10", B, "designates_terrorist", "league", hosts=ARDEN, denied=True),
        ),
        "single", None, question="posture", subject="XA", values=("hosts_opposition", "trades_with"),
        detail=(("designates_terrorist league", "no"), ("hosts_opposition", "yes"), ("trades_with", "yes")),
    ),
    Case(
        "an item disputed", "one disputed item makes the posture contested, the others stay readable",
        (
            say("2031-03-10", A, "hosts_opposition", hosts=ARDEN),
            say("2031-03-10", B, "hosts_opposition", hosts=ARDEN, denied=True),
            say("2031-03-10", A, "trades_with", hosts=ARDEN),
        ),
        "contested", None, question="posture", subject="XA",
        detail=(("hosts_opposition", None), ("trades_with", "yes")),
    ),
)

CASES = RECOGNITION + RELATIONS + POSTURE
