"""What to show, as a table, plain lines, json, jsonl or csv."""
