"""Everything once more, then hand in."""
