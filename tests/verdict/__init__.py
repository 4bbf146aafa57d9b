"""Checks of how claims become answers."""
