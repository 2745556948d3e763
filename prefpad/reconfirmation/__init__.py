"""reconfirmation."""
