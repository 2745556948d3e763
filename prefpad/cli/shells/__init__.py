"""How the shells complete a line: what they send, what they get, and where it is installed."""
