from accredit.answers import verdict
from accredit.api import Claims, claims
from accredit.compare import compare
from accredit.extract import extract
from accredit.ledger import Ledger, open_ledger
from accredit.model import Article, Claim, Mission, Reading, RecordedClaim, Situation
from accredit.read import Problem
from accredit.read import articles as read
from accredit.situation import load
from accredit.verdict import Verdict

__all__ = [
    "Article",
    "Claim",
    "Claims",
    "Ledger",
    "Mission",
    "Problem",
    "Reading",
    "RecordedClaim",
    "Situation",
    "Verdict",
    "claims",
    "compare",
    "extract",
    "load",
    "open_ledger",
    "read",
    "verdict",
]
