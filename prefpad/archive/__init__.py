"""The whole pad as json: what an export writes, and an import into an empty pad reads."""
