"""Is this machine closed as a terminal must be? Looks; changes nothing."""
