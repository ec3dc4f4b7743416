"""The cases of the clerk's authority, urgent ones first."""
