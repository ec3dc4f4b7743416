"""For whoever looks after the terminal: behind a permit of the platform, never with a citizen's data."""
