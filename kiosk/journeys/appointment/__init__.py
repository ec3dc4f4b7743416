"""A time at the hall, or a number in today's queue."""
