"""Showing results as a table, plain lines, json, jsonl or csv."""
