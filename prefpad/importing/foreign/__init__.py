"""Importing lists that other programs wrote: whom a row means, and what it changes."""
