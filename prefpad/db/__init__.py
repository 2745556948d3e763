"""The only SQL: opening the pad, its migrations, and one file for each group of tables."""
