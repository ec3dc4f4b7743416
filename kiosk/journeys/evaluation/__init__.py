"""好差评, by the receipt of a case."""
