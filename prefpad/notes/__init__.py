"""Notes: adding, correcting and confirming them, what may be said to whom, and the card."""
