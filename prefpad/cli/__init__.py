"""The command line: one file for each command, one place that prints errors."""
