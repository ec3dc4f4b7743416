"""Where a case stands, by the code on its receipt."""
