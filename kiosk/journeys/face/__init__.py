"""Is this the person of the card: by a camera, with consent, and never the only way."""
