"""Where all cases of a person stand."""
