"""Trains the network that finds who says what (docs/attribution-guideline.md, docs/extraction.md)."""
