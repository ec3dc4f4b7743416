"""What left this window, what has not, why not, and when it tries again."""
