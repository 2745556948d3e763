"""The log of what was changed, in words, and undoing it."""
