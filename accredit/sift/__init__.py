"""Looks through archives for what may be of interest, in a process of its own. It loads reading and triage, no more."""

from accredit.sift.child import Sifter
from accredit.sift.frames import Counts, Frame
from accredit.sift.sieve import Piece, Sieve

__all__ = ["Counts", "Frame", "Piece", "Sieve", "Sifter"]
