"""Alerts: changes of answers told to whoever wants to know, each once. docs/alerts.md says what is promised."""
