"""Checking a pad, and rescuing what a damaged one still has."""
