"""Welcome: what can be done here."""
