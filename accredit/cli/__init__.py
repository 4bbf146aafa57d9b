"""The command line: one command = parse, call, print."""
