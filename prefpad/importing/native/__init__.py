"""Importing lists in our own columns."""
