"""Visits: those that were, those that are expected, and the day they make."""
