"""The HTTP API for programs: versioned, read-only, JSON. docs/api.md says how it is used."""
