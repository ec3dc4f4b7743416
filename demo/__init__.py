"""The demonstration: a small city on one machine, and the story played through the real screens."""
