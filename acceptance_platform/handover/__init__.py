"""Handing results over (统一出件) at any window of the city."""
