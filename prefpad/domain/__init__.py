"""Pure rules: words, names, dates, reconfirmation and wording; no screen, no database."""
