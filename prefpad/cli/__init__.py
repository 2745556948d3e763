"""The command line: one module for each command, and one place that prints errors."""
