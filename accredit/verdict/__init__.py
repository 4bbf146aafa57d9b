"""How disagreement becomes an answer: pure functions from claims to verdicts.

One rule, one function, one docstring with its reason. `independence` says who is one and
the same, `holding` when a claim holds, `living` what a later word or change ends,
`standing` how the live words weigh; `operator`, `premises`, `head`, `services` and `states`
say what each claim means for a question, `missions` and `towards` put it together,
`because` says why. Beside the answers: `copies` finds texts that are one report, `denials` what
a denial denies, `matrix` lays out who says what, `without` drops a source.
"""

from accredit.verdict.ask import CONCERNS, answer, changes, dossier, put, state_status, status, told
from accredit.verdict.copies import Near, Print, Reports, printed, reports, shared
from accredit.verdict.denials import denials
from accredit.verdict.matrix import Cell, CellStance, Matrix, Row, Searched, matrix
from accredit.verdict.shapes import MISSION_QUESTIONS, STATE_QUESTIONS, Detail, SilentCell, Standing, Verdict
from accredit.verdict.states import named_states
from accredit.verdict.without import find_source, sources, without

__all__ = [
    "CONCERNS",
    "MISSION_QUESTIONS",
    "STATE_QUESTIONS",
    "Cell",
    "CellStance",
    "Detail",
    "Matrix",
    "Near",
    "Print",
    "Reports",
    "Row",
    "Searched",
    "SilentCell",
    "Standing",
    "Verdict",
    "answer",
    "changes",
    "denials",
    "dossier",
    "find_source",
    "matrix",
    "named_states",
    "printed",
    "put",
    "reports",
    "shared",
    "sources",
    "state_status",
    "status",
    "told",
    "without",
]
