"""prefpad: a customer notebook for the counter."""
