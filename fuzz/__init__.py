"""Coverage-guided fuzzing of every reader (`make fuzz`); the corpus is replayed by `make test`."""
