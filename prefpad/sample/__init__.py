"""The sample: a guesthouse and its customers."""
