"""The second screen, facing the citizen: what is entered for them, what they confirm, sign and rate."""
