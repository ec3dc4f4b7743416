"""One package for each step of a visit: flow (pure), presenter (pure), screen (draws)."""
