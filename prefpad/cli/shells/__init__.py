"""Completion in the shells: the protocol, and installing it."""
