"""The line to the platform as every screen tells it: since when it is gone, what waits, how long that lasts."""
