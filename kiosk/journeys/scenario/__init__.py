"""Which case (情形) of the matter: one question a screen, each with big answers."""
