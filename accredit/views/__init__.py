"""What an answer holds and how it reads, for every front end: times, words, JSON, and whom a person means.

The command line and the pages show the same answers; what both need stands here once. Nothing here writes anywhere.
"""
