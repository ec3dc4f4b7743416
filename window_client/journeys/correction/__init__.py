"""补正: everything to correct, said at once."""
