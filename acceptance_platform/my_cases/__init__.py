"""The cases of a person who is present."""
