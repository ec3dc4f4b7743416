"""Numbers called to this window."""
