"""Pages a citizen sends from a phone, to the one terminal that asked for them."""
