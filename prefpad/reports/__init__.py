"""Reports on the pad as a whole: one form for all of them, and each as data."""
