"""Showing people what is stored about them, forgetting them, and deleting what has expired."""
