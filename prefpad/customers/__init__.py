"""Customers: who they are, finding them by any handle, and when they were here."""
