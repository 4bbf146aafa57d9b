"""The same answers as pages."""
