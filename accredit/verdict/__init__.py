"""How disagreement becomes an answer: pure functions from claims to verdicts.

One rule, one function, one docstring with its reason. `independence` says who is one and
the same, `holding` when a claim holds, `living` what a later word or change ends,
`standing` how the live words weigh; `operator`, `premises`, `head`, `services` and `states`
say what each claim means for a question, `missions` and `towards` put it together,
`because` says why.
"""

from accredit.verdict.ask import answer, changes, dossier, state_status, status
from accredit.verdict.shapes import MISSION_QUESTIONS, STATE_QUESTIONS, Detail, SilentCell, Standing, Verdict

__all__ = [
    "MISSION_QUESTIONS",
    "STATE_QUESTIONS",
    "Detail",
    "SilentCell",
    "Standing",
    "Verdict",
    "answer",
    "changes",
    "dossier",
    "state_status",
    "status",
]
