"""Customers who are likely to be one person: finding them, saying why, and merging them."""
