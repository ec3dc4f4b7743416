"""Everything of this window that is begun and not handed in: whose it is, since when, what is missing."""
