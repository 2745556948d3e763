"""A till of a shop whose pad is on another machine: each command runs there, over ssh."""
