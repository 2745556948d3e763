"""Words, names, days, settings and errors: no file, no SQL, no screen."""
