"""Prints of the catalogue, on A4, fetched and printed at once."""
