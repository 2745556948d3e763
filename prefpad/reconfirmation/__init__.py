"""When to ask again: how fast things change, and what a question is worth."""
