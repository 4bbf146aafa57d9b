"""Measures what the extraction finds, how often it is right, how sure it may be, and how fast it is."""
