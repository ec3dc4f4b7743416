"""Numbers called to the windows of a hall."""
