"""What was decided, and the notice on its way to paper."""
