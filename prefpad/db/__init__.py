"""The file: opening a pad, its schema, transactions and their journal, and copies of it."""
