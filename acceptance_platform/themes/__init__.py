"""一件事: cases of several departments that one person handed in together, under a lead department."""
