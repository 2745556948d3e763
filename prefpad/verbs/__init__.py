"""What a pad can do, in groups of verbs that `Pad` puts together."""
