"""Chinese by its sound: what letters may stand for, offered in an order that nobody's typing changes."""
