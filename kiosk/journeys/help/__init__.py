"""What this terminal does, and who helps."""
