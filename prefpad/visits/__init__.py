"""Visits: past and expected ones, and what today brings."""
