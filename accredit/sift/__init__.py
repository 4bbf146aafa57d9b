"""Looks through archives for what may be of interest, in processes that load reading and triage and no more."""

from accredit.sift.child import Sifter
from accredit.sift.frames import Counts, Frame
from accredit.sift.sieve import Piece, Sieve
from accredit.sift.team import Team

__all__ = ["Counts", "Frame", "Piece", "Sieve", "Sifter", "Team"]
