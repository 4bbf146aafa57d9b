"""Premises, head, services, documents and money: questions that move apart from control."""

from ..builder import HARBOUR, Case, say

A, B, C = "Gull Wire", "Tidewater Post", "Quay Radio"
LEAGUE, CROWN = "=League foreign ministry/league", "=Embassy in Port/crown"

PREMISES = (
    Case(
        "custody holds the premises",
        "the host took the keys",
        (say("2031-03-10", A, "custody", "host-state"),),
        "single",
        "host-state",
        question="premises",
    ),
    Case(
        "handing over hands over the house",
        "the mission was handed over with its premises",
        (say("2031-03-10", A, "handed_over", "league", when="instant 2031-03-02"),),
        "single",
        "league",
        since="2031-03-02",
        question="premises",
    ),
    Case(
        "control says nothing of the house",
        "who runs a mission may do it elsewhere",
        (say("2031-03-10", A, "controls", "league"),),
        "unknown",
        question="premises",
    ),
    Case(
        "custody, then handed on",
        "the host kept it and handed it over",
        (
            say("2031-03-10", A, "custody", "host-state", when="instant 2031-03-01"),
            say("2031-06-10", A, "handed_over", "crown", when="instant 2031-06-01"),
        ),
        "single",
        "crown",
        question="premises",
    ),
    Case(
        "damage is a condition",
        "a damaged house says nothing of who holds it",
        (say("2031-03-10", A, "damaged", when="instant 2031-02"),),
        "unknown",
        question="premises",
        detail=(("condition", "damaged"),),
    ),
    Case(
        "damaged, then under repair",
        "building work told later follows the damage",
        (say("2031-03-10", A, "damaged", when="instant 2031-02"), say("2031-04-10", A, "repaired")),
        "unknown",
        question="premises",
        detail=(("condition", "under repair"),),
    ),
    Case(
        "repaired on a day",
        "a repair that happened leaves it sound",
        (
            say("2031-03-10", A, "damaged", when="instant 2031-02"),
            say("2031-09-10", B, "repaired", when="instant 2031-09-01"),
        ),
        "unknown",
        question="premises",
        detail=(("condition", "sound"),),
    ),
    Case(
        "repair planned",
        "what is planned leaves it damaged",
        (say("2031-03-10", A, "damaged"), say("2031-04-10", A, "repaired", modality="planned")),
        "unknown",
        question="premises",
        detail=(("condition", "damaged"),),
    ),
)

HEAD = (
    Case(
        "named",
        "a head named is a head named, no more",
        (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="ambassador"),),
        "single",
        "Ivo Marsh",
        question="head",
        detail=(("rank", "ambassador"), ("reached", "named")),
    ),
    Case(
        "named by its own party's word",
        "the party that names gains",
        (say("2031-03-10", A, "appointed", "league", by=LEAGUE, person="Ivo Marsh", role="ambassador"),),
        "one-sided",
        "Ivo Marsh",
        question="head",
    ),
    Case(
        "in office",
        "a title given by an outlet: the person is there",
        (say("2031-03-10", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),),
        "single",
        "Ada Reed",
        question="head",
        detail=(("rank", "ambassador"), ("reached", "arrived")),
    ),
    Case(
        "accepted",
        "the host took the credentials",
        (say("2031-03-10", A, "accredited", "league", person="Ivo Marsh", role="chargé d'affaires"),),
        "single",
        "Ivo Marsh",
        question="head",
        detail=(("rank", "chargé d'affaires"), ("reached", "accepted")),
    ),
    Case(
        "a name against a person in office",
        "naming somebody moves nobody out",
        (
            say("2031-03-10", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),
            say("2031-04-10", B, "appointed", "league", person="Ivo Marsh", role="ambassador"),
        ),
        "single",
        "Ada Reed",
        question="head",
        values=("Ada Reed",),
        detail=(("named", "Ivo Marsh"),),
    ),
    Case(
        "two in office",
        "two people described as head",
        (
            say("2031-03-10", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),
            say("2031-03-12", B, "holds_post", "league", person="Ivo Marsh", role="ambassador"),
        ),
        "contested",
        question="head",
        values=("Ada Reed", "Ivo Marsh"),
    ),
    Case(
        "accepted after another",
        "who presents credentials follows whoever was in office before",
        (
            say("2031-03-10", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),
            say(
                "2031-06-10",
                B,
                "accredited",
                "league",
                person="Ivo Marsh",
                role="ambassador",
                when="instant 2031-06-09",
            ),
        ),
        "single",
        "Ivo Marsh",
        question="head",
        since="2031-06-09",
    ),
    Case(
        "dismissed",
        "a head recalled is head no more",
        (
            say("2031-03-10", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),
            say("2031-06-10", B, "dismissed", "crown", person="Ada Reed", role="ambassador", when="instant 2031-06-09"),
        ),
        "unknown",
        question="head",
    ),
    Case(
        "dismissal denied in office",
        "whoever is in office after the recall contests it by being there",
        (
            say(
                "2031-06-10", B, "dismissed", "league", person="Ada Reed", role="ambassador", when="instant 2031-06-09"
            ),
            say("2031-06-20", A, "holds_post", "crown", person="Ada Reed", role="ambassador"),
        ),
        "single",
        "Ada Reed",
        question="head",
    ),
    Case(
        "named twice by one party",
        "the second name replaces the first",
        (
            say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="ambassador"),
            say("2031-08-10", B, "appointed", "league", person="Tam Ferrow", role="ambassador"),
        ),
        "single",
        "Tam Ferrow",
        question="head",
    ),
    Case(
        "a secretary",
        "who is no head is no answer",
        (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="second secretary"),),
        "unknown",
        question="head",
    ),
    Case(
        "an assistant to the ambassador",
        "nor is an assistant",
        (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="assistant to the ambassador"),),
        "unknown",
        question="head",
    ),
    Case(
        "head of an office at home",
        "who heads a department heads no mission",
        (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="head of the finance office"),),
        "unknown",
        question="head",
    ),
    Case(
        "a visitor with a title",
        "to visit is not to hold a post, whatever the visitor's rank",
        (say("2031-03-10", A, "visited", "league", person="Ivo Marsh", role="ambassador"),),
        "unknown",
        question="head",
    ),
    Case(
        "head of the mission",
        "this one heads it",
        (say("2031-03-10", A, "holds_post", "league", person="Ivo Marsh", role="acting head of the embassy"),),
        "single",
        "Ivo Marsh",
        question="head",
    ),
    Case(
        "a consul at an embassy",
        "a consul heads a consulate, not an embassy",
        (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="consul"),),
        "unknown",
        question="head",
    ),
    Case(
        "a consul at a consulate",
        "here the consul is its head",
        (say("2031-03-10", A, "appointed", "league", person="Ivo Marsh", role="consul", where=HARBOUR),),
        "single",
        "Ivo Marsh",
        question="head",
        subject=HARBOUR,
    ),
    Case(
        "refused by the host",
        "a denied accreditation is a denial",
        (say("2031-03-10", A, "accredited", "league", person="Ivo Marsh", role="ambassador", denied=True),),
        "denied",
        question="head",
    ),
)

SERVICES = (
    Case("it works", "it operates", (say("2031-03-10", A, "operates"),), "single", "running", question="services"),
    Case(
        "suspended",
        "services stopped",
        (say("2031-02-10", B, "operates"), say("2031-03-10", A, "suspended", when="instant 2031-03-01")),
        "single",
        "suspended",
        question="services",
    ),
    Case(
        "resumed",
        "reopening starts them again",
        (
            say("2031-03-10", A, "suspended", when="instant 2031-03-01"),
            say("2031-05-10", B, "opened", when="instant 2031-05-01"),
        ),
        "single",
        "running",
        since="2031-05-01",
        question="services",
    ),
    Case(
        "closed and suspended",
        "closed, and one says running after it",
        (say("2031-03-10", A, "closed", when="instant 2031-03-01"), say("2031-03-12", B, "operates")),
        "contested",
        question="services",
        values=("closed", "running"),
    ),
    Case(
        "control says nothing of services",
        "who runs it is another question",
        (say("2031-03-10", A, "controls", "crown"),),
        "unknown",
        question="services",
    ),
)

DOCUMENTS = (
    Case(
        "disowned",
        "the ministry no longer takes its papers: its own word is the act",
        (say("2031-03-10", A, "disowns_documents", "league", by=LEAGUE),),
        "single",
        "disowned",
        question="documents",
        detail=(("league", "disowned"),),
    ),
    Case(
        "honoured by one, disowned by another",
        "two authorities, two answers, no contradiction",
        (
            say("2031-03-10", A, "disowns_documents", "league", by=LEAGUE),
            say("2031-03-10", A, "honours_documents", "host-state"),
        ),
        "single",
        "divided",
        question="documents",
        detail=(("host-state", "honoured"), ("league", "disowned")),
        values=("disowned", "honoured"),
    ),
    Case(
        "said of one authority both ways",
        "two outlets disagree about what one ministry does",
        (
            say("2031-03-10", A, "disowns_documents", "league"),
            say("2031-03-10", B, "honours_documents", "league"),
        ),
        "contested",
        question="documents",
        values=("disowned", "honoured"),
    ),
    Case(
        "to issue is not to be honoured",
        "that papers are issued says nothing of who takes them",
        (say("2031-03-10", A, "issues_documents"),),
        "unknown",
        question="documents",
    ),
)

MONEY = (
    Case(
        "pays",
        "one party pays the staff",
        (say("2031-03-10", A, "funds", "league"),),
        "single",
        "league",
        question="money",
        detail=(("pays", "league"),),
    ),
    Case(
        "collects",
        "and the fees go to it",
        (say("2031-03-10", A, "collects_fees", "league"),),
        "single",
        "league",
        question="money",
        detail=(("collects fees", "league"),),
    ),
    Case(
        "one pays, another collects",
        "two answers to two halves",
        (say("2031-03-10", A, "funds", "league"), say("2031-03-10", B, "collects_fees", "crown")),
        "single",
        "divided",
        question="money",
        detail=(("pays", "league"), ("collects fees", "crown")),
    ),
    Case(
        "will pay",
        "a plan pays nobody",
        (say("2031-03-10", A, "funds", "league", modality="planned"),),
        "unknown",
        question="money",
    ),
)

CASES = PREMISES + HEAD + SERVICES + DOCUMENTS + MONEY
